import type { Link, Reading } from '../contract/page.ts';
import type { SkipReason } from '../contract/capture.ts';
import type { Item, Kind, Offer } from '../frontier/item.ts';
import { canonicalUrl, isWithinScope, sameSite } from '../lib/url.ts';
import { isMedia, kindOfLink, type Followed } from './follow.ts';
import { offerUrl, refuseUrl, type Session, type UnitRun } from './session.ts';

/** The page that is followed. */
export interface Page {
  readonly item: Item;
  /** Where it arrived. */
  readonly url: string;
  /** Of its capture. */
  readonly id: string;
  readonly followed: Followed;
  /** Its links, a list for each run; runs that were followed before are left out by their hash. */
  readonly runs: readonly { readonly hash: string; readonly links: () => readonly Link[] }[];
}

/** Offers everything that a page leads to. */
export function followPage(session: Session, run: UnitRun, page: Page): void {
  const inScope = isWithinScope(page.url, run.bounds);
  if (!inScope && page.item.outside !== true) return; // an entry that was sent to another site: its page is all we read
  const tooOld = archiveEnds(session, page.followed);
  for (const { url, kind, day } of page.followed.ways) {
    if (!inScope && kind !== 'attachment') continue;
    const refusal = policyOf(session, kind, day, tooOld);
    offerWay(session, run, page, { url, kind, isRow: kind === 'article' || kind === 'attachment', refusal });
  }
  if (!inScope) return;
  for (const { hash, links } of page.runs) {
    if (run.runsSeen.has(hash)) continue;
    if (run.runsSeen.size < 50_000) run.runsSeen.add(hash);
    for (const link of links()) {
      offerWay(session, run, page, { url: link.url, kind: kindOfLink(link), isRow: false, refusal: undefined });
    }
  }
}

interface Found {
  readonly url: string;
  readonly kind: Kind;
  /** A row or a file of a page in scope: read even where it lies outside, on the same site. */
  readonly isRow: boolean;
  readonly refusal: SkipReason | undefined;
}

const longestUrl = 8192;

function offerWay(session: Session, run: UnitRun, page: Page, found: Found): void {
  const url = canonicalUrl(found.url);
  if (!/^https?:/i.test(url)) return;
  const { item } = page;
  const depth =
    found.kind === 'hop' || found.kind === 'data-source' || found.kind === 'list' ? item.depth : item.depth + 1;
  const offer: Offer = { unit: run.unit.id, url, kind: found.kind, depth, from: page.url };
  const refuse = (reason: SkipReason): void => {
    refuseUrl(session, run, offer, reason);
  };
  if (url.length > longestUrl) {
    refuse('too-long');
    return;
  }
  if (isWithinScope(url, run.bounds)) {
    const refusal = found.refusal ?? refusalOf(session, run, offer);
    if (refusal) refuse(refusal);
    else if (found.kind === 'data-source') offerUrl(session, run, { ...offer, grewFrom: page.id });
    else offerUrl(session, run, offer);
    return;
  }
  const isOneStep = found.isRow && sameSite(url, page.url);
  if (found.kind === 'data-source' && sameSite(url, page.url)) {
    offerUrl(session, run, { ...offer, outside: true, grewFrom: page.id });
  } else if (found.kind === 'hop' && (item.kind === 'entry' || sameSite(url, page.url))) {
    offerUrl(session, run, { ...offer, outside: true });
  } else if (isOneStep && !found.refusal && !isMedia(url)) offerUrl(session, run, { ...offer, outside: true });
  else refuse(found.refusal ?? 'out-of-scope');
}

function refusalOf({ bounds }: Session, run: UnitRun, { url, depth }: Offer): SkipReason | undefined {
  if (isMedia(url)) return 'depth-policy';
  if (depth > bounds.maxDepth) return 'max-depth';
  return run.traps.check(url) === undefined ? undefined : 'trap';
}

/** Whether everything after this page of a list is older than what is judged. */
function archiveEnds({ bounds }: Session, { newest }: Followed): boolean {
  return bounds.depthPolicy === 'recent' && bounds.since !== undefined && newest !== undefined && newest < bounds.since;
}

function policyOf({ bounds }: Session, kind: Kind, day: string | undefined, tooOld: boolean): SkipReason | undefined {
  if (bounds.depthPolicy === 'whole') return undefined;
  if (kind === 'list') return tooOld ? 'depth-policy' : undefined;
  if (kind !== 'article') return undefined;
  if (bounds.depthPolicy === 'lists') return 'depth-policy';
  return day !== undefined && bounds.since !== undefined && day < bounds.since ? 'depth-policy' : undefined;
}

/** The light part of a reading, as far as following needs it. */
export type LightReading = Omit<Reading, 'text' | 'mainText' | 'tables' | 'links'>;
