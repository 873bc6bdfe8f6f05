import type { Place } from '../../src/contract/seen.ts';
import type { Column, Entry, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';

/** The path of a column as a person reads it. */
export function pathText({ path }: Pick<Column, 'path'>): string {
  return path.join(' > ');
}

/** A row of a column, quoted with its date. */
export function rowPlace({ at, title, date }: Entry): Place {
  return { ...at, quote: `${title.slice(0, 200)}${date ? ` ${date.day}` : ''}` };
}

/** The day on which the site was fetched: by the servers' clocks where they told it, else by ours. */
export function capturedOn({ clock }: Pick<Site, 'clock'>): Day {
  return clock.servers ?? clock.ours;
}
