import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolverOf } from '../../src/lib/resolver.ts';
import { resolveUrl } from '../../src/lib/url.ts';

const bases = [
  ...[
    'http://a.example/b/c.html',
    'http://a.example/',
    'https://a.example:8080/b/c/d/?x=1#y',
    'http://u:p@a.example/b/c',
  ],
  ...[
    'http://a.example/b//c/d',
    'http://a.example/b/c;d=1/e?f=/g/',
    'http://中国.example/甲/乙',
    'file:///b/c',
    'about:blank',
    '',
  ],
];
const hrefs = [
  ...[
    '',
    '#',
    '#x',
    '/',
    '//',
    '//b.example/c',
    '/b/c.html',
    '/b/../c',
    '/b/./c',
    '/b/..c',
    '/b/.c',
    '/b//c',
    '/b/c/',
    '/%2e%2e/b',
  ],
  ...[
    'c',
    'c.html',
    './c',
    './',
    '.',
    '..',
    '../',
    '../c',
    '../../../../c',
    '.../c',
    './../c',
    '../c/../d',
    '..c',
    'c/..',
    'c:d',
    'c?d=e',
  ],
  ...[
    '?d',
    '?d=e&f',
    'c?',
    'c?d=e#f',
    "c?d='e'",
    'c?d=甲',
    'c?d=%e4',
    '甲',
    'c d',
    ' c ',
    'c\n',
    'c\td',
    'c\\d',
    'javascript:;',
    'mailto:a@b',
  ],
  ...[
    'http://b.example',
    'http://b.example/',
    'http://b.example/c/d.html',
    'HTTP://B.example/c',
    'http://b.example:80/c',
    'http:c',
    'http:/c',
  ],
  ...[
    'http://1.2/c',
    'http://xn--a.example/c',
    'http://b.example/c/../d',
    'https://b.example/c?d=1',
    'ftp://b.example/',
    'http://b_c.example/',
  ],
  ...[
    'http://b.example./c',
    'http://b..example/c',
    'http://b-.example/c',
    'http://b.0x1/c',
    'http://b.example//c',
    'h',
    'http',
    'http://',
  ],
];

test.each(bases)('links of %j resolve as one by one', (base) => {
  const resolve = resolverOf(base);
  for (const href of [...hrefs, ...hrefs]) expect([href, resolve(href)]).toEqual([href, resolveUrl(href, base)]);
});

describe('whatever stands in a link', () => {
  const bits = fc.constantFrom(
    ...Array.from('/.:?#%&=-_~@ 甲aB1'),
    '..',
    './',
    '../',
    'http://',
    'https://b.example/',
    '.html',
    '%2e',
    'xn--',
    '\t',
  );
  test('it resolves as one by one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bases), fc.array(bits, { maxLength: 8 }), (base, parts) => {
        const href = parts.join('');
        expect(resolverOf(base)(href)).toBe(resolveUrl(href, base));
      }),
      { numRuns: 5000 },
    );
  });

  test('in the charset of a GBK page too', () => {
    const resolve = resolverOf('http://a.example/', 'gbk');
    expect(resolve('s?q=中')).toBe(resolveUrl('s?q=中', 'http://a.example/', 'gbk'));
  });
});
