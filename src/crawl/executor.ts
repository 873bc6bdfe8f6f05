import type { Fetcher } from '../contract/fetch.ts';
import type { Reading } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';
import { runJob, type Escort, type Job, type JobResult } from './job.ts';
import { readAsFile } from './read-as-file.ts';

/** How pages and files are read. `version` names the reader and its dictionaries: readings of another one are not reused. */
export interface Readers {
  readonly version: string;
  readonly readPage: (input: PageInput) => Reading;
  /** Whether a body is a file, not a page. */
  readonly isFile: (url: string, contentType: string, bytes: Uint8Array) => boolean;
  /** Reads an attachment; may throw, may take long: a thread that can be ended does it where there is one. */
  readonly readFile?: (input: PageInput) => Reading | Promise<Reading>;
}

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
