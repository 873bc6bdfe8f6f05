import type { AnyCheck, AnyContext, AnyObservation, Check, PortfolioCheck, Sites } from '../contract/check.ts';
import type { Evidence, EvidenceList, ResolvedObservation } from '../contract/finding.ts';
import type { Subject, Unseen } from '../contract/seen.ts';
import type { Need, Site } from '../contract/site.ts';
import type { Grounds } from '../contract/standards.ts';
import type { UnitId } from '../contract/unit.ts';
import type { Outcome, Reason, Verdict } from '../contract/verdict.ts';
import { toError } from '../lib/error.ts';
import { fill } from '../lib/template.ts';

/** A check with its options parsed and settled: what the plan hands to the runner. */
export interface Planned<C extends AnyCheck> {
  readonly check: C;
  readonly options: unknown;
}

/** A subject and the unit that answers for it. */
type Charge = readonly [subject: Subject, unit: UnitId];

/** Judges one site: a verdict for each subject, or a single one where there is none. A check that throws is a verdict too. */
export function runCheck({ check, options }: Planned<Check>, site: Site, grounds: Grounds): readonly Verdict[] {
  const context = { ...grounds, options, site };
  const unit = site.unit.id;
  const whole = { check: check.id, unit, subject: site.key };
  if (!check.appliesTo.includes(site.unit.type)) return [{ ...whole, kind: 'inapplicable', reason: 'other-unit-type' }];
  return judgeEach(check, context, whole, () =>
    Array.from(check.subjects(site, context), (subject) => [subject, unit]),
  );
}

/** Judges all sites together, as `runCheck` does one; each verdict belongs to the unit that is to mend it. */
export function runPortfolioCheck(
  { check, options }: Planned<PortfolioCheck>,
  all: Sites,
  grounds: Grounds,
): readonly Verdict[] {
  const sites = new Map([...all].filter(([, site]) => check.appliesTo.includes(site.unit.type)));
  const context = { ...grounds, options, sites };
  return judgeEach(check, context, { check: check.id, subject: 'portfolio' }, () =>
    Array.from(check.subjects(sites, context), (subject) => [subject, check.blames(subject)]),
  );
}

function judgeEach(
  check: AnyCheck,
  context: AnyContext,
  whole: Pick<Verdict, 'check' | 'unit' | 'subject'>,
  charges: () => readonly Charge[],
): readonly Verdict[] {
  try {
    const population = charges();
    if (population.length === 0) return [{ ...whole, kind: 'inapplicable', reason: 'no-subjects' }];
    return population.map(([subject, unit]) => ({
      check: check.id,
      unit,
      subject: subject.key,
      ...judge(check, subject, context),
    }));
  } catch (error) {
    return [{ ...whole, kind: 'crashed', error: toError(error) }];
  }
}

/** An exception ends this subject only. The limit of 5 s is kept by whoever can stop a thread: not here. */
function judge(check: AnyCheck, subject: Subject, context: AnyContext): Outcome {
  try {
    const unmet = check.needs.find((need) => !holds(need, subject, context.site));
    if (unmet !== undefined) return notChecked(`without-${unmet}`);
    if (!subject.seen.whole && check.claims !== 'presence') return notChecked(subject.seen.reason);
    return weigh(check, subject, context);
  } catch (error) {
    return { kind: 'crashed', error: toError(error) };
  }
}

/** The first law: a find on a half page counts, but nothing found there proves nothing; with an absence it is the reverse. */
function weigh(check: AnyCheck, subject: Subject, context: AnyContext): Outcome {
  const observed: AnyObservation[] = [];
  let unknown: Reason | undefined = subject.seen.whole ? undefined : subject.seen.reason;
  for (const said of check.examine(subject, context)) {
    if ('message' in said) observed.push(said);
    else if ('inapplicable' in said) return { kind: 'inapplicable', reason: said.inapplicable };
    else if ('unknown' in said) unknown ??= said.unknown;
  }
  if (unknown !== undefined && (observed.length === 0 || check.claims !== 'presence')) return notChecked(unknown);
  if (observed.length === 0) return { kind: 'passed' };

  const searched = search(check, subject, context);
  if ('reason' in searched) return notChecked(searched.reason);
  const observations = observed.map((said) => resolve(check, said, context, searched));
  return { kind: observations.every(({ review }) => review) ? 'needs-review' : 'failed', observations };
}

/** What was searched before something is called missing: nothing, for checks that call nothing missing. */
function search(check: AnyCheck, subject: Subject, context: AnyContext): readonly Evidence[] | { reason: Unseen } {
  if (check.claims !== 'absence') return [];
  if (!check.searched) throw new Error(`${check.id} claims an absence and does not say what was searched`);
  const searched = check.searched(subject, context);
  return searched.whole ? searched.captures.map((place): Evidence => ({ role: 'searched', ...place })) : searched;
}

/** Words an observation and gives it its rule; a rule that nobody has verified only asks for a look. */
function resolve(
  check: AnyCheck,
  said: AnyObservation,
  { standards }: AnyContext,
  searched: readonly Evidence[],
): ResolvedObservation {
  const basis = said.basis ?? check.basis;
  const rule = basis === undefined ? undefined : standards.rule(basis);
  if (!rule) throw new Error(`${check.id} rests on ${basis ?? 'no basis'}, which the standards do not hold`);
  const text = check.messages[said.message];
  if (!text) throw new Error(`${check.id} has no message ${said.message}`);
  const [first, ...others]: EvidenceList = 'url' in said.at ? [{ role: 'shows', ...said.at }] : said.at;
  return {
    key: said.key,
    message: said.message,
    data: said.data,
    text: { zh: fill(text.zh, said.data), en: fill(text.en, said.data) },
    expected: said.expected,
    observed: said.observed,
    rule,
    severity: said.severity ?? rule.severity,
    evidence: [first, ...others, ...searched],
    confirm: said.confirm ?? (check.claims === 'absence' ? 'next-day' : 'same-run'),
    review: said.review !== undefined && said.review !== false ? true : rule.confidence === 'unverified',
    ...(typeof said.review === 'object' && { reviewReason: said.review }),
    ...(said.addressOnly && { addressOnly: true }),
    ...(said.remedy && { remedy: said.remedy }),
  };
}

/** Pages and the like carry some evidence themselves, the site carries the rest. */
function holds(need: Need, subject: Subject & Partial<Record<Need, unknown>>, site: Site | undefined): boolean {
  const carrier: Partial<Record<Need, unknown>> | undefined = need in subject ? subject : site;
  return carrier?.[need] !== undefined;
}

function notChecked(reason: Reason): Outcome {
  return { kind: 'not-checked', reason };
}
