/** `DUWANG_FAILPOINT=name:n` kills this process at the n-th pass of the point of that name: how the kill test aims. */
const [aimedAt, nth] = (process.env['DUWANG_FAILPOINT'] ?? '').split(':');
const passes = { count: 0 };

/** A named moment at which a crash must lose nothing. Does nothing outside a test. */
export function failpoint(name: 'before-commit' | 'in-commit' | 'after-commit' | 'before-seal' | 'after-seal'): void {
  if (name !== aimedAt) return;
  passes.count += 1;
  if (passes.count === Number(nth ?? 1)) process.kill(process.pid, 'SIGKILL');
}
