import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256Hex } from '../lib/hash.ts';

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

/** A record as its bytes stand in a WARC. Its id comes from its content, so that the same record has the same bytes. */
export function recordBytes(record: WarcRecord): Uint8Array {
  const block = Buffer.concat([Buffer.from(record.head, 'latin1'), record.payload]);
  const digest = sha256Hex(block);
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
    `WARC-Payload-Digest: sha256:${sha256Hex(record.payload)}`,
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
