import type { Fetcher } from '../contract/fetch.ts';
import type { PageInput } from '../contract/reader.ts';
import type { Readers } from './how-to-read.ts';
import { runJob, type Escort, type Job, type JobResult } from './job.ts';
import { readAsFile } from './read-as-file.ts';

/** Who fetches and reads: this thread, or others. */
export interface Executor {
  readonly run: (job: Job, escort: Escort) => Promise<JobResult>;
  readonly readFile: (input: PageInput) => Promise<JobResult['reading']>;
  readonly close: () => Promise<void>;
}

/** Everything in this thread: what a small site is read with, and every replay. */
export function localExecutor(fetcher: Fetcher, readers: Readers): Executor {
  return {
    run: (job, escort) => runJob(job, { ...readers, fetcher }, escort),
    readFile: (input) => readAsFile(readers, input),
    close: () => Promise.resolve(),
  };
}
