import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit } from '../../src/cli/notice/admit.ts';
import { findingsDocument } from '../../src/contract/findings-document.ts';
import { runCli } from '../support/cli.ts';
import { makeFinding } from '../support/findings.ts';

let folder = '';
const given = ['--findings', 'out/findings.json', '--no-pictures'];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'duwang-notice-')));
  const site = ['--replay', resolve('fixtures/sites/county'), '--base', 'http://www.qingshan.gov.cn/'];
  await runCli(folder, ['audit', ...site, '--type', 'county', '--as-of', '2026-03-02', '--out', 'out', '--quiet']);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = basis('read');
function basis(confidence: 'read' | 'secondary'): ReturnType<typeof makeFinding>['basis'] {
  return [{ rule: 'GW-D8', title: '栏目更新周期', source: '某指标', clause: '周期', confidence }];
}

describe('what enters a notice', () => {
  const never = { isConfirmedRule: () => false, wasFoundBefore: () => false };
  it.each([
    ['what failed by a rule that was read', makeFinding(1, { basis: read }), undefined],
    ['what a person has to look at', makeFinding(1, { basis: read, outcome: 'needs-review' }), 'needs-review'],
    ['a hint', makeFinding(1, { basis: read, severity: 'info' }), 'info'],
    [
      'a secrecy mark',
      makeFinding(1, { basis: read, check: 'secrecy-mark', family: 'exposed-personal-data' }),
      'secret',
    ],
    ['a rule known at second hand', makeFinding(1, { basis: basis('secondary') }), 'rule-not-confirmed'],
    ['an absence seen once', makeFinding(1, { basis: read, confirm: 'next-day' }), 'not-read-again'],
  ])('%s: %#', (_, finding, why) => {
    const { admitted, refused } = admit([finding], never);
    expect(refused.map((one) => one.why)).toEqual(why === undefined ? [] : [why]);
    expect(admitted).toHaveLength(why === undefined ? 1 : 0);
  });

  it('a rule that the office confirmed, an absence seen twice', () => {
    const all = [makeFinding(1, { basis: basis('secondary') }), makeFinding(2, { basis: read, confirm: 'next-day' })];
    const grounds = { isConfirmedRule: (rule: string) => rule === 'GW-D8', wasFoundBefore: () => true };
    expect(admit(all, grounds).admitted).toHaveLength(2);
  });
});

describe('duwang notice', () => {
  it('says what may be said, numbers it, and packs its evidence', async () => {
    const { findings } = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8')));
    const first = await runCli(folder, ['notice', ...given, '--issuer', '示例县政务公开办公室', '--deadline', '10wd']);
    expect(first).toMatchObject({ code: 0 });
    const [number = '', file = ''] = first.stdout.trim().split('\t');
    expect(number).toBe('2026-001');
    const html = readFileSync(file, 'utf8');
    for (const words of [
      '政务公开问题整改通知书',
      '青山县人民政府：',
      '编号：2026-001',
      '2026年3月16日前',
      '示例县政务公开办公室',
      '附件2',
    ])
      expect(html).toContain(words);
    const absences = findings.filter(({ confirm }) => confirm === 'next-day');
    expect(absences.length).toBeGreaterThan(0);
    for (const { id } of absences) expect(html).not.toContain(id);
    expect(first.stderr).toContain('须隔20小时再读一次');
    expect(html).not.toMatch(/34029919800101\d{4}/);
    const packed = await runCli(folder, ['evidence', 'pack', '--notice', number, ...given, '--to', 'n.wacz']);
    expect(packed).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['evidence', 'verify', 'n.wacz'])).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['evidence', 'pack', '--notice', '2026-999', ...given])).toMatchObject({ code: 2 });
  });

  it('takes in what the office stands behind', async () => {
    writeFileSync(join(folder, 'duwang.yaml'), 'rules:\n  GW-D8: { confirmed: true }\n');
    const { stdout } = await runCli(folder, ['notice', ...given]);
    expect(readFileSync(stdout.trim().split('\t')[1] ?? '', 'utf8')).toContain('部门动态');
    rmSync(join(folder, 'duwang.yaml'));
  });

  it.each([
    ['--unit', 'nobody'],
    ['--deadline', 'soon'],
    ['--deadline', '2020-01-01'],
  ])('refuses %s %s', async (...flags) => {
    expect(await runCli(folder, ['notice', ...given, ...flags, '--to', 'x.html'])).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'x.html'))).toBe(false);
  });
});
