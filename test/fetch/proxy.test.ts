import { describe, expect, it } from 'vitest';

import { proxyFor, proxyFromEnvironment } from '../../src/fetch/proxy.ts';

describe('proxyFromEnvironment', () => {
  it('reads the conventional names, small letters first', () => {
    expect(proxyFromEnvironment({})).toBeUndefined();
    expect(proxyFromEnvironment({ HTTP_PROXY: 'http://a:1', http_proxy: 'http://b:1' })).toEqual({
      http: 'http://b:1',
    });
    expect(proxyFromEnvironment({ ALL_PROXY: 'http://a:1', NO_PROXY: 'x.cn, .y.cn' })).toEqual({
      http: 'http://a:1',
      https: 'http://a:1',
      no: ['x.cn', '.y.cn'],
    });
  });
});

describe('proxyFor', () => {
  const settings = {
    http: 'http://p:1',
    https: 'http://q:1',
    no: ['example.cn', '.inner.cn', 'a.cn:8080', '*.star.cn'],
  };
  it.each([
    ['http://www.gov.cn/', 'http://p:1'],
    ['https://www.gov.cn/', 'http://q:1'],
    ['http://example.cn/', undefined],
    ['http://www.example.cn/', undefined],
    ['http://notexample.cn/', 'http://p:1'],
    ['http://x.inner.cn/', undefined],
    ['http://a.cn:8080/', undefined],
    ['http://a.cn/', 'http://p:1'],
    ['http://x.star.cn/', undefined],
  ])('%s goes by %s', (url, proxy) => {
    expect(proxyFor(new URL(url), settings)).toBe(proxy);
  });

  it('is none where all is asked directly', () => {
    expect(proxyFor(new URL('http://a.cn/'), { http: 'http://p:1', no: ['*'] })).toBeUndefined();
    expect(proxyFor(new URL('http://a.cn/'), undefined)).toBeUndefined();
  });
});
