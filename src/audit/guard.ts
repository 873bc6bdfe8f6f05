/** A stop-watch and a way to end work that does not end by itself: the pure rooms are given both. */
export interface Guard {
  /** Milliseconds from some moment on, never backwards. */
  readonly now: () => number;
  /** Does the work; `overtime` where it had to be ended after so many ms. It may be begun more than once. */
  readonly within: (ms: number, work: () => void) => 'done' | 'overtime';
}

/** For tests, and for checks that are trusted to end. */
export const unguarded: Guard = {
  now: () => 0,
  within: (_, work) => {
    work();
    return 'done';
  },
};

/** How long a check may take over one subject. */
export const SUBJECT_LIMIT_MS = 5_000;

/** To set up a watch costs more than most subjects: so many ms of them share one. */
const SHARED_MS = 500;

/**
 * Works through a list of any length; each step that takes longer than the limit (and up to half a second more) is ended
 * and answered by `late`, and the next one goes on.
 */
export function eachWithin<T, R>(
  guard: Guard,
  items: readonly T[],
  step: (item: T) => R,
  late: (item: T) => R,
): readonly R[] {
  const answers: R[] = [];
  while (answers.length < items.length) {
    const start = guard.now();
    const end = guard.within(SUBJECT_LIMIT_MS + SHARED_MS, () => {
      for (const item of items.slice(answers.length)) {
        answers.push(step(item));
        if (guard.now() - start > SHARED_MS) return;
      }
    });
    const stuck = items[answers.length];
    if (end === 'overtime' && stuck !== undefined) answers.push(late(stuck));
  }
  return answers;
}
