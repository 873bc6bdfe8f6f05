import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeDocument } from '../../src/audit/document.ts';
import { fingerprint } from '../../src/audit/fingerprint.ts';
import { judgePortfolio, judgeSite, type Judgement } from '../../src/audit/judge.ts';
import type { Fetched, Snapshot } from '../../src/contract/capture.ts';
import { defineCheck, definePortfolioCheck, type Check } from '../../src/contract/check.ts';
import { findingsDocument } from '../../src/contract/findings-document.ts';
import type { Site } from '../../src/contract/site.ts';
import {
  at,
  cut,
  makeColumn,
  makeGrounds,
  makePage,
  makeRule,
  makeSite,
  makeStandards,
  makeUnit,
} from '../support/site.ts';

const grounds = makeGrounds({ standards: makeStandards([makeRule('R-1')]) });
const sample = {
  id: 'sample',
  title: { zh: '样', en: 'Sample' },
  family: 'platform',
  appliesTo: ['county'],
  per: 'page',
  claims: 'presence',
  options: z.object({}),
  messages: { seen: { zh: '见', en: 'seen' } },
  basis: 'R-1',
} as const;

function check(parts: object = {}): Check {
  return defineCheck({
    ...sample,
    ...parts,
    subjects: (site) => site.pages,
    *examine(page) {
      if (page.text === 'broken') throw new Error('boom');
      if (page.text !== '')
        yield { message: 'seen', data: {}, at: { ...page.at, quote: page.text }, key: 'k', ...parts };
    },
  });
}

const capture: Fetched = {
  ...{ id: 'c', asked: at.url, at: at.fetchedAt, depth: 0, hops: [], outcome: 'fetched', url: at.url, status: 200 },
  ...{ headers: [], contentType: 'text/html', body: at.capture, bytes: 1, complete: true, mode: 'http' },
};

function snapshotOf(id: string): Snapshot {
  const tool = { version: '0', reader: '0' };
  const [startedAt, endedAt] = ['2026-03-02T00:00:00Z', '2026-03-02T02:00:00Z'];
  return { id: `${id}@1`, unit: makeUnit({ id }), startedAt, endedAt, ending: 'done', tool, captures: ['c'] };
}

function judged(id: string, parts: Partial<Site>, checks: readonly Check[] = [check()]): Judgement {
  const site = makeSite({ key: id, unit: makeUnit({ id }), ...parts });
  const planned = checks.map((one) => ({ check: one, options: {} }));
  return judgeSite({ site, snapshot: snapshotOf(id), captures: [capture], checks: planned, grounds });
}

const hash = at.capture;
const write = (judgements: readonly Judgement[], checks: readonly Check[] = [check()]) =>
  makeDocument(judgements, [], {
    tool: { version: '0', reader: '0' },
    grounds,
    inputs: { configuration: hash, standards: hash, checks: hash },
    checks,
  }).document;

const pages = ['fault', '', 'broken', 'fault'].map((text, index) =>
  makePage(text, { key: `p${index}`, url: `${at.url}p${index}` }),
);

describe('makeDocument', () => {
  it('keeps to its schema, and counts', () => {
    const document = write([
      judged('a', {
        pages: [...pages, makePage('', { key: 'half', seen: cut })],
        columns: [makeColumn(['2026-01-01'])],
      }),
    ]);
    expect(findingsDocument.parse(document)).toEqual(document);
    expect(document.units).toMatchObject([
      {
        id: 'a',
        coverage: { given: 3, due: 5, ratio: 0.6, columns: 1 },
        columns: [{ newest: '2026-01-01', seen: 'whole' }],
        fetchedFrom: at.fetchedAt,
      },
    ]);
    expect(document.results).toMatchObject([
      {
        counts: { passed: 1, failed: 2, 'needs-review': 0, inapplicable: 0, 'not-checked': 1, crashed: 1 },
        notChecked: [
          { subject: 'half', reason: 'cut' },
          { subject: 'p2', reason: 'crashed', text: { en: 'the check crashed: boom' } },
        ],
      },
    ]);
    expect(document.findings.map(({ subject }) => subject).sort()).toEqual(['p0', 'p3']);
  });

  it('says the same in whatever order the units come', () => {
    const [a, b] = [judged('a', { pages }), judged('b', { pages })];
    expect(JSON.stringify(write([b, a]))).toBe(JSON.stringify(write([a, b])));
    expect(write([a, b]).units.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('derives the id of the run from its inputs', () => {
    const first = write([judged('a', { pages })]).run.id;
    expect(first).toMatch(/^run-2026-03-02-[0-9a-f]{12}$/);
    expect(write([judged('a', { pages })]).run.id).toBe(first);
    expect(write([judged('b', { pages })]).run.id).not.toBe(first);
  });

  it('turns the second of two findings with one fingerprint into a crash', () => {
    const twins = [makePage('fault', { key: 'same' }), makePage('fault', { key: 'same' })];
    const document = write([judged('a', { pages: twins })]);
    expect(document.findings).toHaveLength(1);
    expect(document.results).toMatchObject([{ counts: { failed: 1, crashed: 1 } }]);
  });

  it('shows the address only, where nobody may quote', () => {
    const secret = check({ addressOnly: true, observed: { zh: '密', en: 'secret' } });
    const [finding] = write([judged('a', { pages: pages.slice(0, 1) }, [secret])], [secret]).findings;
    expect(finding?.evidence).toEqual([{ role: 'shows', ...at, url: `${at.url}p0` }]);
    expect(finding).not.toHaveProperty('observed');
  });
});

it('gives a finding of all units to the one that is to mend it', () => {
  const together = definePortfolioCheck({
    ...sample,
    claims: 'state',
    subjects: (sites) => [...sites.values()].slice(0, 1),
    blames: () => 'b',
    *examine() {
      yield { message: 'seen', data: {}, at, key: 'k' };
    },
  });
  const judgements = [judged('a', {}), judged('b', {})];
  const verdicts = judgePortfolio(judgements, [{ check: together, options: {} }], grounds);
  expect(verdicts).toMatchObject([{ unit: 'b', kind: 'failed' }]);
});

it('a fingerprint depends on check, unit, subject and key, and on nothing else', () => {
  const identity = { check: 'c', unit: 'u', subject: 's', key: 'k' };
  expect(fingerprint(identity)).toBe('fp:v1:88ab5c4ca495de8b645b65acdd54d010'); // known for good: ledgers hold them
  const others = Object.keys(identity).map((part) => fingerprint({ ...identity, [part]: 'x' }));
  expect(new Set([fingerprint(identity), ...others]).size).toBe(5);
});
