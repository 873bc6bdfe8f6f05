/** Milliseconds of CPU that `run` takes in this process: unlike the clock's, a busy machine does not add to them. */
export function cpuMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
