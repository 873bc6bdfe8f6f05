import { createHash } from 'node:crypto';

import type { FetchAnswer, Fetcher, FetchRequest } from '../contract/fetch.ts';
import type { Reading } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';
import type { Mode } from '../contract/seen.ts';
import { defined } from '../lib/defined.ts';
import { archiveBody, type StoredBody } from '../store/body.ts';
import { packReading, type PackedReading } from '../store/packed-reading.ts';
import { followed, type Followed } from './follow.ts';

/** One URL to be asked for and read: plain data, so that it can cross threads. */
export interface Job {
  readonly url: string;
  readonly mode: Mode;
  readonly headers?: FetchRequest['headers'];
  readonly etag?: string;
  readonly lastModified?: string;
  /** What is stored of it: an equal body at the same place is not read again. */
  readonly known?: { readonly body: string; readonly url: string; readonly contentType: string };
  /** The decoded bytes are wanted back (robots.txt, sitemaps), and no reading. */
  readonly raw?: true;
  /** It broke the reader: fetched and stored, and not read. */
  readonly unread?: true;
}

/** An answer without its bytes. */
export type Answer = DistributedOmit<FetchAnswer, 'body' | 'received'>;
type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a job came to. */
export interface JobResult {
  readonly answer: Answer;
  readonly contentType: string;
  /** As archived; absent where nothing came, or where the known body came again. */
  readonly body?: StoredBody;
  /** `sha256:…` of the decoded body, and its length; the known one's for 304. */
  readonly hash: string;
  readonly bytes: number;
  /** The known body came again, or was not sent at all: its reading holds. */
  readonly same: boolean;
  readonly reading?: { readonly packed: PackedReading; readonly followed: Followed };
  /** No page: to be read as a file, elsewhere. */
  readonly file?: Uint8Array;
  readonly raw?: Uint8Array;
}

/** What a job is done with. */
export interface Tools {
  readonly fetcher: Pick<Fetcher, 'fetch'>;
  readonly readPage: (input: PageInput) => Reading;
  readonly isFile: (url: string, contentType: string, bytes: Uint8Array) => boolean;
}

/** Who answers for politeness and stopping while a job runs. */
export interface Escort {
  readonly signal: AbortSignal;
  readonly refuses: FetchRequest['refuses'];
  readonly pace: (url: string) => Promise<void>;
}

/** Fetches and reads one URL. Never throws for what the world does; a page that breaks the reader comes back unread. */
export async function runJob(job: Job, tools: Tools, escort: Escort): Promise<JobResult> {
  const { url, headers, etag, lastModified } = job;
  const full = await tools.fetcher.fetch({ url, ...defined({ headers, etag, lastModified }), ...escort });
  if (full.outcome === 'fetched') return readAnswer(job, tools, full);
  if (full.outcome !== 'not-modified') return { answer: full, contentType: '', hash: '', bytes: 0, same: false };
  return {
    answer: withoutBytes(full),
    contentType: job.known?.contentType ?? '',
    hash: job.known?.body ?? '',
    bytes: 0,
    same: true,
  };
}

type Whole = Extract<FetchAnswer, { outcome: 'fetched' | 'not-modified' }>;

function withoutBytes(whole: Whole): Omit<Whole, 'body' | 'received'> {
  const { outcome, status, headers, url, hops, tookMs } = whole;
  const { at, remote, tls, clockOffset } = whole;
  return { outcome, status, headers, url, hops, tookMs, ...defined({ at, remote, tls, clockOffset }) };
}

function readAnswer(job: Job, tools: Tools, whole: Whole): JobResult {
  const { body, received } = whole;
  const answer = withoutBytes(whole);
  const contentType = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (job.raw) return { answer, contentType, hash: '', bytes: body.byteLength, same: false, raw: body };
  const hash = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const { known } = job;
  const same = known?.body === hash && known.url === answer.url && known.contentType === contentType;
  const common = { answer, contentType, hash, bytes: body.byteLength, same };
  if (same) return common;
  const archived = { ...common, body: archiveBody(hash, body, received) };
  if (job.mode === 'http' && tools.isFile(answer.url, contentType, body)) return { ...archived, file: body };
  if (job.unread) return archived;
  const reading = readSafely(tools, { bytes: body, url: answer.url, contentType, mode: job.mode });
  return { ...archived, ...(reading && { reading }) };
}

function readSafely({ readPage }: Tools, input: PageInput): JobResult['reading'] {
  try {
    const reading = readPage(input);
    return { packed: packReading(reading), followed: followed(reading, reading.mainText) };
  } catch {
    return undefined; // a defect of ours: the page is stored, and counts as not understood
  }
}
