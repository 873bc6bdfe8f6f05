import { describe, expect, it } from 'vitest';
import { dayOfInstant, millisOfInstant } from '../../src/lib/instant.ts';

describe('an ISO instant', () => {
  it.each([
    ['2026-03-02T01:00:00Z', Date.UTC(2026, 2, 2, 1)],
    ['2026-03-02T01:00:00.250Z', Date.UTC(2026, 2, 2, 1, 0, 0, 250)],
    ['2026-03-02T09:00:00+08:00', Date.UTC(2026, 2, 2, 1)],
    ['1969-12-31T23:59:59Z', -1000],
    ['2026-02-30T00:00:00Z', undefined],
    ['2026-03-02', undefined],
  ])('%s is %s', (iso, millis) => {
    expect(millisOfInstant(iso)).toBe(millis);
  });

  it.each([
    ['2026-03-01T15:59:59Z', 0, '2026-03-01'],
    ['2026-03-01T16:00:00Z', 0, '2026-03-02'],
    ['2026-03-01T15:00:00Z', 3_600_000, '2026-03-02'],
    ['yesterday', 0, undefined],
  ])('%s with a clock %i ms ahead is in China the day %s', (iso, offset, day) => {
    expect(dayOfInstant(iso, offset)).toBe(day);
  });
});
