import { createHash } from 'node:crypto';
import { crc32, inflateRawSync, type Zlib } from 'node:zlib';
import { sha256 } from '../lib/hash.ts';

/** A record of a WARC as it was read back. */
export interface ReadRecord {
  readonly type: string;
  readonly url: string;
  readonly date: string;
  /** `sha256:` and the hash of the payload. */
  readonly payload: string;
  readonly bytes: Uint8Array;
}

/** What is wrong with a WARC, with the number of the record, from 1. */
export interface WarcProblem {
  readonly record: number;
  readonly what: string;
}

interface Reading {
  readonly records: ReadRecord[];
  readonly problems: WarcProblem[];
}

/** Reads every record of a WARC, gzipped or not, strictly, and holds each against its own digests. */
export function readWarc(bytes: Uint8Array): {
  readonly records: readonly ReadRecord[];
  readonly problems: readonly WarcProblem[];
} {
  const reading: Reading = { records: [], problems: [] };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isGzip(buffer)) readMembers(buffer, reading);
  else readPlain(buffer, reading);
  return reading;
}

/** Whether bytes begin as a gzip member or a record of a WARC does. */
export function looksLikeWarc(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 5));
  return isGzip(start) || start.toString('latin1') === 'WARC/';
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A record a member: only so can one be read without those before it. */
function readMembers(bytes: Buffer, reading: Reading): void {
  let at = 0;
  for (let number = 1; at < bytes.length; number += 1) {
    const member = gunzipMember(bytes.subarray(at));
    if (typeof member === 'string') {
      reading.problems.push({ record: number, what: `${member}, at byte ${at}` });
      return;
    }
    const end = readRecord(member.content, { number, reading, isAlone: true });
    if (end < 0) return;
    if (end < member.content.length)
      reading.problems.push({
        record: number,
        what: `holds ${member.content.length - end} bytes more than its record`,
      });
    at += member.length;
  }
}

function readPlain(bytes: Buffer, reading: Reading): void {
  let at = 0;
  for (let number = 1; at < bytes.length; number += 1) {
    const length = readRecord(bytes.subarray(at), { number, reading, isAlone: false });
    if (length < 0) return;
    at += length;
  }
}

/** Bytes; what a crawl keeps of one answer is far less. */
const MAX_RECORD = 1 << 28;

/** One gzip member from the beginning of bytes, and how many of them it takes; a word where it is broken. */
function gunzipMember(bytes: Buffer): { readonly content: Buffer; readonly length: number } | string {
  const head = headLength(bytes);
  if (head === undefined) return 'is no gzip member';
  try {
    // With `info` the answer tells how far it read; the types do not know.
    const { buffer, engine } = inflateRawSync(bytes.subarray(head), {
      info: true,
      maxOutputLength: MAX_RECORD,
    }) as unknown as {
      buffer: Buffer;
      engine: Zlib;
    };
    const end = head + engine.bytesWritten;
    if (end + 8 > bytes.length) return 'is cut';
    if (bytes.readUInt32LE(end) !== crc32(buffer) || bytes.readUInt32LE(end + 4) !== buffer.length)
      return 'does not match its checksum';
    return { content: buffer, length: end + 8 };
  } catch {
    return 'cannot be unpacked';
  }
}

/** How long the head of a gzip member is (RFC 1952). */
function headLength(bytes: Buffer): number | undefined {
  if (bytes.length < 18 || !isGzip(bytes) || bytes[2] !== 8) return undefined;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at < bytes.length ? at : undefined;
}

interface Place {
  readonly number: number;
  readonly reading: Reading;
  /** Whether the bytes hold this record alone: then its end needs no mark. */
  readonly isAlone: boolean;
}

/** Reads the record that bytes begin with. Answers its length, -1 where it is broken so that nothing behind it can be read. */
function readRecord(bytes: Buffer, { number, reading, isAlone }: Place): number {
  const told = (what: string): number => {
    reading.problems.push({ record: number, what });
    return -1;
  };
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (!/^WARC\/1\.[01]\r\n/.test(bytes.toString('latin1', 0, 10)) || headEnd < 0)
    return told('does not begin as a record');
  const headers = headersOf(bytes.toString('utf8', 0, headEnd));
  const length = headers.get('content-length') ?? '';
  const from = headEnd + 4;
  if (!/^\d{1,12}$/.test(length)) return told('has no Content-Length');
  const to = from + Number(length);
  const block = bytes.subarray(from, to);
  if (to > bytes.length) return told(`has ${block.length} bytes, its head says ${length}`);
  const { payload, words } = held(headers, block);
  for (const what of words) told(what);
  const url = (headers.get('warc-target-uri') ?? '').replace(/^<(.*)>$/s, '$1');
  const [type, date] = [headers.get('warc-type') ?? '', headers.get('warc-date') ?? ''];
  reading.records.push({ type, url, date, payload: sha256(payload), bytes: payload });
  if (bytes.toString('latin1', to, to + 4) === '\r\n\r\n') return to + 4;
  return isAlone && to === bytes.length ? to : told('does not end where its head says');
}

function headersOf(head: string): ReadonlyMap<string, string> {
  const lines = head
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .slice(1);
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}

/** The payload of a record, and what of its digests does not hold. */
function held(
  headers: ReadonlyMap<string, string>,
  block: Buffer,
): { readonly payload: Buffer; readonly words: readonly string[] } {
  const isHttp = /^application\/http\b/i.test(headers.get('content-type') ?? '');
  const end = isHttp ? block.indexOf('\r\n\r\n') : -4;
  const payload = end === -1 ? Buffer.alloc(0) : block.subarray(end + 4);
  const type = headers.get('warc-type');
  const words: string[] = [];
  const blockDigest = headers.get('warc-block-digest');
  if (blockDigest !== undefined && !isDigestOf(blockDigest, [block]))
    words.push(`is not what its block digest says: ${blockDigest}`);
  const digest = headers.get('warc-payload-digest');
  // A revisit names the payload of the record that it points to.
  if (digest !== undefined && type !== 'revisit' && !isDigestOf(digest, [payload, joined(payload)]))
    words.push(`payload is ${sha256(payload)}, its header says ${digest}`);
  return { payload, words };
}

/** A body that was stored in chunks, without them: some tools take the digest of that. */
function joined(payload: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = payload.indexOf('\r\n', at);
    const size =
      end < 0 ? '' : (/^[0-9a-f]{1,8}/i.exec(payload.toString('latin1', at, Math.min(end, at + 20)))?.[0] ?? '');
    if (size === '') return payload;
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(payload.subarray(end + 2, end + 2 + length));
    at = end + 4 + length;
  }
}

const algorithms: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha1: 'sha1',
  'sha-1': 'sha1',
  sha256: 'sha256',
  'sha-256': 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
};

/** Whether a digest, in base 32, base 64 or hex, is that of one of these. One of a kind that is not known here holds nothing. */
function isDigestOf(digest: string, contents: readonly Buffer[]): boolean {
  const [name = '', value = ''] = digest.split(':', 2);
  const algorithm = algorithms[name.toLowerCase()];
  if (algorithm === undefined) return true;
  return contents.some((content) => {
    const hash = createHash(algorithm).update(content).digest();
    return [hash.toString('hex'), base32(hash)].includes(value.toLowerCase()) || hash.toString('base64') === value;
  });
}

/** Base 32 (RFC 4648), in lower case, without padding. */
function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
}
