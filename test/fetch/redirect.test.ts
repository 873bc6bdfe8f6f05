import { describe, expect, it } from 'vitest';

import { refreshUrl } from '../../src/fetch/redirect.ts';

describe('refreshUrl', () => {
  it.each([
    ['0; url=/b.html', 'http://a.cn/b.html'],
    ['5;URL="http://b.cn/x"', 'http://b.cn/x'],
    ["0, url='zwgk/'", 'http://a.cn/zwgk/'],
    ['300', undefined], // only the same page again
    ['0; url=http://a.cn/', undefined],
    ['0; url=javascript:alert(1)', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%s', (header, expected) => {
    expect(refreshUrl(header, 'http://a.cn/')).toBe(expected);
  });
});
