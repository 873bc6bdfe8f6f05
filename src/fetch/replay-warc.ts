import { closeSync, createReadStream, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { WARCParser, type WARCRecord } from 'warcio';

import { toError, UserError } from '../lib/error.ts';
import { canonicalUrl } from '../lib/url.ts';
import { decode } from './decode.ts';
import { withoutSecrets, type HeaderLines } from './headers.ts';
import type { Archive, Stored } from './replay-archive.ts';

/** One record, its body in the spill file. */
interface Entry extends Omit<Stored, 'body'> {
  readonly offset: number;
  readonly length: number;
}

interface Index {
  readonly byUrl: Map<string, Entry>;
  readonly byDigest: Map<string, Entry>;
  readonly spill: number;
  end: number;
  first: string | undefined;
}

const biggestBody = 64 * 1024 * 1024;

/**
 * A WARC (`.warc`, `.warc.gz`) or a WACZ. It is read once from end to end; bodies are decoded into a file of this
 * process that nobody else sees and that goes when it is closed.
 *
 * @throws UserError where the file is neither.
 */
export async function openWarc(file: string): Promise<Archive> {
  const dir = mkdtempSync(join(tmpdir(), 'duwang-replay-'));
  const spill = openSync(join(dir, 'bodies'), 'w+', 0o600);
  const index: Index = { byUrl: new Map(), byDigest: new Map(), spill, end: 0, first: undefined };
  const close = (): void => {
    closeSync(spill);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    if (/\.wacz$/i.test(file)) await readWacz(index, file);
    else await readWarc(index, createReadStream(file));
    if (index.byUrl.size === 0) throw new Error('no page in it');
  } catch (thrown) {
    close();
    throw new UserError(`${file}: 读不出 WARC / not a readable WARC: ${toError(thrown).message}`, {
      hint: '需要 .warc、.warc.gz 或 .wacz 文件，或网页所在的目录 / a WARC, a WACZ, or a folder of pages is needed',
      cause: thrown,
    });
  }
  return { find: (url) => find(index, url), first: index.first, close };
}

async function readWacz(index: Index, file: string): Promise<void> {
  const parts = unzipSync(readFileSync(file), {
    filter: ({ name }) => /^archive\/[^/]+\.warc(?:\.gz)?$/.test(name) || name === 'pages/pages.jsonl',
  });
  for (const [name, bytes] of Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name.startsWith('archive/')) await readWarc(index, [bytes]);
  }
  const pages = parts['pages/pages.jsonl'];
  index.first = (pages && firstPage(new TextDecoder().decode(pages))) ?? index.first;
}

/** The first line of pages.jsonl is a header; the first with a URL is where the crawl began. */
function firstPage(lines: string): string | undefined {
  for (const line of lines.split('\n').slice(0, 10)) {
    const url = /"url"\s{0,5}:\s{0,5}"(https?:[^"\\]{1,2000})"/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  return undefined;
}

async function readWarc(index: Index, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const parser = new WARCParser(source, { keepHeadersCase: true });
  for await (const record of parser) {
    const url = record.warcTargetURI;
    if (url === null || url === undefined || !/^https?:/i.test(url)) continue;
    const entry = await entryOf(index, record);
    if (entry) add(index, canonicalUrl(url), entry, record.warcPayloadDigest ?? undefined);
  }
}

/** Of several answers for one URL the last whole page counts; what failed later does not hide it. */
function add(index: Index, url: string, entry: Entry, digest: string | undefined): void {
  const before = index.byUrl.get(url);
  const isBetter =
    !before || weight(entry) > weight(before) || (weight(entry) === weight(before) && entry.at >= before.at);
  if (isBetter) index.byUrl.set(url, entry);
  if (digest !== undefined && entry.cut === undefined && !index.byDigest.has(digest)) index.byDigest.set(digest, entry);
  if (entry.status === 200 && headerOf(entry.headers, 'content-type').includes('html')) index.first ??= url;
}

function weight({ status, cut }: Entry): number {
  if (cut !== undefined) return 0;
  return status === 200 ? 3 : status >= 300 && status < 400 ? 2 : 1;
}

async function entryOf(index: Index, record: WARCRecord): Promise<Entry | undefined> {
  const at = record.warcDate ?? '1970-01-01T00:00:00Z';
  if (record.warcType === 'revisit') {
    const original = index.byDigest.get(record.warcPayloadDigest ?? '');
    return original && { ...original, at };
  }
  if (record.warcType === 'resource') {
    const type = record.warcContentType;
    const headers = type === null || type === undefined ? [] : [['content-type', type] as const];
    return spilled(index, { at, status: 200, headers }, await rawOf(record));
  }
  if (record.warcType !== 'response' || !record.httpHeaders) return undefined;
  const status = Number(record.httpHeaders.statusCode);
  const lines: HeaderLines = [...record.httpHeaders.headers].map(([name, value]) => [name.toLowerCase(), value]);
  const raw = await rawOf(record);
  const head = { at, status, headers: withoutSecrets(lines) };
  const truncated = record.warcHeader('WARC-Truncated');
  const whole = bodyOf(lines, raw);
  const cut = raw.cut ?? (truncated ? `WARC-Truncated: ${truncated}` : whole.cut);
  return spilled(index, { ...head, ...(cut !== undefined && { cut }) }, { bytes: whole.bytes });
}

interface Raw {
  readonly bytes: Uint8Array;
  readonly cut?: string;
}

async function rawOf(record: WARCRecord): Promise<Raw> {
  try {
    const bytes = await record.readFully(false);
    return bytes.byteLength > biggestBody ? { bytes: new Uint8Array(), cut: 'too large' } : { bytes };
  } catch (thrown) {
    return { bytes: new Uint8Array(), cut: toError(thrown).message };
  }
}

/** The body as the page saw it: chunks joined, content coding undone. */
function bodyOf(headers: HeaderLines, { bytes }: Raw): Raw {
  const isChunked = /chunked/i.test(headerOf(headers, 'transfer-encoding'));
  const joined = isChunked ? joinChunks(bytes) : { bytes };
  if (joined.cut !== undefined) return joined;
  const declared = Number(headerOf(headers, 'content-length') || Number.NaN);
  if (!isChunked && declared > bytes.byteLength)
    return { bytes: new Uint8Array(), cut: 'shorter than its Content-Length' };
  const coding = headerOf(headers, 'content-encoding');
  if (coding === '') return joined;
  const decoded = decode(joined.bytes, coding, biggestBody);
  if (decoded.ok) return { bytes: decoded.body };
  // Some archives keep the header and store the body decoded.
  return looksPlain(joined.bytes) ? joined : { bytes: new Uint8Array(), cut: decoded.detail };
}

function looksPlain(bytes: Uint8Array): boolean {
  return /^\s{0,50}<[!a-z?]/i.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1'));
}

/** Undoes chunked transfer; bytes that do not look like it were stored joined already. */
function joinChunks(bytes: Uint8Array): Raw {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = buffer.indexOf('\r\n', at);
    const size =
      end < 0 || end - at > 40
        ? undefined
        : /^([\da-f]{1,8})\s{0,4}(?:;.{0,30})?$/i.exec(buffer.toString('latin1', at, end))?.[1];
    if (size === undefined) return at === 0 ? { bytes } : { bytes: new Uint8Array(), cut: 'chunks without an end' };
    const length = Number.parseInt(size, 16);
    if (length === 0) return { bytes: Buffer.concat(parts) };
    if (end + 2 + length > buffer.length) return { bytes: new Uint8Array(), cut: 'a chunk was cut' };
    parts.push(buffer.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function headerOf(headers: HeaderLines, name: string): string {
  return headers.find(([key]) => key === name)?.[1] ?? '';
}

function spilled(index: Index, head: Omit<Entry, 'offset' | 'length'>, { bytes, cut }: Raw): Entry {
  const offset = index.end;
  let written = 0;
  while (written < bytes.byteLength) {
    written += writeSync(index.spill, bytes, written, bytes.byteLength - written, offset + written);
  }
  index.end += bytes.byteLength;
  return { ...head, offset, length: bytes.byteLength, ...(cut !== undefined && { cut }) };
}

function find({ byUrl, spill }: Index, url: string): Stored | undefined {
  const entry = otherSpellings(url)
    .map((spelling) => byUrl.get(spelling))
    .find((one) => one !== undefined);
  if (!entry) return undefined;
  const body = Buffer.alloc(entry.length);
  let read = 0;
  while (read < entry.length) {
    const count = readSync(spill, body, read, entry.length - read, entry.offset + read);
    if (count === 0) throw new Error('the spill file was cut');
    read += count;
  }
  const { at, status, headers, cut } = entry;
  return { at, status, headers, body, ...(cut !== undefined && { cut }) };
}

/** Links of an old copy may name the other scheme. */
function otherSpellings(url: string): readonly string[] {
  const other = url.startsWith('https:') ? `http:${url.slice(6)}` : `https:${url.slice(5)}`;
  return [canonicalUrl(url), canonicalUrl(other)];
}
