import type { Capture, FailReason } from '../../contract/capture.ts';
import type { Attachment, FileText, Page, Reading } from '../../contract/page.ts';
import type { ReadCapture } from '../../contract/reader.ts';
import type { Unseen } from '../../contract/seen.ts';
import type { Bounds } from './bounds.ts';
import { makePage, placeOf, type ReadFetched } from './make-page.ts';
import { addressOf, folderOf, plainUrl } from './plain-url.ts';
import { isBarrier, isGone, unseenOf } from './unseen.ts';

/** Where a link leads, redirects followed. */
export type Destination =
  | { readonly kind: 'page'; readonly page: Page }
  | {
      readonly kind: 'dead';
      readonly reason: FailReason | 'soft-404';
      readonly status: number | undefined;
      readonly gone: boolean;
    }
  | { readonly kind: 'unread'; readonly reason: Unseen }
  | { readonly kind: 'elsewhere'; readonly url: string };

/** The pages of one run, and what is known of every address. */
export interface Pages {
  /** One for each address, in the order of their captures; error pages and files are among them. */
  readonly all: readonly Page[];
  /** The rows that the script of a page would have fetched. */
  readonly dataOf: (page: Page) => readonly Page[];
  /** The page of a URL in any of its spellings, redirects of the server followed. */
  readonly find: (url: string) => Page | undefined;
  /** Where a link leads. */
  readonly lead: (url: string) => Destination;
  readonly captureOf: (url: string) => Capture | undefined;
}

/** Makes the pages of a run. */
export function makePages(captures: readonly ReadCapture[], bounds: Bounds): Pages {
  const sorted = sortOut(captures);
  const files = fileFinder(sorted.latest);
  const pages = new Map<string, Page>();
  const data = new Map<Page, readonly Page[]>();
  const keys = new Set<string>();
  for (const [address, versions] of sorted.versions) {
    const best = bestOf(versions);
    if (isTwin(address, best, sorted.versions)) continue;
    const grown = versions.flatMap(({ capture }) => sorted.data.get(capture.id) ?? []);
    const page = makePage(best, {
      key: freeKey(plainUrl(best.capture.url), keys),
      rendered: versions.find(({ reading }) => reading.mode === 'browser')?.reading,
      hasData: grown.length > 0,
      files,
    });
    pages.set(address, page);
    const sources = grown.map((source) =>
      makePage(source, { key: freeKey(plainUrl(source.capture.url), keys), rendered: undefined, hasData: true, files }),
    );
    if (sources.length > 0) data.set(page, sources);
  }
  const find = remembered(finder(pages, sorted.arrivals));
  const captureOf = (url: string): Capture | undefined => sorted.latest.get(addressOf(url))?.capture;
  return {
    all: [...pages.values()],
    dataOf: (page) => data.get(page) ?? [],
    find,
    captureOf,
    lead: remembered((url) => lead(url, { find, captureOf, bounds })),
  };
}

/** Menus link to the same few addresses from every page: each is looked up once. */
function remembered<T>(look: (url: string) => T): (url: string) => T {
  const known = new Map<string, T>();
  return (url) => {
    const before = known.get(url);
    if (before !== undefined || known.has(url)) return before as T; // what was put there is a T, though it be undefined
    const found = look(url);
    known.set(url, found);
    return found;
  };
}

/** The index page of a folder that was read under both its addresses: one page, known by the folder. */
function isTwin(address: string, { reading }: ReadFetched, versions: Sorted['versions']): boolean {
  const folder = folderOf(address);
  const twins = folder === undefined ? undefined : versions.get(folder);
  if (twins === undefined) return false;
  const twin = bestOf(twins).reading;
  const isSame = twin.kind === reading.kind && twin.title === reading.title && twin.column === reading.column;
  return isSame && twin.rows.length === reading.rows.length;
}

interface Sorted {
  /** Readings of one address: as sent, and as rendered. */
  readonly versions: ReadonlyMap<string, readonly ReadFetched[]>;
  /** Readings of data sources, by the id of the capture that they grew from. */
  readonly data: ReadonlyMap<string, readonly ReadFetched[]>;
  /** From every address asked or passed on the way to the address where it arrived. */
  readonly arrivals: ReadonlyMap<string, string>;
  /** The last word on every address. */
  readonly latest: ReadonlyMap<string, ReadCapture>;
}

function sortOut(captures: readonly ReadCapture[]): Sorted {
  const versions = new Map<string, ReadFetched[]>();
  const data = new Map<string, ReadFetched[]>();
  const arrivals = new Map<string, string>();
  const latest = new Map<string, ReadCapture>();
  for (const read of captures) {
    const { capture, reading } = read;
    remember(latest, read);
    if (capture.outcome !== 'fetched' || reading === undefined) continue;
    if (capture.mode === 'data-source' && capture.grewFrom !== undefined) {
      push(data, capture.grewFrom, { capture, reading });
      continue;
    }
    const address = addressOf(capture.url);
    push(versions, address, { capture, reading });
    for (const url of [capture.asked, ...capture.hops.map((hop) => hop.url)]) arrivals.set(addressOf(url), address);
  }
  return { versions, data, arrivals, latest };
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** An answer outweighs a refusal: the same address may have been skipped by one rule and fetched by another. */
function remember(latest: Map<string, ReadCapture>, read: ReadCapture): void {
  const rank = { fetched: 2, failed: 1, skipped: 0 };
  const urls = read.capture.outcome === 'fetched' ? [read.capture.asked, read.capture.url] : [read.capture.asked];
  for (const url of urls) {
    const address = addressOf(url);
    const before = latest.get(address);
    if (before === undefined || rank[before.capture.outcome] <= rank[read.capture.outcome]) latest.set(address, read);
  }
}

/** The rendered reading where there is one: it shows what people see. Of two alike, the later. */
function bestOf(versions: readonly ReadFetched[]): ReadFetched {
  const [first, ...others] = versions;
  if (first === undefined) throw new Error('an address without a reading');
  return others.reduce((best, next) => {
    if (best.reading.mode === 'browser' && next.reading.mode !== 'browser') return best;
    if (next.reading.mode === 'browser' && best.reading.mode !== 'browser') return next;
    return next.capture.at >= best.capture.at ? next : best;
  }, first);
}

function freeKey(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let count = 2; taken.has(key); count += 1) key = `${wanted}#${count}`;
  taken.add(key);
  return key;
}

function finder(pages: ReadonlyMap<string, Page>, arrivals: ReadonlyMap<string, string>): Pages['find'] {
  const folders = new Map<string, Page>();
  for (const [address, page] of pages) {
    const folder = folderOf(address);
    if (folder !== undefined && !pages.has(folder)) folders.set(folder, page);
  }
  const at = (address: string): Page | undefined => {
    const arrived = arrivals.get(address) ?? '';
    return pages.get(address) ?? pages.get(arrived) ?? pages.get(folderOf(arrived) ?? '') ?? folders.get(address);
  };
  return (url) => {
    const address = addressOf(url);
    return at(address) ?? at(folderOf(address) ?? '');
  };
}

/** The files of a page with their text. Undefined where this run fetched none, though the page offers some. */
function fileFinder(latest: ReadonlyMap<string, ReadCapture>): (list: readonly Attachment[]) => FileText[] | undefined {
  return (list) => {
    const linked = list.flatMap(({ url, title }) => (url === undefined ? [] : [{ url, title }]));
    const known = linked.map((file) => ({ ...file, read: latest.get(addressOf(file.url)) }));
    if (known.length > 0 && known.every(({ read }) => read === undefined || isLeftOut(read.capture))) return undefined;
    return known.flatMap(({ url, title, read }) => [fileText(url, title, read), ...unreadIn(read)]);
  };
}

/** A file that nobody meant to fetch. */
function isLeftOut(capture: Capture): boolean {
  return capture.outcome === 'skipped';
}

function fileText(url: string, title: string, read: ReadCapture | undefined): FileText {
  const unread = { url, title, text: undefined, tables: [] };
  if (read?.capture.outcome !== 'fetched')
    return { ...unread, at: undefined, why: read?.capture.reason ?? 'not-fetched' };
  const { reading, capture } = read;
  const at = placeOf(capture);
  if (reading === undefined) return { ...unread, at, why: 'unparsed' };
  if (reading.file?.gaveUp !== undefined) return { ...unread, at, why: reading.file.gaveUp };
  return readFileText({ url, title, at }, reading);
}

function readFileText(file: Pick<FileText, 'url' | 'title' | 'at'>, reading: Reading): FileText {
  return {
    ...file,
    get text() {
      return reading.text;
    },
    get tables() {
      return reading.tables;
    },
  };
}

/** The files of an archive that could not be read: each stands as one without text, so that nobody says what is not in it. */
function unreadIn(read: ReadCapture | undefined): readonly FileText[] {
  const { capture, reading } = read ?? {};
  if (capture?.outcome !== 'fetched') return [];
  return (reading?.file?.unread ?? []).map(({ name, why }) => ({
    url: capture.url,
    title: name,
    at: placeOf(capture),
    text: undefined,
    tables: [],
    why,
  }));
}

interface Ways {
  readonly find: Pages['find'];
  readonly captureOf: Pages['captureOf'];
  readonly bounds: Bounds;
}

function lead(url: string, ways: Ways, hops = 0): Destination {
  const page = ways.find(url);
  if (page === undefined) return leadNowhere(url, ways);
  const capture = ways.captureOf(page.url);
  const status = capture?.outcome === 'fetched' ? capture.status : undefined;
  if (isBarrier(page.disguise)) return { kind: 'unread', reason: 'blocked' };
  if (page.disguise === 'soft-404' || page.disguise === 'parked') {
    return { kind: 'dead', reason: page.disguise, status, gone: true };
  }
  if (status !== undefined && status >= 400) return deadOf(status);
  if (page.kind === 'redirect' && page.redirectTo !== undefined && hops < 5 && page.redirectTo !== url) {
    return lead(page.redirectTo, ways, hops + 1);
  }
  return { kind: 'page', page };
}

function leadNowhere(url: string, { captureOf, bounds }: Ways): Destination {
  const capture = captureOf(url);
  if (capture === undefined) {
    return bounds.sameHost(url) ? { kind: 'unread', reason: 'not-fetched' } : { kind: 'elsewhere', url };
  }
  if (capture.outcome === 'failed' && isDead(capture)) {
    return { kind: 'dead', reason: deadReason(capture), status: capture.status, gone: isGone(capture) };
  }
  if (capture.outcome === 'fetched' && capture.status >= 400) return deadOf(capture.status);
  const reason = unseenOf(capture);
  return reason === 'elsewhere' ? { kind: 'elsewhere', url } : { kind: 'unread', reason };
}

function deadOf(status: number): Destination {
  if (status === 429) return { kind: 'unread', reason: 'blocked' };
  return { kind: 'dead', reason: 'http-status', status, gone: status === 404 || status === 410 };
}

function isDead(capture: Capture): capture is Extract<Capture, { readonly outcome: 'failed' }> {
  return capture.outcome === 'failed' && unseenOf(capture) === 'not-fetched';
}

function deadReason(capture: Extract<Capture, { readonly outcome: 'failed' }>): FailReason | 'soft-404' {
  return capture.reason;
}
