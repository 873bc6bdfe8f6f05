import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingsDocument } from '../../src/contract/findings-document.ts';
import { serveFolder } from '../../src/cli/run/serve-folder.ts';
import { unzip } from '../../src/evidence/archive.ts';
import { runCli, smallSite, temporaryFolder } from '../support/cli.ts';

it('keeps what was stored and what the live page says now, and says both', async () => {
  const folder = temporaryFolder(smallSite);
  const { url, server } = await serveFolder(join(folder, 'site'));
  try {
    const judged = ['--type', 'department', '--as-of', '2026-03-02', '--render', 'never', '--quiet', '--out', 'out'];
    await runCli(folder, ['audit', url, ...judged]);
    const { findings } = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8')));
    const stale = findings.find(({ check }) => check === 'stale-column');
    expect(stale).toBeDefined();
    const pack = async (to: string): Promise<{ says: string; stderr: string }> => {
      const args = ['evidence', 'pack', stale?.id ?? '', '--findings', 'out/findings.json', '--no-pictures', '--live'];
      const { code, stderr } = await runCli(folder, [...args, '--to', to]);
      expect(code).toBe(0);
      expect(await runCli(folder, ['evidence', 'verify', to])).toMatchObject({ code: 0 });
      const files = unzip(readFileSync(join(folder, to)), to);
      const looks = JSON.parse(Buffer.from(files.get('duwang/live.json') ?? []).toString('utf8')) as { says: string }[];
      return { says: looks.map(({ says }) => says).join(), stderr };
    };
    expect(await pack('same.wacz')).toMatchObject({ says: 'same' });

    const page = join(folder, 'site/tzgg/index.html');
    const before = readFileSync(page, 'utf8');
    writeFileSync(page, before.replace('</ul></div>', '<li>新增</li></ul></div>').replace('首页', '网站首页'));
    expect(await pack('more.wacz')).toMatchObject({ says: 'quote-stands' });

    writeFileSync(page, before.replaceAll('关于开展安全检查的通知', '关于别的通知'));
    const gone = await pack('gone.wacz');
    expect(gone.says).toBe('quote-gone');
    expect(gone.stderr).toContain('两者都保留');
    // Both are in it: the line that was there, and the one that is there now.
    const warc = unzip(readFileSync(join(folder, 'gone.wacz')), 'gone').get('duwang/captures.jsonl');
    expect(Buffer.from(warc ?? []).toString('utf8')).toContain('"id":"live-');

    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await pack('down.wacz')).toMatchObject({ says: 'not-reached' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
