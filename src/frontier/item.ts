import type { UnitId } from '../contract/unit.ts';

/**
 * The order of taking: what opens a site first, then columns, then what an earlier night left over, then the pages of
 * columns after their first, what their rows lead to, and files.
 */
export const places = [
  'entry',
  'probe', // a path that nobody has, to learn how this host says "not found"
  'sitemap',
  'hop', // where a page sends on by itself
  'data-source', // what the script of a list would ask for its rows
  'render', // a page that says nothing until its scripts have run, for the browser
  'column', // in a navigation, or by its look a folder
  'left', // of any kind: known on an earlier night, and not reached
  'list', // a page of a column after its first
  'article', // behind a row
  'page',
  'attachment',
] as const;
type Place = (typeof places)[number];
/** What a URL is to the crawl. */
export type Kind = Exclude<Place, 'left'>;

/** A URL that somebody found. */
export interface Offer {
  readonly unit: UnitId;
  /** In canonical form. */
  readonly url: string;
  readonly kind: Kind;
  readonly depth: number;
  /** The page that links here. */
  readonly from?: string | undefined;
  /** Outside the scope of its unit, behind a row of a page inside: read, and nothing behind it but its files. */
  readonly outside?: true | undefined;
  /** An earlier night knew it and did not reach it: it comes before what is found deeper tonight. */
  readonly left?: true | undefined;
  /** For a data source: the id of the capture whose script would have asked. */
  readonly grewFrom?: string | undefined;
}

/** An offer that was new. */
export interface Item extends Offer {
  readonly id: number;
  readonly rank: number;
  /** Requests that were made for it and brought nothing. */
  readonly tries: number;
}

/**
 * An offer as an item. Written out, and not spread: objects that are spread from ones of many shapes get a shape each,
 * which takes more room than they do.
 */
export function itemFrom({ unit, url, kind, depth, from, outside, left, grewFrom }: Offer, id: number): Item {
  return { id, unit, url, kind, depth, rank: rankOf(left ? 'left' : kind), tries: 0, from, outside, left, grewFrom };
}

/** The order of taking: lower first. */
export function rankOf(place: Place): number {
  return places.indexOf(place);
}
