import { describe, expect, it } from 'vitest';
import { shoot, type Shot } from '../../src/evidence/screenshot.ts';
import { renderSheet } from '../../src/evidence/sheet.tsx';
import { findBrowser } from '../../src/fetch/browser/find-browser.ts';
import { isRoot } from '../../src/fetch/browser/renderer.ts';
import { makeDocument, makeFinding } from '../support/findings.ts';

const executablePath = findBrowser(undefined);

const rows = Array.from(
  { length: 30 },
  (_, index) =>
    `<li><a href="/${index}.html">第${index}条通知</a><span>2025-03-${String(30 - index).padStart(2, '0')}</span></li>`,
);
const html = `<!doctype html><meta charset="gbk"><title>通知公告</title><link rel="stylesheet" href="/s.css"><script>document.title='ran'</script>
<h1>通知公告</h1><ul class="list">${rows.join('')}</ul><p>电话13800551234</p><img src="http://127.0.0.1:9/beacon.png">`;

const shot: Shot = {
  finding: 'fp:v1:1',
  url: 'http://www.example.gov.cn/tzgg/',
  html,
  selector: 'ul.list > li:nth-child(3)',
  quote: undefined,
  caption: ['GW-D8 栏目更新周期', 'http://www.example.gov.cn/tzgg/', '2026-03-02 09:00  sha256:abc'],
  masked: ['13800551234'],
};

/** Width and height of a PNG, from its head. */
const size = (bytes: Uint8Array): readonly [number, number] => {
  const view = Buffer.from(bytes);
  return [view.readUInt32BE(16), view.readUInt32BE(20)];
};

describe.skipIf(executablePath === undefined)('screenshots (skipped: no Chromium on this machine)', () => {
  it('shows the page with the place marked, and the place from near', { timeout: 60_000 }, async () => {
    const asked: string[] = [];
    const stored = (url: string): undefined => void asked.push(url);
    const missing: Shot = { ...shot, finding: 'fp:v1:2', selector: '#nowhere', quote: '不在页面上的话' };
    const byQuote: Shot = { ...shot, finding: 'fp:v1:3', selector: undefined, quote: '第7条通知 2025-03-23' };
    const { pictures, failed } = await shoot([shot, missing, byQuote], {
      executablePath: executablePath ?? '',
      sandbox: !isRoot(),
      stored,
    });
    expect(failed).toEqual([]);
    expect(pictures.map(({ finding, kind, found }) => `${finding} ${kind} ${String(found)}`)).toEqual([
      'fp:v1:1 page true',
      'fp:v1:1 close-up true',
      'fp:v1:2 page false',
      'fp:v1:3 page true',
      'fp:v1:3 close-up true',
    ]);
    expect(asked).toEqual(expect.arrayContaining(['http://www.example.gov.cn/s.css']));
    const [page, close] = pictures;
    expect(size(page?.bytes ?? new Uint8Array())[0]).toBe(1280);
    expect(size(close?.bytes ?? new Uint8Array())[1]).toBeLessThan(400);
    const document = makeDocument([makeFinding(1)]);
    const sheet = renderSheet(
      document,
      new Map([[document.findings[0]?.id ?? '', [{ bytes: close?.bytes ?? new Uint8Array(), caption: '局部' }]]]),
      'zh',
    );
    expect(sheet).toContain('问题证据单');
  });
});
