import type { FileText, Page, Spot, Table } from '../../src/contract/page.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Reason } from '../../src/contract/verdict.ts';

/** A piece of text that is searched on its own: the page, or one attachment of it. */
export interface Passage {
  /** '' for the page itself, the URL of the attachment otherwise: part of a finding's key. */
  readonly key: string;
  /** What the piece is called to a person. */
  readonly zh: string;
  readonly en: string;
  readonly at: Place;
  readonly text: string;
  readonly tables: readonly Table[];
  /** Where on the page what must not be quoted stands; none for files. */
  readonly spots?: readonly Spot[];
}

/** Texts longer than this are searched only so far: what is beyond is no page that a person reads. */
const LONGEST = 2_000_000;

/** The page and every attachment of it that could be read. */
export function passagesOf(page: Page): readonly Passage[] {
  const own = {
    key: '',
    zh: '正文',
    en: 'the page',
    at: page.at,
    text: page.text.slice(0, LONGEST),
    tables: page.tables,
    ...(page.spots && { spots: page.spots }),
  };
  return [own, ...(page.files ?? []).flatMap((file) => fromFile(file))];
}

function fromFile({ url, title, at, text, tables }: FileText): readonly Passage[] {
  if (at === undefined || text === undefined) return [];
  return [
    { key: url, zh: `附件《${title}》`, en: `the attachment “${title}”`, at, text: text.slice(0, LONGEST), tables },
  ];
}

/** Why not all that a page offers was searched: an attachment that was left out, did not come, or could not be read. */
export function unsearched({ files, attachments, file }: Page): Reason | undefined {
  if (file?.gaveUp !== undefined) return 'unparsed';
  if (files === undefined) return attachments.length > 0 ? 'without-attachments' : undefined;
  const unread = files.find(({ text }) => text === undefined);
  return unread && (unread.at === undefined ? 'not-fetched' : 'unparsed');
}

/** Why a page that shows nothing to judge was not judged: its matter stands in an attachment that was not read, or nobody understood it. */
export function unreadReason(page: Page): Reason {
  const { attachments, files = [] } = page;
  // A link without an address offers a file that nobody can fetch.
  const isOffered = attachments.length > 0 && !files.some(({ text }) => text !== undefined);
  return unsearched(page) ?? (isOffered ? 'without-attachments' : 'unparsed');
}

/** Pages that hold content of their own; an attachment is searched with the article that offers it, not twice. */
export function contentPages(site: Site): readonly Page[] {
  const attached = new Set(site.pages.flatMap(({ files }) => (files ?? []).map(({ url }) => url)));
  return site.pages.filter(
    ({ kind, disguise, url }) =>
      kind !== 'error' && kind !== 'redirect' && disguise === undefined && !attached.has(url),
  );
}

/** Where in a passage a find stands, as a person counts: line and characters of the visible text, from 1. */
export function rangeOf(text: string, start: number, end: number): { line: number; from: number; to: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < start; next = text.indexOf('\n', next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, from: start - lineStart + 1, to: end - lineStart };
}

/** A find may begin a little before or behind the spot that the reader marked: at its label, in the middle of an address. */
const ASIDE = 40;

/** The element that holds a find, where the reader marked it. */
export function selectorAt({ spots = [] }: Passage, start: number, end: number): string | undefined {
  const near = spots.filter(({ from }) => from >= start - ASIDE && from < end);
  return (near.find(({ from }) => from >= start) ?? near.at(-1))?.selector;
}

/** How much of a line is looked at, before and after a find: text without line ends must not make a list of finds dear. */
const LINE = 400;

/** The line that holds a position, as far as it is near. */
export function lineAt(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - LINE), start);
  const after = text.slice(start, start + LINE);
  const end = after.indexOf('\n');
  return before.slice(before.lastIndexOf('\n') + 1) + (end < 0 ? after : after.slice(0, end));
}

/** The place alone, without the words that stand there. */
export function bare({ url, capture, fetchedAt, mode }: Place): Place {
  return { url, capture, fetchedAt, ...(mode && { mode }) };
}
