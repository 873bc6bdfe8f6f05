import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findingsDocument } from '../../src/contract/findings-document.ts';
import { runCli, smallSite, temporaryFolder } from '../support/cli.ts';

const judged = ['--type', 'department', '--as-of', '2026-03-02', '--quiet'];

const findingsIn = (folder: string, out: string): readonly string[] =>
  findingsDocument
    .parse(JSON.parse(readFileSync(join(folder, out, 'findings.json'), 'utf8')))
    .findings.map(({ id, outcome }) => `${id} ${outcome}`);

it('imports a folder, and a pack of evidence, as if crawled', async () => {
  const folder = temporaryFolder(smallSite);
  const base = ['--base', 'http://www.example.gov.cn/'];
  const audited = ['audit', '--replay', 'site', ...base, ...judged, '--store', 'own', '--out', 'own-out'];
  expect((await runCli(folder, audited)).code).not.toBe(2);

  const imported = await runCli(folder, ['import', 'site', ...base, '--store', 'taken', '--quiet']);
  expect(imported).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^www\.example\.gov\.cn@.*\tdone\n$/) as string,
  });
  const id = imported.stdout.split('\t')[0] ?? '';
  await runCli(folder, ['check', id, ...judged, '--store', 'taken', '--out', 'taken-out']);
  expect(findingsIn(folder, 'taken-out')).toEqual(findingsIn(folder, 'own-out'));

  // An absence carries the whole site along: what comes out of the pack is what went in.
  const given = ['--findings', 'own-out/findings.json', '--no-pictures', '--store', 'own'];
  await runCli(folder, ['evidence', 'pack', '--unit', 'www.example.gov.cn', ...given, '--to', 'all.wacz']);
  const again = await runCli(folder, ['import', 'all.wacz', ...base, '--store', 'again', '--quiet']);
  expect(again).toMatchObject({ code: 0 });
  await runCli(folder, ['check', ...judged, '--store', 'again', '--out', 'again-out']);
  expect(findingsIn(folder, 'again-out')).toEqual(findingsIn(folder, 'own-out'));
});

it.each(['nothing.wacz', resolve('package.json')])('%s is nothing to import', async (archive) => {
  expect(await runCli(temporaryFolder(), ['import', archive])).toMatchObject({ code: 2 });
});
