import type { Capture, Snapshot } from '../contract/capture.ts';
import type { Check, PortfolioCheck } from '../contract/check.ts';
import type { Site } from '../contract/site.ts';
import type { Grounds } from '../contract/standards.ts';
import type { Unit } from '../contract/unit.ts';
import type { Verdict } from '../contract/verdict.ts';
import { canonicalJson, sha256 } from '../lib/hash.ts';
import { unguarded, type Guard } from './guard.ts';
import { runCheck, runPortfolioCheck, type Planned } from './run-check.ts';

/** One unit, all that was read of it, and what it is judged by. */
export interface Docket {
  readonly site: Site;
  readonly snapshot: Snapshot;
  readonly captures: readonly Capture[];
  readonly checks: readonly Planned<Check>[];
  readonly grounds: Grounds;
}

/** What came of one unit, before the units are set side by side. */
export interface Judgement {
  readonly unit: Unit;
  readonly site: Site;
  readonly verdicts: readonly Verdict[];
  readonly snapshot: Snapshot;
  /** The hash of the snapshot and of every capture that it lists. */
  readonly hash: string;
  readonly fetched: { readonly from: string; readonly to: string };
}

/** Runs every planned check on one unit. */
export function judgeSite({ site, snapshot, captures, checks, grounds }: Docket, guard: Guard = unguarded): Judgement {
  const times = captures.map(({ at }) => at).sort();
  return {
    unit: site.unit,
    site,
    verdicts: checks.flatMap((planned) => runCheck(planned, site, grounds, guard)),
    snapshot,
    hash: sha256(canonicalJson({ snapshot, captures })),
    fetched: { from: times[0] ?? snapshot.startedAt, to: times.at(-1) ?? snapshot.endedAt },
  };
}

/** Runs the checks that set all units side by side, once each of them has been judged alone. */
export function judgePortfolio(
  judgements: readonly Judgement[],
  checks: readonly Planned<PortfolioCheck>[],
  grounds: Grounds,
  guard: Guard = unguarded,
): readonly Verdict[] {
  const sites = new Map(judgements.map(({ site }) => [site.unit.id, site]));
  return checks.flatMap((planned) => runPortfolioCheck(planned, sites, grounds, guard));
}
