import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { httpDate, retryAfterCapMs, retryAfterMs } from '../../src/fetch/retry-after.ts';

const now = Date.UTC(2026, 10, 23, 8, 0, 0);

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    [' 3\t', 3_000],
    ['120', 120_000],
    ['121', 120_000],
    ['9'.repeat(40), 120_000],
    ['Mon, 23 Nov 2026 08:00:05 GMT', 5_000],
    ['Monday, 23-Nov-26 08:00:05 GMT', 5_000],
    ['Mon Nov 23 08:00:05 2026', 5_000],
    ['Mon, 23 Nov 2026 07:59:00 GMT', 0],
    ['Mon, 23 Nov 2099 08:00:00 GMT', 120_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0], // 1994: in 2094 it would lie more than 50 years ahead
  ])('%j asks for %i ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it.each([
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '+5',
    '',
    'soon',
    '3, 5',
    '2026-11-23T08:00:05Z',
    '１２',
    'Mon, 23 Foo 2026 08:00:05 GMT',
  ])('%j says nothing', (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });

  test('P9: total, and never beyond the cap', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.bigInt().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (header) => {
          const wait = retryAfterMs(header, now);
          expect(wait === undefined || (wait >= 0 && wait <= retryAfterCapMs)).toBe(true);
        },
      ),
    );
  });

  test('reads back what the platform writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true }), (date) => {
        expect(httpDate(date.toUTCString(), now)).toBe(Math.floor(date.getTime() / 1_000) * 1_000);
      }),
    );
  });
});
