import type { SkipReason, Snapshot } from '../contract/capture.ts';
import type { FetchRequest, Fetcher } from '../contract/fetch.ts';
import type { Unit, UnitId } from '../contract/unit.ts';
import { createFrontier, type Frontier } from '../frontier/frontier.ts';
import type { Item, Offer } from '../frontier/item.ts';
import { itemFrom } from '../frontier/item.ts';
import type { SeenSet } from '../frontier/seen-set.ts';
import type { TrapWatch } from '../frontier/traps.ts';
import { parseRobots } from '../frontier/robots.ts';
import type { GroupFile, KnownUrl } from '../store/group-file.ts';
import type { Run, Store } from '../store/open-store.ts';
import type { Addresses } from './addresses.ts';
import type { Ahead } from './ahead.ts';
import type { Writer } from './batch.ts';
import type { Clock } from './clock.ts';
import type { Executor } from './executor.ts';
import type { Readers } from './how-to-read.ts';
import type { Bounds, CrawlLimits } from './limits.ts';
import type { NotFoundLook } from './not-found.ts';
import type { Progress } from './progress.ts';
import type { ThreadSource } from './thread-messages.ts';

/** What is crawled, with what, and how far. */
export interface CrawlRequest {
  readonly units: readonly Unit[];
  readonly store: Store;
  readonly fetcher: Fetcher;
  readonly readers: Readers;
  /** Shows a page as its scripts leave it; absent: what needs it is skipped as `no-browser`. */
  readonly renderer?: Pick<Fetcher, 'fetch'>;
  /** Every page is rendered, not only those that say nothing without. */
  readonly renderAll?: boolean;
  /** Of duwang itself, for the snapshot. */
  readonly version: string;
  readonly limits?: CrawlLimits;
  /** The name that robots.txt knows us by. */
  readonly agent?: string;
  /** Why robots.txt is not obeyed, in the words of the person who said so. */
  readonly ignoreRobots?: string;
  /** What the fetcher says with every request, for the record. */
  readonly sent?: Snapshot['sent'];
  /** Stored pages answer: no politeness, no robots.txt, no probe. */
  readonly replay?: boolean;
  /** Goes on with the newest run of these units that is not complete. */
  readonly resume?: boolean;
  /** Headers of a unit, sent to the origin of its entry only. Never stored. */
  readonly headersOf?: (unit: UnitId) => FetchRequest['headers'];
  /** Aborted once: what is in flight is finished, and a partial snapshot sealed. */
  readonly signal?: AbortSignal;
  /** Aborted: stops at once; what was stored stays. */
  readonly stopNow?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly addresses?: Addresses;
  readonly clock?: Clock;
  /**
   * What threads fetch and read with, once a queue is worth them; absent: everything in this thread. `readers` is the URL
   * of a module that exports `readers`, the same as those given here.
   */
  readonly threads?: { readonly source: ThreadSource; readonly readers: string };
}

/** A unit while it is crawled. */
export interface UnitRun {
  readonly unit: Unit;
  readonly group: GroupFile;
  readonly writer: Writer;
  /** What came of its URLs on an earlier night, loaded some way ahead. */
  readonly ahead: Ahead;
  /** Other units lie on the same host group: what one asked for the others need not ask for. */
  readonly shares: boolean;
  readonly startedAt: string;
  /** Its bounds, with the places that its entries were sent on to. */
  bounds: { readonly entry: readonly string[]; readonly scope: Unit['scope'] };
  /** Runs of links that were followed: the same navigation stands on every page. */
  readonly runsSeen: Set<string>;
  /** Plain links as read that were offered or refused already. */
  readonly linksSeen: SeenSet;
  readonly traps: TrapWatch;
  readonly notFound: Map<string, NotFoundLook>;
  readonly counts: { fetched: number; failed: number; skipped: number };
  entryRead: boolean;
  sealed: boolean;
}

/** One crawl under way. */
export interface Session {
  readonly request: CrawlRequest;
  readonly run: Run;
  readonly bounds: Bounds;
  readonly clock: Clock;
  readonly frontier: Frontier;
  readonly executor: Executor;
  readonly units: ReadonlyMap<UnitId, UnitRun>;
  /** Where a chase arrived: what is asked for there is answered already. */
  readonly arrived: Map<string, number>;
  /** What was asked of each host lately goes here before it is stored. */
  readonly gates: Map<string, string>;
  /** What is stored of each gate. */
  readonly remembered: Map<string, string>;
  /** Sitemaps that robots.txt names, by origin. */
  readonly sitemaps: Map<string, readonly string[]>;
  problem: string | undefined;
}

/** The frontier of these bounds. */
export function frontierOf(bounds: Bounds, isReplay: boolean): Frontier {
  return createFrontier({
    concurrency: bounds.concurrency,
    maxPages: bounds.maxPages,
    patience: {
      failures: isReplay ? Infinity : 5,
      coolMs: Math.max(200, bounds.politeness(false).delayMs * 5),
      looks: 3,
    },
    window: 20_000,
  });
}

/** Rank of what is known and will not be asked for. */
export const refusedRank = 90;

/** What is stored of a URL beside itself. */
export interface UrlMemory {
  readonly kind: Item['kind'];
  readonly depth: number;
  readonly from?: string | undefined;
  readonly outside?: true | undefined;
  readonly grewFrom?: string | undefined;
  readonly left?: true | undefined;
  readonly refused?: SkipReason | undefined;
}

/** Offers a URL; what is new is stored with the next batch. */
export function offerUrl(session: Session, run: UnitRun, offer: Offer): void {
  const { frontier } = session;
  const id = run.group.nextUrl();
  const made = frontier.offer(offer, id);
  if (!made) return;
  run.writer.addUrl(knownUrl(made.item));
  if (!made.spilled) run.ahead.note(made.item);
}

/** Notes a URL that will not be asked for, with the reason; it becomes a row when the snapshot is sealed. */
export function refuseUrl(session: Session, run: UnitRun, offer: Offer, reason: SkipReason): void {
  // What is outside may yet turn out to stand behind a row of ours: it is remembered under another name.
  const key = reason === 'out-of-scope' ? `outside ${offer.url}` : offer.url;
  if (!session.frontier.know(offer.unit, key)) return;
  const { unit, url, kind, depth, from } = offer;
  const memory: UrlMemory = { kind, depth, from, refused: reason };
  run.writer.addUrl({ id: run.group.nextUrl(), unit, url, rank: refusedRank, json: JSON.stringify(memory) });
}

function knownUrl({ id, unit, url, rank, kind, depth, from, outside, grewFrom, left }: Item): KnownUrl {
  const memory: UrlMemory = { kind, depth, from, outside, grewFrom, left };
  return { id, unit, url, rank, json: JSON.stringify(memory) };
}

/** An item as it was stored. */
export function itemOf({ id, unit, url, json }: KnownUrl): Item & { readonly refused?: SkipReason } {
  // Written by us: what is remembered of a URL.
  const memory = JSON.parse(json) as UrlMemory;
  const { kind, depth, from, outside, left, grewFrom, refused } = memory;
  const item = itemFrom({ unit, url, kind, depth, from, outside, left, grewFrom }, id);
  return refused === undefined ? item : { ...item, refused };
}

/** The rules of an origin from its robots.txt. */
export function rulesFrom(
  bytes: Uint8Array,
  agent: string,
): { allows: (url: string) => boolean; delayMs: number | undefined; sitemaps: readonly string[] } {
  const robots = parseRobots(bytes);
  return {
    allows: (url) => robots.allows(url, agent),
    delayMs: robots.crawlDelayMs(agent),
    sitemaps: robots.sitemaps,
  };
}
