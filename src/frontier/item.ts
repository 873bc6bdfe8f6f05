import type { UnitId } from '../contract/unit.ts';

/**
 * What a URL is to the crawl, in the order of taking: what opens a site first, then columns, then the pages after their
 * first, then what their rows lead to, then files.
 */
export const kinds = [
  'entry',
  'probe', // a path that nobody has, to learn how this host says "not found"
  'sitemap',
  'hop', // where a page sends on by itself
  'data-source', // what the script of a list would ask for its rows
  'render', // a page that says nothing until its scripts have run, for the browser
  'column', // in a navigation, or by its look a folder
  'list', // a page of a column after its first
  'article', // behind a row
  'page',
  'attachment',
] as const;
export type Kind = (typeof kinds)[number];

/** A URL that somebody found. */
export interface Offer {
  readonly unit: UnitId;
  /** In canonical form. */
  readonly url: string;
  readonly kind: Kind;
  readonly depth: number;
  /** The page that links here. */
  readonly from?: string;
  /** Outside the scope of its unit, behind a row of a page inside: read, and nothing behind it but its files. */
  readonly outside?: true;
  /** For a data source: the id of the capture whose script would have asked. */
  readonly grewFrom?: string;
}

/** An offer that was new. */
export interface Item extends Offer {
  readonly id: number;
  readonly rank: number;
  /** Requests that were made for it and brought nothing. */
  readonly tries: number;
}

/** The order of taking: lower first. */
export function rankOf(kind: Kind): number {
  return kinds.indexOf(kind);
}
