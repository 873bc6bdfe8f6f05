import { BlockList } from 'node:net';
import type { LookupAddress } from 'node:dns';

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { createGuard, isPublicAddress, type Resolve } from '../../src/fetch/guard.ts';

const guard = createGuard({ allowOrigins: ['http://127.0.0.1:8080', 'http://[::1]:8080/'] });
const verdict = (url: string) => (URL.canParse(url) ? guard.refuses(new URL(url)) : 'bad-url');

describe('refuses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.0.0.1:8081/',
    'https://127.0.0.1:8080/', // another origin than the one that was typed
    'http://127.1/',
    'http://127.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://0177.1/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://１２７.０.０.１/',
    'http://①②⑦.0.0.1/',
    'http://127。0。0。1/',
    'http://%31%32%37.0.0.1/',
    'http://0/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://10.255.255.255/',
    'http://100.64.0.1/',
    'http://100.127.255.254/',
    'http://169.254.169.254/latest/meta-data/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.0.0.8/',
    'http://192.0.2.1/',
    'http://192.88.99.1/',
    'http://192.168.1.1/',
    'http://198.18.0.1/',
    'http://198.51.100.1/',
    'http://203.0.113.1/',
    'http://224.0.0.1/',
    'http://239.255.255.250/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/',
    'http://[::ffff:a00:1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[::ffff:0:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2002:c0a8:101::1]/',
    'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
    'http://[2001:db8::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456:789a::1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[100::1]/',
    'http://user:pass@127.0.0.1/',
    'http://www.example.gov.cn@127.0.0.1/',
    'http://127.0.0.1\\@www.example.gov.cn/',
    'http://127.0.0.1#@www.example.gov.cn/',
  ])('%s', (url) => {
    expect(verdict(url)).toBe('private-address');
  });

  it.each(['file:///etc/passwd', 'ftp://192.0.2.1/', 'gopher://x/', 'javascript:alert(1)', 'data:,x', 'ws://a.cn/'])(
    '%s, for its scheme',
    (url) => {
      expect(verdict(url)).toBe('unsupported-scheme');
    },
  );

  it.each([
    'http://1.1.1.1/',
    'http://8.8.8.8:8080/',
    'http://100.63.255.255/',
    'http://100.128.0.1/',
    'http://172.32.0.1/',
    'http://169.253.1.1/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:1.1.1.1]/',
    'http://[64:ff9b::101:101]/',
    'http://www.example.gov.cn/', // its addresses are looked at when it is connected to
    'http://127.0.0.1.example.gov.cn/',
    'http://127.0.0.1:8080/typed-by-the-user',
    'http://[::1]:8080/',
  ])('not %s', (url) => {
    expect(verdict(url)).toBeUndefined();
  });

  it('nothing but schemes where private addresses are allowed', () => {
    const open = createGuard({ allowPrivate: true });
    expect(open.refuses(new URL('http://10.0.0.1/'))).toBeUndefined();
    expect(open.refuses(new URL('file:///x'))).toBe('unsupported-scheme');
  });
});

describe('lookupFor', () => {
  const resolveTo = (...addresses: string[]): Resolve => {
    return (_, __, done) => {
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  };
  const lookup = (resolve: Resolve, origin = 'http://www.example.gov.cn', all = true) =>
    new Promise<{ error: NodeJS.ErrnoException | null; found: unknown }>((settle) => {
      createGuard({ resolve, allowOrigins: ['http://intranet'] }).lookupFor(origin)('host', { all }, (error, found) => {
        settle({ error, found });
      });
    });

  it('gives only the public ones of several addresses', async () => {
    const { found } = await lookup(resolveTo('127.0.0.1', '1.1.1.1', '::1', '10.0.0.1'));
    expect((found as LookupAddress[]).map(({ address }) => address)).toEqual(['1.1.1.1']);
  });

  it('fails where all of them are private, and says which', async () => {
    const { error } = await lookup(resolveTo('10.1.2.3'));
    expect(error?.code).toBe('EPRIVATE');
    expect(error?.message).toContain('10.1.2.3');
  });

  it('gives one where one is asked for', async () => {
    expect((await lookup(resolveTo('1.1.1.1'), undefined, false)).found).toBe('1.1.1.1');
  });

  it('lets a host that the user typed lie where it lies', async () => {
    expect((await lookup(resolveTo('10.1.2.3'), 'http://intranet')).error).toBeNull();
    expect((await lookup(resolveTo('10.1.2.3'), 'http://intranet:81')).error?.code).toBe('EPRIVATE');
  });

  it('passes on that there is no such host', async () => {
    const none: Resolve = (_, __, done) => {
      done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []);
    };
    expect((await lookup(none)).error?.code).toBe('ENOTFOUND');
    expect((await lookup(resolveTo())).error?.code).toBe('ENOTFOUND');
  });
});

describe('P10: laws of addresses', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
  const full = (parts: readonly number[]) => parts.map((part) => part.toString(16)).join(':');

  test('every textual form of an IPv4 address has one verdict', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const high = (a * 256 + b).toString(16);
        const low = (c * 256 + d).toString(16);
        const forms = [
          `http://${address}/`,
          `http://${number}/`,
          `http://0x${number.toString(16)}/`,
          `http://0${number.toString(8)}/`,
          `http://${a}.${(b * 256 + c) * 256 + d}/`,
          `http://[::ffff:${address}]/`,
          `http://[::ffff:${high}:${low}]/`,
          `http://[64:ff9b::${high}:${low}]/`,
          `http://[2002:${high}:${low}::]/`,
        ];
        const said = new Set(forms.map((form) => createGuard().refuses(new URL(form))));
        expect([...said]).toEqual([isPublicAddress(address) ? undefined : 'private-address']);
      }),
    );
  });

  test('every textual form of an IPv6 address has one verdict', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          groups,
          fc.ipV6().map((text) => text),
        ),
        (value) => {
          const text = typeof value === 'string' ? value : full(value);
          const host = new URL(`http://[${text}]/`).hostname.slice(1, -1);
          expect(isPublicAddress(text)).toBe(isPublicAddress(host));
          expect(isPublicAddress(text.toUpperCase())).toBe(isPublicAddress(host));
        },
      ),
    );
  });

  test('the verdict is that of the registry', () => {
    const unique = new BlockList();
    unique.addSubnet('fc00::', 7, 'ipv6');
    unique.addSubnet('fe80::', 10, 'ipv6');
    unique.addSubnet('ff00::', 8, 'ipv6');
    fc.assert(
      fc.property(groups, (parts) => {
        if (unique.check(full(parts), 'ipv6')) expect(isPublicAddress(full(parts))).toBe(false);
        const [first = 0] = parts;
        const plainlyPublic = first >= 0x2003 && first < 0x3fff;
        if (plainlyPublic) expect(isPublicAddress(full(parts))).toBe(true);
      }),
    );
  });

  test('what is no address is not public', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!/^[\d.]+$|:/.test(text)) expect(isPublicAddress(text)).toBe(false);
      }),
    );
  });
});
