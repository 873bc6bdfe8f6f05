import type { z } from 'zod';
import type { Day } from '../lib/day.ts';
import type { Holes, Text } from '../lib/template.ts';
import type { Confirm, EvidenceList } from './finding.ts';
import type { Place, Searched, Subject } from './seen.ts';
import type { Need, Site, With } from './site.ts';
import type { Grounds, Severity } from './standards.ts';
import type { UnitId, UnitType } from './unit.ts';
import type { Reason } from './verdict.ts';

/** The families of the house, in the order in which reports show them. */
export const families = [
  'site-unavailable',
  'stale-column',
  'empty-column',
  'missing-directory-item',
  'missing-field',
  'policy-library',
  'interpretation',
  'consultation-feedback',
  'gazette',
  'annual-report',
  'participation',
  'inconsistent',
  'retention',
  'exposed-personal-data',
  'wording',
  'dead-link',
  'site-label',
  'site-footer',
  'platform',
] as const;

/** What a check belongs to in reports and scores. A third party's own bears its prefix: `'acme/tone'`. */
export type Family = (typeof families)[number] | `${string}/${string}`;

/** What can be said of a check without running it. */
export interface CheckMeta {
  /** A noun in its failing state; also the name of its file, its page and its fixtures. */
  readonly id: string;
  readonly title: Text;
  readonly family: Family;
  readonly appliesTo: readonly [UnitType, ...UnitType[]];
  /** What its verdicts, and so its coverage, are counted in. */
  readonly per: 'page' | 'column' | 'document' | 'site' | 'directory-item';
  /** Ids under which it was known before: the ledger keeps its memory. */
  readonly replaces?: readonly string[];
  /** What its observations rest on, unless one names another: an id of the standards. */
  readonly basis?: string;
  /** What the unit has to do, in the words of a notice, where an observation does not say it better itself. */
  readonly remedy?: Text;
}

/** Every sentence that a check can say. */
export type Messages = Readonly<Record<string, Text>>;

/** M, unless a hole of one language is missing in the other: then the message that is at fault does not compile. */
export type SameHoles<M extends Messages> = {
  readonly [Id in keyof M]: {
    readonly zh: Lacks<Holes<M[Id]['zh']>, Holes<M[Id]['en']>>;
    readonly en: Lacks<Holes<M[Id]['en']>, Holes<M[Id]['zh']>>;
  };
};
type Lacks<Own extends string, Other extends string> = [Exclude<Other, Own>] extends [never]
  ? string
  : `lacks the hole {${Exclude<Other, Own>}}`;

/** What fills a hole: words of the page or a figure, the same in both languages; a `Text` where the words are the check's own. */
export type Datum = string | number | Text;

/** One thing seen that breaks a rule. `key` tells it from its neighbours, and must outlive a re-crawl. */
export type Observation<M extends Messages> = {
  [Id in keyof M & string]: Observed & {
    readonly message: Id;
    readonly data: Readonly<Record<Holes<M[Id]['zh']>, Datum>>;
  };
}[keyof M & string];

interface Observed {
  /** Where it is seen; a list where the evidence has several roles. */
  readonly at: Place | EvidenceList;
  readonly key: string;
  readonly basis?: string;
  /** Of an act, its day: the rule is then the one that was in force on it. */
  readonly actOn?: Day;
  /** Where this case is graver or lighter than its rule. */
  readonly severity?: Severity;
  /** What the clause asks for here, and what is there, short enough for a table cell. */
  readonly expected?: Text;
  readonly observed?: Text;
  readonly remedy?: Text;
  readonly confirm?: Confirm;
  /** A person has to look before anyone is told; a text says why. */
  readonly review?: boolean | Text;
  /** The report shows the address only, no quote (涉密). */
  readonly addressOnly?: boolean;
}

/**
 * What only `examine` can tell: that this subject cannot be judged, or that the rule does not bind it. `period` is no
 * verdict: it tells the reader of the report how often this column has to be updated (`每6个月`), passed or not.
 */
export type Aside = { readonly unknown: Reason } | { readonly inapplicable: Reason } | { readonly period: Text };

/** What a check knows beside its subject. */
export type Context<Options, View> = Grounds & View & { readonly options: Options };

/** The sites of all units, for what shows only side by side. */
export type Sites = ReadonlyMap<UnitId, Site>;

/**
 * What has to have been seen before the check may speak:
 * `presence`: nothing more than the find itself, which counts on half a page too;
 * `state`: the subject whole;
 * `absence`: the subject whole, and the place where the thing should stand read to its end.
 */
type Claim<S, C> =
  | { readonly claims: 'presence' | 'state' }
  | { readonly claims: 'absence'; readonly searched: (subject: S, context: C) => Searched };

interface Judging<Schema extends z.ZodType, M extends Messages, S, C> extends CheckMeta {
  readonly options: Schema;
  readonly messages: M & SameHoles<M>;
  readonly examine: (subject: S, context: C) => Iterable<Observation<M> | Aside>;
}

type SiteContext<Schema extends z.ZodType, N extends Need> = Context<
  z.output<Schema>,
  { readonly site: With<Site, N> }
>;
type SitesContext<Schema extends z.ZodType> = Context<z.output<Schema>, { readonly sites: Sites }>;

type Declaration<Schema extends z.ZodType, M extends Messages, S extends Subject, N extends Need> = {
  readonly needs?: readonly N[];
  /** The population. None found makes the check inapplicable, which is not the same as passed. */
  readonly subjects: (site: Site, context: SiteContext<Schema, never>) => Iterable<S>;
} & Judging<Schema, M, With<S, N>, SiteContext<Schema, N>> &
  Claim<With<S, N>, SiteContext<Schema, N>>;

type PortfolioDeclaration<Schema extends z.ZodType, M extends Messages, S extends Subject> = {
  /** The population. Where a unit that is compared was not seen whole, neither is the subject. */
  readonly subjects: (sites: Sites, context: SitesContext<Schema>) => Iterable<S>;
  /** Who is to mend it. */
  readonly blames: (subject: S) => UnitId;
} & Judging<Schema, M, S, SitesContext<Schema>> &
  Claim<S, SitesContext<Schema>>;

/** The context as the runner holds it: `site` or `sites`, as the scope of the check wants. */
export type AnyContext = Context<unknown, { readonly site?: Site; readonly sites?: Sites }>;

/** An observation as the runner receives it. */
export type AnyObservation = Observed & {
  readonly message: string;
  readonly data: Readonly<Record<string, Datum>>;
};

/** A check as the runner holds it: its own types forgotten. */
export interface AnyCheck extends CheckMeta {
  readonly needs: readonly Need[];
  readonly options: z.ZodType;
  readonly messages: Messages;
  readonly claims: 'presence' | 'state' | 'absence';
  readonly searched?: (subject: Subject, context: AnyContext) => Searched;
  readonly examine: (subject: Subject, context: AnyContext) => Iterable<AnyObservation | Aside>;
}

/** A check of one site at a time. */
export interface Check extends AnyCheck {
  readonly scope: 'site';
  readonly subjects: (site: Site, context: AnyContext) => Iterable<Subject>;
}

/** A check of all sites together, run after all units. */
export interface PortfolioCheck extends AnyCheck {
  readonly scope: 'portfolio';
  readonly subjects: (sites: Sites, context: AnyContext) => Iterable<Subject>;
  readonly blames: (subject: Subject) => UnitId;
}

/** Declares a check of one site. Everything is inferred; what does not fit together does not compile. */
export function defineCheck<
  Schema extends z.ZodType,
  const M extends Messages,
  S extends Subject,
  const N extends Need = never,
>(declaration: Declaration<Schema, M, S, N>): Check {
  // The one widening: the runner parses the options and verifies the needs before it calls.
  return { scope: 'site', needs: [], ...declaration } as unknown as Check;
}

/** Declares a check that sets the sites of several units side by side. `appliesTo` names the units it is shown. */
export function definePortfolioCheck<Schema extends z.ZodType, const M extends Messages, S extends Subject>(
  declaration: PortfolioDeclaration<Schema, M, S>,
): PortfolioCheck {
  return { scope: 'portfolio', needs: [], ...declaration } as unknown as PortfolioCheck; // widened as above
}
