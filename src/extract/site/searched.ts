import type { Ending } from '../../contract/capture.ts';
import type { Page } from '../../contract/page.ts';
import type { Place, Searched, Unseen } from '../../contract/seen.ts';
import type { Column, EntryState } from '../../contract/site.ts';
import { bareName } from './names.ts';
import type { Pages } from './pages.ts';

/** What a search is made in. */
export interface Ground {
  readonly columns: readonly Column[];
  readonly pages: Pages;
  readonly home: Page | undefined;
  readonly entry: EntryState;
  readonly ending: Ending;
}

/** Captures named as evidence of one search. */
const mostPlaces = 40;

/**
 * Answers what was read under a path. Whole only where the crawl came to its end and the entry, every column under the
 * path and, below a path that is not the whole site, every article that its rows lead to were read. A page that is gone
 * (404) was read: nothing can stand there.
 */
export function searcher(ground: Ground): (path: readonly string[]) => Searched {
  const known = new Map<string, Searched>();
  return (path) => {
    const key = path.map(bareName).join('/');
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = search(path.map(bareName), ground);
    known.set(key, answer);
    return answer;
  };
}

function search(path: readonly string[], ground: Ground): Searched {
  const { home, entry } = ground;
  if (home === undefined || entry.state !== 'read')
    return unread(entry.state === 'blocked' ? 'blocked' : 'not-fetched');
  if (ground.ending !== 'done') return unread('not-fetched');
  const within = narrow(path, ground.columns);
  for (const column of within.columns) {
    const reason = gapOf(column, ground) ?? (within.isAll ? undefined : articleGap(column, ground));
    // The site itself ends where a column leads elsewhere: whoever searches it all asks site.elsewhere by name.
    if (reason !== undefined && !(within.isAll && reason === 'elsewhere')) return unread(reason);
  }
  const places = within.columns.flatMap((column) => column.pages.map(({ at }) => at));
  return { whole: true, captures: [home.at, ...distinct(places, home.at)] };
}

function unread(reason: Unseen): Searched {
  return { whole: false, reason };
}

/** The columns whose path holds the names; where none does, those of the path without its end; at last all. */
function narrow(
  path: readonly string[],
  columns: readonly Column[],
): { readonly columns: readonly Column[]; readonly isAll: boolean } {
  for (let length = path.length; length > 0; length -= 1) {
    const wanted = path.slice(0, length);
    const found = columns.filter((column) => holds(column.path.map(bareName), wanted));
    if (found.length > 0) return { columns: found, isAll: false };
  }
  return { columns, isAll: true };
}

function holds(path: readonly string[], wanted: readonly string[]): boolean {
  for (let start = 0; start + wanted.length <= path.length; start += 1) {
    if (wanted.every((name, index) => path[start + index] === name)) return true;
  }
  return false;
}

/** Why a column leaves the search open. A dead menu link does not: the answer came. Nor do unread dates: titles were read. */
function gapOf({ seen, pages, url }: Column, { pages: known }: Ground): Unseen | undefined {
  if (seen.whole || seen.reason === 'dates-unread') return undefined;
  if (pages.length === 0) {
    const destination = known.lead(url);
    if (destination.kind === 'dead' && destination.gone) return undefined;
  }
  return seen.reason;
}

function articleGap(column: Column, { pages }: Ground): Unseen | undefined {
  for (const entry of column.entries) {
    if (entry.page !== undefined) continue;
    const destination = pages.lead(entry.url);
    if (destination.kind === 'unread') return destination.reason;
    if (destination.kind === 'dead' && !destination.gone) return 'not-fetched';
  }
  return undefined;
}

function distinct(places: readonly Place[], home: Place): readonly Place[] {
  const seen = new Set([home.capture]);
  const kept: Place[] = [];
  for (const place of places) {
    if (kept.length + 1 >= mostPlaces) break;
    if (seen.has(place.capture)) continue;
    seen.add(place.capture);
    kept.push(place);
  }
  return kept;
}
