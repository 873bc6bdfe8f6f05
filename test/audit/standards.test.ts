import { describe, expect, it } from 'vitest';
import { readStandards, type Situation } from '../../src/audit/standards.ts';
import { UserError } from '../../src/lib/error.ts';
import { day } from '../support/site.ts';

const text = `
sources:
  S: { title: 某办法, number: 某令第1号 }
rules:
  - { id: A-1, title: 旧, source: S, clause: 第一条, severity: major, confidence: read, validTo: '2024-12-31' }
  - { id: A-1, title: 新, source: S, clause: 第二条, severity: minor, confidence: read, validFrom: '2025-01-01' }
  - { id: A-2, title: 本市, source: S, clause: 第三条, severity: major, confidence: secondary, jurisdiction: '340200', threshold: { days: 7 } }
  - { id: A-3, title: 政府网站, source: S, clause: 第四条, severity: major, confidence: unverified, binds: [gov-site] }
directories:
  - unitTypes: [school]
    source: S
    clause: 目录
    severity: major
    confidence: read
    items:
      - { id: SC-1, path: [学校概况], aliases: [学校简介], update: { value: 1, unit: day, text: 每日 } }
      - { id: SC-2, path: [招生, 招生计划], required: false, severity: minor, deadline: { yearly: 03-31 } }
elements:
  - id: EL-1
    title: 机构职能
    source: S
    clause: 第五条
    severity: major
    confidence: read
    elements: [{ name: 办公地址, aliases: [地址] }]
vocabularies:
  topics: [财政, 教育]
terms:
  - { wrong: 登陆网站, right: 登录网站, basis: A-2 }
`;
const book = readStandards([{ file: 'a.yaml', text }]);
const now: Situation = { asOf: day('2026-03-02'), adopted: [], overrides: {} };

describe('in force', () => {
  it.each([
    ['A-1', 'county', undefined, '新'],
    ['A-2', 'county', '340221', '本市'],
    ['A-2', 'county', '340000', undefined],
    ['A-2', 'county', undefined, undefined],
    ['A-3', 'town', undefined, '政府网站'],
    ['A-3', 'school', undefined, undefined],
    ['SC-1', 'school', undefined, '学校概况'],
    ['SC-1', 'county', undefined, undefined],
    ['NO-1', 'county', undefined, undefined],
  ] as const)('%s for a %s in %s: %s', (id, type, region, title) => {
    const unit = region === undefined ? { type } : { type, region };
    expect(book.forUnit(unit, now).rule(id)?.title).toBe(title);
  });

  it('judges an act by the rule of its day', () => {
    expect(book.forUnit({ type: 'county' }, now).ruleOn('A-1', day('2024-05-01'))?.title).toBe('旧');
  });

  it('takes a rule of another place when the office adopted it', () => {
    const standards = book.forUnit({ type: 'county', region: '110101' }, { ...now, adopted: ['A-2'] });
    expect(standards.rule('A-2')?.title).toBe('本市');
    expect(standards.terms).toHaveLength(1);
    expect(book.forUnit({ type: 'county', region: '110101' }, now).terms).toEqual([]);
  });

  it('tells unknown from not in force', () => {
    const standards = book.forUnit({ type: 'school' }, now);
    expect([standards.knows('A-3'), standards.knows('NO-1')]).toEqual([true, false]);
  });
});

it('reads directories, elements and words', () => {
  const standards = book.forUnit({ type: 'school' }, now);
  expect(standards.directory('school').map(({ id, title, path, severity }) => [id, title, path, severity])).toEqual([
    ['SC-1', '学校概况', ['学校概况'], 'major'],
    ['SC-2', '招生计划', ['招生', '招生计划'], 'minor'],
  ]);
  expect(standards.directory('county')).toEqual([]);
  expect(standards.elements('EL-1')?.elements).toEqual([{ name: '办公地址', aliases: ['地址'], required: true }]);
  expect(standards.vocabulary('topics')).toEqual(['财政', '教育']);
});

it('lets an office change a rule', () => {
  const overrides = { 'A-3': { confirmed: true, severity: 'info' }, 'A-2': { threshold: { days: 9 } } } as const;
  const standards = book.forUnit({ type: 'county', region: '340221' }, { ...now, overrides });
  expect(standards.rule('A-3')).toMatchObject({ confidence: 'read', severity: 'info' });
  expect(standards.rule('A-2')?.threshold).toEqual({ days: 9 });
});

const row = '{ id: X, title: 甲, source: S, clause: 一, severity: major, confidence: read }';
describe('refuses', () => {
  it.each([
    ['an unknown key', 'rules:\n  - { id: X, titel: 甲 }', { line: 2, column: 14 }, 'title'],
    ['an unknown severity', `rules:\n  - ${row.replace('major', 'mayor')}`, { line: 2, column: 56 }, 'major'],
    ['an unknown source', `sources: { SS: { title: 某 } }\nrules:\n  - ${row}`, { line: 3, column: 32 }, 'SS'],
    ['no day', `rules:\n  - ${row.replace('}', ', validTo: 2026-02-30 }')}`, { line: 2, column: 91 }, undefined],
    ['a clash', `sources: { S: { title: 某 } }\nrules:\n  - ${row}\n  - ${row}`, { line: 4, column: 11 }, undefined],
    ['no YAML', 'rules: [', { line: 1, column: 9 }, undefined],
  ])('%s', (_, broken, where, meant) => {
    const fault = faultOf(() => readStandards([{ file: 'b.yaml', text: broken }]));
    expect(fault.where).toEqual({ file: 'b.yaml', ...where });
    if (meant !== undefined) expect(fault.hint).toContain(meant);
  });
});

function faultOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
