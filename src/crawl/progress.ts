import type { UnitId } from '../contract/unit.ts';

/** How a crawl stands. */
export interface Progress {
  readonly units: number;
  readonly unitsDone: number;
  /** Pages that came back, URLs that wait, URLs that brought nothing, URLs left out. */
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
  readonly skipped: number;
  /** Pages a second, lately. */
  readonly rate: number;
  /** The last thing that went wrong, in a line. */
  readonly problem: string | undefined;
  /** The unit that was touched last. */
  readonly unit: UnitId | undefined;
}

const everyMs = 200;
const windowMs = 5000;

/** Lets one report through every 200 ms, and tells the rate over the last seconds. */
export function createMeter(report: ((progress: Progress) => void) | undefined, now: () => number) {
  const state = { last: -Infinity, marks: [] as { readonly at: number; readonly done: number }[] };
  return (count: () => Omit<Progress, 'rate'>, isLast = false): void => {
    const at = now();
    if (!report || (!isLast && at - state.last < everyMs)) return;
    state.last = at;
    const progress = count();
    state.marks.push({ at, done: progress.done });
    while (state.marks.length > 2 && at - (state.marks[0]?.at ?? at) > windowMs) state.marks.shift();
    const first = state.marks[0];
    const elapsed = first ? (at - first.at) / 1000 : 0;
    report({ ...progress, rate: first && elapsed > 0 ? (progress.done - first.done) / elapsed : 0 });
  };
}
