import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';
import { load } from 'cheerio';

const html = `<!doctype html><meta charset="utf-8"><title>公示</title><body><div id="main"><h1>低保对象公示</h1>
<p>公示如下，咨询电话0553-3831234。</p>
<table><tr><th>姓名</th><th>身份证号</th><th>家庭住址</th></tr>
<tr><td>张三</td><td>34020219850101123X</td><td>湾镇幸福村三组12号</td></tr>
<tr><td>李四</td><td><span>340202 1986 0202 1234</span></td><td>湾镇</td></tr></table></div></body>`;

describe('the spots of a page', () => {
  const { spots = [], text } = readPage({
    url: 'https://a.example/1.html',
    bytes: new TextEncoder().encode(html),
    contentType: 'text/html; charset=utf-8',
    mode: 'http',
  });
  const $ = load(html);

  it('point at the elements that hold long numbers and addresses', () => {
    const shown = spots.map(({ selector }) => $(selector).text());
    expect(shown).toEqual(['家庭住址', '34020219850101123X', '湾镇幸福村三组12号', '340202 1986 0202 1234']);
  });

  it('stand where the text has them', () => {
    for (const { from, selector } of spots) expect($(selector).text()).toContain(text.slice(from, from + 2).trim());
  });

  it('are none where nothing of the kind stands', () => {
    const plain = readPage({
      url: 'https://a.example/2.html',
      bytes: new TextEncoder().encode('<p>电话0553-3831234，地址人民路</p>'),
      contentType: 'text/html; charset=utf-8',
      mode: 'http',
    });
    expect(plain.spots).toBeUndefined();
  });
});
