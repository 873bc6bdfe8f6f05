import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Guard } from '../../src/audit/guard.ts';
import { runCheck, runPortfolioCheck, type Planned } from '../../src/audit/run-check.ts';
import { defineCheck, definePortfolioCheck, type Aside, type Check } from '../../src/contract/check.ts';
import type { Subject } from '../../src/contract/seen.ts';
import type { Site } from '../../src/contract/site.ts';
import { unitTypes, type Ground } from '../../src/contract/unit.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import {
  at,
  cut,
  day,
  makeColumn,
  makeGrounds,
  makePage,
  makeRule,
  makeSite,
  makeStandards,
  makeUnit,
  whole,
} from '../support/site.ts';

const rules = [
  makeRule('R-1'),
  makeRule('HEARSAY', { confidence: 'unverified' }),
  makeRule('LOCAL', { jurisdiction: '3402' }),
  makeRule('GOV', { binds: ['county', 'town'] }),
];
const grounds = makeGrounds({
  standards: makeStandards(rules, {
    knows: (id) => id === 'GONE' || rules.some((rule) => rule.id === id),
    ruleOn: (id, on) => (id === 'GONE' && on < '2024-01-01' ? makeRule('GONE') : undefined),
  }),
});
const sample = {
  id: 'sample',
  title: { zh: '样', en: 'Sample' },
  family: 'platform',
  appliesTo: ['county'],
  per: 'page',
  claims: 'presence',
  options: z.object({}),
  messages: { seen: { zh: '见{n}', en: 'seen {n}' } },
} as const;
const said = { message: 'seen', data: { n: 1 }, key: 'k', basis: 'R-1' } as const;

/** Finds a fault on every page, and says `more` beside it. */
function finding(parts: object = {}, more: readonly Aside[] = [], declared: object = {}): Check {
  return defineCheck({
    ...sample,
    ...declared,
    subjects: (site) => site.pages,
    *examine(page) {
      yield { ...said, at: page.at, ...parts };
      yield* more;
    },
  });
}
const silent = (claims: 'presence' | 'state'): Check =>
  defineCheck({ ...sample, claims, subjects: (site) => site.pages, examine: () => [] });
const absent = defineCheck({
  ...sample,
  claims: 'absence',
  subjects: (site) => [{ key: 'row', seen: site.seen }],
  searched: (_, { site }) => site.searched([]),
  *examine(_, { site }) {
    yield { ...said, at: { role: 'should-show', ...site.at } as never };
  },
});

const run = (check: Check, site: Site, planned: Partial<Planned<Check>> = {}): readonly Verdict[] =>
  runCheck({ check, options: {}, ...planned }, site, grounds);
const one = makeSite({ pages: [makePage('')] });
const half = makeSite({ pages: [makePage('', { seen: cut })] });
const notChecked = (reason: string) => ({ kind: 'not-checked', reason });
const failed = { kind: 'failed' };
const passed = { kind: 'passed' };

describe('the first law', () => {
  it.each<[string, Check, Site, object]>([
    ['presence, found', finding(), one, failed],
    ['presence, found on half a page', finding(), half, failed],
    ['presence, nothing found', silent('presence'), one, passed],
    ['presence, nothing found on half a page', silent('presence'), half, notChecked('cut')],
    ['state, on half a page', finding({}, [], { claims: 'state' }), half, notChecked('cut')],
    [
      'state, unknown beside a find',
      finding({}, [{ unknown: 'unparsed' }], { claims: 'state' }),
      one,
      notChecked('unparsed'),
    ],
    ['presence, unknown beside a find', finding({}, [{ unknown: 'unparsed' }]), one, failed],
    [
      'inapplicable beside a find',
      finding({}, [{ inapplicable: 'elsewhere' }]),
      one,
      { kind: 'inapplicable', reason: 'elsewhere' },
    ],
    ['absence, all searched', absent, makeSite(), failed],
    [
      'absence, not all searched',
      absent,
      makeSite({ searched: () => ({ whole: false, reason: 'pages-left-out' }) }),
      notChecked('pages-left-out'),
    ],
    ['nothing to judge', finding(), makeSite(), { kind: 'inapplicable', reason: 'no-subjects' }],
    [
      'another type',
      finding(),
      makeSite({ unit: makeUnit({ type: 'school' }) }),
      { kind: 'inapplicable', reason: 'other-unit-type' },
    ],
    [
      'the entry was not read',
      finding(),
      { ...one, entry: { state: 'login', url: at.url, detail: '' } },
      notChecked('entry-not-read'),
    ],
    [
      'the entry itself',
      finding({}, [], { family: 'site-unavailable' }),
      { ...one, entry: { state: 'failed', url: at.url, detail: '' } },
      failed,
    ],
    ['only a look: asked for', finding({ review: true }), one, { kind: 'needs-review' }],
    ['only a look: the rule is unverified', finding({ basis: 'HEARSAY' }), one, { kind: 'needs-review' }],
    [
      'the rule is not in force',
      finding({ basis: 'GONE' }),
      one,
      { kind: 'inapplicable', reason: 'rule-not-in-force' },
    ],
    ['the rule was in force on that day', finding({ basis: 'GONE', actOn: day('2023-05-01') }), one, failed],
    [
      'nothing found, by a rule that is not in force',
      defineCheck({ ...sample, basis: 'GONE', subjects: (site) => site.pages, examine: () => [] }),
      one,
      { kind: 'inapplicable', reason: 'rule-not-in-force' },
    ],
  ])('%s', (_, check, site, expected) => {
    const verdicts = run(check, site);
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]).toMatchObject({ check: 'sample', unit: 'a', ...expected });
  });
});

describe('a check that breaks its contract crashes', () => {
  it.each<[string, object, RegExp]>([
    ['an unknown rule', { basis: 'NO-SUCH' }, /NO-SUCH, which the standards do not hold/],
    ['no rule', { basis: undefined }, /rests on no basis/],
    ['an unknown message', { message: 'nope' }, /no message nope/],
    ['no key', { key: '' }, /without a key/],
    ['no evidence', { at: { ...at, capture: '' } }, /no stored evidence/],
    ['a hole without data', { data: {} }, /nothing fills/],
  ])('%s', (_, parts, message) => {
    const [verdict] = run(finding(parts), one);
    expect(verdict).toMatchObject({ kind: 'crashed', error: { message: expect.stringMatching(message) as string } });
  });

  it('one key twice', () => {
    const check = defineCheck({
      ...sample,
      subjects: (site) => site.pages,
      *examine(page) {
        yield { ...said, at: page.at };
        yield { ...said, at: page.at };
      },
    });
    expect(run(check, one)).toMatchObject([{ kind: 'crashed' }]);
  });

  it('alone: the others go on', () => {
    const check = defineCheck({
      ...sample,
      subjects: (site) => site.pages,
      *examine(page) {
        if (page.text === 'broken') throw new Error('boom');
        yield { ...said, at: page.at };
      },
    });
    const pages = ['', 'broken', ''].map((text, key) => makePage(text, { key: String(key) }));
    expect(run(check, makeSite({ pages })).map(({ kind }) => kind)).toEqual(['failed', 'crashed', 'failed']);
  });
});

describe('what was guessed of the unit', () => {
  const guess: Ground = { from: 'guess', sure: false, why: { zh: '名称含“县”', en: 'the name says county' } };
  const unit = makeUnit({ region: '340221' });
  const guessed = (part: 'type' | 'region'): Site => ({
    ...one,
    unit: { ...unit, grounds: { ...unit.grounds, [part]: guess } },
  });

  it('asks for a look, and names the option', () => {
    const [verdict] = run(finding(), guessed('type'));
    expect(verdict).toMatchObject({
      kind: 'needs-review',
      observations: [{ review: true, reviewReason: { zh: expect.stringContaining('--type county') as string } }],
    });
  });
  it('does not matter to a check for everybody', () => {
    expect(run(finding({}, [], { appliesTo: unitTypes }), guessed('type'))).toMatchObject([failed]);
  });
  it('matters to a rule that binds some', () => {
    expect(run(finding({ basis: 'GOV' }, [], { appliesTo: unitTypes }), guessed('type'))).toMatchObject([
      { kind: 'needs-review' },
    ]);
  });
  it('the region matters to a rule of one place', () => {
    expect(run(finding({ basis: 'LOCAL' }), guessed('region'))).toMatchObject([{ kind: 'needs-review' }]);
    expect(run(finding(), guessed('region'))).toMatchObject([failed]);
  });
});

it('words an observation, with rule, severity, place and evidence', () => {
  const column = makeColumn([]);
  const check = defineCheck({
    ...sample,
    subjects: (site) => site.columns,
    *examine({ at: place }) {
      yield { period: { zh: '每6个月', en: 'every 6 months' } };
      yield { ...said, at: { ...place, quote: '好'.repeat(400) } };
    },
  });
  expect(run(check, makeSite({ columns: [column] }))).toMatchObject([
    {
      subject: '通知公告',
      url: at.url,
      column: { path: ['通知公告'], url: at.url },
      period: { zh: '每6个月' },
      observations: [
        {
          text: { zh: '见1', en: 'seen 1' },
          rule: { id: 'R-1' },
          severity: 'major',
          confirm: 'same-run',
          evidence: [{ role: 'shows', ...at, quote: `${'好'.repeat(299)}…` }],
        },
      ],
    },
  ]);
});

it('finds the column of a page that a column lists', () => {
  const page = makePage('', { url: `${at.url}t0.html`, key: 'p' });
  const site = makeSite({ pages: [page], columns: [makeColumn(['2026-01-01'])] });
  expect(run(finding(), site)[0]?.column?.path).toEqual(['通知公告']);
});

it('lists what was searched for what is missing', () => {
  expect(run(absent, makeSite())).toMatchObject([
    { observations: [{ confirm: 'next-day', evidence: [{ role: 'should-show' }, { role: 'searched', ...at }] }] },
  ]);
});

it('takes the options of the place', () => {
  const optionsAt = (): unknown => 'off';
  expect(run(finding(), one, { optionsAt })).toMatchObject([{ kind: 'inapplicable' }]);
});

it('ends a check that does not end', () => {
  let left = 3;
  const guard: Guard = {
    now: () => 0,
    within: (_, work) => {
      left -= 1;
      if (left === 0) return 'overtime';
      work();
      return 'done';
    },
  };
  const pages = [makePage('', { key: '1' })];
  const stuck: Guard = { ...guard, within: (ms, work) => (ms > 100_000 ? guard.within(ms, work) : 'overtime') };
  expect(runCheck({ check: finding(), options: {} }, makeSite({ pages }), grounds, stuck)).toMatchObject([
    { kind: 'crashed', error: { message: 'stopped after 5 s on one subject' } },
  ]);
});

it.each<[Partial<Site>, object]>([
  [{ pages: [makePage('')] }, notChecked('without-rendered')],
  [{ pages: [makePage('', { rendered: { text: '' } })] }, notChecked('without-history')],
  [{ pages: [makePage('', { rendered: { text: '' } })], history: [] }, passed],
])('does not judge without the evidence that it needs (%#)', (parts, expected) => {
  const needs = ['rendered', 'history'] as const;
  const check = defineCheck({ ...sample, needs, subjects: (site) => site.pages, examine: () => [] });
  expect(run(check, makeSite(parts))).toMatchObject([expected]);
});

it.each([
  [whole, 'needs-review'],
  [cut, 'not-checked'],
])('sets sites side by side (%j)', (seen, kind) => {
  const check = definePortfolioCheck({
    ...sample,
    claims: 'state',
    subjects: (sites): (Subject & { places: (typeof at)[] })[] => [
      { key: '电话', seen, places: Array.from(sites.values(), (site) => site.at) },
    ],
    blames: () => 'b',
    *examine({ places: [mine = at, other = at] }) {
      yield {
        ...said,
        at: [
          { role: 'compared', ...mine },
          { role: 'compared', ...other },
        ],
        review: true,
      };
    },
  });
  const sites = new Map(['a', 'b'].map((id) => [id, makeSite({ key: id })]));
  expect(runPortfolioCheck({ check, options: {} }, sites, grounds)).toMatchObject([
    { unit: 'b', subject: '电话', kind },
  ]);
});

it('shows a check of all sites an unread site as not seen', () => {
  const check = definePortfolioCheck({
    ...sample,
    claims: 'state',
    subjects: (sites) => sites.values(),
    blames: (site) => site.unit.id,
    examine: () => [],
  });
  const site = makeSite({ entry: { state: 'failed', url: at.url, detail: '' } });
  expect(runPortfolioCheck({ check, options: {} }, new Map([['a', site]]), grounds)).toMatchObject([
    notChecked('not-fetched'),
  ]);
});
