import type { AnyCheck, AnyContext, AnyObservation, Check, PortfolioCheck, Sites } from '../contract/check.ts';
import type { Evidence, ResolvedObservation } from '../contract/finding.ts';
import type { Subject, Unseen } from '../contract/seen.ts';
import type { Need, Site } from '../contract/site.ts';
import type { Grounds } from '../contract/standards.ts';
import type { Unit, UnitId } from '../contract/unit.ts';
import type { Outcome, Reason, Verdict } from '../contract/verdict.ts';
import { addDays, daysBetween, type Day } from '../lib/day.ts';
import { toError } from '../lib/error.ts';
import type { Text } from '../lib/template.ts';
import { eachWithin, SUBJECT_LIMIT_MS, unguarded, type Guard } from './guard.ts';
import { locate, type Location } from './locate.ts';
import { resolve } from './resolve.ts';

/** A check with its options parsed and settled: what the plan hands to the runner. */
export interface Planned<C extends AnyCheck> {
  readonly check: C;
  readonly options: unknown;
  /** Where columns or URLs have options of their own; `off` where the office left the check out. */
  readonly optionsAt?: (place: Location) => unknown;
}

/** A subject and the unit that answers for it. */
type Charge = readonly [subject: Subject, unit: UnitId];

type Judged = Outcome & { readonly period?: Text };

/** What the runner knows while it works through one check. */
interface Work {
  readonly check: AnyCheck;
  readonly planned: Planned<AnyCheck>;
  readonly context: AnyContext;
  readonly unitOf: (id: UnitId) => Unit | undefined;
  readonly siteOf: (id: UnitId) => Site | undefined;
  readonly guard: Guard;
}

/** Judges one site: a verdict for each subject, or a single one where there is none. A check that throws is a verdict too. */
export function runCheck(planned: Planned<Check>, site: Site, grounds: Grounds, guard = unguarded): readonly Verdict[] {
  const { check, options } = planned;
  const context = { ...grounds, options, site };
  const { unit } = site;
  const whole = { check: check.id, unit: unit.id, subject: site.key, url: site.entry.url };
  if (!check.appliesTo.includes(unit.type)) return [{ ...whole, kind: 'inapplicable', reason: 'other-unit-type' }];
  if (site.entry.state !== 'read' && check.family !== 'site-unavailable')
    return [{ ...whole, kind: 'not-checked', reason: 'entry-not-read' }];
  const work = { check, planned, context, unitOf: () => unit, siteOf: () => site, guard };
  return judgeEach(work, whole, () => Array.from(check.subjects(site, context), (subject) => [subject, unit.id]));
}

/** Judges all sites together, as `runCheck` does one; each verdict belongs to the unit that is to mend it. */
export function runPortfolioCheck(
  planned: Planned<PortfolioCheck>,
  all: Sites,
  grounds: Grounds,
  guard = unguarded,
): readonly Verdict[] {
  const { check, options } = planned;
  const sites = new Map(
    [...all]
      .filter(([, site]) => check.appliesTo.includes(site.unit.type))
      .map(([id, site]) => [id, unseenIfNotRead(site)]),
  );
  const context = { ...grounds, options, sites };
  const siteOf = (id: UnitId): Site | undefined => all.get(id);
  const work = { check, planned, context, unitOf: (id: UnitId) => siteOf(id)?.unit, siteOf, guard };
  return judgeEach(work, { check: check.id, subject: 'portfolio' }, () =>
    Array.from(check.subjects(sites, context), (subject) => [subject, check.blames(subject)]),
  );
}

/** A site whose entry did not open stays among the others, so that it is missed nowhere, and proves nothing. */
function unseenIfNotRead(site: Site): Site {
  if (site.entry.state === 'read' || !site.seen.whole) return site;
  return { ...site, seen: { whole: false, reason: 'not-fetched' } };
}

function judgeEach(
  work: Work,
  whole: Pick<Verdict, 'check' | 'unit' | 'subject' | 'url'>,
  charges: () => readonly Charge[],
): readonly Verdict[] {
  const { check, guard } = work;
  let population: readonly Charge[] = [];
  try {
    const end = guard.within(60 * SUBJECT_LIMIT_MS, () => (population = charges()));
    if (end === 'overtime') return [{ ...whole, ...overtime() }];
  } catch (error) {
    return [{ ...whole, kind: 'crashed', error: toError(error) }];
  }
  if (population.length === 0) return [{ ...whole, kind: 'inapplicable', reason: 'no-subjects' }];
  const verdict = ([subject, unit]: Charge, judged: Judged): Verdict => ({
    check: check.id,
    unit,
    subject: subject.key,
    ...locate(subject, work.siteOf(unit)),
    ...judged,
  });
  return eachWithin(
    guard,
    population,
    (charge) => verdict(charge, judge(work, ...charge)),
    (charge) => verdict(charge, overtime()),
  );
}

function overtime(): Outcome {
  return { kind: 'crashed', error: new Error(`stopped after ${SUBJECT_LIMIT_MS / 1000} s on one subject`) };
}

/** An exception ends this subject only. */
function judge(work: Work, subject: Subject, unit: UnitId): Judged {
  const { check, planned, context } = work;
  try {
    const options = planned.optionsAt?.(locate(subject, work.siteOf(unit))) ?? planned.options;
    if (options === 'off') return { kind: 'inapplicable', reason: leftOut };
    const unmet = check.needs.find((need) => !holds(need, subject, context.site));
    if (unmet !== undefined) return notChecked(`without-${unmet}`);
    if (!subject.seen.whole && check.claims !== 'presence') return notChecked(subject.seen.reason);
    // Side by side with others, each unit is still judged by the rules that bind itself.
    const standards = context.standardsOf?.(unit) ?? context.standards;
    const clockDoubt = doubtOfClock(check, work.siteOf(unit)?.clock, context.asOf);
    return weigh(check, subject, { ...context, standards, options, unit: work.unitOf(unit), clockDoubt });
  } catch (error) {
    return { kind: 'crashed', error: toError(error) };
  }
}

const leftOut: Text = { zh: '按配置不检查此处', en: 'left out here by configuration' };

type JudgingContext = AnyContext & {
  readonly unit: Unit | undefined;
  /** Why the day by which this is judged may be wrong. */
  readonly clockDoubt: Text | undefined;
};

/** The first law: a find on a half page counts, but nothing found there proves nothing; with an absence it is the reverse. */
function weigh(check: AnyCheck, subject: Subject, context: JudgingContext): Judged {
  const { observed, unknown, inapplicable, period, byDay } = listen(check, subject, context);
  const told = period && { period };
  if (inapplicable !== undefined) return { kind: 'inapplicable', reason: inapplicable, ...told };
  if (unknown !== undefined && (observed.length === 0 || check.claims !== 'presence'))
    return { ...notChecked(unknown), ...told };
  if (observed.length === 0)
    return isInForce(check, context)
      ? { kind: 'passed', ...told }
      : { kind: 'inapplicable', reason: 'rule-not-in-force' };

  const searched = search(check, subject, context);
  if ('reason' in searched) return { ...notChecked(searched.reason), ...told };
  const observations = observed
    .map((said) => resolve(check, said, context, searched))
    .filter((observation) => observation !== undefined)
    .map((observation) => (byDay ? doubted(observation, context.clockDoubt) : observation));
  if (observations.length === 0) return { kind: 'inapplicable', reason: 'rule-not-in-force', ...told };
  refuseTwins(check, observations);
  return { kind: observations.every(({ review }) => review) ? 'needs-review' : 'failed', observations, ...told };
}

interface Heard {
  readonly observed: readonly AnyObservation[];
  readonly unknown: Reason | undefined;
  readonly inapplicable: Reason | undefined;
  readonly period: Text | undefined;
  /** Whether the check asked what day it is. */
  readonly byDay: boolean;
}

function listen(check: AnyCheck, subject: Subject, context: AnyContext): Heard {
  const observed: AnyObservation[] = [];
  let unknown: Reason | undefined = subject.seen.whole ? undefined : subject.seen.reason;
  let period: Text | undefined;
  let byDay = false;
  const watched: AnyContext = {
    ...context,
    get asOf() {
      byDay = true;
      return context.asOf;
    },
  };
  for (const said of check.examine(subject, watched)) {
    if ('message' in said) observed.push(said);
    else if ('inapplicable' in said) return { observed, unknown, inapplicable: said.inapplicable, period, byDay };
    else if ('period' in said) period = said.period;
    else unknown ??= said.unknown;
  }
  return { observed, unknown, inapplicable: undefined, period, byDay };
}

/**
 * Where our clock runs ahead of the servers' own (their Date headers), what is late by it may be in time. What a page
 * shows of a person is a fault on any day.
 */
function doubtOfClock({ family }: AnyCheck, clock: Site['clock'] | undefined, asOf: Day): Text | undefined {
  const { ours, servers } = clock ?? {};
  if (!ours || !servers || daysBetween(servers, ours) <= 1 || asOf <= addDays(servers, 1)) return undefined;
  if (family === 'exposed-personal-data') return undefined;
  return {
    zh: `本机日期（${ours}）比服务器日期（${servers}）晚，请先核对本机时钟`,
    en: `the day of this machine (${ours}) is ahead of the servers' (${servers}): please look at its clock first`,
  };
}

function doubted(observation: ResolvedObservation, doubt: Text | undefined): ResolvedObservation {
  return doubt === undefined || observation.review
    ? observation
    : { ...observation, review: true, reviewReason: doubt };
}

/** A check that names no rule of its own rests on those of its observations: what it passed, it passed. */
function isInForce({ basis }: AnyCheck, { standards }: AnyContext): boolean {
  return basis === undefined || standards.rule(basis) !== undefined || !standards.knows(basis);
}

/** Two findings of one run with one fingerprint are our bug. */
function refuseTwins(check: AnyCheck, observations: readonly ResolvedObservation[]): void {
  const keys = new Set<string>();
  for (const { key } of observations) {
    if (keys.has(key)) throw new Error(`${check.id} gave the key ${key} twice on one subject`);
    keys.add(key);
  }
}

/** What was searched before something is called missing: nothing, for checks that call nothing missing. */
function search(check: AnyCheck, subject: Subject, context: AnyContext): readonly Evidence[] | { reason: Unseen } {
  if (check.claims !== 'absence') return [];
  if (!check.searched) throw new Error(`${check.id} claims an absence and does not say what was searched`);
  const searched = check.searched(subject, context);
  return searched.whole ? searched.captures.map((place): Evidence => ({ role: 'searched', ...place })) : searched;
}

/** Pages and the like carry some evidence themselves, the site carries the rest. */
function holds(need: Need, subject: Subject & Partial<Record<Need, unknown>>, site: Site | undefined): boolean {
  const carrier: Partial<Record<Need, unknown>> | undefined = need in subject ? subject : site;
  return carrier?.[need] !== undefined;
}

function notChecked(reason: Reason): Outcome {
  return { kind: 'not-checked', reason };
}
