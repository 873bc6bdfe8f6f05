import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { printable, troubleOf } from '../../src/fetch/failure.ts';

const say = (code: string, phase: 'connecting' | 'waiting' | 'receiving', message = 'x') =>
  troubleOf(Object.assign(new Error(message), { code }), phase).reason;

describe('troubleOf', () => {
  it.each([
    ['ENOTFOUND', 'connecting', 'dns'],
    ['EAI_AGAIN', 'connecting', 'dns'],
    ['ECONNREFUSED', 'connecting', 'refused'],
    ['EHOSTUNREACH', 'connecting', 'refused'],
    ['ETIMEDOUT', 'connecting', 'connect-timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connecting', 'connect-timeout'],
    ['CERT_HAS_EXPIRED', 'connecting', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'connecting', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'connecting', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'connecting', 'tls'],
    ['EPROTO', 'connecting', 'tls'],
    ['ECONNRESET', 'connecting', 'reset'],
    ['ECONNRESET', 'waiting', 'reset'],
    ['ECONNRESET', 'receiving', 'incomplete'],
    ['UND_ERR_SOCKET', 'receiving', 'incomplete'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'receiving', 'incomplete'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'waiting', 'protocol'],
    ['UND_ERR_HEADERS_OVERFLOW', 'waiting', 'protocol'],
    ['EPRIVATE', 'connecting', 'private-address'],
    ['EMFILE', 'connecting', 'interrupted'],
    ['', 'waiting', 'reset'],
  ] as const)('%s while %s is %s', (code, phase, reason) => {
    expect(say(code, phase)).toBe(reason);
  });

  it('tells a handshake that broke off from a connection that did', () => {
    const text = 'Client network socket disconnected before secure TLS connection was established';
    expect(say('ECONNRESET', 'connecting', text)).toBe('tls');
  });
});

describe('printable', () => {
  it('is one short line without controls', () => {
    expect(printable('a\x1b[31m\r\nb\u202Ec\u2028d')).toBe('a [31m b c d');
    expect(printable('x'.repeat(500))).toHaveLength(200);
  });

  test('whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 }).map((codes) => String.fromCharCode(...codes)),
        (text) => {
          const safe = printable(text);
          expect(safe.length).toBeLessThanOrEqual(200);
          expect(safe).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(safe.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
