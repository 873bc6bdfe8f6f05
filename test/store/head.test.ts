import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { runCli, smallSite, temporaryFolder } from '../support/cli.ts';

it('shows when a capture was changed, moved or dropped after the run was sealed', async () => {
  const folder = temporaryFolder(smallSite);
  const judged = ['--base', 'http://www.example.gov.cn/', '--type', 'department', '--as-of', '2026-03-02', '--quiet'];
  await runCli(folder, ['audit', '--replay', 'site', ...judged, '--out', 'out']);
  const headNow = (): readonly [sealed: string | undefined, now: string] => {
    const store = openStore(join(folder, '.duwang'), 'read');
    try {
      const [entry] = store.snapshots();
      const snapshot = store.readSnapshot(entry?.id ?? '');
      return [snapshot.head, store.headOf(snapshot)];
    } finally {
      store.close();
    }
  };
  const [sealed, before] = headNow();
  expect(sealed).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(before).toBe(sealed);

  const doubted = async (): Promise<string> => {
    const { code, stdout, stderr } = await runCli(folder, ['evidence', 'verify', '.duwang']);
    return `${code} ${stdout}${stderr}`;
  };
  expect(await doubted()).toMatch(/^0 核验通过：1 次抓取，\d+ 条记录，\d+ 份正文\n$/);

  const change = (sql: string): void => {
    const groups = join(folder, '.duwang', 'groups');
    for (const name of readdirSync(groups).filter((file) => file.endsWith('.db'))) {
      const db = new Database(join(groups, name));
      db.exec(sql);
      db.close();
    }
  };
  const pack = ['evidence', 'pack', '--unit', 'www.example.gov.cn', '--findings', 'out/findings.json', '--no-pictures'];
  expect(await runCli(folder, [...pack, '--to', 'whole.wacz'])).toMatchObject({ code: 0 });
  change(`update captures set json = replace(json, '"depth":1', '"depth":91')`);
  expect(headNow()[1]).not.toBe(sealed);
  expect(await doubted()).toMatch(/^6 .*www\.example\.gov\.cn@.* its captures were changed/s);
  expect(await runCli(folder, [...pack, '--to', 'changed.wacz'])).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('封存之后被改动过') as string,
  });
  expect(await doubted()).toMatch(/^6 .*www\.example\.gov\.cn@.* its captures were changed/s);
  change(`update captures set json = replace(json, '"depth":91', '"depth":1')`);
  expect(headNow()[1]).toBe(sealed);
  change(`update bodies set bytes = cast('x' || substr(bytes, 2) as blob) where id = (select max(id) from bodies)`);
  expect(await doubted()).toMatch(/^6 .*www\.example\.gov\.cn@\S+ #\S+ http:\S+: sha256:\S+/s); // the run and the capture
  change('delete from bodies where id = (select max(id) from bodies)');
  expect(await doubted()).toMatch(/^6 .*its body is not there/s);
  change('delete from captures where id = (select max(id) from captures)');
  expect(headNow()[1]).not.toBe(sealed);
});
