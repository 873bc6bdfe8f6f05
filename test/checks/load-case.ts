import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check, PortfolioCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Grounds } from '../../src/contract/standards.ts';
import type { Unit } from '../../src/contract/unit.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { makeCalendar } from '../../src/audit/calendar.ts';
import { runCheck, runPortfolioCheck } from '../../src/audit/run-check.ts';
import { readStandards, type RuleBook } from '../../src/audit/standards.ts';
import { day, makeGrounds } from '../support/site.ts';
import { site, type Raw } from './parts.ts';

/*
 * A case of a check is one file, `fixtures/checks/<check>/<kind>-<what it shows>.yaml`. Its kind says what has to come out:
 *
 *   fails-…      at least one failed verdict (needs-review where the rule is unverified)
 *   passes-…     verdicts, and all of them passed
 *   near-miss-…  looks like a fault and is none: no observation at all (passed, inapplicable or not-checked)
 *   doubtful-…   at least one needs-review, none failed
 *   unknown-…    at least one not-checked, none failed, none needs-review
 *
 * In the file: the day and options where they matter, the site in short form (parts.ts names the short forms), and what is
 * expected. Every verdict that is not named has to be passed or inapplicable.
 *
 *   asOf: 2026-03-02            # default; since: 2025-01-01
 *   options: { noticeMonths: 3 }
 *   adopted: [PO-08]            # rules of other places; overrides: { PO-11: { confirmed: true } }
 *   site:                       # or `sites: [ … ]` for a check that sets units side by side
 *     unit: { type: school }    # a county of Wuhu (340200) where nothing is said
 *     columns:
 *       - { path: [政务公开, 通知公告], type: notice, days: [2025-03-01, null] }
 *   expect:                     # subject → outcome, then its messages, or the reason of what was not judged
 *     政务公开>通知公告: failed stale
 *   says: [已366天]             # words that have to stand in the Chinese sentences, expectations, remedies or review reasons
 *
 * `expect: passed` (a word alone) says that of every verdict.
 */

const text = z.string();
const file = z.strictObject({
  asOf: text.default('2026-03-02'),
  since: text.default('2025-01-01'),
  options: z.record(text, z.unknown()).default({}),
  adopted: z.array(text).default([]),
  overrides: z.record(text, z.record(text, z.unknown())).default({}),
  site: z.record(text, z.unknown()).optional(),
  sites: z.array(z.record(text, z.unknown())).optional(),
  expect: z.union([text, z.record(text, text)]),
  says: z.array(text).default([]),
});

/** A case, ready to be judged. */
export interface Case {
  readonly name: string;
  readonly kind: string;
  readonly asOf: string;
  readonly options: Raw;
  readonly adopted: readonly string[];
  readonly sites: readonly Site[];
  readonly expect: string | Readonly<Record<string, string>>;
  readonly says: readonly string[];
  readonly grounds: (unit: Unit) => Grounds;
}

const root = new URL('../../', import.meta.url);

/** The rule book of the house, read once. */
export const book: RuleBook = readStandards(
  readdirSync(new URL('checks/standards/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      file: `checks/standards/${name}`,
      text: readFileSync(new URL(`checks/standards/${name}`, root), 'utf8'),
    })),
);

/** The names of the cases of a check, sorted; none where it has no folder. */
export function caseNames(id: string): readonly string[] {
  const folder = new URL(`fixtures/checks/${id}/`, root);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length))
      .sort();
  } catch {
    return [];
  }
}

/** Reads one case, to be judged by its own day or another. Throws, with the name of the file, where it is not as it should be. */
export function loadCase(id: string, name: string, judgedOn?: string): Case {
  const path = `fixtures/checks/${id}/${name}.yaml`;
  try {
    const raw = file.parse(parse(readFileSync(new URL(path, root), 'utf8')));
    const sites = (raw.sites ?? [raw.site ?? {}]).map((one, index) => site(one, index));
    const asOf = day(judgedOn ?? raw.asOf);
    const calendar = makeCalendar();
    return {
      name,
      kind: /^(fails|passes|near-miss|doubtful|unknown)-/.exec(name)?.[1] ?? '',
      asOf,
      options: raw.options,
      adopted: raw.adopted,
      sites,
      expect: raw.expect,
      says: raw.says,
      grounds: (unit) =>
        makeGrounds({
          asOf,
          since: day(raw.since),
          calendar,
          // The door of the command line checks overrides; a slip here fails the case.
          standards: book.forUnit(unit, {
            asOf,
            adopted: raw.adopted,
            overrides: raw.overrides,
          }),
        }),
    };
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** All verdicts of a check on a case. */
export function judgeCase(check: Check | PortfolioCheck, { options, sites, grounds }: Case): readonly Verdict[] {
  const parsed: unknown = check.options.parse(options);
  if (check.scope === 'site')
    return sites.flatMap((one) => runCheck({ check, options: parsed }, one, grounds(one.unit)));
  const [first] = sites;
  if (!first) throw new Error('a case without sites');
  const unitOf = (id: string): Unit => sites.find(({ unit }) => unit.id === id)?.unit ?? first.unit;
  return runPortfolioCheck({ check, options: parsed }, new Map(sites.map((one) => [one.unit.id, one])), {
    ...grounds(first.unit),
    standardsOf: (id) => grounds(unitOf(id)).standards,
  });
}

/** A verdict in the words of a case: `failed stale`, `not-checked cut`, `passed`. */
export function wordsOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'passed':
      return 'passed';
    case 'failed':
    case 'needs-review':
      return [verdict.kind, ...verdict.observations.map(({ message }) => message).sort()].join(' ');
    case 'inapplicable':
    case 'not-checked':
      return `${verdict.kind} ${typeof verdict.reason === 'string' ? verdict.reason : verdict.reason.zh}`;
    case 'crashed':
      return `crashed ${verdict.error.stack ?? verdict.error.message}`;
  }
}
