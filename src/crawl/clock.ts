/** Milliseconds since 1970, by a clock that never jumps: the wall is looked at once. */
export interface Clock {
  readonly now: () => number;
  readonly iso: () => string;
  /** Ends early when the signal does. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The clock of a real run. */
export function realClock(): Clock {
  const start = Date.now() - performance.now();
  const now = (): number => start + performance.now();
  return {
    now,
    iso: () => new Date(now()).toISOString(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const done = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, Math.max(0, Math.min(ms, 2 ** 31 - 1)));
        signal?.addEventListener('abort', done);
      }),
  };
}
