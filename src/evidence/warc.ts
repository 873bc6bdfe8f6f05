import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { WARCParser } from 'warcio';
import { toError } from '../lib/error.ts';

/** One record to be written. `head` stands before the payload: the HTTP head of a response, nothing for our own words. */
export interface WarcRecord {
  readonly type: 'warcinfo' | 'response' | 'metadata';
  readonly url?: string;
  /** As an ISO instant. */
  readonly date: string;
  readonly contentType: string;
  readonly head: string;
  readonly payload: Uint8Array;
}

/** A record of a WARC as it was read back. */
export interface ReadRecord {
  readonly type: string;
  readonly url: string;
  readonly date: string;
  /** `sha256:` and the hash of the payload. */
  readonly payload: string;
  readonly bytes: Uint8Array;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A record as its bytes stand in a WARC. Its id comes from its content, so that the same record has the same bytes. */
export function recordBytes(record: WarcRecord): Uint8Array {
  const block = Buffer.concat([Buffer.from(record.head, 'latin1'), record.payload]);
  const digest = sha256(block);
  const id = [8, 12, 16, 20, 32]
    .map((end, index, ends) => digest.slice(index === 0 ? 0 : ends[index - 1], end))
    .join('-');
  const lines = [
    'WARC/1.1',
    `WARC-Type: ${record.type}`,
    `WARC-Record-ID: <urn:uuid:${id}>`,
    ...(record.url === undefined ? [] : [`WARC-Target-URI: ${record.url}`]),
    `WARC-Date: ${record.date}`,
    `WARC-Block-Digest: sha256:${digest}`,
    `WARC-Payload-Digest: sha256:${sha256(record.payload)}`,
    `Content-Type: ${record.contentType}`,
    `Content-Length: ${block.length}`,
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8');
  return Buffer.concat([head, block, Buffer.from('\r\n\r\n')]);
}

/** No name, no time, and no word of the system that it was made on. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);

/** A record as one gzip member. */
export function warcMember(record: WarcRecord): Uint8Array {
  const member = gzipSync(recordBytes(record), { level: 9 });
  GZIP_HEAD.copy(member);
  return member;
}

/** Bytes; what the crawl keeps of one answer is far less. */
const MAX_RECORD = 1 << 28;

/** The record of a gzip member; undefined where it is none, is not headed as ours are, or has anything behind it. */
export function readMember(member: Uint8Array): Uint8Array | undefined {
  if (!GZIP_HEAD.equals(member.subarray(0, GZIP_HEAD.length))) return undefined;
  try {
    const bytes = gunzipSync(member, { maxOutputLength: MAX_RECORD });
    // Zeros behind a member are passed over; the length of what it holds are its last four bytes.
    return Buffer.from(member).readUInt32LE(member.length - 4) === bytes.length ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with a WARC, with the number of the record, from 1. */
export interface WarcProblem {
  readonly record: number;
  readonly what: string;
}

/** Reads every record of a WARC, gzipped or not, and holds each against its own digests. */
export async function readWarc(
  bytes: Uint8Array,
): Promise<{ records: readonly ReadRecord[]; problems: readonly WarcProblem[] }> {
  const records: ReadRecord[] = [];
  const problems: WarcProblem[] = [];
  try {
    for await (const record of WARCParser.iterRecords(pieces(bytes), { parseHttp: true })) {
      const number = records.length + 1;
      const payload = Buffer.from(await record.readFully(false));
      const hash = sha256(payload);
      const claimed = record.warcHeader('WARC-Payload-Digest') ?? undefined;
      if (claimed?.startsWith('sha256:') === true && claimed !== `sha256:${hash}`)
        problems.push({ record: number, what: `payload is sha256:${hash}, its header says ${claimed}` });
      const length = Number(record.warcHeader('Content-Length') ?? Number.NaN);
      if (!Number.isInteger(length) || length < 0) problems.push({ record: number, what: 'no Content-Length' });
      records.push({
        type: record.warcType,
        url: record.warcTargetURI ?? '',
        date: record.warcDate ?? '',
        payload: `sha256:${hash}`,
        bytes: payload,
      });
    }
  } catch (error) {
    problems.push({ record: records.length + 1, what: toError(error).message });
  }
  return { records, problems };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
