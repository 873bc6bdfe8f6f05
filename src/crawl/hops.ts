import type { SkipReason } from '../contract/capture.ts';
import type { Item } from '../frontier/item.ts';
import { canonicalUrl, isWithinScope, originOf, sameSite } from '../lib/url.ts';
import { bindOrigin, ensureRules } from './origins.ts';
import type { Session } from './session.ts';

/** A chase of redirects under way. */
export interface Chase {
  readonly item: Item;
  readonly controller: AbortController;
  /** Gates of other hosts that hold a slot for it. */
  readonly slots: string[];
  /** Why it was ended, by us. */
  refusal: SkipReason | undefined;
  /** Where it was ended because that place was read already: the row of its capture. */
  reuse: { readonly url: string; readonly row: number } | undefined;
}

/** A chase that has not left its start. */
export function createChase(item: Item): Chase {
  return { item, controller: new AbortController(), slots: [], refusal: undefined, reuse: undefined };
}

/**
 * Held before each further request of a chase: scope, robots.txt and politeness bind every hop as they bind the first
 * request. A place that was read in this run is not asked for again.
 */
export async function paceHop(session: Session, chase: Chase, url: string): Promise<void> {
  const { frontier, clock } = session;
  const end = (refusal: SkipReason): void => {
    chase.refusal = refusal;
    chase.controller.abort();
  };
  if (url !== chase.item.url) {
    const key = canonicalUrl(url);
    const row = session.arrived.get(`${chase.item.unit} ${key}`);
    if (row !== undefined) {
      chase.reuse = { url: key, row };
      chase.controller.abort();
      return;
    }
    if (!mayHop(session, chase.item, key)) {
      end('out-of-scope');
      return;
    }
  }
  const origin = originOf(url);
  if (origin !== originOf(chase.item.url) && !session.request.replay) {
    await bindOrigin(session, origin);
    await ensureRules(session, origin, chase.controller.signal);
    const rules = frontier.rulesOf(origin);
    if (rules?.unreachable || rules?.allows(url) === false) {
      end('robots');
      return;
    }
  } else if (frontier.rulesOf(origin)?.allows(url) === false) {
    end('robots');
    return;
  }
  const gate = frontier.gateOf(origin);
  if (!gate) return;
  const holds =
    gate === frontier.gateOf(originOf(chase.item.url)) || chase.slots.some((slot) => frontier.gateOf(slot) === gate);
  for (;;) {
    const at = holds ? gate.nextAt() : gate.readyAt();
    const wait = at - clock.now();
    if (wait <= 0) break;
    await clock.sleep(Math.min(wait, 250), chase.controller.signal);
    if (chase.controller.signal.aborted) return;
  }
  if (gate.left(clock.now()) <= 0) {
    end('host-budget');
    return;
  }
  if (holds) gate.next(clock.now());
  else {
    gate.start(clock.now());
    chase.slots.push(origin);
  }
}

/** Gives back the slots of other hosts. */
export function endChase({ frontier, clock }: Session, chase: Chase, tookMs: number): void {
  for (const origin of chase.slots) frontier.gateOf(origin)?.finish({ tookMs, trouble: false }, clock.now());
}

/** An entry may be sent anywhere; all others within their unit's scope, or one step on the same site. */
function mayHop(session: Session, item: Item, url: string): boolean {
  const run = session.units.get(item.unit);
  if (!run || item.kind === 'entry' || item.kind === 'probe' || item.kind === 'sitemap') return true;
  return isWithinScope(url, run.bounds) || sameSite(url, item.url);
}
