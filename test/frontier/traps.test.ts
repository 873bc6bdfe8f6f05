import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { patternOf, signatureOf, trapOf, watchTraps } from '../../src/frontier/traps.ts';
import type { Day } from '../../src/lib/day.ts';

const asOf = '2026-11-23' as Day;
const at = (path: string) => `http://www.example.gov.cn${path}`;

describe('trapOf', () => {
  it.each([
    ['/a/a/a/x.html', 'path-repeats'],
    ['/zwgk/tz/zwgk/tz/zwgk/tz/', 'path-repeats'],
    ['/x/1/x/2/x/3/x/4/x/', 'path-repeats'],
    [`/${'d/e/'.repeat(2)}${Array.from({ length: 24 }, (_, n) => `s${n}`).join('/')}`, 'path-too-deep'],
    ['/l?f=1&f=2&f=3&f=4', 'too-many-parameters'],
    [`/l?${Array.from({ length: 30 }, (_, n) => `p${n}=1`).join('&')}`, 'too-many-parameters'],
    ['/cal?year=2041&month=5', 'calendar'],
    ['/cal?date=1901-01-01', 'calendar'],
    ['/cal?ym=203812', 'calendar'],
    ['/calendar/2040/03/', 'calendar'],
    ['/rili/1066/1', 'calendar'],
  ])('%s is a trap: %s', (path, trap) => {
    expect(trapOf(at(path), asOf)).toBe(trap);
  });

  it.each([
    '/art/2024/1/1/art_12_34567.html',
    '/xxgk/2024/2024/2024/1.html', // numbers repeat in dates
    '/zwgk/zwgk/tz/',
    '/l?id=1&id=2&id=3',
    '/list?year=2027&type=plan',
    '/list?year=1956',
    '/list?start=1000&from=1234',
    '/list?date=2030-12',
    '/list?id=9999&day=1001',
    '/col/col2040/index.html',
    '/date/2026/11/',
    '/search?cid[]=1&cid[]=2&cid[]=3&cid[]=4&cid[]=5',
    '/',
  ])('%s is none', (path) => {
    expect(trapOf(at(path), asOf)).toBeUndefined();
  });
});

const piece = fc.oneof(fc.constantFrom('/', '?', '&', '=', 'page', '2026', '.html', '//'), fc.string({ maxLength: 6 }));
const anyUrl = fc.array(piece).map((parts) => `http://www.example.gov.cn/${parts.join('')}`);

describe('watchTraps', () => {
  /** Asks for one URL after the other, as long as it is let; gives how many were read. */
  function walk(count: number, page: (n: number) => { path: string; text: string }): number {
    const watch = watchTraps(asOf);
    let read = 0;
    for (let n = 0; n < count; n += 1) {
      const { path, text } = page(n);
      if (watch.check(at(path)) !== undefined) continue;
      watch.learn(at(path), signatureOf(text));
      read += 1;
    }
    return read;
  }

  it('never ends an archive whose articles differ', () => {
    const words = (n: number) => String(n).replace(/\d/g, (digit) => '甲乙丙丁戊己庚辛壬癸'.charAt(Number(digit)));
    expect(walk(5_000, (n) => ({ path: `/art/2024/1/${n}.html`, text: `关于${words(n)}的通知` }))).toBe(5_000);
  });

  it.each([
    ['an endless pager', (n: number) => ({ path: `/list?page=${n}`, text: `第 ${n} 页 暂无更多` })],
    ['a calendar near today', (n: number) => ({ path: `/cal?d=2026-${n}`, text: `2026年${n}月 没有活动` })],
    [
      'session ids of an unknown name',
      (n: number) => ({ path: `/a.do?tk=${(n + 2 ** 44).toString(16).repeat(2)}`, text: '首页' }),
    ],
    [
      'a space of soft 404',
      (n: number) => ({ path: `/x/${(n + 46_656).toString(36).replace(/\d/g, 'q')}/y.html`, text: '页面不存在' }),
    ],
    [
      'facets',
      (n: number) => ({
        path: `/list?${'abcdefghijkl'
          .slice(n % 9)
          .split('')
          .map((name) => `${name}${n}=1`)
          .join('&')}`,
        text: `结果 ${n}`,
      }),
    ],
  ])('ends %s', (_, page) => {
    expect(walk(3_000, page)).toBeLessThan(150);
  });

  it('lets a pattern live that keeps saying new things between the old ones', () => {
    expect(walk(1_000, (n) => ({ path: `/p/${n}.html`, text: n % 2 === 0 ? '无' : `事项${'ab'.repeat(n)}` }))).toBe(
      1_000,
    );
  });

  test('whatever the URL, there is an answer', () => {
    const watch = watchTraps(asOf);
    fc.assert(
      fc.property(fc.oneof(anyUrl, fc.string()), fc.string(), (url, text) => {
        watch.learn(url, signatureOf(text));
        watch.check(url);
        expect(Number.isSafeInteger(signatureOf(text))).toBe(true);
        expect(patternOf(url)).toBe(patternOf(url));
      }),
      { numRuns: 40 },
    );
  });

  test('digits and blanks do not tell pages apart, words do', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, n) => {
        expect(signatureOf(`${text} ${n}`)).toBe(signatureOf(text));
        expect(signatureOf(`${text}甲`)).not.toBe(signatureOf(text));
      }),
    );
  });
});
