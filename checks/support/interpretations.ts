import type { Document, Interpretation, Site } from '../../src/contract/site.ts';
import type { Searched } from '../../src/contract/seen.ts';
import type { Day } from '../../src/lib/day.ts';
import { linksTo, sameAddress } from './links.ts';
import { namesTitle, sameTitle } from './titles.ts';

/** What an office adds to the documents that have to be interpreted. */
export interface InterpretedMore {
  /** Parts of titles. */
  readonly titles: readonly string[];
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

/**
 * Interpretations of a document: linked with it, named for it, or naming no other document. One that only cites it among
 * others (根据《某办法》) explains something else.
 */
export function interpretationsOf(document: Document, site: Site): readonly Interpretation[] {
  const copies = copiesOf(document, site);
  const urls = copies.map(({ url }) => url);
  return site.interpretations.filter(
    ({ url, title, documents }) =>
      copies.some(({ interpretations }) => interpretations.some((own) => sameAddress(own, url))) ||
      documents.urls.some((own) => urls.some((one) => sameAddress(one, own))) ||
      namesTitle(title, document.title) ||
      (document.number !== undefined && documents.numbers.length === 1 && documents.numbers[0] === document.number) ||
      (documents.titles.length === 1 && sameTitle(documents.titles[0] ?? '', document.title)),
  );
}

/** Whether an interpretation at least mentions the document: whoever is about to call it unexplained should look. */
export function isMentioned(document: Document, site: Site): boolean {
  const urls = copiesOf(document, site).map(({ url }) => url);
  return site.interpretations.some(
    ({ page, documents }) =>
      (document.number !== undefined && documents.numbers.includes(document.number)) ||
      documents.titles.some((title) => sameTitle(title, document.title)) ||
      linksTo(page, urls),
  );
}

/** A document wherever the site shows it: a library and a department's column may both hold it. */
export function copiesOf(document: Document, site: Site): readonly Document[] {
  return site.documents.filter(
    (other) =>
      other === document ||
      (document.number !== undefined && other.number === document.number) ||
      sameTitle(other.title, document.title),
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
