import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingsDocument, type FindingsDocument } from '../../src/contract/findings-document.ts';
import { openStore } from '../../src/store/open-store.ts';
import { runCli, smallSite, temporaryFolder } from '../support/cli.ts';

const base = ['--base', 'http://www.example.gov.cn/', '--type', 'department', '--as-of', '2026-03-02', '--quiet'];

/** The small site with forty pages more: what is said of all of them cites only some. */
function manyPages(): Readonly<Record<string, string>> {
  const article = smallSite['site/tzgg/2.html'] ?? '';
  const list = smallSite['site/tzgg/index.html'] ?? '';
  const numbers = Array.from({ length: 40 }, (_, index) => index + 11);
  const rows = numbers.map(
    (n) => `<li><a href="/tzgg/${n}.html">关于第${n}批招生工作的通知</a><span>2024-09-02</span></li>`,
  );
  return {
    ...smallSite,
    'site/tzgg/index.html': list.replace('</li></ul></div>', `</li>${rows.join('')}</ul></div>`),
    ...Object.fromEntries(
      numbers.map((n) => [
        `site/tzgg/${n}.html`,
        article.replaceAll('关于做好', `关于第${n}批`).replace('2024-11-05', '2024-09-02'),
      ]),
    ),
  };
}

it('prunes what only older runs hold and no finding cites, once it is told to', async () => {
  const folder = temporaryFolder(manyPages());
  const audit = async (night: number): Promise<FindingsDocument> => {
    const now = (): number => Date.parse('2026-03-02T04:00:00Z') + night * 86_400_000;
    const args = ['audit', '--replay', 'site', ...base, '--out', `out${night}`];
    expect((await runCli(folder, args, { now })).code).toBeLessThan(4);
    return findingsDocument.parse(JSON.parse(readFileSync(join(folder, `out${night}`, 'findings.json'), 'utf8')));
  };
  const page = join(folder, 'site/tzgg/40.html');
  const text = readFileSync(page, 'utf8');
  const documents: FindingsDocument[] = [];
  for (const night of [0, 1, 2, 3]) {
    writeFileSync(page, text.replace('</title>', `${night}</title>`)); // another body every night
    documents.push(await audit(night));
  }
  const [oldest] = documents;
  const cited = new Set(
    documents.flatMap(({ findings }) => findings.flatMap((one) => one.evidence.map(({ capture }) => capture))),
  );
  const look = (): { bodies: Map<string, boolean>; ids: readonly string[] } => {
    const store = openStore(join(folder, '.duwang'), 'read');
    try {
      const ids = store.snapshots().map(({ id }) => id);
      const all = ids.flatMap((id) =>
        store.readCaptures({ id }).flatMap(({ capture }) => (capture.outcome === 'fetched' ? [capture.body] : [])),
      );
      return { ids, bodies: new Map(all.map((hash) => [hash, store.body(hash) !== undefined])) };
    } finally {
      store.close();
    }
  };
  const before = look();
  expect([...before.bodies.values()]).not.toContain(false);

  const planned = await runCli(folder, ['store', 'prune']);
  expect(planned).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^可清理 2 次旧抓取的 [1-9]\d* 份正文/) as string,
  });
  expect(look()).toEqual(before);

  const done = await runCli(folder, ['store', 'prune', '--yes']);
  expect(/的 (\d+) 份正文/.exec(done.stdout)?.[1]).toBe(/的 (\d+) 份正文/.exec(planned.stdout)?.[1]);
  const after = look();
  const gone = [...after.bodies].filter(([, isHere]) => !isHere).map(([hash]) => hash);
  expect(gone).not.toEqual([]);
  expect(gone.filter((hash) => cited.has(hash))).toEqual([]);

  // What is left verifies, packs and is judged; what is not whole any more is not judged again.
  expect(await runCli(folder, ['evidence', 'verify', '.duwang'])).toMatchObject({ code: 0, stderr: '' });
  expect(await runCli(folder, ['check', ...base.slice(2), '--out', 'again'])).toMatchObject({
    stderr: expect.not.stringContaining('已清理') as string,
  });
  const old = oldest?.inputs.snapshots[0]?.id ?? '';
  expect(await runCli(folder, ['check', old, ...base.slice(2), '--out', 'old'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('已清理') as string,
  });
  const shown = oldest?.findings.find(({ evidence }) => evidence.every(({ role }) => role === 'shows'))?.id ?? '';
  const pack = ['evidence', 'pack', shown, '--findings', 'out0/findings.json', '--no-pictures', '--to', 'old.wacz'];
  expect(await runCli(folder, pack)).toMatchObject({ code: 0 });
  expect(await runCli(folder, ['evidence', 'verify', 'old.wacz'])).toMatchObject({ code: 0 });
  // And it may be fetched again.
  await audit(4);
  expect(await runCli(folder, ['evidence', 'verify', '.duwang'])).toMatchObject({ code: 0, stderr: '' });
  expect((await runCli(folder, ['store', 'prune', '--keep', '9'])).stdout).toContain('可清理 0 次');
});

it('prunes nothing where nothing is stored', async () => {
  const folder = temporaryFolder();
  expect(await runCli(folder, ['store', 'prune'])).toMatchObject({ code: 2 });
  rmSync(folder, { recursive: true });
});
