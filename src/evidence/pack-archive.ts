import type { Fetched } from '../contract/capture.ts';
import { warcMember, type WarcRecord } from './warc.ts';

/** A capture with its decoded body. */
export interface CapturedBody {
  readonly capture: Fetched;
  readonly body: Uint8Array;
}

/** The WARC, and a line of its index for each page that a replay tool may open. */
export function archive(
  bodies: readonly CapturedBody[],
  created: string,
  software: string,
): { readonly warc: Uint8Array; readonly index: string } {
  const members = [warcMember(infoRecord(created, software))];
  let offset = members[0]?.length ?? 0;
  const lines: string[] = [];
  for (const { capture, body } of bodies) {
    const member = warcMember(responseRecord(capture, body));
    members.push(member);
    lines.push(cdxLine(capture, offset, member.length));
    offset += member.length;
  }
  return { warc: Buffer.concat(members), index: lines.sort().join('') };
}

/** The first record: who wrote the archive. */
export function infoRecord(created: string, software: string): WarcRecord {
  return {
    type: 'warcinfo',
    date: created,
    contentType: 'application/warc-fields',
    head: '',
    payload: Buffer.from(`software: ${software}\r\nformat: WARC File Format 1.1\r\n`, 'utf8'),
  };
}

/** Headers that speak of the bytes on the wire, which the decoded body no longer is. */
const ofTheWire = new Set(['content-encoding', 'transfer-encoding', 'content-length', 'connection']);

/** What came back for a request. */
export function responseRecord(capture: Fetched, body: Uint8Array): WarcRecord {
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

/** The line of the index that leads to a record. */
export function cdxLine(capture: Fetched, offset: number, length: number): string {
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

/** The pages that a replay tool offers to begin with. */
export function pageLines(captures: readonly Fetched[]): string {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'Pages' };
  const pages = captures
    .filter(({ contentType, mode }) => /html/i.test(contentType) && mode === 'http')
    .map(({ id, url, at }) => ({ id, url, ts: at, title: url }));
  return [head, ...pages].map((line) => `${JSON.stringify(line)}\n`).join('');
}
