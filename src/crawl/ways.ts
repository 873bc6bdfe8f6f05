import type { SkipReason } from '../contract/capture.ts';
import type { Item, Kind, Offer } from '../frontier/item.ts';
import { isWithinScope, sameSite } from '../lib/url.ts';
import { urlHash } from '../lib/url-hash.ts';
import { isMedia, type Way } from './follow.ts';
import { offerUrl, refuseUrl, type Session, type UnitRun } from './session.ts';
import { renderedUrl } from './rendered-url.ts';

/** The page that is followed. */
export interface Page {
  readonly item: Item;
  /** Where it arrived. */
  readonly url: string;
  /** Of its capture. */
  readonly id: string;
  readonly leads: Leads;
}

/** Where a page leads, read now or on an earlier night. */
export interface Leads {
  readonly ways: readonly Way[];
  /** Its plain links, a list for each run; runs that were followed before are left out by their hash. */
  readonly runs: readonly { readonly hash: string; readonly plain: () => readonly Way[] }[];
  readonly newest: string | undefined;
  readonly signature: number | undefined;
}

/** Offers everything that a page leads to. */
export function followPage(session: Session, run: UnitRun, page: Page): void {
  const inScope = isWithinScope(page.url, run.bounds);
  if (!inScope && page.item.outside !== true) return; // an entry that was sent to another site: its page is all we read
  const { ways, runs, newest } = page.leads;
  const tooOld = archiveEnds(session, newest);
  for (const [kind, url, day] of ways) {
    if (!inScope && kind !== 'attachment') continue;
    const refusal = policyOf(session, kind, day, tooOld);
    offerWay(session, run, page, { url, kind, isRow: kind === 'article' || kind === 'attachment', refusal });
  }
  if (!inScope) return;
  if (session.request.renderAll && isPlainPage(page)) {
    offerWay(session, run, page, { url: page.url, kind: 'render', isRow: false, refusal: undefined });
  }
  for (const { hash, plain } of runs) {
    if (run.runsSeen.has(hash)) continue;
    if (run.runsSeen.size < 50_000) run.runsSeen.add(hash);
    for (const [kind, url] of plain()) {
      if (!run.linksSeen.add(urlHash(url))) continue;
      offerWay(session, run, page, { url, kind, isRow: false, refusal: undefined });
    }
  }
}

function isPlainPage({ item, leads }: Page): boolean {
  const isPage = item.kind !== 'render' && item.kind !== 'data-source' && item.kind !== 'attachment';
  return isPage && !leads.ways.some(([kind]) => kind === 'render' || kind === 'hop');
}

interface Found {
  /** In canonical form. */
  readonly url: string;
  readonly kind: Kind;
  /** A row or a file of a page in scope: read even where it lies outside, on the same site. */
  readonly isRow: boolean;
  readonly refusal: SkipReason | undefined;
}

const longestUrl = 8192;
/** What takes the place of the page itself, or goes on with it: no click further. */
const sameDepth: ReadonlySet<Kind> = new Set(['hop', 'data-source', 'render', 'list']);

function offerWay(session: Session, run: UnitRun, page: Page, found: Found): void {
  const url = found.kind === 'render' ? renderedUrl(found.url) : found.url;
  const { item } = page;
  const depth = sameDepth.has(found.kind) ? item.depth : item.depth + 1;
  const offer: Offer = {
    unit: run.unit.id,
    url,
    kind: found.kind,
    depth,
    from: page.url,
    ...((found.kind === 'data-source' || found.kind === 'render') && { grewFrom: page.id }),
  };
  const isInside = isWithinScope(url, run.bounds);
  const refusal = url.length > longestUrl ? 'too-long' : isInside ? undefined : outsideRefusal(page, found, url);
  const policy = refusal ?? found.refusal ?? refusalOf(session, run, offer);
  if (policy) refuseUrl(session, run, offer, policy);
  else offerUrl(session, run, isInside ? offer : { ...offer, outside: true });
}

/** Outside the scope one step is made, on the same site: to what a row, a file link, a script or the page itself leads to. */
function outsideRefusal({ url: from, item }: Page, { kind, isRow }: Found, url: string): SkipReason | undefined {
  if (kind === 'hop' && item.kind === 'entry') return undefined;
  const mayStep = isRow || kind === 'hop' || kind === 'data-source' || kind === 'render';
  return mayStep && sameSite(url, from) ? undefined : 'out-of-scope';
}

function refusalOf({ bounds, request }: Session, run: UnitRun, { url, depth, kind }: Offer): SkipReason | undefined {
  if (kind === 'render') return request.renderer ? undefined : 'no-browser';
  if (isMedia(url)) return 'depth-policy';
  if (depth > bounds.maxDepth) return 'max-depth';
  return run.traps.check(url) === undefined ? undefined : 'trap';
}

/** Whether everything after this page of a list is older than what is judged. */
function archiveEnds({ bounds }: Session, newest: string | undefined): boolean {
  return bounds.depthPolicy === 'recent' && bounds.since !== undefined && newest !== undefined && newest < bounds.since;
}

function policyOf({ bounds }: Session, kind: Kind, day: string | undefined, tooOld: boolean): SkipReason | undefined {
  if (bounds.depthPolicy === 'whole') return undefined;
  if (kind === 'list') return tooOld ? 'depth-policy' : undefined;
  if (kind !== 'article') return undefined;
  if (bounds.depthPolicy === 'lists') return 'depth-policy';
  return day !== undefined && bounds.since !== undefined && day < bounds.since ? 'depth-policy' : undefined;
}
