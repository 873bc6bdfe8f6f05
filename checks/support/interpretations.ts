import type { Document, Interpretation, Site } from '../../src/contract/site.ts';
import type { Searched } from '../../src/contract/seen.ts';
import type { Day } from '../../src/lib/day.ts';
import { addressOf, linksTo, sameAddress } from './links.ts';
import { bareTitle, coreTitle, sameTitle } from './titles.ts';

/** What an office adds to the documents that have to be interpreted. */
export interface InterpretedMore {
  /** Parts of titles. */
  readonly titles: readonly string[];
}

/** A document with the pages that show it, and what explains it. */
export interface Explained {
  readonly document: Document;
  /** The document wherever the site shows it: a library and a department's column may both hold it. */
  readonly copies: readonly Document[];
  /**
   * Its interpretations: linked with it, named for it, or naming no other document. One that only cites it among others
   * (根据《某办法》) explains something else.
   */
  readonly found: readonly Interpretation[];
}

const ENDING = /废止|失效|停止执行|清理结果/;

/**
 * Documents that have to be interpreted: 规章, 行政规范性文件, and what the office lists; never personnel,
 * commendations, meetings, replies, forwarded papers. One that only repeals others has nothing to explain.
 */
export function toBeInterpreted(site: Site, since: Day, more: InterpretedMore): readonly Document[] {
  return site.documents.filter(
    ({ kind, title, publishedOn }) =>
      (kind === 'regulation' || kind === 'normative' || more.titles.some((part) => title.includes(part))) &&
      !ENDING.test(title) &&
      (publishedOn === undefined || publishedOn >= since),
  );
}

/** Documents with their interpretations, by indexes made once: a library holds thousands of both. */
export function explain(documents: readonly Document[], site: Site): readonly Explained[] {
  const byNumber = group(site.documents, ({ number }) => number);
  const byTitle = group(site.documents, ({ title }) => titleKey(title));
  const clues = site.interpretations.map(clueOf);
  const byClue = group(
    clues.flatMap((clue) => clue.keys.map((key) => ({ key, clue }))),
    ({ key }) => key,
  );
  return documents.map((document) => {
    const same = [document, ...(byNumber.get(document.number) ?? []), ...(byTitle.get(titleKey(document.title)) ?? [])];
    const copies = [...new Set(same)];
    const linked = new Set(copies.flatMap(({ interpretations }) => interpretations.map(addressOf)));
    const keys = [
      ...copies.map(({ url }) => `url ${addressOf(url)}`),
      `title ${titleKey(document.title)}`,
      ...(document.number === undefined ? [] : [`number ${document.number}`]),
    ];
    const hit = new Set(keys.flatMap((key) => (byClue.get(key) ?? []).map(({ clue }) => clue)));
    const core = coreTitle(document.title);
    const found = clues.filter(
      (clue) => hit.has(clue) || linked.has(clue.address) || (core.length >= 6 && clue.bare.includes(core)),
    );
    return { document, copies, found: found.map(({ interpretation }) => interpretation) };
  });
}

interface Clue {
  readonly interpretation: Interpretation;
  readonly address: string;
  /** Its own title, bare. */
  readonly bare: string;
  readonly keys: readonly string[];
}

/** What an interpretation says of its document that can be looked up. */
function clueOf(interpretation: Interpretation): Clue {
  const { title, url, documents } = interpretation;
  const [number, ...moreNumbers] = documents.numbers;
  const [named, ...moreTitles] = documents.titles;
  return {
    interpretation,
    address: addressOf(url),
    bare: bareTitle(title),
    keys: [
      ...documents.urls.map((one) => `url ${addressOf(one)}`),
      ...(number !== undefined && moreNumbers.length === 0 ? [`number ${number}`] : []),
      ...(named !== undefined && moreTitles.length === 0 ? [`title ${titleKey(named)}`] : []),
    ],
  };
}

/** What two spellings of one title have in common: short cores are too common to prove it. */
function titleKey(title: string): string {
  const core = coreTitle(title);
  return core.length >= 6 ? core : bareTitle(title);
}

function group<T, K>(items: readonly T[], keyOf: (item: T) => K | undefined): ReadonlyMap<K | undefined, readonly T[]> {
  const groups = new Map<K | undefined, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const members = groups.get(key);
    if (members) members.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Whether an interpretation at least mentions the document: whoever is about to call it unexplained should look. */
export function isMentioned({ document, copies }: Explained, site: Site): boolean {
  const urls = copies.map(({ url }) => url);
  return site.interpretations.some(
    ({ page, documents }) =>
      (document.number !== undefined && documents.numbers.includes(document.number)) ||
      documents.titles.some((title) => sameTitle(title, document.title)) ||
      linksTo(page, urls),
  );
}

/** Whether the page itself offers its interpretation as a file, or leads to one that was not read. */
export function pointsToInterpretation({ page }: Document, site: Site): 'attached' | 'unread' | undefined {
  if (page.attachments.some(({ title }) => /解读|图解/.test(title))) return 'attached';
  const leads = page.links.some(
    ({ url, text, area }) =>
      area !== 'nav' &&
      area !== 'footer' &&
      /解读|图解/.test(text) &&
      text.trim().length > 4 &&
      !site.columns.some((column) => sameAddress(column.url, url)) &&
      site.page(url) === undefined,
  );
  return leads ? 'unread' : undefined;
}

/** Where interpretations stand: every column of theirs, else the whole site. */
export function searchedForInterpretations(site: Site): Searched {
  const columns = site.columns.filter(({ type }) => type === 'interpretation');
  if (columns.length === 0) return site.searched([]);
  return searchedAll(columns.map(({ path }) => site.searched(path)));
}

/** Several places as one: whole where each is. */
export function searchedAll(places: readonly Searched[]): Searched {
  const unread = places.find((place) => !place.whole);
  if (unread) return unread;
  const [first, ...others] = places.flatMap((place) => (place.whole ? place.captures : []));
  return first ? { whole: true, captures: [first, ...others] } : { whole: false, reason: 'not-fetched' };
}
