import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { decode } from '../../src/fetch/decode.ts';

const limit = 16 * 1024 * 1024;
const text = Buffer.from('政务公开'.repeat(1_000));
const incomplete = { ok: false, reason: 'incomplete' };

describe('decode', () => {
  it('says plainly what zstd wants', () => {
    const sent = decode(Buffer.from('28b52ffd2005290000e694bfe58a', 'hex'), 'zstd', limit);
    const canUndo = 'zstdDecompressSync' in zlib;
    expect(sent.ok).toBe(false);
    if (!sent.ok && !canUndo)
      expect(sent).toMatchObject({ reason: 'decoding', detail: expect.stringContaining('Node 22.15') as string });
  });

  it.each([
    ['', text],
    ['identity', text],
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['gzip,', gzipSync(text)],
    ['gzip', Buffer.concat([gzipSync(text.subarray(0, 100)), gzipSync(text.subarray(100))])],
    ['utf-8', text],
  ])('takes off %j', (coding, bytes) => {
    const decoded = decode(bytes, coding, limit);
    expect(decoded.ok && Buffer.from(decoded.body).equals(text)).toBe(true);
  });

  it('leaves an empty body empty, whatever it is said to be', () => {
    expect(decode(Buffer.alloc(0), 'gzip', limit)).toMatchObject({ ok: true });
  });

  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
  ])('knows a cut %s stream at every place', (coding, bytes) => {
    for (let end = 1; end < bytes.length; end += 1) {
      expect(decode(bytes.subarray(0, end), coding, limit), `cut at ${end}`).toMatchObject(incomplete);
    }
  });

  it.each([
    ['rot13', text],
    ['gzip', text],
    [Array.from({ length: 6 }, () => 'gzip').join(), gzipSync(text)],
  ])('refuses %s', (coding, bytes) => {
    expect(decode(bytes, coding, limit)).toMatchObject({ ok: false, reason: 'decoding' });
  });

  it('stops at the cap, and at 200 for one beyond 1 MiB', () => {
    expect(decode(gzipSync(Buffer.alloc(2_000_000)), 'gzip', limit)).toMatchObject({ ok: false, reason: 'too-large' });
    expect(decode(gzipSync(Buffer.alloc(1_000_000)), 'gzip', limit)).toMatchObject({ ok: true });
    expect(decode(gzipSync(Buffer.alloc(1_000_000)), 'gzip', 500_000)).toMatchObject({
      ok: false,
      reason: 'too-large',
    });
  });

  test('whatever the bytes and the coding, there is an answer', () => {
    const coding = fc.array(fc.constantFrom('gzip', 'br', 'deflate', 'zstd', 'x')).map((names) => names.join(', '));
    fc.assert(
      fc.property(fc.uint8Array(), fc.oneof(coding, fc.string()), (bytes, name) => {
        expect(typeof decode(bytes, name, limit).ok).toBe('boolean');
      }),
    );
  });
});
