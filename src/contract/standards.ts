import type { Day } from '../lib/day.ts';
import type { Text } from '../lib/template.ts';
import type { UnitId, UnitType } from './unit.ts';

/** How grave, gravest first: a veto alone fails a site (单项否决), info accuses nobody. */
export const severities = ['veto', 'critical', 'major', 'minor', 'info'] as const;
export type Severity = (typeof severities)[number];

/** How the text of a rule is known. What is unverified never accuses. */
export type Confidence = 'read' | 'secondary' | 'unverified';

/** Where a rule is written. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** 文号, where it has one. */
  readonly number?: string;
}

/** A clause that findings rest on: a row of the rules, or of a directory. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly source: Source;
  readonly clause: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Administrative code (or its beginning) of the place where it binds; absent: everywhere. */
  readonly jurisdiction?: string;
  readonly validFrom?: Day;
  readonly validTo?: Day;
  /** Which units it binds; absent: those of the check that cites it. */
  readonly binds?: readonly UnitType[];
  /** Its figures, by name, for checks whose periods are data. */
  readonly threshold: Readonly<Record<string, number | string | readonly string[]>>;
}

/** When a thing has to be there: so many days from its making, or a day of each year. */
export type Deadline =
  | { readonly value: number; readonly unit: 'day' | 'workday' | 'month'; readonly from: string }
  | { readonly yearly: `${number}-${number}` };

/** One row of a standard directory (标准目录): a thing that units of a type have to publish, and where. A rule of its own. */
export interface DirectoryItem extends Rule {
  readonly path: readonly [string, ...string[]];
  /** Other names that its column bears in the wild. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly elements: readonly string[];
  readonly deadline?: Deadline;
  /** How often its column has to gain an entry; absent: the row gives no period. */
  readonly update?: { readonly value: number; readonly unit: 'day' | 'month'; readonly text: string };
}

/** One element of a page (要素), with the labels it bears in the wild. */
export interface Element {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly required: boolean;
}

/** The elements that a kind of page has to show. */
export interface ElementList extends Rule {
  readonly elements: readonly Element[];
}

/** The rule book in force for one run and one unit: jurisdiction, dates and the office's overrides already applied. */
export interface Standards {
  /** Whether there is such a rule at all: in force for this unit or not. */
  readonly knows: (id: string) => boolean;
  /** The rule, directory row or element list of this id; undefined where it is unknown or not in force. */
  readonly rule: (id: string) => Rule | undefined;
  /** As `rule`, as it was in force on a day: acts are judged by the rules of their day. */
  readonly ruleOn: (id: string, day: Day) => Rule | undefined;
  readonly directory: (type: UnitType) => readonly DirectoryItem[];
  readonly elements: (id: string) => ElementList | undefined;
  /** A list of words by its id: topics, life stages, protected classes … */
  readonly vocabulary: (id: string) => readonly string[];
  /** Terms that are written wrongly, with what is right and the guards under which they are no fault. */
  readonly terms: readonly Term[];
}

/** A wrong term (错敏词). */
export interface Term {
  readonly wrong: string;
  readonly right: string;
  readonly basis: string;
  /** Only a person can say: most are so. */
  readonly review: boolean;
  /** If one of these stands around the hit, it is no hit (quotations, longer words that hold it). */
  readonly unless: readonly string[];
  readonly note?: Text;
}

/** Working days in China, with holidays and 调休. */
export interface Calendar {
  readonly isWorkday: (day: Day) => boolean;
  /** The day that is `count` working days after `day` (not counting `day`). */
  readonly addWorkdays: (day: Day, count: number) => Day;
  /** Working days after `from` up to and including `to`; negative when `to` comes first. */
  readonly workdaysBetween: (from: Day, to: Day) => number;
  /** Whether the calendar has the holidays of that year: if not, only weekends are left out, and a deadline near is a person's to judge. */
  readonly knows: (year: number) => boolean;
}

/** What a run is judged by, beside its snapshots. Checks never ask the clock: `asOf` is the only today they know. */
export interface Grounds {
  readonly asOf: Day;
  /** Acts before this day are not judged. */
  readonly since: Day;
  readonly calendar: Calendar;
  readonly standards: Standards;
  /** The rule book as it binds another unit, where several units are set side by side. */
  readonly standardsOf?: (unit: UnitId) => Standards;
  /** Turns a secret (an ID number) into a token that tells two apart and reveals neither; the key stays in the store. */
  readonly veil: (secret: string) => string;
}
