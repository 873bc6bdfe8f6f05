import type { FailReason } from '../contract/capture.ts';
import type { UnitId } from '../contract/unit.ts';
import { originOf } from '../lib/url.ts';
import { urlHash } from '../lib/url-hash.ts';
import type { Experience, Gate } from './gate.ts';
import { itemFrom, type Item, type Offer } from './item.ts';
import {
  emptyState,
  hold,
  laneOf,
  originStateOf,
  unitOf,
  type FrontierLimits,
  type Rules,
  type State,
  type Stop,
} from './state.ts';
import { take, type Step } from './take.ts';

/** What came of a request, as far as the frontier has to know. */
export interface Settled {
  readonly ok: boolean;
  readonly reason?: FailReason;
  readonly experience: Experience;
  /** Try again, not before this instant. */
  readonly againAt?: number;
}

/** What of a unit an earlier process left. */
export interface Remains {
  readonly known: Iterable<string>;
  /** How many wait in the store, by rank. */
  readonly waiting: ReadonlyMap<number, number>;
  readonly taken: number;
}

/** Which URL next, and when: a state machine without clock or net. Instants are ms and come in. */
export interface Frontier {
  /** The new item; undefined where the URL was known. A `spilled` item is not held here: the store has to keep it. */
  readonly offer: (offer: Offer, id: number) => { readonly item: Item; readonly spilled: boolean } | undefined;
  /** Marks a URL as known without offering it; false where it was. */
  readonly know: (unit: UnitId, url: string) => boolean;
  readonly restore: (unit: UnitId, remains: Remains) => void;
  readonly refill: (unit: UnitId, rank: number, items: readonly Item[]) => void;
  /** Puts an origin behind the gate of this name, made by `make` where it is new. */
  readonly bind: (origin: string, name: string, make: () => Gate) => void;
  readonly rule: (origin: string, rules: Rules) => void;
  readonly take: (now: number) => Step;
  readonly settle: (item: Item, settled: Settled, now: number) => void;
  /** A request that was taken is not made: what was asked for is known already, or the crawl stops. */
  readonly cancel: (item: Item, back: boolean) => void;
  readonly giveUp: (origin: string, reason: FailReason) => void;
  readonly settleLook: (origin: string, settled: Settled, now: number) => void;
  readonly settleRobots: (origin: string, settled: Settled, now: number) => void;
  /** For requests that are no item of their own (a hop, a second try). */
  readonly gateOf: (origin: string) => Gate | undefined;
  readonly rulesOf: (origin: string) => Rules | undefined;
  /** Nothing more of this unit is taken. */
  readonly close: (unit: UnitId) => void;
  readonly stopOf: (unit: UnitId) => Stop | undefined;
  readonly count: (unit: UnitId) => { readonly waiting: number; readonly inFlight: number; readonly known: number };
}

/** An empty frontier. */
export function createFrontier(limits: FrontierLimits): Frontier {
  const state = emptyState(limits);
  return {
    offer: (offered, id) => offer(state, offered, id),
    know: (unit, url) => unitOf(state, unit).seen.add(urlHash(url)),
    restore: (unit, remains) => {
      restore(state, unit, remains);
    },
    refill: (unit, rank, items) => {
      refill(state, unit, rank, items);
    },
    bind: (origin, name, make) => {
      bind(state, origin, name, make);
    },
    rule: (origin, rules) => {
      const known = originStateOf(state, origin, origin);
      known.rules = rules;
      known.asking = false;
    },
    take: (now) => take(state, now),
    settle: (item, settled, now) => {
      settle(state, item, settled, now);
    },
    cancel: (item, back) => {
      unitOf(state, item.unit).inFlight -= 1;
      const origin = originOf(item.url);
      state.origins.get(origin)?.gate?.gate.cancel(origin);
      if (back) enqueue(state, item);
    },
    giveUp: (origin, reason) => {
      originStateOf(state, origin, origin).breaker.giveUp(reason);
    },
    settleLook: (origin, settled, now) => {
      settleOrigin(state, { origin, url: origin, look: true }, settled, now);
    },
    settleRobots: (origin, settled, now) => {
      settleOrigin(state, { origin, url: origin, look: false }, settled, now);
    },
    gateOf: (origin) => state.origins.get(origin)?.gate?.gate,
    rulesOf: (origin) => state.origins.get(origin)?.rules,
    close: (unit) => {
      unitOf(state, unit).closed = true;
    },
    stopOf: (unit) => unitOf(state, unit).stop,
    count: (unit) => count(state, unit),
  };
}

function offer(state: State, offered: Offer, id: number): ReturnType<Frontier['offer']> {
  const unit = unitOf(state, offered.unit);
  if (!unit.seen.add(urlHash(offered.url))) return undefined;
  const item = itemFrom(offered, id);
  const spill = unit.spilled.get(item.rank);
  if (!spill && (unit.held[item.rank] ?? 0) < state.limits.window) {
    enqueue(state, item);
    return { item, spilled: false };
  }
  if (spill) spill.count += 1;
  else unit.spilled.set(item.rank, { count: 1, after: id - 1 });
  return { item, spilled: true };
}

function enqueue(state: State, item: Item): void {
  hold(unitOf(state, item.unit), item.rank, 1);
  laneOf(state, item).push(item);
}

function restore(state: State, id: UnitId, { known, waiting, taken }: Remains): void {
  const unit = unitOf(state, id);
  for (const url of known) unit.seen.add(urlHash(url));
  for (const [rank, inStore] of waiting) if (inStore > 0) unit.spilled.set(rank, { count: inStore, after: 0 });
  unit.taken = taken;
  if (taken >= state.limits.maxPages) unit.stop = 'max-pages';
}

function refill(state: State, id: UnitId, rank: number, items: readonly Item[]): void {
  const { spilled } = unitOf(state, id);
  const spill = spilled.get(rank);
  if (!spill) return;
  for (const item of items) enqueue(state, item);
  spill.count -= items.length;
  spill.after = items.at(-1)?.id ?? spill.after;
  if (spill.count <= 0 || items.length === 0) spilled.delete(rank);
}

function bind(state: State, origin: string, name: string, make: () => Gate): void {
  const known = originStateOf(state, origin, origin);
  state.binding.delete(origin);
  if (known.gate) return;
  const gate = state.gates.get(name) ?? { gate: make(), lanes: [] };
  state.gates.set(name, gate);
  known.gate = gate;
  for (const lane of state.lanes.values()) if (lane.origin === origin) gate.lanes.push(lane);
}

function settle(state: State, item: Item, settled: Settled, now: number): void {
  unitOf(state, item.unit).inFlight -= 1;
  settleOrigin(state, { origin: originOf(item.url), url: item.url, look: false }, settled, now);
  if (settled.againAt === undefined) return;
  hold(unitOf(state, item.unit), item.rank, 1);
  laneOf(state, item).pushLater({ ...item, tries: item.tries + 1 }, settled.againAt);
}

function settleOrigin(
  state: State,
  { origin, url, look }: { origin: string; url: string; look: boolean },
  { ok, reason, experience }: Settled,
  now: number,
): void {
  const known = originStateOf(state, origin, url);
  known.gate?.gate.finish(experience, now);
  known.breaker.settle({ ok, url, look, ...(reason && { reason }) }, now);
}

function count(state: State, id: UnitId): ReturnType<Frontier['count']> {
  const { held, spilled, inFlight, seen } = unitOf(state, id);
  const inStore = [...spilled.values()].reduce((total, spill) => total + spill.count, 0);
  return { waiting: held.reduce((total, one) => total + one, 0) + inStore, inFlight, known: seen.size() };
}
