import type { Page, Row } from '../../contract/page.ts';
import type { Entry, EntryDate } from '../../contract/site.ts';
import { parseDay, type Day } from '../../lib/day.ts';
import { dayOfInstant } from '../../lib/instant.ts';
import { completeDates, type Shown } from './complete-dates.ts';
import { bareName } from './names.ts';
import type { Pages } from './pages.ts';
import { addressOf } from './plain-url.ts';

interface Found {
  readonly row: Row;
  readonly list: Page;
  readonly page: Page | undefined;
}

/** The entries of a list, in the order of its pages; what is shown twice (pinned on each page, doubled anchors) once. */
export function entriesOf(lists: readonly Page[], pages: Pages): readonly Entry[] {
  const found = lists.flatMap((list) => rowsOf(list, pages));
  const captured = lists[0] === undefined ? undefined : dayOfInstant(lists[0].at.fetchedAt);
  const dates = completeDates(found.map(shownOf), captured);
  const entries: Entry[] = [];
  const known = new Map<string, number>();
  for (const [index, one] of found.entries()) {
    const entry = entryOf(one, dates[index]);
    const identity = `${addressOf(entry.url)}\n${one.row.url === undefined ? bareName(entry.title) : ''}`;
    const before = known.get(identity);
    if (before === undefined) {
      known.set(identity, entries.length);
      entries.push(entry);
      continue;
    }
    const twin = entries[before];
    if (twin !== undefined && twin.date === undefined && entry.date !== undefined) entries[before] = entry;
  }
  return entries;
}

function rowsOf(list: Page, pages: Pages): readonly Found[] {
  return [list, ...pages.dataOf(list)].flatMap((source) =>
    source.rows.map((row) => ({ row, list: source, page: articleOf(row, list, pages) })),
  );
}

function articleOf(row: Row, list: Page, pages: Pages): Page | undefined {
  if (row.url === undefined) return undefined;
  const destination = pages.lead(row.url);
  return destination.kind === 'page' && destination.page !== list ? destination.page : undefined;
}

function entryOf({ row, list, page }: Found, date: EntryDate | undefined): Entry {
  return {
    title: row.title,
    url: row.url ?? list.url,
    date,
    ...(row.pinned && { pinned: row.pinned }),
    at: {
      ...list.at,
      ...(row.selector !== undefined && { selector: row.selector }),
      quote: `${row.title} ${row.date?.quote ?? ''}`.trim().slice(0, 300),
    },
    page,
  };
}

function shownOf({ row, page }: Found): Shown {
  const full = parseDay(row.date?.text ?? '');
  return {
    full,
    monthDay: full === undefined ? row.date?.text : undefined,
    article: page?.published?.day,
    hint: yearInAddress(row.url ?? ''),
    pinned: row.pinned === true,
  };
}

/** A date in an address is not the day of publication, but it tells the year of a row that shows the same month. */
function yearInAddress(
  url: string,
): { readonly year: number; readonly month: number; readonly date?: number } | undefined {
  const exact = /\/t?((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])[-/]?([0-2]\d|3[01])(?!\d)/.exec(url);
  if (exact) return { year: Number(exact[1]), month: Number(exact[2]), date: Number(exact[3]) };
  const month = /\/((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])\//.exec(url);
  return month ? { year: Number(month[1]), month: Number(month[2]) } : undefined;
}

/** The newest dated entry; of two of one day, the first shown. */
export function newestOf(entries: readonly Entry[]): Entry | undefined {
  let newest: Entry | undefined;
  for (const entry of entries) {
    if (entry.date === undefined) continue;
    if (newest?.date === undefined || entry.date.day > newest.date.day) newest = entry;
  }
  return newest;
}

/** Whether many rows all bear one day: the day of a migration, which says nothing of freshness. */
export function isOneDay(entries: readonly Entry[]): boolean {
  const days = new Set<Day | undefined>(entries.map(({ date }) => date?.day));
  return entries.length >= 5 && days.size === 1 && !days.has(undefined);
}
