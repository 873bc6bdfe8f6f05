import type { Link, Reading } from '../contract/page.ts';
import type { Kind } from '../frontier/item.ts';
import { signatureOf } from '../frontier/traps.ts';
import type { Day } from '../lib/day.ts';
import { canonicalUrl } from '../lib/url.ts';
import { urlHash } from '../lib/url-hash.ts';

/** A way out of a page, as what it is to the crawl: kind, canonical URL and, of a row that shows one, its full day. */
export type Way = readonly [kind: Kind, url: string, day?: string];

/**
 * What a page leads to, without anything else that was read on it: small enough to cross threads, and to be stored for
 * the next night. Strings are JSON of `Way[]`: most of them are known already and never opened.
 */
export interface Trail {
  /** Ways that are not plain links: rows, the next page, files, where a script would ask, where the page sends on. */
  readonly ways: string;
  /** Its plain links, a list for each run: runs that were followed before are left out by their hash. */
  readonly runs: readonly { readonly hash: string; readonly plain: string }[];
  /** Set for a list whose rows all bear a full day: the newest. */
  readonly newest: string | undefined;
  /** What it says, as a number; undefined where a script would say it. */
  readonly signature: number | undefined;
}

/** What the crawl has to know of a reading. */
export interface Followed {
  readonly trail: Trail;
  readonly disguise: Reading['disguise'];
  readonly title: string | undefined;
}

/** To be raised when ways are told otherwise than before: trails that were stored are then not followed again. */
export const trailVersion = 1;

/** Runs of links whose ways are kept at hand: the same navigation stands on every page. */
const mostRuns = 500;
const plainOf = new Map<string, string>();

/** What is known of a page beside its reading: what it says, and where a header of its answer sends on to. */
export interface AsPage {
  readonly text: string;
  readonly sentTo: string | undefined;
}

/** What a reading leads to. `page`: where it is one, and no file. `runs`: its links as they were packed, and the hash of each run. */
export function followed(
  reading: Reading,
  runs: readonly { readonly hash: string; readonly links: readonly Link[] }[],
  page?: AsPage,
): Followed {
  const { list, disguise, title } = reading;
  const trail = {
    ways: JSON.stringify(waysOf(reading, page)),
    runs: runs.map(({ hash, links }) => ({ hash, plain: plainWays(hash, links) })),
    newest: newestOf(reading),
    signature: page === undefined || list.state === 'script' ? undefined : signatureOf(page.text),
  };
  return { trail, disguise, title };
}

/** Everything but the plain links. */
function waysOf(reading: Reading, page: AsPage | undefined): readonly Way[] {
  const { rows, next, list } = reading;
  const redirectTo = reading.redirectTo ?? page?.sentTo;
  const ways: (Way | undefined)[] = [];
  if (redirectTo !== undefined) ways.push(wayTo('hop', redirectTo));
  if (list.source !== undefined) ways.push(wayTo('data-source', list.source));
  else if (redirectTo === undefined && wantsBrowser(reading, page?.text)) ways.push(wayTo('render', reading.url));
  if (next !== undefined) ways.push(wayTo('list', next));
  for (const { url, date } of rows) {
    if (url !== undefined) ways.push(wayTo(isFile(url) ? 'attachment' : 'article', url, date?.text));
  }
  for (const { url } of reading.attachments) if (url !== undefined) ways.push(wayTo('attachment', url));
  return ways.filter((way) => way !== undefined);
}

function wayTo(kind: Kind, url: string, day?: string): Way | undefined {
  const canonical = canonicalUrl(url);
  if (!/^https?:/i.test(canonical)) return undefined;
  return day?.length === 10 ? [kind, canonical, day] : [kind, canonical];
}

function plainWays(hash: string, links: readonly Link[]): string {
  const known = plainOf.get(hash);
  if (known !== undefined) return known;
  const made = waysOfLinks(links);
  if (plainOf.size >= mostRuns) plainOf.clear();
  plainOf.set(hash, made);
  return made;
}

/** Plain links as ways. */
export function waysOfLinks(links: readonly Link[]): string {
  const ways: Way[] = [];
  const seen = new Set<string>();
  for (const link of links) {
    const url = canonicalUrl(link.url);
    if (seen.has(url) || !/^https?:/i.test(url)) continue;
    seen.add(url);
    ways.push([kindOfLink(link), url]);
  }
  return JSON.stringify(ways);
}

/** What a page leads to that was only glanced at. */
export function trailOfLinks(links: readonly string[]): Trail {
  const plain = waysOfLinks(links.map((url) => ({ url, text: '', area: 'main' })));
  return { ways: '[]', runs: [{ hash: `glance ${urlHash(plain)}`, plain }], newest: undefined, signature: undefined };
}

/** Fewer characters than this, in a page that is meant to say something, are a shell that a script fills. */
const shell = 12;

/** Whether only a browser can show what the page says: a list filled by script, or next to no text at all. */
function wantsBrowser(reading: Reading, text: string | undefined): boolean {
  const { mode, kind, list, rows, fields, file, disguise } = reading;
  if (mode !== 'http' || file !== undefined || disguise !== undefined) return false;
  if (list.state === 'script') return true;
  if (kind === 'error' || rows.length > 0 || fields.length > 0) return false;
  return text !== undefined && text.trim().length < shell;
}

function newestOf({ rows, latest }: Reading): Day | undefined {
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
