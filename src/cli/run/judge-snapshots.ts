import { createHmac, randomBytes } from 'node:crypto';
import { makeDocument, type Audited } from '../../audit/document.ts';
import { judgePortfolio, judgeSite, type Judgement } from '../../audit/judge.ts';
import type { Snapshot } from '../../contract/capture.ts';
import type { Reading } from '../../contract/page.ts';
import type { ReadCapture } from '../../contract/reader.ts';
import type { Site } from '../../contract/site.ts';
import type { Grounds, Standards } from '../../contract/standards.ts';
import type { Unit, UnitId } from '../../contract/unit.ts';
import { readerVersion } from '../../crawl/reader-version.ts';
import { buildSite } from '../../extract/site/build-site.ts';
import { canonicalUrl } from '../../lib/url.ts';
import { guessUnit } from '../../registry/guess-unit.ts';
import type { Store } from '../../store/open-store.ts';
import { planPortfolio, planUnit, type Plan } from '../checks/plan.ts';
import type { JudgeFlags } from '../flags.ts';
import { packageRoot } from '../package-root.ts';
import { createGuard } from '../time-limit.ts';
import type { Bench } from './prepare.ts';
import { settled, toldBy } from './units.ts';

/** How many earlier readings are shown to a check that asks for them. */
const HISTORY = 2;

/** What judging asks of a store; an evidence pack answers it as well. */
export type SnapshotSource = Pick<Store, 'readCaptures' | 'secret' | 'snapshots' | 'readSnapshot'>;

/** Judges sealed snapshots, each unit alone and then side by side: no network, no clock. */
export function judgeSnapshots(
  snapshots: readonly Snapshot[],
  bench: Bench,
  store: SnapshotSource,
  flags: JudgeFlags,
): Audited {
  const guard = createGuard();
  const veil = veilOf(store);
  const standards = new Map<UnitId, Standards>();
  const judgements = snapshots.map((snapshot): Judgement => {
    const captures = store.readCaptures(snapshot);
    const unit = unitOf(snapshot, captures, flags);
    const plan = planUnit(unit, bench.checks, bench.statements, bench.asOf);
    const history = historyOf(snapshot, unit, plan, store);
    const site = buildSite({ unit, snapshot, captures, ...(history.length > 0 && { history }) });
    const book = bench.book.forUnit(unit, plan.situation);
    standards.set(unit.id, book);
    return judgeSite(
      {
        site,
        snapshot,
        captures: captures.map(({ capture }) => capture),
        checks: plan.checks,
        grounds: groundsOf(bench, book, veil),
      },
      guard,
    );
  });
  return makeDocument(judgements, judgeTogether(judgements, bench, standards, veil), {
    tool: { version: packageRoot().version, reader: readerVersion },
    grounds: bench,
    inputs: bench.hashes,
    checks: bench.checks.map(({ check }) => check),
  });
}

function judgeTogether(
  judgements: readonly Judgement[],
  bench: Bench,
  standards: ReadonlyMap<UnitId, Standards>,
  veil: Grounds['veil'],
): ReturnType<typeof judgePortfolio> {
  const [first] = standards.values();
  const planned = planPortfolio(bench.checks, bench.statements);
  if (!first || planned.length === 0) return [];
  const grounds = { ...groundsOf(bench, first, veil), standardsOf: (id: UnitId) => standards.get(id) ?? first };
  return judgePortfolio(judgements, planned, grounds, createGuard());
}

function groundsOf({ asOf, since, calendar }: Bench, standards: Standards, veil: Grounds['veil']): Grounds {
  return { asOf, since, calendar, standards, veil };
}

/** Tells two secrets apart without saying either: keyed, and the key never leaves the store. */
function veilOf(store: SnapshotSource): Grounds['veil'] {
  const key = store.secret('veil', () => randomBytes(32));
  return (secret) => createHmac('sha256', key).update(secret).digest('hex').slice(0, 16);
}

/** The unit, with what its home page says where nobody told it. */
function unitOf(snapshot: Snapshot, captures: readonly ReadCapture[], flags: JudgeFlags): Unit {
  const unit = toldBy(snapshot.unit, flags);
  return settled(unit, guessUnit(homeOf(unit, captures), unit.entry[0]));
}

/** What the entry showed, or the page that it sends on to by itself. */
function homeOf(unit: Unit, captures: readonly ReadCapture[]): Reading | undefined {
  const byUrl = new Map<string, Reading>();
  for (const { capture, reading } of captures) if (reading) byUrl.set(capture.asked, reading);
  for (const entry of unit.entry) {
    let reading = byUrl.get(canonicalUrl(entry));
    for (let hops = 0; reading?.redirectTo !== undefined && hops < 5; hops += 1) {
      reading = byUrl.get(canonicalUrl(reading.redirectTo)) ?? reading;
    }
    if (reading) return reading;
  }
  return undefined;
}

/** Earlier readings, newest first, where a check asks for them or the entry may have failed before too. */
function historyOf({ id }: Snapshot, unit: Unit, plan: Plan, store: SnapshotSource): readonly Site[] {
  const isAsked = plan.checks.some(
    ({ check }) => check.needs.includes('history') || check.family === 'site-unavailable',
  );
  if (!isAsked) return [];
  const all = store.snapshots(unit.id);
  const earlier = all.slice(all.findIndex((entry) => entry.id === id) + 1);
  return earlier.slice(0, HISTORY).map((entry) => {
    const snapshot = store.readSnapshot(entry.id);
    return buildSite({ unit, snapshot, captures: store.readCaptures(snapshot) });
  });
}
