import type { Ending, Snapshot } from '../contract/capture.ts';
import type { Unit, UnitId } from '../contract/unit.ts';
import { dayInChina } from '../lib/day.ts';
import { canonicalUrl, siteOf } from '../lib/url.ts';
import type { Frontier } from '../frontier/frontier.ts';
import { createSeenSet } from '../frontier/seen-set.ts';
import { watchTraps } from '../frontier/traps.ts';
import type { Run } from '../store/open-store.ts';
import { lookAhead } from './ahead.ts';
import { createWriter, usualBatch } from './batch.ts';
import { realClock } from './clock.ts';
import { executorFor } from './adaptive.ts';
import { boundsOf } from './limits.ts';
import { offerLeftOver } from './left-over.ts';
import { crawlLoop } from './loop.ts';
import { createMeter } from './progress.ts';
import { resumeUnit } from './resume.ts';
import { sealUnit } from './seal.ts';
import { frontierOf, offerUrl, type CrawlRequest, type Session, type UnitRun } from './session.ts';

/** What a unit's crawl came to. No snapshot: it was stopped at once; `resume` goes on from what was stored. */
export interface CrawledUnit {
  readonly unit: UnitId;
  readonly ending: Ending;
  readonly snapshot: Snapshot | undefined;
}

/**
 * Crawls units and seals a snapshot for each. Faults of the web become captures; what throws is a fault of the machine
 * (a UserError with exit 5) or ours. Whatever was committed before stays, and `resume` goes on from there.
 */
export async function crawl(request: CrawlRequest): Promise<readonly CrawledUnit[]> {
  const session = openSession(request);
  const results = new Map<UnitId, CrawledUnit>();
  for (const { unit, ending } of session.run.units) {
    const done = ending === 'done' ? sealedBefore(request, session.run, unit) : undefined;
    if (done) results.set(unit.id, { unit: unit.id, ending: 'done', snapshot: done });
  }
  const meter = createMeter(request.onProgress, session.clock.now);
  const report = (isLast: boolean): void => {
    meter(() => ({ ...progressOf(session, results.size) }), isLast);
  };
  const finish = (run: UnitRun, ending: Ending): void => {
    run.sealed = true;
    session.frontier.close(run.unit.id);
    results.set(run.unit.id, { unit: run.unit.id, ending, snapshot: sealUnit(session, run, ending) });
    const isLast = [...session.units.values()].every(({ group, sealed }) => sealed || group !== run.group);
    if (isLast) request.store.shut(run.group.name); // hundreds of open files are hundreds of caches
  };
  try {
    await crawlLoop(session, { finish, report });
    for (const run of session.units.values()) if (!run.sealed) run.writer.flush();
  } finally {
    // After a fault of ours what is not yet committed is left out: half a page would be worse than none.
    await session.executor.close();
  }
  report(true);
  return request.units.map(
    ({ id }) => results.get(id) ?? { unit: id, ending: 'interrupted' as const, snapshot: undefined },
  );
}

function openSession(request: CrawlRequest): Session {
  const { store, units, limits = {}, replay = false } = request;
  const clock = request.clock ?? realClock();
  const bounds = boundsOf(limits, replay);
  const open = request.resume ? store.openRun(units.map(({ id }) => id)) : undefined;
  const run =
    open ??
    store.beginRun(
      clock.iso(),
      units.map((unit) => ({ unit, group: groupOf(unit) })),
    );
  const frontier = frontierOf(bounds, replay);
  const runs = new Map<UnitId, UnitRun>();
  const session: Session = {
    request,
    run,
    bounds,
    clock,
    frontier,
    executor: executorFor(request, () => waitingOf(runs, frontier)),
    units: runs,
    arrived: new Map(),
    gates: new Map(),
    remembered: new Map(),
    sitemaps: new Map(),
    problem: undefined,
  };
  const wanted = new Map(units.map((unit) => [unit.id, unit]));
  for (const member of run.units) {
    if (member.ending === 'done') continue;
    const made = unitRun(session, wanted.get(member.unit.id) ?? member.unit, member.group);
    runs.set(made.unit.id, made);
    if (open) resumeUnit(session, made);
    for (const entry of made.unit.entry) {
      offerUrl(session, made, { unit: made.unit.id, url: canonicalUrl(entry), kind: 'entry', depth: 0 });
    }
    if (!open && !replay) offerLeftOver(session, made);
  }
  return session;
}

/** The registered domain of the entry: hosts of one platform lie in one file. */
function groupOf(unit: Unit): string {
  return siteOf(unit.entry[0]);
}

function unitRun(session: Session, unit: Unit, name: string): UnitRun {
  const { store, limits } = session.request;
  const group = store.group(name);
  const shared = [...session.units.values()].find((other) => other.group === group);
  return {
    unit,
    group,
    writer:
      shared?.writer ??
      createWriter({ store, run: session.run, most: limits?.batch ?? usualBatch }, group, () => memories(session)),
    ahead: lookAhead(group.last),
    startedAt: session.clock.iso(),
    bounds: { entry: unit.entry, scope: unit.scope },
    shares: session.run.units.filter(({ group: other }) => other === name).length > 1,
    runsSeen: new Set(),
    linksSeen: createSeenSet(),
    traps: watchTraps(dayInChina(session.clock.now())),
    notFound: new Map(),
    counts: { fetched: 0, failed: 0, skipped: 0 },
    entryRead: false,
    sealed: false,
  };
}

function memories({ gates, frontier, remembered }: Session): readonly (readonly [string, string])[] {
  const all = new Map<string, string>();
  for (const [origin, name] of gates) {
    const gate = frontier.gateOf(origin);
    if (gate && !all.has(name)) all.set(name, JSON.stringify(gate.memory()));
  }
  const changed = [...all].filter(([name, json]) => remembered.get(name) !== json);
  for (const [name, json] of changed) remembered.set(name, json);
  return changed;
}

function sealedBefore({ store }: CrawlRequest, run: Run, unit: Unit): Snapshot | undefined {
  const entry = store.snapshots(unit.id).find((one) => one.run === run.name && one.ending === 'done');
  return entry && store.readSnapshot(entry.id);
}

function progressOf(session: Session, unitsDone: number) {
  const runs = [...session.units.values()];
  const sum = (of: (run: UnitRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  return {
    units: session.request.units.length,
    unitsDone,
    done: sum(({ counts }) => counts.fetched),
    failed: sum(({ counts }) => counts.failed),
    skipped: sum(({ counts }) => counts.skipped),
    waiting: waitingOf(session.units, session.frontier),
    problem: session.problem,
    unit: runs.findLast(({ sealed }) => !sealed)?.unit.id,
  };
}

function waitingOf(units: ReadonlyMap<UnitId, UnitRun>, frontier: Frontier): number {
  let waiting = 0;
  for (const { unit, sealed } of units.values()) if (!sealed) waiting += frontier.count(unit.id).waiting;
  return waiting;
}
