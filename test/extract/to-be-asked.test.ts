import { expect, test } from 'vitest';
import { readPage } from '../../src/extract/read-page.ts';

function stateOf(content: string): string {
  const html = `<!DOCTYPE html><meta charset="utf-8"><title>政策文件_某县教育局</title><div class="weizhi">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">政务公开</a> &gt; 政策文件</div><div class="right">${content}</div><div class="footer">主办单位：某县教育局</div>`;
  const bytes = new TextEncoder().encode(html);
  return readPage({ bytes, url: 'http://a.example/zw/zc/', contentType: '', mode: 'http' }).list.state;
}

test.each([
  ['a function named for loading', '<ul id="newsUl"></ul><script>$(function(){loadNews(1);});</script>'],
  ['its id handed to a function', '<div id="rows"><ul></ul></div><script>showMyList("103", 1, "#rows ul");</script>'],
  ['a grid of a library', `<table class="easyui-datagrid" data-options="url:'/list.do'"></table>`],
  ['an address on the table', '<table class="table" data-url="/api/x"></table>'],
  ['a script of the server in its place', '<div class="list"><script src="/api/list.jsp?cid=3"></script></div>'],
  ['attributes of a library', '<ul id="datalist"></ul><input type="hidden" data-ajax-id="c" data-ajax-method="Post">'],
  ['a script named for lists', '<div id="content-list"></div><script src="/assets/index-load.3fa.js"></script>'],
])('a list that is yet to be asked for is not empty: %s', (_, content) => {
  expect(stateOf(content)).toBe('script');
});

test.each([
  ['nothing but its box', '<ul class="list"></ul>'],
  ['a pager of one page', '<ul class="list"></ul><script>createPageHTML(0, 0, "index", "html");</script>'],
  ['a counter', '<ul class="list"></ul><script src="/count.jsp?id=3"></script><script>getClickTimes(33);</script>'],
  ['tabs and slides', '<ul class="list"></ul><script>$(".tab").slide({ mainCell: "ul" });</script>'],
])('an empty list stays one beside %s', (_, content) => {
  expect(stateOf(content)).toBe('empty');
});

test('a script of its own right behind a list without rows fills it', () => {
  expect(stateOf('<ul class="lm_list"></ul><script src="/static/abc.js"></script>')).toBe('script');
  expect(stateOf('<ul class="lm_list"></ul><script src="/images/createpage.js"></script>')).toBe('empty');
  expect(stateOf('<ul class="lm_list"></ul><script src="/js/jquery.min.js"></script>')).toBe('empty');
});

test('the scripts that could fill a list are told, libraries left out', () => {
  const html = `<!DOCTYPE html><meta charset="utf-8"><title>通知公告_某局</title><script src="/js/jquery-3.6.0.min.js"></script><script src="/js/own.js?v=2"></script><div class="weizhi">当前位置：<a href="/">首页</a> &gt; 通知公告</div><ul class="list"></ul><div class="footer">主办单位：某局</div><script src="/js/swiper.min.js"></script>`;
  const bytes = new TextEncoder().encode(html);
  const { list } = readPage({ bytes, url: 'https://a.example/tz/', contentType: '', mode: 'http' });
  expect(list).toEqual({ state: 'empty', scripts: ['//a.example/js/own.js'] });
});
