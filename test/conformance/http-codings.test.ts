import { describe, expect, it } from 'vitest';

import { decode } from '../../src/fetch/decode.ts';
import { retryAfterMs } from '../../src/fetch/retry-after.ts';
import { describeSuite } from '../support/conformance.ts';

describeSuite('compressed-scrapy', (suite) => {
  it.each([
    ['bomb-gzip.bin', 'gzip'],
    ['bomb-deflate.bin', 'deflate'],
    ['bomb-br.bin', 'br'],
  ])('%s stops at the cap', (file, coding) => {
    expect(decode(suite.bytes(file), coding, 1_000_000)).toMatchObject({ ok: false, reason: 'too-large' });
  });

  it('bomb-zstd.bin is refused: Node 20 knows no zstd, and none is asked for', () => {
    expect(decode(suite.bytes('bomb-zstd.bin'), 'zstd', 1_000_000)).toMatchObject({ ok: false });
  });

  it.each([
    ['html-gzip.bin', 'gzip'],
    ['html-br.bin', 'br'],
    ['html-rawdeflate.bin', 'deflate'],
    ['html-zlibdeflate.bin', 'deflate'],
    ['html-gzip-deflate.bin', 'gzip, deflate'],
    ['html-gzip-deflate-gzip.bin', 'gzip, deflate, gzip'],
  ])('%s is one and the same page', (file, coding) => {
    const textOf = (name: string, by: string) => {
      const decoded = decode(suite.bytes(name), by, 1_000_000);
      return decoded.ok ? Buffer.from(decoded.body).toString() : decoded.detail;
    };
    // The page names the coding that it was sent in.
    expect(textOf(file, coding).replace("'deflate'", "'gzip'").replace('`deflate', '`gzip')).toBe(
      textOf('html-gzip.bin', 'gzip'),
    );
    expect(textOf(file, coding)).toContain('</html>');
  });

  it.each(['unexpected-eof.gz', 'truncated-crc-error.gz', 'truncated-crc-error-short.gz'])(
    '%s is an error, never short',
    (file) => {
      expect(decode(suite.bytes(file), 'gzip', 10_000_000)).toMatchObject({ ok: false });
    },
  );
});

describe('Retry-After', () => {
  describeSuite('own', (suite) => {
    const { now, capMs, cases } = suite.json('retry-after.json') as {
      now: string;
      capMs: number;
      cases: { header: string; waitMs: number | 'cap' | null }[];
    };
    it.each(cases)('$header: $waitMs', ({ header, waitMs }) => {
      expect(retryAfterMs(header, Date.parse(now)) ?? null).toBe(waitMs === 'cap' ? capMs : waitMs);
    });
  });
});
