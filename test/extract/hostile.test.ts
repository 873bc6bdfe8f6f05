import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';
import { leastCpuMs } from '../support/cpu.ts';

const SECOND = 1000;
const MILLION = 1_000_000;

function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readPage({ bytes, url: 'http://a.example/b/c.html', contentType: 'text/html', mode: 'http' });
}

/** Whatever a regular expression of the reader begins with, so often that it would hurt a careless one. */
const prefixes = [
  ...[
    '<div>',
    '<b>',
    '<a href=x>',
    '<b><p>',
    '<b><i><p>',
    '<nobr><b><p>',
    '<iframe src=a?file=',
    '<li>',
    '<ul><li>',
    '<table><tr><td>',
    '<p class=crumb style=display:none>',
    '<div style=display:none><a href=//a.example/>题',
    '<h3>题</h3>',
  ],
  ...[
    '2024-',
    '2024-06-14 ',
    '发布时间：',
    '发布时间：2024-06-14\n',
    '当前位置：',
    '当前位置',
    '首页 > ',
    '> ',
    '- ',
    '--',
    '_',
    '|',
    '[',
  ],
  ...[
    '索引号：',
    '索 引 号 ',
    '文号 文号 ',
    '共 ',
    '共1页',
    '第1/',
    '1/2/',
    '页',
    '下一页',
    '（2024-',
    '(',
    '《',
    '版权所有 ',
    'ICP备',
    '暂无',
    '{{',
    '${',
  ],
  ...[
    '<!--',
    '<![CDATA[',
    '<record>',
    '<datastore>',
    '<title>-',
    '<title>a - ',
    '<meta name=a content="',
    '&#x',
    '&amp',
    '\u00c3\u00a4',
    ' ',
    '\n',
    '\t',
    '\u3000',
  ],
  ...[
    '请输入',
    '网站',
    '您',
    '您访问的页面',
    '抱歉',
    '附件.pdf ',
    '一',
    '二〇',
    '<br>',
    '<br><a href=x>题目题目题目</a> 2024-06-14',
  ],
  ...[
    '<div>当前位置：',
    '<li><a href=x>题目题目题目题目</a><span>2024-06-14</span></li>',
    '<ul><li><a href=x>题目题目</a></li></ul>',
    '<tr><td>索引号</td><td>',
  ],
];
const scripts = [
  ...[
    'document.write("',
    'createPageHTML(',
    'createPageHTML(1, 0, "',
    'function ',
    'function a(',
    '//',
    '/*',
    'location',
    'window.',
    'window . ',
    'url: "',
  ],
  ...[
    'pubdate',
    'pubdate: "',
    'Pager({',
    '.pagination({',
    'pagination("#p", {',
    'laypage.render({count: 1,',
    'location = u;',
    'location.replace(u',
    'var countPage',
    'var   ',
    '<a href=',
    '<a ',
    "<a href='x.pdf'>",
    '首页',
    '当前位置',
    '$.get("',
    'dataproxy',
    '"/',
  ],
];

function expectFast(text: string | Uint8Array) {
  const readings: ReturnType<typeof read>[] = [];
  expect(leastCpuMs(LIMIT, () => readings.push(read(text)))).toBeLessThan(LIMIT);
  return readings[0];
}

// The promise is one second a page. Two, because collecting garbage on other cores counts in, too.
const LIMIT = 2 * SECOND;

describe('a megabyte of one beginning is read in good time', () => {
  test.each(prefixes)('%j', (prefix) => {
    expectFast(prefix.repeat(Math.ceil(MILLION / new TextEncoder().encode(prefix).length)));
  });

  test.each(scripts)('in a script: %j', (prefix) => {
    expectFast(`<body><script>${prefix.repeat(Math.ceil(MILLION / prefix.length))}</script><p>正文</p>`);
  });
});

test('two hundred thousand nested boxes do not overflow', () => {
  const reading = expectFast(`${'<div>'.repeat(200_000)}<a href="x.html">题目</a>`);
  expect(reading?.text).toBe('题目');
});

test('what grows beyond what any page is, is no page of a kind', () => {
  const reading = expectFast(`<title>通知公告</title>${'<b><p>'.repeat(160_000)}`);
  expect(reading).toMatchObject({ kind: 'other', list: { state: 'none' } });
});

test('whatever the bytes are, a reading comes back, and twice the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(read(bytes)).toEqual(read(bytes));
    }),
    { numRuns: 300 },
  );
});

test('whatever stands in the markup, a reading comes back, and twice the same', () => {
  const bits = fc.constantFrom(
    ...prefixes,
    ...scripts,
    '<script>',
    '</script>',
    '</div>',
    '</li>',
    '</a>',
    '</table>',
    '文',
    '"',
    "'",
    '>',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      expect(read(text)).toEqual(read(text));
    }),
    { numRuns: 200 },
  );
});

const malformed = new URL('../../../shared/conformance/html-malformed/', import.meta.url).pathname;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

describe('malformed pages of other projects', () => {
  if (!existsSync(malformed)) {
    test.skip('skipped: ../shared/conformance/html-malformed is not here', () => undefined);
    return;
  }
  test.each(filesIn(malformed).map((path) => [path.slice(malformed.length), path]))(
    '%s',

    (_, path) => {
      const bytes = readFileSync(path);
      expect(read(bytes)).toEqual(expectFast(bytes));
    },
  );
});
