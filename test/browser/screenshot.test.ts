import { describe, expect, it } from 'vitest';
import { printPdf, shoot, type Shot } from '../../src/evidence/screenshot.ts';
import { renderSheet } from '../../src/evidence/sheet.tsx';
import { findBrowser } from '../../src/fetch/browser/find-browser.ts';
import { isRoot } from '../../src/fetch/browser/renderer.ts';
import { makeDocument, makeEvidence, makeFinding } from '../support/findings.ts';

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
  quotes: [],
  near: ['通知公告'],
  caption: ['GW-D8 栏目更新周期', 'http://www.example.gov.cn/tzgg/', '2026-03-02 09:00  sha256:abc'],
};

/** Width and height of a lossy WebP, from its head. */
const size = (bytes: Uint8Array): readonly [number, number] => {
  const view = Buffer.from(bytes);
  const at = view.indexOf(Buffer.of(0x9d, 0x01, 0x2a));
  return [view.readUInt16LE(at + 3) & 0x3fff, view.readUInt16LE(at + 5) & 0x3fff];
};

describe.skipIf(executablePath === undefined)('screenshots (skipped: no Chromium on this machine)', () => {
  it('shows the page with the place marked, and the place from near', async () => {
    const { url, near, caption } = shot;
    const plain = { url, html, near, caption };
    const asked: string[] = [];
    const asset = (url: string): Promise<undefined> => {
      asked.push(url);
      return Promise.resolve(undefined);
    };
    const missing: Shot = { ...shot, finding: 'fp:v1:2', selector: '#nowhere', quotes: ['不在页面上的话'], near: [] };
    const byQuote: Shot = { ...plain, finding: 'fp:v1:3', quotes: ['第7条通知 2025-03-23'] };
    const masked: Shot = { ...plain, finding: 'fp:v1:4', quotes: ['138****1234'] };
    const nearby: Shot = { ...plain, finding: 'fp:v1:5', quotes: ['不在页面上的话'] };
    const { pictures, failed } = await shoot([shot, missing, byQuote, masked, nearby], {
      executablePath: executablePath ?? '',
      sandbox: !isRoot(),
      asset,
    });
    expect(failed).toEqual([]);
    expect(pictures.map(({ finding, kind, found }) => `${finding} ${kind} ${found}`)).toEqual([
      'fp:v1:1 page exact',
      'fp:v1:1 close-up exact',
      'fp:v1:2 page not',
      'fp:v1:3 page exact',
      'fp:v1:3 close-up exact',
      'fp:v1:4 page exact',
      'fp:v1:4 close-up exact',
      'fp:v1:5 page near',
      'fp:v1:5 close-up near',
    ]);
    expect(asked).toEqual(expect.arrayContaining(['http://www.example.gov.cn/s.css']));
    const [page, close] = pictures;
    expect(size(page?.bytes ?? new Uint8Array())[0]).toBe(960);
    expect(size(close?.bytes ?? new Uint8Array())[1]).toBeLessThan(400);
    const document = makeDocument([makeFinding(1)]);
    const sheet = renderSheet(
      document,
      new Map([[document.findings[0]?.id ?? '', [{ source: close?.bytes ?? new Uint8Array(), caption: '局部' }]]]),
      'zh',
    );
    expect(sheet).toContain('问题证据单');
  });

  it('prints each finding on one page, however much is to be said', async () => {
    const long = '政务公开 > 法定主动公开内容 > 通知公告（2020-01-01）、'.repeat(20);
    const pieces = Array.from({ length: 12 }, (_, index) =>
      makeEvidence({ url: `http://www.example.gov.cn/${'a'.repeat(90)}/${index}`, capture: `sha256:${index}` }),
    );
    const document = makeDocument([
      makeFinding(1, { message: { zh: long, en: long }, observed: { zh: long, en: long }, evidence: pieces }),
      makeFinding(2),
    ]);
    const { pictures } = await shoot([shot], { executablePath: executablePath ?? '', sandbox: !isRoot() });
    const source = pictures[0]?.bytes ?? new Uint8Array();
    const shown = new Map(document.findings.map(({ id }) => [id, [{ source, caption: '全页' }]]));
    const pdf = await printPdf(renderSheet(document, shown, 'zh'), executablePath ?? '', !isRoot());
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g),
    ).toHaveLength(2);
  });
});
