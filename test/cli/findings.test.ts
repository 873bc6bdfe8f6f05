import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsDocument, type FindingsDocument } from '../../src/contract/findings-document.ts';
import { runCli, smallSite, temporaryFolder, type Ran } from '../support/cli.ts';

const audit = ['audit', '--replay', 'site', '--base', 'http://jyj.example.gov.cn/', '--type', 'department'];

async function audited(): Promise<{ readonly folder: string; readonly document: FindingsDocument }> {
  const folder = temporaryFolder(smallSite);
  await runCli(folder, [...audit, '--quiet', '--out', 'out/a']);
  const document = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/a/findings.json'), 'utf8')));
  return { folder, document };
}

describe('findings', () => {
  it('lists those of the last run, the worst first, and shows one by its id', async () => {
    const { folder, document } = await audited();
    const listed = await runCli(folder, ['findings', 'list']);
    expect(listed).toMatchObject({ code: 0, stderr: 'out/a/findings.json\n' });
    const ids = listed.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect([...ids].sort()).toEqual(document.findings.map(({ id }) => id).sort());
    const stale = document.findings.find(({ check }) => check === 'stale-column');
    const shown = await runCli(folder, ['findings', 'show', stale?.id ?? '']);
    expect(shown.code).toBe(0);
    for (const part of [stale?.message.zh, stale?.evidence[0]?.capture, stale?.basis[0]?.rule])
      expect(shown.stdout).toContain(part);
    const one = await runCli(folder, ['findings', 'list', '--check', 'stale-column', '--json']);
    expect(JSON.parse(one.stdout)).toMatchObject([{ id: stale?.id }]);
  });

  it.each<[string, readonly string[]]>([
    ['no such finding', ['show', 'fp:v1:0']],
    ['no such unit', ['list', '--unit', 'x']],
    ['no such check', ['list', '--check', 'stale-colum']],
    ['cannot be read', ['list', '--findings', 'nowhere.json']],
  ])('knows %s', async (says, args) => {
    const { folder } = await audited();
    const ran = await runCli(folder, ['findings', ...args]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(says) as string });
  });
});

describe('diff', () => {
  it('calls nothing mended that was not judged again', async () => {
    const { folder, document } = await audited();
    const diff = (change: (now: FindingsDocument) => FindingsDocument): Promise<Ran> => {
      writeFileSync(join(folder, 'now.json'), JSON.stringify(change(document)));
      return runCli(folder, ['diff', 'out/a/findings.json', 'now.json', '--json']);
    };
    const standings = ({ stdout }: Ran): readonly string[] => [
      ...new Set((JSON.parse(stdout) as { standing: string }[]).map(({ standing }) => standing)),
    ];
    expect(standings(await diff((now) => now))).toEqual(['persisting']);
    const mended = (now: FindingsDocument): FindingsDocument => ({ ...now, findings: [] });
    expect(standings(await diff(mended))).toEqual(['no-longer-found']);
    const cut = await diff((now) => ({
      ...mended(now),
      units: now.units.map((unit) => ({ ...unit, ending: 'interrupted' })),
    }));
    expect(standings(cut)).toEqual(['not-rechecked']);
    expect(standings(await diff((now) => ({ ...mended(now), results: [] })))).toEqual(['not-rechecked']);
    writeFileSync(join(folder, 'none.json'), JSON.stringify(mended(document)));
    expect(standings(await runCli(folder, ['diff', 'none.json', 'out/a/findings.json', '--json']))).toEqual(['new']);
  });
});

describe('init', () => {
  it('writes what the other commands take, and touches nothing that is there', async () => {
    const folder = temporaryFolder();
    const urls = ['https://www.example.gov.cn/', 'http://example.gov.cn/b/'];
    expect(await runCli(folder, ['init', ...urls])).toMatchObject({ code: 0, stdout: 'units.yaml\nduwang.yaml\n' });
    expect(await runCli(folder, ['units', 'check', 'units.yaml'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('example.gov.cn-2') as string,
    });
    expect(await runCli(folder, ['config', 'print'])).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['init'])).toMatchObject({ code: 2 });
    const empty = temporaryFolder();
    await runCli(empty, ['init', '--lang', 'en']);
    expect(await runCli(empty, ['units', 'check', 'units.yaml'])).toMatchObject({ code: 0 });
    expect(await runCli(temporaryFolder(), ['init', 'nowhere'])).toMatchObject({ code: 2 });
  });
});
