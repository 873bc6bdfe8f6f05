import { expect, test } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';

const row = (index: number): string =>
  `<li><a href="${index}.html">第${index}条消息的标题在此</a><span>2024-06-1${index}</span></li>`;
const page = (box: string): string =>
  `<div>当前位置：<a href="/">首页</a> &gt; <a href="/tz/">通知公告</a></div><p>甲</p>${box}`;

function selectorIn(text: string): string | undefined {
  const bytes = new TextEncoder().encode(text);
  return readPage({ bytes, url: 'http://a.example/tz/', contentType: '', mode: 'http' }).list.selector;
}

test('a list is named from the nearest id', () => {
  expect(selectorIn(page(`<div id="con"><ul><li>乙</li></ul><ul>${[1, 2, 3].map(row).join('')}</ul></div>`))).toBe(
    '#con > ul:nth-of-type(2)',
  );
});

test('a list is named from the root where nothing has an id', () => {
  expect(selectorIn(page(`<ul>${[1, 2, 3].map(row).join('')}</ul>`))).toBe('html > body > ul:nth-of-type(1)');
});

test('each row and each field of a page is named', () => {
  const bytes = new TextEncoder().encode(page(`<ul>${[1, 2, 3].map(row).join('')}</ul>`));
  const { rows } = readPage({ bytes, url: 'http://a.example/tz/', contentType: '', mode: 'http' });
  expect(rows.map(({ selector }) => selector)).toEqual(
    [1, 2, 3].map((at) => `html > body > ul:nth-of-type(1) > li:nth-of-type(${at})`),
  );
  const text = page(
    `<h1>关于防汛的通知</h1><table id="t"><tr><td>索引号</td><td>A-1</td><td>文号</td><td>甲发〔2024〕1号</td></tr></table><p>${'正文。'.repeat(90)}</p>`,
  );
  const { fields } = readPage({
    bytes: new TextEncoder().encode(text),
    url: 'http://a.example/1.html',
    contentType: '',
    mode: 'http',
  });
  expect(fields.map(({ label, selector }) => [label, selector])).toEqual([
    ['索引号', '#t > tbody:nth-of-type(1) > tr:nth-of-type(1) > td:nth-of-type(1)'],
    ['文号', '#t > tbody:nth-of-type(1) > tr:nth-of-type(1) > td:nth-of-type(3)'],
  ]);
});
