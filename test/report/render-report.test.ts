import fc from 'fast-check';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { describe, expect, it } from 'vitest';
import { findingsDocument } from '../../src/contract/findings-document.ts';
import { renderReport } from '../../src/report/html/render-report.ts';
import { makeDocument, makeEvidence, makeFinding, makeReportedUnit } from '../support/findings.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** What an attacker could gain: scripts that are not ours, handlers, addresses that run. */
function dangers(html: string): readonly string[] {
  return [...elements(parse(html))].flatMap(({ tagName, attrs }) => [
    ...(['iframe', 'object', 'embed', 'base', 'form:action'].includes(tagName) ? [tagName] : []),
    ...attrs.flatMap(({ name, value }) => {
      if (name.startsWith('on')) return [name];
      const runs =
        /^(href|src|action|formaction|srcdoc)$/.test(name) && /^\s*(javascript|data|vbscript|file):/i.test(value);
      return runs ? [`${name}=${value}`] : [];
    }),
  ]);
}

const countOf = (html: string, tag: string): number =>
  [...elements(parse(html))].filter(({ tagName }) => tagName === tag).length;

describe('renderReport', () => {
  it('shows what an official asks: unit, clause, expected, observed, quote, hash', () => {
    const document = makeDocument([makeFinding(1)]);
    findingsDocument.parse(document);
    const report = renderReport(document, 'zh');
    expect([...report.keys()]).toEqual(['index.html', 'search/1.js', 'units/qs-county.html']);
    const text = textOf(parse(report.get('units/qs-county.html') ?? ''));
    for (const words of [
      '青山县人民政府',
      '未更新',
      '每6个月至少更新一次',
      '某检查指标',
      '关于……的通知 2025-03-01',
      'sha256:aaaa',
    ])
      expect(text).toContain(words);
    expect(text).toContain('未检查：由脚本填充，未渲染');
    expect(textOf(parse(report.get('index.html') ?? ''))).toContain('96%');
  });

  it('says so when nothing was found', () => {
    expect(renderReport(makeDocument([]), 'zh').get('index.html')).toContain('没有发现问题');
    expect(renderReport(makeDocument([]), 'en').get('index.html')).toContain('Nothing was found');
  });

  it('says that a crawl ended early', () => {
    const report = renderReport(makeDocument([], [makeReportedUnit({ ending: 'interrupted' })]), 'zh');
    expect(report.get('index.html')).toContain('本次抓取提前结束：被中断');
  });

  const hostile = [
    '<script>alert(1)</script>',
    '</script><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '<!--<script>',
    ']]><svg onload=alert(1)>',
    '\u2028alert(1)\u2029',
    '%%LIGHTHOUSE_JAVASCRIPT%%$&$1`${1}',
  ];

  it.each(hostile)('keeps %j as text', (words) => {
    const harmless = renderReport(makeDocument([makeFinding(1)]), 'zh');
    const report = renderReport(
      makeDocument(
        [
          makeFinding(1, {
            message: { zh: words, en: words },
            evidence: [makeEvidence({ quote: words })],
          }),
        ],
        [makeReportedUnit({ name: words })],
      ),
      'zh',
    );
    for (const [path, html] of report) {
      if (!path.endsWith('.html')) continue;
      expect(dangers(html)).toEqual([]);
      expect(countOf(html, 'script')).toBe(countOf(harmless.get(path) ?? '', 'script'));
      expect(countOf(html, 'img')).toBe(0);
    }
    expect(textOf(parse(report.get('units/qs-county.html') ?? ''))).toContain(words);
  });

  it.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'])(
    'makes no link of %s',
    (url) => {
      const finding = makeFinding(1, { url, evidence: [makeEvidence({ url })] });
      const html = renderReport(makeDocument([finding]), 'zh').get('units/qs-county.html') ?? '';
      expect(dangers(html)).toEqual([]);
      expect(html).toContain('alert(1)'.slice(0, url.includes('alert') ? 8 : 0));
    },
  );

  it('lets no text become markup, whatever it is', () => {
    const scripts = countOf(renderReport(makeDocument([makeFinding(1)]), 'zh').get('index.html') ?? '', 'script');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        const report = renderReport(makeDocument([makeFinding(1, { message: { zh: words, en: words } })]), 'zh');
        const html = report.get('index.html') ?? '';
        expect(dangers(html)).toEqual([]);
        expect(countOf(html, 'script')).toBe(scripts);
      }),
      { numRuns: 100 },
    );
  });

  it('stays small with 50,000 findings: the first view under 2 MB, a page of a unit under 1 MB', () => {
    const units = Array.from({ length: 200 }, (_, index) =>
      makeReportedUnit({ id: `u${index}`, name: `单位${index}` }),
    );
    const findings = Array.from({ length: 50_000 }, (_, index) => makeFinding(index, { unit: `u${index % 200}` }));
    const report = renderReport(makeDocument(findings, units), 'zh');
    const size = (path: string): number => Buffer.byteLength(report.get(path) ?? '');
    expect(size('index.html')).toBeLessThan(2_000_000);
    for (const path of report.keys()) if (path.startsWith('units/')) expect(size(path)).toBeLessThan(1_000_000);
    expect([...report.keys()].filter((path) => path.startsWith('search/'))).toHaveLength(10);
  });

  it('gives two ids two files, and no path out of the folder', () => {
    const ids = ['../../etc', '..-..-etc', 'a/b', 'a-b', 'A b', '单位', '单 位', 'a-2', 'con', '.'];
    const units = ids.map((id) => makeReportedUnit({ id }));
    const paths = [...renderReport(makeDocument([], units), 'zh').keys()];
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(ids.length + 1);
    for (const path of paths) expect(path).toMatch(/^(index\.html|units\/[a-z0-9_-]+\.html)$/i);
  });

  it('is the same twice', () => {
    const document = makeDocument([makeFinding(2), makeFinding(1)]);
    expect([...renderReport(document, 'zh')]).toEqual([...renderReport(document, 'zh')]);
  });
});
