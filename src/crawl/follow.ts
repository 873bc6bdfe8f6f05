import type { Link, Reading } from '../contract/page.ts';
import type { Kind } from '../frontier/item.ts';
import { signatureOf } from '../frontier/traps.ts';
import type { Day } from '../lib/day.ts';

/** A way out of a page, as what it is to the crawl. */
export interface Way {
  /** As read: absolute, not canonical. */
  readonly url: string;
  readonly kind: Kind;
  /** Of a row: its full day, where it shows one. */
  readonly day?: string;
}

/** What the crawl has to know of a reading: small enough to cross threads, and to be made again from a stored one. */
export interface Followed {
  /** Ways that are not plain links: rows, the next page, files, where a script would ask, where the page sends on. */
  readonly ways: readonly Way[];
  readonly disguise: Reading['disguise'];
  /** What may turn out stale or absent: it is asked for anew, without conditions, the next time. */
  readonly doubtful: boolean;
  /** Set for a list whose rows all bear a full day: the newest. */
  readonly newest: string | undefined;
  readonly title: string | undefined;
  /** What it says, as a number; undefined for a stored one, and where a script would say it. */
  readonly signature: number | undefined;
}

type Light = Omit<Reading, 'text' | 'mainText' | 'tables' | 'links'>;

/** Everything but the plain links. */
export function followed(reading: Light, text?: string): Followed {
  const { rows, attachments, next, list, redirectTo, disguise, title } = reading;
  const ways: Way[] = [];
  if (redirectTo !== undefined) ways.push({ url: redirectTo, kind: 'hop' });
  if (list.source !== undefined) ways.push({ url: list.source, kind: 'data-source' });
  else if (wantsBrowser(reading, text)) ways.push({ url: reading.url, kind: 'render' });
  if (next !== undefined) ways.push({ url: next, kind: 'list' });
  for (const { url, date } of rows) {
    if (url === undefined) continue;
    const day = date?.text.length === 10 ? { day: date.text } : {};
    ways.push({ url, kind: isFile(url) ? 'attachment' : 'article', ...day });
  }
  for (const { url } of attachments) if (url !== undefined) ways.push({ url, kind: 'attachment' });
  const signature = text === undefined || list.state === 'script' ? undefined : signatureOf(text);
  return { ways, disguise, doubtful: isDoubtful(reading), newest: newestOf(reading), title, signature };
}

/** Fewer characters than this, in a page that is meant to say something, are a shell that a script fills. */
const shell = 12;

/** Whether only a browser can show what the page says: a list filled by script, or next to no text at all. */
function wantsBrowser(reading: Light, text: string | undefined): boolean {
  const { mode, kind, list, rows, fields, redirectTo, file, disguise } = reading;
  if (mode !== 'http' || redirectTo !== undefined || file !== undefined || disguise !== undefined) return false;
  if (list.state === 'script') return true;
  if (kind === 'error' || rows.length > 0 || fields.length > 0) return false;
  return text !== undefined && text.trim().length < shell;
}

/** A page on which something may be stale or missing: a list, a page of columns, a field left blank. */
function isDoubtful({ kind, fields }: Light): boolean {
  return kind === 'home' || kind === 'column' || kind === 'directory' || fields.some(({ value }) => value === '');
}

function newestOf({ rows, latest }: Light): Day | undefined {
  const allDated = rows.length > 0 && rows.every(({ date }) => date?.text.length === 10);
  return allDated ? latest : undefined;
}

/** What a plain link is to the crawl: a column where it stands in a navigation or looks like a folder. */
export function kindOfLink({ url, area }: Link): Kind {
  if (isFile(url)) return 'attachment';
  if (area === 'nav' || looksLikeFolder(url)) return 'column';
  return 'page';
}

const filePath = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|zip|rar|7z|txt|csv|rtf|jpe?g|png|gif|bmp|tiff?|webp)$/i;
const mediaPath =
  /\.(?:mp3|mp4|m4a|avi|wmv|wma|flv|mov|mkv|rmvb?|swf|exe|apk|msi|iso|css|js|json|ico|svg|woff2?|ttf)$/i;

function isFile(url: string): boolean {
  return filePath.test(pathOf(url));
}

/** Films, programs, parts of pages: nothing that is read. */
export function isMedia(url: string): boolean {
  return mediaPath.test(pathOf(url));
}

function looksLikeFolder(url: string): boolean {
  return /\/(?:(?:index|default|list)\w{0,12}\.\w{2,6})?$/i.test(pathOf(url));
}

function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
