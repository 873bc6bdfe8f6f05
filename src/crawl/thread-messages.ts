import type { HttpOptions } from '../fetch/http.ts';
import type { PageInput } from '../contract/reader.ts';
import type { Crossing } from './crossing.ts';
import type { Job, JobResult } from './job.ts';

/** Where a thread gets its pages: it makes a fetcher of its own. */
export type ThreadSource =
  | { readonly kind: 'http'; readonly options: Omit<HttpOptions, 'resolve'> }
  | { readonly kind: 'folder'; readonly source: string; readonly base: string };

/** What a thread is born with. */
export interface ThreadData {
  readonly source: ThreadSource | undefined;
  /** The module whose `readers` it reads with. */
  readonly readers: string;
  /** The number of the job that it reads now, and how many messages it has heard: how a stuck thread is known. */
  readonly pulse: SharedArrayBuffer;
}

/** What a thread is told. */
export type ToThread =
  | { readonly say: 'run'; readonly id: number; readonly job: Job }
  | { readonly say: 'file'; readonly id: number; readonly input: PageInput }
  | { readonly say: 'go'; readonly id: number }
  | { readonly say: 'stop'; readonly id: number }
  | { readonly say: 'ping' }
  | { readonly say: 'close' };

/** What a thread tells. */
export type FromThread =
  | { readonly say: 'done'; readonly id: number; readonly crossing: Crossing }
  | { readonly say: 'read'; readonly id: number; readonly reading: JobResult['reading'] }
  | { readonly say: 'pace'; readonly id: number; readonly url: string }
  | { readonly say: 'broken'; readonly id: number; readonly message: string }
  | { readonly say: 'closed' };
