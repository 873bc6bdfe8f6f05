import { createHash } from 'node:crypto';

import type { FetchAnswer, Fetcher, FetchRequest } from '../contract/fetch.ts';
import type { Reading } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';
import type { Mode } from '../contract/seen.ts';
import { defined } from '../lib/defined.ts';
import { archiveBody, type StoredBody } from '../store/body.ts';
import type { PackedReading } from '../store/packed-reading.ts';
import { refreshUrl } from '../fetch/redirect.ts';
import { trailOfLinks, type Followed, type Trail } from './follow.ts';
import type { Readers } from './how-to-read.ts';
import { packAndFollow } from './pack-and-follow.ts';

/** One URL to be asked for and read: plain data, so that it can cross threads. */
export interface Job {
  readonly url: string;
  readonly mode: Mode;
  readonly headers?: FetchRequest['headers'];
  readonly etag?: string;
  readonly lastModified?: string;
  /** What is stored of it: an equal body at the same place is not read again. `received` is the hash of the bytes as they came. */
  readonly known?: Known;
  /** The decoded bytes are wanted back (robots.txt, sitemaps), and no reading. */
  readonly raw?: true;
  /** It broke the reader: fetched and stored, and not read. */
  readonly unread?: true;
}

/** What is stored of an answer, as far as the next one is held against it. */
export interface Known {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly bytes: number;
  readonly received: string;
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
  /** Of the bytes as they came. */
  readonly received?: string;
  /** The known body came again, or was not sent at all: its reading holds. */
  readonly same: boolean;
  readonly reading?: { readonly packed: PackedReading; readonly followed: Followed };
  /** The page broke the reader: where it leads, at a glance. It counts as not understood. */
  readonly glance?: Trail;
  /** No page: to be read as a file, elsewhere. */
  readonly file?: Uint8Array;
  readonly raw?: Uint8Array;
}

/** What a job is done with. */
export interface Tools {
  readonly fetcher: Pick<Fetcher, 'fetch'>;
  readonly readPage: (input: PageInput) => Reading;
  readonly scanPage?: Readers['scanPage'];
  readonly isFile: (url: string, contentType: string, bytes: Uint8Array) => boolean;
}

/** Who answers for politeness and stopping while a job runs. */
export interface Escort {
  readonly signal: AbortSignal;
  readonly refuses: FetchRequest['refuses'];
  readonly pace: (url: string) => Promise<void>;
  readonly admits?: NonNullable<FetchRequest['admits']>;
}

/** Fetches and reads one URL. Never throws for what the world does; a page that breaks the reader comes back unread. */
export async function runJob(job: Job, tools: Tools, escort: Escort): Promise<JobResult> {
  const { known } = job;
  const full = await tools.fetcher.fetch(requestOf(job, escort));
  if (full.outcome === 'fetched') return readAnswer(job, tools, full);
  if (full.outcome !== 'not-modified' || !known) {
    return { answer: full, contentType: '', hash: '', bytes: 0, same: false };
  }
  if (full.url === known.url) {
    const { contentType, body, bytes, received } = known;
    return { answer: withoutBytes(full), contentType, hash: body, bytes, received, same: true };
  }
  // It was sent on, and what says "not modified" is another place than the one that is known.
  await escort.pace(job.url);
  const { url, mode, headers } = job;
  return runJob({ url, mode, ...defined({ headers }) }, tools, escort);
}

function requestOf({ url, headers, etag, lastModified, known }: Job, escort: Escort): FetchRequest {
  const knows: FetchRequest['knows'] =
    known &&
    ((answer) =>
      answer.url === known.url &&
      answer.contentType === known.contentType &&
      receivedHash(answer.received) === known.received);
  return { url, ...defined({ headers, etag, lastModified, knows }), ...escort };
}

function receivedHash({ bytes, coding }: { readonly bytes: Uint8Array; readonly coding: string }): string {
  return `${coding}:${createHash('sha256').update(bytes).digest('base64')}`;
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
  const common = { answer, contentType, hash, bytes: body.byteLength, same, received: receivedHash(received) };
  if (same) return common;
  const archived = { ...common, body: archiveBody(hash, body, received) };
  if (job.mode === 'http' && tools.isFile(answer.url, contentType, body)) return { ...archived, file: body };
  const input = { bytes: body, url: answer.url, contentType, mode: job.mode };
  if (job.unread) return { ...archived, ...glanceAt(tools, input) };
  const refresh = answer.headers.find(([name]) => name === 'refresh')?.[1];
  const sentTo = refresh === undefined ? undefined : refreshUrl(refresh, answer.url);
  const reading = readSafely(tools, input, sentTo);
  return { ...archived, ...(reading ? { reading } : glanceAt(tools, input)) };
}

/** A page that broke the reader still leads somewhere. */
function glanceAt({ scanPage }: Tools, input: PageInput): Pick<JobResult, 'glance'> {
  return scanPage ? { glance: trailOfLinks(scanPage(input).links) } : {};
}

function readSafely({ readPage }: Tools, input: PageInput, sentTo: string | undefined): JobResult['reading'] {
  try {
    const reading = readPage(input);
    return packAndFollow(reading, { text: reading.mainText, sentTo });
  } catch {
    return undefined; // a defect of ours: the page is stored, and counts as not understood
  }
}
