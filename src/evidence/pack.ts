import type { KeyObject } from 'node:crypto';
import type { Capture, Fetched, Snapshot } from '../contract/capture.ts';
import type { FindingsDocument } from '../contract/findings-document.ts';
import { canonicalJson, sha256 } from '../lib/hash.ts';
import { zip } from './archive.ts';
import { chainLines } from './chain.ts';
import { signText } from './keys.ts';
import type { LiveLook } from './live-look.ts';
import type { PersonalMark } from './personal.ts';
import { warcMember, type WarcRecord } from './warc.ts';

/** A capture with its decoded body. */
export interface CapturedBody {
  readonly capture: Fetched;
  readonly body: Uint8Array;
}

/** All that goes into a pack. The same input gives the same bytes. */
export interface PackInput {
  /** findings.json, with the findings of the pack only. */
  readonly document: FindingsDocument;
  /** The captures that the findings cite; with an absence, all that was searched. */
  readonly bodies: readonly CapturedBody[];
  /** What else the snapshots list: failed, skipped. Without them nobody could read again what was absent. */
  readonly others: readonly Capture[];
  readonly snapshots: readonly Snapshot[];
  /** The findings as a page for people. */
  readonly sheet: string;
  /** Screenshots by file name. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** What the live pages said when they were looked at again; their bodies are among `bodies`. */
  readonly live?: readonly LiveLook[];
  /** Where what names a person stands. */
  readonly personal?: readonly PersonalMark[];
  readonly key?: KeyObject;
  /** Gets an RFC 3161 token for a message. */
  readonly timestamp?: (message: Uint8Array) => Promise<Uint8Array>;
}

/** Where things lie in a pack. */
export const paths = {
  warc: 'archive/data.warc.gz',
  index: 'indexes/index.cdx',
  pages: 'pages/pages.jsonl',
  captures: 'duwang/captures.jsonl',
  snapshots: 'duwang/snapshots.json',
  findings: 'duwang/findings.json',
  sheet: 'duwang/findings.html',
  live: 'duwang/live.json',
  personal: 'duwang/personal.json',
  pictures: 'duwang/pictures/',
  package: 'datapackage.json',
  digest: 'datapackage-digest.json',
} as const;

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');

/** Builds a WACZ: what the findings rest on, readable by any replay tool, and what `verify` needs to doubt it. */
export async function buildPack(input: PackInput): Promise<Uint8Array> {
  const bodies = [...input.bodies].sort((a, b) => (a.capture.id < b.capture.id ? -1 : 1));
  const captures = [...bodies.map(({ capture }) => capture), ...input.others].sort((a, b) => (a.id < b.id ? -1 : 1));
  const created =
    captures
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? '1980-01-01T00:00:00Z';
  const software = `duwang ${input.document.tool.version}`;
  const { warc, lines } = archive(bodies, created, software);
  const chain = chainLines(captures);
  const files = new Map<string, Uint8Array>([
    [paths.warc, warc],
    [paths.index, text(lines.join(''))],
    [paths.pages, text(pageLines(bodies))],
    [paths.captures, text(chain.lines)],
    [paths.snapshots, text(canonicalJson(input.snapshots))],
    [paths.findings, text(canonicalJson(input.document))],
    [paths.sheet, text(input.sheet)],
    ...(input.personal ? [[paths.personal, text(canonicalJson(input.personal))] as const] : []),
    ...(input.live ? [[paths.live, text(canonicalJson(input.live))] as const] : []),
    ...[...input.pictures].map(([name, bytes]) => [paths.pictures + name, bytes] as const),
  ]);
  const description = text(
    canonicalJson({
      profile: 'data-package',
      wacz_version: '1.1.1',
      software,
      created,
      title: input.document.units.map(({ name }) => name).join('、'),
      chainHead: chain.head,
      resources: [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => ({
          name: path.split('/').at(-1) ?? path,
          path,
          hash: sha256(bytes),
          bytes: bytes.length,
        })),
    }),
  );
  const digest = await digestOf(description, created, software, input);
  return zip(new Map([...files, [paths.package, description], [paths.digest, text(digest)]]));
}

async function digestOf(description: Uint8Array, created: string, software: string, input: PackInput): Promise<string> {
  const hash = sha256(description);
  if (!input.key && !input.timestamp) return canonicalJson({ path: paths.package, hash });
  const signed = { hash, created, software };
  const signature = input.key ? signText(canonicalJson(signed), input.key) : {};
  const stamped = text(canonicalJson({ ...signed, ...signature }));
  const token = input.timestamp ? { timestamp: Buffer.from(await input.timestamp(stamped)).toString('base64') } : {};
  return canonicalJson({ path: paths.package, hash, signedData: { ...signed, ...signature, ...token } });
}

/** The WARC, and a line of its index for each page that a replay tool may open. */
function archive(
  bodies: readonly CapturedBody[],
  created: string,
  software: string,
): { warc: Uint8Array; lines: string[] } {
  const info: WarcRecord = {
    type: 'warcinfo',
    date: created,
    contentType: 'application/warc-fields',
    head: '',
    payload: text(`software: ${software}\r\nformat: WARC File Format 1.1\r\n`),
  };
  const members = [warcMember(info)];
  let offset = members[0]?.length ?? 0;
  const lines: string[] = [];
  for (const { capture, body } of bodies) {
    const member = warcMember(response(capture, body));
    members.push(member);
    lines.push(cdxLine(capture, offset, member.length));
    offset += member.length;
  }
  return { warc: Buffer.concat(members), lines: lines.sort() };
}

/** Headers that speak of the bytes on the wire, which the decoded body no longer is. */
const ofTheWire = new Set(['content-encoding', 'transfer-encoding', 'content-length', 'connection']);

function response(capture: Fetched, body: Uint8Array): WarcRecord {
  const headers = capture.headers.filter(([name]) => !ofTheWire.has(name));
  const lines = [
    `HTTP/1.1 ${capture.status} ${capture.status === 200 ? 'OK' : ''}`,
    ...headers.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`),
    `content-length: ${body.length}`,
    ...(capture.mode === 'http' ? [] : [`x-duwang-mode: ${capture.mode}`]),
  ];
  return {
    type: 'response',
    url: capture.url,
    date: capture.at,
    contentType: 'application/http; msgtype=response',
    head: `${lines.join('\r\n')}\r\n\r\n`,
    payload: body,
  };
}

function cdxLine(capture: Fetched, offset: number, length: number): string {
  const stamp = capture.at.replace(/\D/g, '').slice(0, 14);
  const { mode, url, contentType, status, body } = capture;
  const key = mode === 'http' ? searchKey(url) : `${searchKey(url)}#${mode}`;
  const fields = {
    url,
    mime: contentType.split(';')[0]?.trim() ?? '',
    status: String(status),
    digest: body,
    length: String(length),
    offset: String(offset),
    filename: 'data.warc.gz',
  };
  return `${key} ${stamp} ${JSON.stringify(fields)}\n`;
}

/** The URL with its host turned round, as the index of a WARC is sorted by (SURT). */
function searchKey(url: string): string {
  const { hostname, port, pathname, search } = new URL(url);
  const host = hostname
    .replace(/^www\./, '')
    .split('.')
    .reverse()
    .join(',');
  return `${host}${port === '' ? '' : `:${port}`})${pathname}${search}`.toLowerCase();
}

function pageLines(bodies: readonly CapturedBody[]): string {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'Pages' };
  const pages = bodies
    .filter(({ capture }) => /html/i.test(capture.contentType) && capture.mode === 'http')
    .map(({ capture }) => ({ id: capture.id, url: capture.url, ts: capture.at, title: capture.url }));
  return [head, ...pages].map((line) => `${JSON.stringify(line)}\n`).join('');
}
