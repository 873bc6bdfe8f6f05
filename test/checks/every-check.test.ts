import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { families } from '../../src/contract/check.ts';
import { unitTypes, type Unit } from '../../src/contract/unit.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { builtInChecks } from '../../src/cli/built-in.ts';
import { defined } from '../../src/lib/defined.ts';
import { pageHeadings, withOptions } from '../../src/cli/check-page.ts';
import { day } from '../support/site.ts';
import { book, caseNames, judgeCase, loadCase, wordsOf, type Case } from './load-case.ts';

const root = new URL('../../', import.meta.url);
/** Rooms beside the families: the rule book, and what several checks share. */
const noFamilies = ['standards', 'support'];

const files = readdirSync(new URL('checks/', root), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !noFamilies.includes(entry.name))
  .flatMap(({ name: family }) =>
    readdirSync(new URL(`checks/${family}/`, root))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ family, id: name.slice(0, -3) })),
  );

/** Rows of directories: a page names the directory that its check goes through, not every row. */
const directoryRows = new Set(
  unitTypes.flatMap((type) =>
    book
      .forUnit({ type, region: '340200' }, { asOf: day('2026-03-02'), adopted: [], overrides: {} })
      .directory(type)
      .map(({ id }) => id),
  ),
);

describe('the register', () => {
  it('holds every check of the folder, sorted by id, and nothing else', () => {
    expect(builtInChecks.map(({ id }) => id)).toEqual(files.map(({ id }) => id).sort());
  });

  it('has no fixtures of checks that are gone', () => {
    const ids = builtInChecks.map(({ id }) => id);
    expect(readdirSync(new URL('fixtures/checks/', root)).filter((name) => !ids.includes(name))).toEqual([]);
  });
});

describe('the rule book', () => {
  const pages = builtInChecks.map(({ family, id }) => readFileSync(new URL(`checks/${family}/${id}.md`, root), 'utf8'));
  const named = new Set(pages.flatMap((page) => page.match(/[A-Z]{2}-[A-Z]?\d{1,2}[a-c]?/g) ?? []));
  const rules = readdirSync(new URL('checks/standards/rules/', root)).flatMap((file) => [
    ...readFileSync(new URL(`checks/standards/rules/${file}`, root), 'utf8').matchAll(/^ {2}- id: (\S+)$/gm),
  ]);

  it('has a check for every rule, or says why there is none', () => {
    const excused = new Set(book.unchecked.map(({ id }) => id));
    const ids = new Set(rules.map(([, id = '']) => id));
    expect([...ids].filter((id) => !named.has(id) && !excused.has(id))).toEqual([]);
    expect([...excused].filter((id) => builtInChecks.some(({ basis }) => basis === id))).toEqual([]);
  });

  it.each(unitTypes)('has a directory for a %s', (type) => {
    const rules = book.forUnit({ type, region: '340200' }, { asOf: day('2026-03-02'), adopted: [], overrides: {} });
    expect(rules.directory(type).length).toBeGreaterThan(5);
  });

  it('shows those without one in the index of checks', () => {
    const index = readFileSync(new URL('checks/README.md', root), 'utf8');
    for (const { id, title, why } of book.unchecked) expect(index).toContain(`| ${id} | ${title} | ${why.zh} |`);
  });
});

describe.each(builtInChecks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const cases = caseNames(id).map((name) => loadCase(id, name));
  const verdicts = new Map(cases.map((one) => [one.name, judgeCase(check, one)]));
  const said = [...verdicts.values()].flat().flatMap((one) => ('observations' in one ? one.observations : []));
  const pagePath = `checks/${check.family}/${id}.md`;

  it('bears the name of its file and stands in the folder of its family', () => {
    expect(files).toContainEqual({ family: check.family, id });
    expect(families).toContain(check.family);
  });

  it('rests on the rule book', () => {
    if (check.basis !== undefined) expect(book.ids).toContain(check.basis);
    for (const { rule } of said) expect(book.ids).toContain(rule.id);
  });

  it('has a page that begins with its title, in the order of the house, with the options as they are', () => {
    const page = existsSync(new URL(pagePath, root)) ? readFileSync(new URL(pagePath, root), 'utf8') : '';
    expect(page.split('\n')[0]).toBe(`# ${check.title.zh}`);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(pageHeadings);
    expect(page, 'run npm run docs').toBe(withOptions(page, check));
    const bases = new Set([...(check.basis === undefined ? [] : [check.basis]), ...said.map(({ rule }) => rule.id)]);
    for (const basis of bases) if (!directoryRows.has(basis)) expect(page).toContain(basis);
  });

  it('has failing, passing and near-miss cases', () => {
    const kinds = cases.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['passes', 'near-miss']));
    // A check that never does more than ask for a look has doubtful cases in place of failing ones.
    expect(kinds.some((kind) => kind === 'fails' || kind === 'doubtful')).toBe(true);
    // Whoever calls a thing missing shows what happens where its place was not read to the end.
    if (check.claims === 'absence') expect(kinds).toContain('unknown');
    expect(kinds, 'every case is named by its kind').not.toContain('');
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', (name, one) => {
    const found = verdicts.get(name) ?? [];
    expect(disagreements(found, one)).toEqual([]);
    expect(kindHolds(found, one.kind), `${one.kind}: ${found.map(wordsOf).join('; ')}`).toBe(true);
    const spoken = found.flatMap(sentencesOf).join('\n');
    for (const words of one.says) expect(spoken).toContain(words);
  });

  it('says the same when asked twice, and touches nothing that it is given', () => {
    for (const one of cases) {
      for (const site of one.sites) freeze(site);
      expect(judgeCase(check, one)).toEqual(verdicts.get(one.name));
    }
  });

  it('uses every message, and gives every observation of a subject a key of its own', () => {
    expect([...new Set(said.map(({ message }) => message))].sort()).toEqual(Object.keys(check.messages).sort());
    for (const one of [...verdicts.values()].flat()) {
      if (!('observations' in one)) continue;
      const keys = one.observations.map(({ key }) => key);
      expect(keys).not.toContain('');
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('says what is to be done, in both languages', () => {
    for (const { remedy, message } of said) {
      expect(remedy?.zh, message).toMatch(/[\u4e00-\u9fff]/);
      expect(remedy?.en, message).toMatch(/^[A-Z][a-z]/);
    }
  });

  it.each(['510100', undefined])('in %s rests on no rule of another place, unless it was adopted', (region) => {
    for (const one of cases) {
      const elsewhere = { ...one, sites: one.sites.map((site) => ({ ...site, unit: movedTo(site.unit, region) })) };
      const found = judgeCase(check, elsewhere);
      expect(found.map(wordsOf).filter((words) => words.startsWith('crashed'))).toEqual([]);
      const rules = found.flatMap((verdict) =>
        'observations' in verdict ? verdict.observations.map(({ rule }) => rule) : [],
      );
      expect(rules.filter(({ jurisdiction, id: rule }) => jurisdiction && !one.adopted.includes(rule))).toEqual([]);
    }
  });

  it('speaks English in English: what is Chinese there stands in quotes', () => {
    for (const sentence of [...verdicts.values()].flat().flatMap(englishOf))
      expect(sentence.replace(/“[^”]*”/g, '')).not.toMatch(/[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/);
  });

  it('gives every subject a key of its own', () => {
    for (const [name, found] of verdicts) {
      const keys = found.map(({ unit, subject }) => `${unit ?? ''} ${subject}`);
      expect(new Set(keys).size, name).toBe(keys.length);
    }
  });
});

/** Where the verdicts are not what the case expects. */
function disagreements(found: readonly Verdict[], { expect: expected }: Case): readonly string[] {
  if (typeof expected === 'string')
    return found
      .filter((one) => !agrees(one, expected))
      .map((one) => `${one.subject}: ${wordsOf(one)}, not ${expected}`);
  const missing = Object.keys(expected).filter((subject) => !found.some((one) => one.subject === subject));
  const subjects = found.map(({ subject }) => subject).join(', ');
  return [
    ...missing.map((subject) => `no verdict on ${subject}; there are: ${subjects}`),
    ...found.flatMap((one) => {
      const words = expected[one.subject];
      if (words === undefined)
        return one.kind === 'passed' || one.kind === 'inapplicable'
          ? []
          : [`${one.subject}: ${wordsOf(one)}, not named`];
      return agrees(one, words) ? [] : [`${one.subject}: ${wordsOf(one)}, not ${words}`];
    }),
  ];
}

/** `failed` alone agrees with any message; `failed stale` with that one only. */
function agrees(verdict: Verdict, words: string): boolean {
  const [kind, ...rest] = words.split(' ');
  const [is, ...said] = wordsOf(verdict).split(' ');
  if (kind !== is) return false;
  return rest.length === 0 || [...rest].sort().join(' ') === said.join(' ') || rest.join(' ') === said.join(' ');
}

function kindHolds(found: readonly Verdict[], kind: string): boolean {
  const has = (...outcomes: readonly Verdict['kind'][]): boolean => found.some((one) => outcomes.includes(one.kind));
  const holds: Readonly<Record<string, boolean>> = {
    fails: has('failed') || (has('needs-review') && restsOnUnverified(found)),
    passes: has('passed') && !has('failed', 'needs-review', 'not-checked'),
    'near-miss': !has('failed', 'needs-review', 'crashed'),
    doubtful: has('needs-review') && !has('failed'),
    unknown: has('not-checked') && !has('failed', 'needs-review'),
  };
  return holds[kind] ?? false;
}

function restsOnUnverified(found: readonly Verdict[]): boolean {
  return found.some(
    (one) => 'observations' in one && one.observations.some(({ rule }) => rule.confidence === 'unverified'),
  );
}

function sentencesOf(verdict: Verdict): readonly string[] {
  if (!('observations' in verdict)) return [];
  return verdict.observations.flatMap(({ text, expected, observed, remedy, reviewReason }) =>
    [text, expected, observed, remedy, reviewReason].flatMap((one) => (one ? [one.zh] : [])),
  );
}

/** The same unit in another province, or where nobody knows. */
function movedTo(unit: Unit, region: string | undefined): Unit {
  return defined({ ...unit, region });
}

/** Everything that a verdict says in English. */
function englishOf(verdict: Verdict): readonly string[] {
  const { period } = verdict;
  const reason = 'reason' in verdict && typeof verdict.reason === 'object' ? verdict.reason : undefined;
  const said = 'observations' in verdict ? verdict.observations : [];
  const spoken = said.flatMap(({ text, expected, observed, remedy, reviewReason }) => [
    text,
    expected,
    observed,
    remedy,
    reviewReason,
  ]);
  return [period, reason, ...spoken].flatMap((one) => (one ? [one.en] : []));
}

/** Whatever is written to after this throws. Maps and sets are left to themselves. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
