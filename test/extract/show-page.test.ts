import fc from 'fast-check';
import { parse, defaultTreeAdapter as adapter, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, it } from 'vitest';
import { showPage } from '../../src/extract/show-page.ts';

const show = (text: string, quotes: readonly string[] = []): ReturnType<typeof showPage> =>
  showPage({ title: 't', head: ['存档'], text, marks: quotes.map((quote, index) => ({ id: `q${index}`, quote })) });

/** Every element and attribute that a browser would make of a file. */
function partsOf(html: string): ReadonlySet<string> {
  const parts = new Set<string>();
  const stack: Tree.Node[] = [parse(html)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (adapter.isElementNode(node)) {
      parts.add(node.tagName);
      for (const { name } of node.attrs) parts.add(`${node.tagName}[${name}]`);
    }
    if ('childNodes' in node) stack.push(...node.childNodes);
  }
  return parts;
}

const harmless =
  /^(?:html|head|body|meta|title|style|div|p|span|a|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|h[1-6]|b|strong|i|em|u|s|small|sub|sup|br|hr|pre|code|blockquote|center|font|section|article|header|footer|nav|main|aside|figure|figcaption|address|mark|html\[lang\]|meta\[(?:charset|http-equiv|content|name)\]|\w+\[(?:class|id|title|colspan|rowspan|align|valign|width|height|border|start|lang|dir)\])$/;

describe('a stored page made to be shown', () => {
  it.each([
    '<script>alert(1)</script><p>a</p>',
    '<p onclick="x()" style="background:url(http://e/)">a</p>',
    '<img src=x onerror=alert(1)><iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">a</a><form action="http://e/"><input name=a><button>go</button></form>',
    '<svg><style><img src=x onerror=alert(1)></style></svg><math><mi><mglyph></mi></math>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<base href="http://e/"><meta http-equiv=refresh content="0;url=http://e/"><link rel=stylesheet href="http://e/">',
    '<textarea></textarea><script>alert(1)</script><title></title><style></style><x onload=1>',
    '<table><td></table><plaintext><img src=x>',
    '<object data=x><embed src=x><video src=x autoplay><audio src=x>',
    '<template><script>1</script></template><custom-element is=x>a</custom-element>',
  ])('can do nothing: %s', (text) => {
    const parts = [...partsOf(show(text).html)];
    expect(parts.filter((part) => !harmless.test(part))).toEqual([]);
  });

  it('can do nothing whatever the page is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<script>',
        '</script>',
        '<svg>',
        '<math>',
        '<style>',
        '<!--',
        '-->',
        '<![CDATA[',
        '<p ',
        ' onx=1',
        '>',
        '"',
        "'",
      ),
      fc.constantFrom(
        '<table>',
        '<select>',
        '<noscript>',
        '<textarea>',
        '<title>',
        '</title>',
        '<template>',
        '<iframe src=',
        '<a href=javascript:',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const parts = [...partsOf(show(pieces.join('')).html)];
        expect(parts.filter((part) => !harmless.test(part))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['<p>关于<b>开学</b>的 通知</p>', '关于开学的通知', ['关于', '开学', '的 通知']],
    ['<li><a>第7条</a><span>2025-03-01</span></li>', '第7条 2025-03-01', ['第7条', '2025-03-01']],
    ['<td>34029919800101 0014</td>', '34*************014', ['34029919800101 0014']],
    ['<p>１２３４５６</p>', '123456', ['１２３４５６']],
    ['<script>关于开学的通知</script>', '关于开学的通知', []],
  ])('marks in %s the words %s', (text, quote, marked) => {
    const { html, found } = show(text, [quote]);
    expect([...html.matchAll(/<mark[^>]*>([^<]*)<\/mark>/g)].map(([, words]) => words)).toEqual(marked);
    expect(found.size).toBe(marked.length > 0 ? 1 : 0);
    if (marked.length > 0) expect(html).toContain('<mark id="q0">');
  });

  it('stands a deep page and a long one', () => {
    expect(show('<div>'.repeat(50_000)).html).toContain('duwang');
    const { html } = show(`<p>${'长'.repeat(50)}</p>`.repeat(20_000));
    expect(html.length).toBeLessThan(700_000);
    expect(html).toContain('页面过长');
  });
});
