import type { SkipReason } from '../contract/capture.ts';
import type { Gate } from '../frontier/gate.ts';
import type { Item } from '../frontier/item.ts';
import { canonicalUrl, isWithinScope, originOf, sameSite } from '../lib/url.ts';
import { bindOrigin, ensureRules } from './origins.ts';
import type { Chase } from './chase.ts';
import { arrivalKey } from './settle.ts';
import type { Session } from './session.ts';

/**
 * Held before each further request of a chase: scope, robots.txt and politeness bind every hop as they bind the first
 * request. A place that was read in this run is not asked for again.
 */
export async function paceHop(session: Session, chase: Chase, url: string): Promise<void> {
  const row = arrivalOf(session, chase, url);
  if (row !== undefined) {
    chase.reuse = { url: canonicalUrl(url), row };
    chase.controller.abort();
    return;
  }
  const refusal = (await refusalOf(session, chase, url)) ?? (await takeSlot(session, chase, originOf(url)));
  if (refusal === undefined) return;
  chase.refusal = refusal;
  chase.controller.abort();
}

function arrivalOf(session: Session, { item }: Chase, url: string): number | undefined {
  const run = session.units.get(item.unit);
  return run && url !== item.url ? session.arrived.get(arrivalKey(run, canonicalUrl(url))) : undefined;
}

/** Why a hop may not be made: where it leads, and what robots.txt says there. */
async function refusalOf(session: Session, chase: Chase, url: string): Promise<SkipReason | undefined> {
  const { frontier, request } = session;
  const { item, controller } = chase;
  if (url !== item.url && !mayHop(session, item, canonicalUrl(url))) return 'out-of-scope';
  const origin = originOf(url);
  if (origin !== originOf(item.url) && !request.replay) {
    await bindOrigin(session, origin);
    leaveFor(session, chase, frontier.gateOf(origin));
    await ensureRules(session, origin, controller.signal);
  }
  const rules = frontier.rulesOf(origin);
  return rules?.unreachable !== undefined || rules?.allows(url) === false ? 'robots' : undefined;
}

/** Gives back the slot that is held where the next request needs one of another gate. */
function leaveFor({ frontier }: Session, chase: Chase, next: Gate | undefined): void {
  const { held } = chase;
  if (held === undefined || held === next) return;
  held.leave();
  chase.held = undefined;
  if (held === frontier.gateOf(originOf(chase.item.url))) chase.left();
}

/** Waits until the gate of an origin lets one more request through. */
async function takeSlot(session: Session, chase: Chase, origin: string): Promise<SkipReason | undefined> {
  const { frontier, clock } = session;
  const gate = frontier.gateOf(origin);
  if (!gate) return undefined;
  leaveFor(session, chase, gate);
  const holds = chase.held === gate;
  for (;;) {
    const wait = (holds ? gate.nextAt(origin) : gate.readyAt(origin)) - clock.now();
    if (wait <= 0) break;
    await clock.sleep(Math.min(wait, 250), chase.controller.signal);
    if (chase.controller.signal.aborted) return undefined;
  }
  if (gate.left(clock.now()) <= 0) return 'host-budget';
  if (holds) gate.next(clock.now(), origin);
  else gate.start(clock.now(), origin);
  chase.held = gate;
  return undefined;
}

/** A chase that ended elsewhere gives back its slot there, and stands again at the gate of its item, to be settled. */
export function endChase({ frontier, clock }: Session, chase: Chase, tookMs: number): void {
  const home = frontier.gateOf(originOf(chase.item.url));
  if (chase.held === home) return;
  chase.held?.finish({ tookMs, trouble: false }, clock.now());
  home?.comeBack();
}

/** An entry may be sent anywhere; all others within their unit's scope, or one step on the same site. */
function mayHop(session: Session, item: Item, url: string): boolean {
  const run = session.units.get(item.unit);
  if (!run || item.kind === 'entry' || item.kind === 'probe' || item.kind === 'sitemap') return true;
  return isWithinScope(url, run.bounds) || sameSite(url, item.url);
}
