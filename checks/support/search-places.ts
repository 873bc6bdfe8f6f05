import type { Place, Searched } from '../../src/contract/seen.ts';
import type { Column, Site } from '../../src/contract/site.ts';

/** Places named as evidence of one search. */
const MOST_PLACES = 40;

/**
 * What was searched of the whole site for a thing that only some columns may hold. A column that was not read leaves the
 * search open if it may hold the thing; a blocked list of doctors says nothing of whether the site has a column of fees.
 */
export function searchedAmong(site: Site, mayHold: (column: Column) => boolean): Searched {
  const all = site.searched([]);
  if (all.whole || !cameToItsEnd(site)) return all;
  const gap = site.columns.find((column) => isGap(column, site) && mayHold(column));
  if (gap && !gap.seen.whole) return { whole: false, reason: gap.seen.reason };
  return { whole: true, captures: placesOf(site) };
}

/** Whether the entry was read and the crawl came to its end: then some column at least was searched whole. */
function cameToItsEnd(site: Site): boolean {
  return site.columns.some(({ seen, path, pages }) => seen.whole && pages.length > 0 && site.searched(path).whole);
}

function isGap({ seen, path }: Column, site: Site): boolean {
  if (seen.whole || seen.reason === 'dates-unread' || seen.reason === 'elsewhere') return false;
  return !site.searched(path).whole;
}

function placesOf(site: Site): readonly [Place, ...Place[]] {
  const places = new Map<string, Place>();
  for (const { pages } of site.columns)
    for (const { at } of pages) if (at.capture !== site.at.capture) places.set(at.capture, at);
  return [site.at, ...[...places.values()].slice(0, MOST_PLACES - 1)];
}
