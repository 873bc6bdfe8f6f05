import type { FailReason } from '../contract/capture.ts';
import type { Rules } from '../frontier/state.ts';
import { createGate, type GateMemory } from '../frontier/gate.ts';
import { createGateNames, isLoopback, systemAddresses } from './addresses.ts';
import type { JobResult } from './job.ts';
import { rulesFrom, type Session } from './session.ts';

const gateNames = new WeakMap<Session, ReturnType<typeof createGateNames>>();
const dayMs = 86_400_000;

/** Puts an origin behind the gate of its address. */
export async function bindOrigin(session: Session, origin: string): Promise<void> {
  const { frontier, request, bounds, gates } = session;
  if (frontier.gateOf(origin)) return;
  const hostname = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  if (request.replay) {
    frontier.bind(origin, 'replay', () => createGate(bounds.politeness(true)));
    return;
  }
  const addresses = await (request.addresses ?? systemAddresses)(hostname);
  const nameOf = gateNames.get(session) ?? createGateNames();
  gateNames.set(session, nameOf);
  const name = nameOf(hostname, addresses);
  const isLocal = addresses.length > 0 && addresses.every(isLoopback);
  frontier.bind(origin, name, () => createGate(bounds.politeness(isLocal), memoryOf(session, name)));
  gates.set(origin, name);
}

function memoryOf({ request, clock }: Session, name: string): GateMemory | undefined {
  const json = request.store.host(name);
  if (json === undefined) return undefined;
  // Written by us from the memory of a gate. A clock that was set back must not stop us for years.
  const memory = JSON.parse(json) as GateMemory;
  const now = clock.now();
  return {
    ...memory,
    lastStart: Math.min(memory.lastStart, now),
    notBefore: Math.min(memory.notBefore, now + 120_000),
    hosts: Object.fromEntries(Object.entries(memory.hosts ?? {}).map(([host, at]) => [host, Math.min(at, now)])),
  };
}

interface StoredRobots {
  readonly status: number;
  /** Latin-1. */
  readonly text: string;
}

/** The rules of an origin, asked for where nobody knows them, kept for a day. */
export async function ensureRules(session: Session, origin: string, signal: AbortSignal): Promise<void> {
  const { frontier, clock } = session;
  if (frontier.rulesOf(origin) ?? remembered(session, origin)) return;
  const gate = frontier.gateOf(origin);
  while (gate && gate.readyAt(origin) > clock.now() && !signal.aborted) await clock.sleep(50, signal);
  if (signal.aborted || frontier.rulesOf(origin)) return;
  gate?.start(clock.now(), origin);
  const { result, tookMs } = await askRobots(session, origin, signal);
  gate?.finish({ tookMs, trouble: false }, clock.now());
  applyRobots(session, origin, result);
}

/** Takes the rules from the store where they are younger than a day; needs no request. */
export function remembered(session: Session, origin: string): boolean {
  const { request, clock, frontier } = session;
  if (request.replay || request.ignoreRobots !== undefined) {
    frontier.rule(origin, { allows: () => true });
    return true;
  }
  const stored = request.store.robots(origin);
  if (!stored || clock.now() - stored.at > dayMs || stored.at > clock.now()) return false;
  // Written by us.
  const { text } = JSON.parse(stored.json) as StoredRobots;
  rule(session, origin, Buffer.from(text, 'latin1'));
  return true;
}

/** Asks for robots.txt, redirects included. */
export async function askRobots(
  session: Session,
  origin: string,
  signal: AbortSignal,
): Promise<{ readonly result: JobResult; readonly tookMs: number }> {
  const { executor, frontier, clock } = session;
  const pace = async (): Promise<void> => {
    const gate = frontier.gateOf(origin);
    while (gate && gate.nextAt(origin) > clock.now() && !signal.aborted) await clock.sleep(50, signal);
    gate?.next(clock.now(), origin);
  };
  const result = await executor.run(
    { url: `${origin}/robots.txt`, mode: 'http', raw: true },
    { signal, refuses: () => undefined, pace },
  );
  return { result, tookMs: result.answer.tookMs };
}

/** What a robots.txt, or its absence, means: 4xx allows all, no answer and 5xx forbid all (RFC 9309, 2.3.1). */
export function applyRobots(session: Session, origin: string, { answer, raw }: JobResult): void {
  const { request, clock, frontier } = session;
  if (answer.outcome === 'skipped') {
    // Not asked for (stopped, or a place where we do not go): nothing is known, nothing is remembered.
    frontier.rule(origin, { allows: () => true });
    return;
  }
  if (answer.outcome === 'failed' && !isAbsent(answer.status)) {
    frontier.rule(origin, { allows: () => false, unreachable: saidOf(answer.reason) });
    return;
  }
  const bytes = answer.outcome === 'failed' ? new Uint8Array() : (raw ?? new Uint8Array());
  const text = Buffer.from(bytes.subarray(0, 1024 * 1024)).toString('latin1');
  const stored: StoredRobots = { status: answer.status ?? 0, text };
  request.store.saveRobots(origin, Math.floor(clock.now()), JSON.stringify(stored));
  rule(session, origin, Buffer.from(text, 'latin1'));
}

function rule({ request, frontier, sitemaps }: Session, origin: string, bytes: Uint8Array): void {
  const read = rulesFrom(bytes, request.agent ?? 'duwang');
  const rules: Rules = { allows: read.allows };
  if (read.delayMs !== undefined) frontier.gateOf(origin)?.asksDelay(origin, read.delayMs);
  sitemaps.set(origin, read.sitemaps);
  frontier.rule(origin, rules);
}

/** A 4xx but for 429 says that there is none. What runs in circles says nothing, and is no leave. */
function isAbsent(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}

const ofTheLine: ReadonlySet<FailReason> = new Set(['dns', 'refused', 'connect-timeout', 'tls']);

/** A host that cannot be reached at all says so itself. */
function saidOf(reason: FailReason): FailReason {
  return ofTheLine.has(reason) ? reason : 'robots-unreachable';
}
