import type { Searched } from '../../src/contract/seen.ts';
import type { Column, ColumnType, Entry, Site } from '../../src/contract/site.ts';
import { addMonths, type Day } from '../../src/lib/day.ts';
import { searchedAll } from './interpretations.ts';

/** How an activity is told from others: by the column it stands in, or by its words anywhere. */
export interface Sought {
  readonly types: readonly ColumnType[];
  /** Words that a title anywhere on the site may bear. */
  readonly title: RegExp;
  /** Words that a row of its own column must bear too, in title or text: meetings are many, open ones few. */
  readonly inColumn?: RegExp;
}

/** What was found of an activity. */
export interface Found {
  readonly columns: readonly Column[];
  readonly entries: readonly Entry[];
  /** Rows of its own column whose article was not read, so that nobody can tell whether they are of it. */
  readonly unread: readonly Entry[];
}

/** Every row of the site that tells of an activity, each URL once. */
export function findActivities(site: Site, { types, title, inColumn }: Sought): Found {
  const columns = columnsOf(site, types);
  const entries = new Map<string, Entry>();
  const unread: Entry[] = [];
  for (const column of site.columns) {
    const isOwn = columns.includes(column);
    for (const entry of column.entries) {
      const words = `${entry.title}\n${entry.page?.mainText ?? ''}`;
      const counts = title.test(entry.title) || (isOwn && (inColumn === undefined || inColumn.test(words)));
      if (counts) entries.set(entry.url, entry);
      else if (isOwn && entry.page === undefined) unread.push(entry);
    }
  }
  return { columns, entries: [...entries.values()], unread };
}

export function columnsOf(site: Site, types: readonly ColumnType[]): readonly Column[] {
  return site.columns.filter(({ type }) => types.includes(type));
}

/** Rows of the last months up to a day. */
export function recent(entries: readonly Entry[], asOf: Day, months: number): readonly Entry[] {
  const from = addMonths(asOf, -months);
  return entries.filter(({ date }) => date !== undefined && date.day > from && date.day <= asOf);
}

/** Where an activity would stand: its columns, else the whole site. */
export function searchedForActivity(site: Site, { types }: Sought): Searched {
  const columns = columnsOf(site, types);
  return columns.length === 0 ? site.searched([]) : searchedAll(columns.map(({ path }) => site.searched(path)));
}
