/** Why a thing was not seen whole. */
export type Unseen =
  ('not-fetched' | 'unparsed' | 'blocked' | 'cut' | 'unrendered') | ('pages-left-out' | 'dates-unread' | 'elsewhere');

/** Whether a thing was seen whole. What was not is never failed and never passed. */
export type Seen = { readonly whole: true } | { readonly whole: false; readonly reason: Unseen };

/** What was searched for a thing that ought to stand there, and whether it was read to its end. */
export type Searched =
  | { readonly whole: true; readonly captures: readonly [Place, ...Place[]] }
  | { readonly whole: false; readonly reason: Unseen };

/** What a verdict is given on. `key` is unique within its check and unit, and outlives a re-crawl. */
export interface Subject {
  readonly key: string;
  readonly seen: Seen;
}

/** How a page came to be read: as sent, after its scripts ran, or from the data source its script would have asked. */
export type Mode = 'http' | 'browser' | 'data-source';

/** A spot in a stored capture: enough to find it again without asking the web. */
export interface Place {
  readonly url: string;
  /** `sha256:` and the hash of the stored body. */
  readonly capture: string;
  /** When it was fetched, as an ISO instant. */
  readonly fetchedAt: string;
  readonly lastConfirmedAt?: string;
  /** Absent means `http`. */
  readonly mode?: Mode;
  /** A CSS path that names one element of the page. */
  readonly selector?: string;
  /** The words there, at most 300 characters. */
  readonly quote?: string;
}
