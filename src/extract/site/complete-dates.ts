import type { EntryDate } from '../../contract/site.ts';
import { addDays, daysBetween, parseDay, type Day } from '../../lib/day.ts';

/** What is known of the day of one row before its neighbours are asked. */
export interface Shown {
  /** The day as the row shows it. */
  readonly full: Day | undefined;
  /** `MM-DD`, where the row shows no year. */
  readonly monthDay: string | undefined;
  /** The day that the article behind it shows. */
  readonly article: Day | undefined;
  /** The year and month in its address. */
  readonly hint: { readonly year: number; readonly month: number; readonly date?: number } | undefined;
  readonly pinned: boolean;
}

/**
 * The day of each row. A full day stands as shown. A month and day gets its year from the article behind it, else from a
 * date in its address that agrees, else from its neighbours and the day of capture: lists run from new to old, so the
 * year goes back where the months jump up. Where this leaves a choice, the later year is taken: a list must not look
 * older than it may be. Pinned rows stand outside the order. A row that shows nothing has the day of its article.
 */
export function completeDates(rows: readonly Shown[], captured: Day | undefined): readonly (EntryDate | undefined)[] {
  const known = rows.map(ownDate);
  if (captured === undefined) return known;
  const floors = floorsOf(rows, known);
  const limit = addDays(captured, 1); // their clock may be ahead of ours
  let ceiling = limit;
  return rows.map((row, index) => {
    const day =
      known[index]?.day ?? completed(row, { ceiling: row.pinned ? limit : ceiling, limit, floor: floors[index] });
    if (day === undefined) return undefined;
    const date = known[index] ?? { day, from: 'completed' };
    if (!row.pinned && date.from !== 'article' && day < ceiling) ceiling = day;
    return date;
  });
}

/** The day that a row has by itself. */
function ownDate(row: Shown): EntryDate | undefined {
  if (row.full !== undefined) return { day: row.full, from: 'row' };
  if (row.monthDay === undefined) return row.article && { day: row.article, from: 'article' };
  if (row.article?.slice(5) === row.monthDay) return { day: row.article, from: 'completed' };
  const { hint } = row;
  if (hint?.month !== Number(row.monthDay.slice(0, 2))) return undefined;
  if (hint.date !== undefined && hint.date !== Number(row.monthDay.slice(3))) return undefined;
  const day = parseDay(`${hint.year}-${row.monthDay}`);
  return day && { day, from: 'completed' };
}

/** For each row the day of the next row that is sure of its own: nothing before it in the list is older. */
function floorsOf(rows: readonly Shown[], known: readonly (EntryDate | undefined)[]): readonly (Day | undefined)[] {
  const floors: (Day | undefined)[] = [];
  let floor: Day | undefined;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    floors[index] = rows[index]?.pinned === true ? undefined : floor;
    const date = known[index];
    if (date !== undefined && date.from !== 'article' && rows[index]?.pinned !== true) floor = date.day;
  }
  return floors;
}

interface Room {
  /** The day of the row before. */
  readonly ceiling: Day;
  /** The day of capture, and one more. */
  readonly limit: Day;
  readonly floor: Day | undefined;
}

/** Days by which a row may stand out of order before its neighbours' years are no guide. */
const jitter = 31;

/**
 * The latest day of this month and day that the neighbours allow. A jump up by less than a month is a row out of order,
 * not a year: the later reading accuses nobody.
 */
function completed({ monthDay }: Shown, { ceiling, limit, floor }: Room): Day | undefined {
  if (monthDay === undefined) return undefined;
  const year = Number(ceiling.slice(0, 4));
  const same = parseDay(`${year}-${monthDay}`);
  if (same !== undefined && (same <= ceiling || (same <= limit && daysBetween(ceiling, same) <= jitter))) return same;
  for (let back = 1; back <= 8; back += 1) {
    const before = parseDay(`${year - back}-${monthDay}`);
    if (before === undefined) continue; // 29 February
    const isTooOld = floor !== undefined && before < floor && same !== undefined && same <= limit;
    return isTooOld ? same : before;
  }
  return undefined;
}
