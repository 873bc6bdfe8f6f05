import type { JobResult } from './job.ts';

/** A run of links with what it is to the crawl. */
interface ToldRun {
  readonly hash: string;
  readonly json: string;
  readonly plain: string;
  /** To be remembered: from now on it is named by its hash alone. */
  readonly keep: boolean;
}

/** A result on its way from a thread to the main thread. The runs of its links stand apart: most of them were told before. */
export interface Crossing {
  readonly result: JobResult;
  readonly runs: readonly (string | ToldRun)[];
  /** All runs that were remembered are to be forgotten. */
  readonly forget: boolean;
}

/** Runs that both sides remember, and hashes of runs that were met once. */
const most = { kept: 500, met: 5000 };

/** The thread's side: makes a result ready to cross. */
export function createSender(): (result: JobResult) => Crossing {
  const kept = new Set<string>();
  const met = new Set<string>();
  const tell = (hash: string, json: string, plain: string): string | ToldRun => {
    if (kept.has(hash)) return hash;
    const keep = met.delete(hash);
    if (keep) kept.add(hash);
    else met.add(hash);
    return { hash, json, plain, keep };
  };
  return (result) => {
    const { reading } = result;
    if (!reading) return { result, runs: [], forget: false };
    const forget = kept.size >= most.kept;
    if (forget) kept.clear();
    if (met.size >= most.met) met.clear();
    const { packed, followed } = reading;
    const { trail } = followed;
    const runs = packed.links.map(({ hash, json }, at) => tell(hash, json, trail.runs[at]?.plain ?? '[]'));
    const bare = { packed: { ...packed, links: [] }, followed: { ...followed, trail: { ...trail, runs: [] } } };
    return { result: { ...result, reading: bare }, runs, forget };
  };
}

/** The other side: takes crossings in the order in which they were sent, and gives whole results. */
export function createReceiver(): (crossing: Crossing) => JobResult {
  const kept = new Map<string, ToldRun>();
  return ({ result, runs, forget }) => {
    if (forget) kept.clear();
    const { reading } = result;
    if (!reading) return result;
    const whole = runs.map((run) => (typeof run === 'string' ? known(kept, run) : run));
    for (const run of whole) if (run.keep) kept.set(run.hash, run);
    const { packed, followed } = reading;
    const trail = { ...followed.trail, runs: whole };
    return { ...result, reading: { packed: { ...packed, links: whole }, followed: { ...followed, trail } } };
  };
}

function known(kept: ReadonlyMap<string, ToldRun>, hash: string): ToldRun {
  const run = kept.get(hash);
  if (!run) throw new Error(`a run of links that was never told: ${hash}`);
  return run;
}
