import { describe, expect, it } from 'vitest';
import { judgeGate, parseGate, type GateInput } from '../../src/audit/gate.ts';
import { findingsDocument, gateDocument, type FindingsDocument } from '../../src/contract/findings-document.ts';
import { UserError } from '../../src/lib/error.ts';
import { at } from '../support/site.ts';

describe('parseGate', () => {
  it.each([
    [
      'major>0',
      [{ of: 'findings', severity: 'major', exactly: false, isNew: false, review: false, operator: '>', bound: 0 }],
    ],
    ['=minor>3', [{ severity: 'minor', exactly: true, bound: 3 }]],
    ['new.major>0', [{ severity: 'major', isNew: true }]],
    ['review.new.info >= 10', [{ severity: 'info', isNew: true, review: true, operator: '>=', bound: 10 }]],
    ['veto==1', [{ severity: 'veto', operator: '=', bound: 1 }]],
    ['coverage<95%', [{ of: 'coverage', operator: '<', bound: 0.95 }]],
    ['coverage<0.9', [{ of: 'coverage', bound: 0.9 }]],
    ['new.major>0, coverage<95%', [{ severity: 'major' }, { of: 'coverage' }]],
  ])('%s', (expression, expected) => {
    expect(parseGate(expression)).toMatchObject(expected);
  });

  it.each([
    ['mayor>0', 1, 'major'],
    ['major>0,coverge<95%', 9, 'coverage'],
    ['major', 1, undefined],
    ['', 1, undefined],
    ['major>0,', 9, undefined],
    ['major>x', 7, undefined],
    ['major>5%', 7, undefined],
    ['old.major>0', 1, undefined],
    ['new.=mjor>0', 6, 'major'],
    ['major>>0', 7, undefined],
    ['major>0;minor>1', 7, undefined],
  ])('refuses “%s” at column %i', (expression, column, meant) => {
    expect(() => parseGate(expression)).toThrow(UserError);
    try {
      parseGate(expression);
    } catch (error) {
      expect(error).toMatchObject({ where: { column }, exitCode: 2 });
      if (meant !== undefined) expect((error as UserError).hint).toContain(meant);
    }
  });
});

const ground = { from: 'register', sure: true, why: { zh: '', en: '' } } as const;
const text = { zh: '', en: '' };
const hash = at.capture;

/** A document of so many findings of each severity, and units of such coverage. */
function documentOf(
  findings: readonly [severity: string, outcome: string][],
  ratios: readonly number[],
): FindingsDocument {
  return findingsDocument.parse({
    schemaVersion: '1.0',
    tool: { name: 'duwang', version: '0', reader: '0' },
    run: { id: 'r', asOf: '2026-03-02', since: '2025-01-01' },
    inputs: { snapshots: [], configuration: hash, standards: hash, checks: hash },
    units: ratios.map((ratio, index) => ({
      id: `u${index}`,
      name: '甲县',
      type: 'county',
      grounds: { name: ground, type: ground, region: ground },
      entry: [at.url],
      entryState: { state: ratio === 0 ? 'failed' : 'read', url: at.url, detail: '' },
      ending: 'done',
      fetchedFrom: at.fetchedAt,
      fetchedTo: at.fetchedAt,
      coverage: { given: 0, due: 0, ratio, urls: { known: 0, fetched: 0, failed: {}, skipped: {} }, columns: 0 },
      columns: [],
    })),
    results: [],
    findings: findings.map(([severity, outcome], index) => ({
      id: `fp:v1:${String(index).padStart(32, '0')}`,
      unit: 'u0',
      check: 'c',
      family: 'platform',
      severity,
      outcome,
      url: at.url,
      subject: 's',
      message: text,
      confirm: 'same-run',
      basis: [{ rule: 'R', title: 'R', source: 'S', clause: '1', confidence: 'read' }],
      evidence: [{ role: 'shows', ...at }],
    })),
  });
}

const some = [
  ['veto', 'failed'],
  ['major', 'failed'],
  ['minor', 'failed'],
  ['minor', 'needs-review'],
] as [string, string][];

describe('judgeGate', () => {
  const judge = (
    expression: string | undefined,
    parts: Partial<GateInput> = {},
    ratios: readonly number[] = [0.9, 1],
  ) =>
    judgeGate({
      document: documentOf(some, ratios),
      terms: expression === undefined ? [] : parseGate(expression),
      floor: 0.8,
      isNew: () => true,
      partial: false,
      ...parts,
    });

  it.each([
    [undefined, 0, [], 'findings alone do not fail a run'],
    ['major>1', 1, ['2'], 'or worse'],
    ['major>2', 0, ['2'], 'no more than two'],
    ['=major>1', 0, ['1'], 'just major'],
    ['minor>3', 0, ['3'], 'needs-review does not count'],
    ['review.minor>0', 1, ['1'], 'unless asked for'],
    ['coverage<95%', 3, ['90%'], 'a coverage term'],
    ['coverage<50%', 0, ['90%'], 'replaces the floor'],
    ['veto>0,coverage<95%', 3, ['1', '90%'], 'the graver exit code'],
  ] as readonly [string | undefined, number, readonly string[], string][])(
    '%s: exit %i (%s %s)',
    (expression, exitCode, found) => {
      const gate = judge(expression);
      expect(gateDocument.parse(gate)).toEqual(gate);
      expect(gate.exitCode).toBe(exitCode);
      expect(gate.passed).toBe(exitCode === 0);
      expect(gate.terms.map((term) => term.found)).toEqual(found);
    },
  );

  it('keeps a floor of coverage where nobody asked', () => {
    expect(judge(undefined, {}, [0.79, 1])).toMatchObject({
      exitCode: 3,
      units: [{ result: 'FAIL' }, { result: 'PASS' }],
    });
  });
  it('does not take a unit for audited whose entry was not read', () => {
    expect(judge('coverage<0%', {}, [0])).toMatchObject({ exitCode: 3, units: [{ result: 'FAIL' }] });
  });
  it('counts only what is new', () => {
    const isNew = ({ id }: { id: string }) => id.endsWith('1');
    expect(judge('new.info>1', { isNew }).terms).toMatchObject([{ found: '1', result: 'PASS' }]);
  });
  it('says that a partial run is partial', () => {
    expect(judge('veto>0', { partial: true }).exitCode).toBe(4);
  });
});
