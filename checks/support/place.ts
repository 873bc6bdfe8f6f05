import type { Place } from '../../src/contract/seen.ts';
import type { Column, Entry, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';

/** The path of a column as a person reads it. */
export function pathText({ path }: Pick<Column, 'path'>): string {
  return path.join(' > ');
}

/** A row of a column, quoted by its title: its day may be spelled otherwise there (2017.05.22), or stand in the article. */
export function rowPlace({ at, title }: Entry): Place {
  return { ...at, quote: title.slice(0, 200) };
}

/** The day on which the site was fetched, by our clock or the servers', whichever is behind: a wrong clock makes nothing late. */
export function capturedOn({ clock: { ours, servers } }: Pick<Site, 'clock'>): Day {
  return servers !== undefined && servers < ours ? servers : ours;
}

/** The columns of a site, one of each: what answers under two addresses (`/tzgg/`, `/tzgg/index.html`) is one column. */
export function distinctColumns({ columns }: Pick<Site, 'columns'>): readonly Column[] {
  const seen = new Set<string>();
  return columns.filter(({ path, at, pages }) => {
    const key = `${path.join('>')} ${at.capture}`;
    if (pages.length > 0 && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
