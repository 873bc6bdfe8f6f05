import type { FailReason, SkipReason } from '../contract/capture.ts';
import type { UnitId } from '../contract/unit.ts';
import type { Standing } from './breaker.ts';
import type { Item } from './item.ts';
import type { Lane } from './lane.ts';
import { hold, isOpen, unitOf, type GateState, type OriginState, type State, type UnitState } from './state.ts';

/** What is to be done next. */
export type Step =
  /** Tell by `bind` which gate the origin stands behind. */
  | { readonly do: 'bind'; readonly origin: string }
  /** Ask for robots.txt, and tell by `rule`. */
  | { readonly do: 'robots'; readonly origin: string }
  | { readonly do: 'fetch'; readonly item: Item }
  /** Ask again for a URL that answered before: does the host live? */
  | { readonly do: 'look'; readonly url: string; readonly origin: string }
  | { readonly do: 'drop'; readonly item: Item; readonly as: Dropped }
  | Refill
  | { readonly do: 'wait'; readonly until: number }
  /** Requests are in flight, and nothing can be done before one of them ends. */
  | { readonly do: 'await' }
  | { readonly do: 'end' };

/** Load the items of this rank that come after this id, and give them by `refill`. */
export interface Refill {
  readonly do: 'refill';
  readonly unit: UnitId;
  readonly rank: number;
  readonly after: number;
  readonly limit: number;
}

/** Why an item is not asked for. */
export type Dropped =
  | { readonly outcome: 'skipped'; readonly reason: SkipReason }
  | { readonly outcome: 'failed'; readonly reason: FailReason };

/** The next step, now. Gates take turns, and so do the units behind one gate. */
export function take(state: State, now: number): Step {
  let unbound = state.unbound.shift();
  while (unbound?.gate) unbound = state.unbound.shift(); // bound by a chase that came first
  if (unbound) {
    state.binding.add(unbound.origin);
    return { do: 'bind', origin: unbound.origin };
  }
  const refill = refillOf(state);
  if (refill) return refill;
  let soonest = Infinity;
  for (const gate of [...state.active]) {
    const step = stepOf(state, gate, now);
    if (typeof step !== 'number') {
      state.active.delete(gate); // to the end of the line
      state.active.add(gate);
      return step;
    }
    if (hasWork(state, gate)) soonest = Math.min(soonest, step);
    else state.active.delete(gate);
  }
  for (const gate of state.gates.values()) {
    if (state.active.size >= state.limits.concurrency) break;
    if (state.active.has(gate) || !hasWork(state, gate)) continue;
    state.active.add(gate);
    const step = stepOf(state, gate, now);
    if (typeof step !== 'number') return step;
    soonest = Math.min(soonest, step);
  }
  if (soonest < Infinity) return { do: 'wait', until: soonest };
  return isBusy(state) ? { do: 'await' } : { do: 'end' };
}

function refillOf({ units, limits }: State): Refill | undefined {
  for (const unit of units.values()) {
    if (unit.spilled.size === 0 || unit.closed || unit.stop) continue;
    for (const [rank, { after }] of unit.spilled) {
      if ((unit.held[rank] ?? 0) === 0) return { do: 'refill', unit: unit.id, rank, after, limit: limits.window };
    }
  }
  return undefined;
}

function isBusy({ active, units, binding }: State): boolean {
  if (binding.size > 0) return true;
  return (
    [...active].some(({ gate }) => gate.inFlight() > 0) || [...units.values()].some(({ inFlight }) => inFlight > 0)
  );
}

function hasWork(state: State, { gate, lanes }: GateState): boolean {
  return gate.inFlight() > 0 || lanes.some((lane) => isOpen(state, lane) && lane.size() > 0);
}

/** What a gate has to do now: a step, or the instant at which it may have one. */
function stepOf(state: State, gate: GateState, now: number): Step | number {
  for (;;) {
    const turn = turnOf(state, gate, now);
    if (turn) {
      const step = serve(state, turn, now);
      if (step) return step;
      continue; // its unit was stopped: the next one
    }
    return Math.min(...gate.lanes.map((lane) => servableAt(state, lane, now)), Infinity);
  }
}

interface Turn {
  readonly lane: Lane;
  readonly origin: OriginState;
  readonly gate: GateState;
}

/** The lane whose turn it is: the best rank first, and among equals the one that waited longest. */
function turnOf(state: State, gate: GateState, now: number): Turn | undefined {
  let best: { readonly lane: Lane; readonly rank: number } | undefined;
  for (const lane of gate.lanes) {
    if (servableAt(state, lane, now) > now) continue;
    const rank = lane.head(now);
    if (rank === undefined) continue;
    const isBetter = !best || rank < best.rank || (rank === best.rank && lane.served.at < best.lane.served.at);
    if (isBetter) best = { lane, rank };
  }
  const origin = best && state.origins.get(best.lane.origin);
  return best && origin && { lane: best.lane, origin, gate };
}

/** When something of this lane may be taken: Infinity where that depends on a request that is in flight, or on nothing. */
function servableAt(state: State, lane: Lane, now: number): number {
  if (lane.size() === 0 || !isOpen(state, lane)) return Infinity;
  const origin = state.origins.get(lane.origin);
  if (!origin || origin.asking) return Infinity;
  const at = lane.head(now) === undefined ? lane.laterAt() : now;
  const standing = origin.breaker.standing(now);
  if (standing.state === 'down') return at;
  if (standing.state === 'looking') return Infinity;
  return Math.max(
    at,
    origin.gate?.gate.readyAt(origin.origin) ?? Infinity,
    standing.state === 'cooling' ? standing.until : 0,
  );
}

function serve(state: State, { lane, origin, gate }: Turn, now: number): Step | undefined {
  const standing = origin.breaker.standing(now);
  const unit = unitOf(state, lane.unit);
  if (standing.state !== 'down') {
    if (gate.gate.left(now) <= 0) {
      unit.stop = 'host-budget';
      return undefined;
    }
    const first = opening(origin, standing);
    if (first) {
      gate.gate.start(now, origin.origin);
      return first;
    }
  }
  const item = lane.take(now);
  if (!item) return undefined;
  hold(unit, item.rank, -1);
  lane.served.at = state.served += 1;
  const dropped = droppedAs(item, origin, standing);
  if (dropped) return { do: 'drop', item, as: dropped };
  countPage(state, unit, item);
  unit.inFlight += 1;
  gate.gate.start(now, origin.origin);
  return { do: 'fetch', item };
}

/** What an origin is asked before anything else: its robots.txt, or after failures whether it lives. */
function opening(origin: OriginState, standing: Standing): Step | undefined {
  if (!origin.rules) {
    origin.asking = true;
    return { do: 'robots', origin: origin.origin };
  }
  if (standing.state !== 'look') return undefined;
  origin.breaker.startLook();
  return { do: 'look', url: standing.url, origin: origin.origin };
}

function droppedAs(item: Item, { rules }: OriginState, standing: Standing): Dropped | undefined {
  if (standing.state === 'down') return { outcome: 'failed', reason: standing.reason };
  if (rules?.unreachable) return { outcome: 'failed', reason: rules.unreachable };
  return rules?.allows(item.url) === false ? { outcome: 'skipped', reason: 'robots' } : undefined;
}

/** What is asked for the crawl's own sake does not count, nor does a second try. */
function countPage({ limits }: State, unit: UnitState, { kind, tries }: Item): void {
  if (kind === 'probe' || kind === 'sitemap' || tries > 0) return;
  unit.taken += 1;
  if (unit.taken >= limits.maxPages) unit.stop = 'max-pages';
}
