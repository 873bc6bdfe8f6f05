import type { Column, Site } from '../../contract/site.ts';
import type { Day } from '../../lib/day.ts';

/** One line of `duwang columns`. */
export interface ColumnRow {
  readonly key: string;
  readonly path: readonly string[];
  readonly type: Column['type'];
  readonly knownBy: Column['knownBy'];
  readonly form: Column['form'];
  readonly content: Column['content'];
  readonly entries: number;
  readonly undated: number;
  readonly newest: Day | undefined;
  /** How the newest day was found. */
  readonly newestFrom: 'row' | 'completed' | 'article' | undefined;
  readonly pages: number;
  /** `whole`, or the reason why it was not seen whole. */
  readonly seen: string;
  readonly closed: boolean;
  readonly url: string;
}

/** The columns of a site as a table, in the order of their keys. */
export function columnTable({ columns }: Pick<Site, 'columns'>): readonly ColumnRow[] {
  return columns.map((column) => ({
    key: column.key,
    path: column.path,
    type: column.type,
    knownBy: column.knownBy,
    form: column.form,
    content: column.content,
    entries: column.entries.length,
    undated: column.undated,
    newest: column.newest?.date?.day,
    newestFrom: column.newest?.date?.from,
    pages: column.pages.length,
    seen: column.seen.whole ? 'whole' : column.seen.reason,
    closed: column.closed,
    url: column.url,
  }));
}
