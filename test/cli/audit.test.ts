import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findingsDocument, gateDocument } from '../../src/contract/findings-document.ts';
import { runCli, smallSite, temporaryFolder, type Ran } from '../support/cli.ts';

const replay = ['--replay', 'site', '--base', 'http://jyj.example.gov.cn/', '--out', 'out'];
const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const findings = (folder: string) => findingsDocument.parse(read(folder, 'out/findings.json'));
const gate = (folder: string) => gateDocument.parse(read(folder, 'out/gate.json'));
const audit = (folder: string, ...more: readonly string[]): Promise<Ran> =>
  runCli(folder, ['audit', ...replay, ...more]);

it('audits stored pages, and writes findings, gate and report', async () => {
  const folder = temporaryFolder(smallSite);
  const { code, stdout, stderr } = await audit(folder);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  const document = findings(folder);
  expect(document.units).toMatchObject([
    {
      id: 'jyj.example.gov.cn',
      name: '示例县教育局',
      type: 'department',
      region: '340221',
      entryState: { state: 'read' },
    },
  ]);
  expect(document.units[0]?.grounds.type).toMatchObject({ from: 'guess', sure: true });
  const stale = document.findings.find(({ check }) => check === 'stale-column');
  expect(stale).toMatchObject({
    outcome: 'failed',
    column: { path: ['通知公告'] },
    basis: [{ rule: expect.any(String) as string }],
  });
  expect(stderr).toContain('通知公告');
  expect(gate(folder)).toMatchObject({ passed: true, exitCode: 0, terms: [] });
  expect(existsSync(join(folder, 'out/report/index.html'))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('.out'))).toEqual([]);
});

it('judges a stored snapshot again, byte for byte', async () => {
  const folder = temporaryFolder(smallSite);
  await audit(folder);
  const first = readFileSync(join(folder, 'out/findings.json'));
  const again = await runCli(folder, ['check', '--out', 'again'], { now: () => Date.parse('2026-03-02T15:59:00Z') });
  expect(again.code).toBe(0);
  expect(readFileSync(join(folder, 'again/findings.json')).equals(first)).toBe(true);
  await runCli(folder, ['check', '--out', 'later', '--as-of', '2026-03-03']);
  expect(readFileSync(join(folder, 'later/findings.json')).equals(first)).toBe(false);
});

it('judges again as the command line and the register said at first', async () => {
  const units = `units:
  - { id: a, type: department, entry: http://jyj.example.gov.cn/, overrides: { checks: { stale-column: off } } }
`;
  const folder = temporaryFolder({ ...smallSite, 'units.yaml': units });
  await audit(folder, '--type', 'department', '--name', '甲局');
  await runCli(folder, ['check', '--out', 'again']);
  expect(read(folder, 'again/findings.json')).toEqual(findings(folder));
  await runCli(folder, ['audit', ...replay, '--units', 'units.yaml']);
  await runCli(folder, ['check', '--units', 'units.yaml', '--out', 'again']);
  expect(read(folder, 'again/findings.json')).toEqual(findings(folder));
});

it('makes the report again from findings.json', async () => {
  const folder = temporaryFolder(smallSite);
  await audit(folder, '--format', 'json');
  expect(existsSync(join(folder, 'out/report'))).toBe(false);
  const { code, stdout } = await runCli(folder, ['report', 'out/findings.json']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(folder, 'out/report/index.html')}\n` });
  expect(readFileSync(join(folder, 'out/report/index.html'), 'utf8')).toContain('示例县教育局');
});

describe('exit codes', () => {
  it.each<[string, readonly string[], number]>([
    ['the gate fails', ['--fail-on', 'info>0'], 1],
    ['the gate passes', ['--fail-on', 'veto>99'], 0],
    ['too little coverage', ['--min-coverage', '100'], 3],
    ['a term replaces the floor', ['--min-coverage', '100', '--fail-on', 'coverage<1%'], 0],
    ['the budget was reached', ['--max-pages', '2', '--fail-on', 'info>0'], 4],
  ])('%s: %j', async (_, more, expected) => {
    const folder = temporaryFolder(smallSite);
    const { code } = await audit(folder, ...more);
    expect(code).toBe(expected);
    expect(gate(folder).exitCode).toBe(expected);
  });

  it('the entry was not read: 3, and nothing is accused', async () => {
    const folder = temporaryFolder({ 'site/other.html': 'x' });
    expect((await audit(folder)).code).toBe(3);
    expect(findings(folder).findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(findings(folder).units).toMatchObject([{ coverage: { given: 0 } }]);
  });
});

it('counts what is new since the last run', async () => {
  const folder = temporaryFolder(smallSite);
  const first = await audit(folder, '--fail-on', 'new.info>0');
  const second = await audit(folder, '--fail-on', 'new.info>0');
  expect([first.code, second.code]).toEqual([1, 0]);
});

it('only asks for a look where the type is a guess', async () => {
  const anonymous = Object.fromEntries(
    Object.entries(smallSite).map(([file, html]) => [
      file,
      html
        .replaceAll('3402210021', '')
        .replaceAll('content="示例县教育局"', 'content=""')
        .replace('主办单位：示例县教育局', ''),
    ]),
  );
  const folder = temporaryFolder(anonymous);
  const { stderr } = await runCli(folder, ['audit', ...replay.with(3, 'http://www.example.com/')]);
  const stale = findings(folder).findings.filter(({ check }) => check === 'stale-column');
  expect(stale.map(({ outcome }) => outcome)).toEqual(stale.map(() => 'needs-review'));
  expect(stale[0]?.reviewReason?.zh).toContain('--type');
  expect(stderr).toContain('--type');
  await runCli(folder, ['audit', ...replay.with(3, 'http://www.example.com/'), '--type', 'department']);
  expect(findings(folder).findings.find(({ check }) => check === 'stale-column')?.outcome).toBe('failed');
});

it('does not replace a folder that holds something else', async () => {
  const folder = temporaryFolder({ ...smallSite, 'out/thesis.docx': 'x' });
  const { code, stderr } = await audit(folder);
  expect(code).toBe(2);
  expect(stderr).toContain('thesis.docx');
  expect(existsSync(join(folder, 'out/thesis.docx'))).toBe(true);
});

it('takes options from duwang.yaml, and says of what is wrong in it where', async () => {
  const folder = temporaryFolder({
    ...smallSite,
    'duwang.yaml':
      'checks:\n  stale-column: off\noverrides:\n  - unitType: department\n    checks: { empty-column: off }\n',
  });
  await audit(folder);
  expect(findings(folder).results.map(({ check }) => check)).not.toContain('stale-column');
  expect(findings(folder).results.map(({ check }) => check)).not.toContain('empty-column');
  writeFileSync(join(folder, 'duwang.yaml'), 'failOn: major>0\nchecks:\n  stale-colum: off\n');
  const { code, stderr } = await audit(folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/duwang\.yaml:3:\d+\n.*did you mean stale-column/);
});

it('leaves a check out of one column', async () => {
  const folder = temporaryFolder({
    ...smallSite,
    'duwang.yaml': 'overrides:\n  - column: 通知公告\n    checks: { stale-column: off }\n',
  });
  await audit(folder);
  expect(findings(folder).findings.filter(({ check }) => check === 'stale-column')).toEqual([]);
});

it('shows the columns, the runs and the memory of a URL', async () => {
  const folder = temporaryFolder(smallSite);
  await audit(folder);
  const columns = await runCli(folder, ['columns']);
  expect(columns.stdout).toContain('通知公告\tnotice');
  const runs = await runCli(folder, ['runs', 'list']);
  expect(runs.stdout).toMatch(/^jyj\.example\.gov\.cn@\S+\tjyj\.example\.gov\.cn\t\S+\tdone\n$/);
  const why = await runCli(folder, ['why', 'http://jyj.example.gov.cn/tzgg/1.html']);
  expect(why).toMatchObject({ code: 0, stdout: expect.stringContaining('fetched') as string });
  expect((await runCli(folder, ['why', 'http://jyj.example.gov.cn/nowhere.html'])).code).toBe(1);
  const id = runs.stdout.split('\t')[0] ?? '';
  expect((await runCli(folder, ['check', id, '--out', 'one'])).code).toBe(0);
});

it('audits the units of a register, side by side', async () => {
  const folder = temporaryFolder({
    ...smallSite,
    'units.yaml': `units:
  - { id: a, name: 示例县教育局, type: department, region: '340221', entry: [http://jyj.example.gov.cn/], overrides: { checks: { stale-column: off } } }
  - { id: b, name: 示例小学, type: school, entry: [http://xx.example.gov.cn/], parent: a }
`,
  });
  const { code } = await runCli(folder, ['audit', '--units', 'units.yaml', ...replay]);
  expect(code).toBe(3);
  expect(findings(folder).units.map(({ id, entryState }) => [id, entryState.state])).toEqual([
    ['a', 'read'],
    ['b', expect.not.stringMatching(/^read$/)],
  ]);
  expect(findings(folder).units[1]).toMatchObject({ region: '340221' });
  expect(findings(folder).findings.filter(({ check }) => check === 'stale-column')).toEqual([]);
});

it('publishes the schemas of what it writes, and keeps to them', async () => {
  const folder = temporaryFolder(smallSite);
  await audit(folder);
  for (const name of ['findings', 'gate']) {
    const { stdout } = await runCli(folder, ['schema', name]);
    const published = z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
    const schema = z.fromJSONSchema(published);
    const written = z.record(z.string(), z.unknown()).parse(read(folder, `out/${name}.json`));
    expect(schema.safeParse(written).error).toBeUndefined();
    expect(schema.safeParse({ ...written, schemaVersion: '0.1' }).success).toBe(false);
    expect(schema.safeParse({ ...written, units: [{}] }).success).toBe(false);
  }
});
