import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/fetch/browser/find-browser.ts';
import { isRoot } from '../../src/fetch/browser/renderer.ts';
import { renderSheet } from '../../src/evidence/sheet.tsx';
import { showPage } from '../../src/extract/show-page.ts';
import { parseDay, type Day } from '../../src/lib/day.ts';
import type { Exhibits } from '../../src/report/html/exhibit.tsx';
import { renderNotice } from '../../src/report/html/notice-page.tsx';
import { renderReport } from '../../src/report/html/render-report.ts';
import { makeDocument, makeEvidence, makeFinding, makeReportedUnit } from '../support/findings.ts';

const executablePath = findBrowser(undefined);
const folder = mkdtempSync(join(tmpdir(), 'duwang-report-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const units = [
  makeReportedUnit(),
  makeReportedUnit({ id: 'qingxi', name: '青溪镇人民政府', type: 'town', ending: 'interrupted' }),
];
const findings = [
  ...Array.from({ length: 400 }, (_, index) => makeFinding(index, { unit: index % 2 === 0 ? 'qs-county' : 'qingxi' })),
  makeFinding(1000, {
    unit: 'qingxi',
    family: 'gazette',
    check: 'gazette-issue-gap',
    message: { zh: '政府公报缺第4期<img src=x onerror=alert(1)>', en: 'an issue is missing' },
    outcome: 'needs-review',
    evidence: [makeEvidence({ url: 'javascript:alert(1)', quote: '</script><script>alert(1)</script>' })],
  }),
];

const [shown] = findings;
const shownId = shown?.id ?? '';
const anchor = shownId.replaceAll(':', '-');
const stored = showPage({
  title: 'http://www.example.gov.cn/tzgg/',
  head: ['存档页面'],
  text: `<script>alert(1)</script><img src="http://example.invalid/x.png"><p>前</p>${'<p>行</p>'.repeat(200)}<ul><li>关于……的通知 2025-03-01</li></ul>`,
  marks: [{ id: anchor, quote: '关于……的通知 2025-03-01' }],
});
/** One pixel. */
const pixel = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const exhibits: Exhibits = new Map([
  [
    shownId,
    {
      picture: { near: 'pictures/near.webp', page: 'pictures/page.webp' },
      stored: { path: 'pages/a.html', anchor },
      live: { zh: '2026-03-02 09:00 复看：页面已变，引文仍在', en: 'changed' },
    },
  ],
  [findings[2]?.id ?? '', { withheld: 'personal' }],
  [findings[4]?.id ?? '', { withheld: 'secret' }],
]);
const document = makeDocument(findings, units);
const notice = renderNotice({
  number: '2026-001',
  issuer: undefined,
  issuedOn: day('2026-03-02'),
  deadline: day('2026-03-16'),
  rereadOn: day('2026-03-17'),
  unit: makeReportedUnit(),
  document,
  findings: [...findings.slice(0, 3), ...findings.slice(-1)],
  pictures: new Map([[shownId, pixel]]),
});

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  if (executablePath === undefined) return;
  const files = new Map<string, string | Uint8Array>([
    ...renderReport(document, 'zh', exhibits),
    ['pages/a.html', stored.html],
    ['pictures/near.webp', pixel],
    ['pictures/page.webp', pixel],
    ['notice.html', notice],
    [
      'sheet.html',
      renderSheet(
        makeDocument(findings.slice(0, 2), units),
        new Map([[shownId, [{ source: pixel, caption: '局部' }]]]),
        'zh',
      ),
    ],
  ]);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  browser = await chromium.launch({
    executablePath,
    chromiumSandbox: !isRoot(),
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: false });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(request.url());
  });
});

afterAll(async () => {
  if (executablePath !== undefined) await browser.close();
  rmSync(folder, { recursive: true });
});

const open = (path: string): Promise<unknown> => page.goto(pathToFileURL(join(folder, path)).href);

/** What axe calls serious, in a window of its own: the policy of the report lets no foreign script in. */
async function barriers(path: string): Promise<readonly string[]> {
  const context = await browser.newContext({ bypassCSP: true });
  const other = await context.newPage();
  await other.goto(pathToFileURL(join(folder, path)).href);
  await other.evaluate(axe);
  const serious = await other.evaluate<readonly string[]>(
    `axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  );
  await context.close();
  return serious;
}

describe.skipIf(executablePath === undefined)('the report from a disk (skipped: no Chromium on this machine)', () => {
  it('finds what is searched for, without a network and without a complaint', async () => {
    await open('index.html');
    await page.fill('input[name=words]', '缺第4期');
    await page.waitForSelector('#hits li');
    expect(await page.textContent('#state')).toBe('显示 1 条，共 1 条');
    await page.fill('input[name=words]', '');
    await page.selectOption('select[name=unit]', 'qingxi');
    await page.locator('#state', { hasText: '显示 200 条，共 201 条' }).waitFor();
    await page.selectOption('select[name=outcome]', 'needs-review');
    await page.locator('#state', { hasText: '显示 1 条，共 1 条' }).waitFor();
    await page.click('#hits a');
    await page.waitForSelector('article.finding:target, article.finding');
    expect(page.url()).toContain('units/qingxi');
    expect(
      await page.locator('article.finding').filter({ hasText: '缺第4期<img src=x onerror=alert(1)>' }).count(),
    ).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('shows the picture and, once it is opened, the stored page that can do nothing, at the words', async () => {
    complaints.length = 0;
    const asked: string[] = [];
    const note = (request: { url: () => string }): void => void asked.push(request.url());
    page.on('request', note);
    await open('units/qs-county.html');
    expect(asked.filter((url) => url.includes('/pages/'))).toEqual([]);
    const card = page.locator(`#${anchor}`);
    await card.scrollIntoViewIfNeeded();
    await page.waitForFunction('document.querySelector(".exhibit img").naturalWidth === 1');
    expect(await card.locator('a.thumb').getAttribute('href')).toBe('../pictures/page.webp');
    expect(await card.textContent()).toContain('复看：页面已变，引文仍在');
    await card.locator('details.stored summary').click();
    const frame = page.frameLocator(`#${anchor} iframe`);
    await frame.locator(`mark#${anchor}`).waitFor();
    expect(await frame.locator('mark').allTextContents()).toEqual(['关于……的通知 2025-03-01']);
    const inner = page.frames().find((one) => one.url().includes('/pages/a.html'));
    expect(await inner?.evaluate<number>('scrollY')).toBeGreaterThan(0);
    expect(
      await inner?.evaluate<string>('document.querySelectorAll("script,img,a[href],form").length + self.origin'),
    ).toBe('0null');
    page.off('request', note);
    const said = await page.textContent('body');
    expect(said).toContain('报告不嵌入存档页面');
    expect(said).toContain('请按保密规定线下处置');
    expect(complaints).toEqual([]);
  });

  it.each([1280, 390])('needs no scrolling sideways at %d pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['index.html', 'units/qs-county.html', 'notice.html', 'sheet.html']) {
      await open(path);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  it.each(['index.html', 'units/qs-county.html', 'units/qingxi.html', 'notice.html', 'sheet.html', 'pages/a.html'])(
    '%s: axe finds nothing serious',
    async (path) => {
      expect(await barriers(path)).toEqual([]);
    },
  );

  it.each(['units/qs-county.html', 'notice.html', 'sheet.html'])('%s prints on A4', async (path) => {
    await open(path);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45]\.?\d* 84[12]\.?\d*\]/);
  });
});
