import { originOf } from '../lib/url.ts';
import type { Chase } from './chase.ts';
import { bindOrigin, ensureRules } from './origins.ts';
import type { Session } from './session.ts';

/** Nobody waits longer than this, in ms, for the host of another: two pages might wait for each other. */
const LONGEST_WAIT_MS = 30_000;

/**
 * The turn of a request that a rendered page makes by itself: robots.txt, the gap and the budget of its host bind it as
 * they bind any other, whatever host it is. False: it may not be made.
 */
export async function admitPart(session: Session, chase: Chase, url: string): Promise<boolean> {
  const { frontier, clock } = session;
  const { signal } = chase.controller;
  const origin = originOf(url);
  if (frontier.rulesOf(origin) === undefined) {
    await bindOrigin(session, origin);
    await ensureRules(session, origin, signal);
  }
  const rules = frontier.rulesOf(origin);
  if (rules?.unreachable !== undefined || rules?.allows(url) === false) return false;
  const gate = frontier.gateOf(origin);
  if (!gate) return true;
  const isOwn = gate === frontier.gateOf(originOf(chase.item.url));
  const until = clock.now() + LONGEST_WAIT_MS;
  for (;;) {
    // At its own host the page holds the slot already.
    const wait = (isOwn ? gate.nextAt(origin) : gate.readyAt(origin)) - clock.now();
    if (wait <= 0) break;
    if (signal.aborted || clock.now() > until) return false;
    await clock.sleep(Math.min(wait, 100), signal);
  }
  if (gate.left(clock.now()) <= 0) return false;
  gate.next(clock.now(), origin);
  return true;
}
