import type { FailReason } from '../contract/capture.ts';
import type { UnitId } from '../contract/unit.ts';
import { originOf } from '../lib/url.ts';
import { createBreaker, type Breaker, type Patience } from './breaker.ts';
import type { Gate } from './gate.ts';
import type { Item } from './item.ts';
import { createLane, type Lane } from './lane.ts';
import { createSeenSet, type SeenSet } from './seen-set.ts';

/** What binds the whole frontier. */
export interface FrontierLimits {
  /** Address groups that are read at the same time. */
  readonly concurrency: number;
  /** Pages of one unit. */
  readonly maxPages: number;
  readonly patience: Patience;
  /** Items of one unit and rank that are held in memory; the rest waits in the store until it is asked for. */
  readonly window: number;
}

/** What robots.txt says of an origin. */
export interface Rules {
  readonly allows: (url: string) => boolean;
  /** Set where it could not be read (5xx, no answer): nothing may be asked, for this reason. */
  readonly unreachable?: FailReason;
}

/** Why a unit stopped with URLs still waiting. */
export type Stop = 'max-pages' | 'host-budget';

/** A unit, as far as the frontier has to remember it. */
export interface UnitState {
  readonly id: UnitId;
  readonly seen: SeenSet;
  /** Items in memory, by rank. */
  readonly held: number[];
  /** Items that wait in the store, by rank: how many, and after which id. */
  readonly spilled: Map<number, { count: number; after: number }>;
  taken: number;
  inFlight: number;
  closed: boolean;
  stop: Stop | undefined;
}

/** Scheme, host and port: what has a robots.txt, and lives or dies. */
export interface OriginState {
  readonly origin: string;
  readonly breaker: Breaker;
  gate: GateState | undefined;
  rules: Rules | undefined;
  /** Its robots.txt is being asked for. */
  asking: boolean;
}

/** All origins on one address. */
export interface GateState {
  readonly gate: Gate;
  readonly lanes: Lane[];
}

/** All that a frontier remembers. */
export interface State {
  readonly limits: FrontierLimits;
  readonly units: Map<UnitId, UnitState>;
  readonly origins: Map<string, OriginState>;
  readonly lanes: Map<string, Lane>;
  readonly gates: Map<string, GateState>;
  readonly active: Set<GateState>;
  /** Origins that nobody bound to a gate yet; those that were named in a step are `binding`. */
  readonly unbound: OriginState[];
  readonly binding: Set<string>;
  served: number;
}

/** Nothing known yet. */
export function emptyState(limits: FrontierLimits): State {
  const maps = { units: new Map(), origins: new Map(), lanes: new Map(), gates: new Map() };
  return { limits, ...maps, active: new Set(), unbound: [], binding: new Set(), served: 0 };
}

/** The unit of this id, made where it is new. */
export function unitOf({ units }: State, id: UnitId): UnitState {
  const known = units.get(id);
  if (known) return known;
  const counts = { taken: 0, inFlight: 0, closed: false, stop: undefined };
  const made: UnitState = { id, seen: createSeenSet(), held: [], spilled: new Map(), ...counts };
  units.set(id, made);
  return made;
}

/** Changes how many items of a rank are in memory. */
export function hold(unit: UnitState, rank: number, change: 1 | -1): void {
  unit.held[rank] = (unit.held[rank] ?? 0) + change;
}

/** The origin, made where it is new. `first` is what is asked to learn whether it lives. */
export function originStateOf(state: State, origin: string, first: string): OriginState {
  const known = state.origins.get(origin);
  if (known) return known;
  const breaker = createBreaker(state.limits.patience, first);
  const made: OriginState = { origin, breaker, gate: undefined, rules: undefined, asking: false };
  state.origins.set(origin, made);
  state.unbound.push(made);
  return made;
}

/** Where an item waits: its unit's lane on its origin. */
export function laneOf(state: State, item: Item): Lane {
  const origin = originOf(item.url);
  const key = `${item.unit}\n${origin}`;
  const known = state.lanes.get(key);
  if (known) return known;
  const made = createLane(item.unit, origin);
  state.lanes.set(key, made);
  originStateOf(state, origin, item.url).gate?.lanes.push(made);
  return made;
}

/** Whether anything of this lane's unit may still be taken. */
export function isOpen(state: State, lane: Lane): boolean {
  const unit = unitOf(state, lane.unit);
  return !unit.closed && unit.stop === undefined;
}
