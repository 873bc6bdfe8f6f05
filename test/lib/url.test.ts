import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { canonicalUrl, hostOf, isWithinScope, originOf, resolveUrl, sameSite, siteOf } from '../../src/lib/url.ts';

describe('canonicalUrl', () => {
  it.each([
    ['http://Www.Example.GOV.cn:80/a/../b#top', 'http://www.example.gov.cn/b'],
    ['https://example.gov.cn:443', 'https://example.gov.cn/'],
    ['http://example.gov.cn./a?', 'http://example.gov.cn/a'],
    ['http://u:p@example.gov.cn/a', 'http://example.gov.cn/a'],
    ['http://example.gov.cn//a///b//', 'http://example.gov.cn/a/b/'],
    ['http://a.cn/list.do;jsessionid=8F1A3B?id=3', 'http://a.cn/list.do?id=3'],
    ['http://a.cn/x/..;jsessionid=1/y', 'http://a.cn/y'],
    ['http://a.cn/l.php?id=3&PHPSESSID=abc&p=2', 'http://a.cn/l.php?id=3&p=2'],
    ['http://a.cn/l?sid=0123456789abcdef0123456789abcdef&id=3', 'http://a.cn/l?id=3'],
    ['http://a.cn/(S(lit3py55t21z5v55vlm25s55))/list.aspx', 'http://a.cn/list.aspx'],
    ['http://a.cn/l?utm_source=wx&id=3&spm=1.2.3', 'http://a.cn/l?id=3'],
    ['http://a.cn/l?id=3&_=1690000000000&t=0.5829384729', 'http://a.cn/l?id=3'],
    ['http://a.cn/%7euser/%e6%94%bf', 'http://a.cn/~user/%E6%94%BF'],
    ['http://a.cn/s?q=%d5%fe%b8%ae', 'http://a.cn/s?q=%D5%FE%B8%AE'],
    ['http://a.cn/政?q=务', 'http://a.cn/%E6%94%BF?q=%E5%8A%A1'],
    ['http://政务.cn/', 'http://xn--zfr164b.cn/'],
  ])('%s is %s', (input, expected) => {
    expect(canonicalUrl(input)).toBe(expected);
  });

  it.each([
    'http://a.cn/l?sid=12', // the number of a site or a subject
    'http://a.cn/l?t=2&v=3',
    'http://a.cn/a/index.html',
    'http://a.cn/go/http://b.cn/', // a URL inside a URL
    'http://a.cn/l?b=1&a=2',
    'http://a.cn/%%411',
    'http://a.cn/a%2Fb',
    'http://a.cn/s?q=%C4%5C',
  ])('leaves %s alone', (input) => {
    expect(canonicalUrl(input)).toBe(input);
  });

  it('gives back what is no web URL', () => {
    expect(canonicalUrl('javascript:void(0)')).toBe('javascript:void(0)');
    expect(canonicalUrl('http://')).toBe('http://');
  });
});

describe('resolveUrl', () => {
  it.each([
    ['/s?q=政务#公开', 'gb2312', 'http://a.cn/s?q=%D5%FE%CE%F1#%E5%85%AC%E5%BC%80'],
    ['/s?q=政务', 'utf-8', 'http://a.cn/s?q=%E6%94%BF%E5%8A%A1'],
    ['/政?q=a', 'gbk', 'http://a.cn/%E6%94%BF?q=a'],
    ['/s?q=€😀', 'GBK', 'http://a.cn/s?q=%80%26%23128512%3B'],
    ['?id=1', 'gbk', 'http://a.cn/x?id=1'],
  ])('%s on a %s page is %s', (href, charset, url) => {
    expect(resolveUrl(href, 'http://a.cn/x', charset)).toBe(url);
  });

  it.each(['javascript:void(0)', 'mailto:a@b.cn', 'http://', 'http://a b/', 'tel:110'])('%s is no web URL', (href) => {
    expect(resolveUrl(href, 'http://a.cn/')).toBeUndefined();
  });
});

const piece = fc.oneof(
  fc.constantFrom('.', '..', '%2e', '%41', '%7E', '%c4', '%', ';jsessionid=1A', ';sid=x', '(S(0123456789abcdef01))'),
  fc.constantFrom('sid=0123456789abcdef01234', '_=1690000000000', 'utm_a=b', '=', '&', '/', '//', '?', '#', ':', '\\'),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 }).map((codes) => String.fromCharCode(...codes)),
);
const anyUrl = fc
  .tuple(
    fc.constantFrom('http', 'https', 'HTTP'),
    fc.constantFrom('a.cn', 'A.cn.', '[::1]', 'a.cn:80', '127.1'),
    fc.array(piece),
  )
  .map(([scheme, host, parts]) => `${scheme}://${host}/${parts.join('')}`)
  .filter((text) => URL.canParse(text));

describe('laws of identity', () => {
  test('P1 the canonical form is its own canonical form', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
      }),
      { numRuns: 1_000 },
    );
  });

  test('P2 it parses, and names the same host', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        expect(new URL(canonicalUrl(url)).host).toBe(hostOf(url));
      }),
    );
  });

  test('the short way and the long way come to the same', () => {
    // A fragment sends a URL the long way.
    const path = fc.array(fc.constantFrom('a', 'B-1', '_x~', 't1.html', '.a', '..', '.', '', '%41', ';sid=x'), {
      maxLength: 5,
    });
    const place = fc.constantFrom(
      'a.cn',
      'WWW.a.cn',
      'a.cn.',
      'a.cn:80',
      'a.cn:8080',
      '127.1',
      'a..cn',
      '%61.cn',
      'a_b.cn',
    );
    fc.assert(
      fc.property(fc.constantFrom('http', 'https'), place, path, (scheme, host, parts) => {
        const url = `${scheme}://${host}/${parts.join('/')}`;
        expect(canonicalUrl(url)).toBe(canonicalUrl(`${url}#x`));
        expect(originOf(url)).toBe(URL.canParse(url) ? new URL(url).origin : '');
      }),
      { numRuns: 1000 },
    );
  });

  test('P3 what is known to be equal has one form', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const form = canonicalUrl(`http://example.gov.cn${path}`);
        expect(canonicalUrl(`HTTP://EXAMPLE.gov.cn:80/x/..${path === '' ? '/' : path}#f`)).toBe(form);
        expect(canonicalUrl(`http://example.gov.cn/./${path.slice(1)}`)).toBe(form);
        expect(canonicalUrl(form.replaceAll('~', '%7e'))).toBe(form);
      }),
    );
  });

  test('P4 resolving is what the platform does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webPath(), fc.string(), piece), (href) => {
        const base = 'https://www.example.gov.cn/a/b/c.html?x=1';
        const ours = resolveUrl(href, base);
        const theirs = URL.canParse(href.trim(), base) ? new URL(href.trim(), base) : undefined;
        expect(ours).toBe(theirs !== undefined && /^https?:$/.test(theirs.protocol) ? theirs.href : undefined);
      }),
    );
  });
});

describe('who a URL belongs to', () => {
  it('knows host, origin and registered domain', () => {
    expect(hostOf('HTTP://WWW.A.gov.cn.:8080/')).toBe('www.a.gov.cn:8080');
    expect(originOf('https://a.gov.cn:443/x')).toBe('https://a.gov.cn');
    expect(siteOf('http://zwgk.www.example.gov.cn/')).toBe('example.gov.cn');
    expect(siteOf('http://127.0.0.1:81/')).toBe('127.0.0.1:81');
    expect(hostOf('mailto:a@b.cn')).toBe('');
  });

  it.each([
    ['http://a.example.gov.cn/', 'https://www.example.gov.cn/', true],
    ['http://a.gov.cn/', 'http://b.gov.cn/', false],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:2/', false],
    ['mailto:x', 'mailto:x', false],
  ])('%s and %s: one site %s', (a, b, same) => {
    expect(sameSite(a, b)).toBe(same);
  });

  it.each([
    ['host', 'https://www.a.gov.cn/', 'http://a.gov.cn/x', true],
    ['host', 'https://www.a.gov.cn/', 'http://b.a.gov.cn/x', false],
    ['host', 'http://127.0.0.1:8001/', 'http://127.0.0.1:8002/', false],
    ['domain', 'https://www.a.gov.cn/', 'http://b.a.gov.cn/x', true],
    ['prefix', 'https://a.gov.cn/jyj/index.html', 'https://a.gov.cn/jyj/tz/1.html', true],
    ['prefix', 'https://a.gov.cn/jyj', 'https://a.gov.cn/jyj/1.html', true],
    ['prefix', 'https://a.gov.cn/jyj', 'https://a.gov.cn/jyjx/1.html', false],
    ['prefix', 'https://a.gov.cn/jyj/', 'https://a.gov.cn/wjw/', false],
    ['prefix', 'https://a.gov.cn/jyj/', 'ftp://a.gov.cn/jyj/', false],
  ] as const)('%s of %s: %s is within: %s', (kind, entry, url, within) => {
    expect(isWithinScope(url, { entry: [entry], scope: { kind } })).toBe(within);
  });

  it.each([
    ['http://a.gov.cn/zwgk/col12/index.html', 'http://a.gov.cn/zwgk/col12/index_2.html', true],
    ['http://a.gov.cn/zwgk/list_12.html', 'http://a.gov.cn/zwgk/list_12_2.html', true],
    ['http://a.gov.cn/zwgk/list_12.html', 'http://a.gov.cn/zwgk/list_123.html', false],
    ['http://a.gov.cn/l.aspx?cid=5', 'http://a.gov.cn/l.aspx?page=2&cid=5', true],
    ['http://a.gov.cn/l.aspx?cid=5', 'http://a.gov.cn/l.aspx?page=2&cid=6', false],
    ['http://a.gov.cn/column/6599101?catId=1', 'http://a.gov.cn/column/6599101?catId=2', true],
    ['http://a.gov.cn/column/6599101?catId=1', 'http://a.gov.cn/column/6599102?catId=1', false],
  ])('column %s: %s is within: %s', (column, url, within) => {
    expect(isWithinScope(url, { entry: [], scope: { kind: 'columns', urls: [column] } })).toBe(within);
  });
});
