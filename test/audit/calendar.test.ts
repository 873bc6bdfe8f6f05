import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeCalendar, unknownYears } from '../../src/audit/calendar.ts';
import { addDays, parseDay } from '../../src/lib/day.ts';
import { day } from '../support/site.ts';

const calendar = makeCalendar();

describe('isWorkday', () => {
  it.each([
    ['2024-02-04', true, 'a Sunday worked for Spring Festival'],
    ['2024-02-12', false, 'a Monday of Spring Festival'],
    ['2024-10-01', false, 'National Day'],
    ['2024-10-12', true, 'a Saturday worked for it'],
    ['2025-05-06', true, 'a plain Tuesday'],
    ['2025-05-10', false, 'a plain Saturday'],
    ['2026-01-01', false, "New Year's Day"],
    ['2003-01-04', false, 'a Saturday before the first known year'],
    ['2031-10-01', true, 'a Wednesday beyond the last known year: only weekends are known'],
    ['2031-10-04', false, 'a Saturday beyond it'],
  ])('%s: %s, %s', (text, expected) => {
    expect(calendar.isWorkday(day(text))).toBe(expected);
  });
});

it.each([
  [2003, false],
  [2004, true],
  [2026, true],
  [2027, false],
])('knows %i: %s', (year, expected) => {
  expect(calendar.knows(year)).toBe(expected);
});

it('takes the holidays of a later year from the office', () => {
  const later = makeCalendar({ holidays: [day('2027-10-01')], workdays: [day('2027-10-09')] });
  expect([later.knows(2027), later.isWorkday(day('2027-10-01')), later.isWorkday(day('2027-10-09'))]).toEqual([
    true,
    false,
    true,
  ]);
});

it.each([
  ['2024-09-27', 20, '2024-10-30'],
  ['2024-09-30', 1, '2024-10-08'],
  ['2024-10-08', -1, '2024-09-30'],
  ['2024-10-08', 0, '2024-10-08'],
])('%s and %i working days is %s', (from, count, to) => {
  expect(calendar.addWorkdays(day(from), count)).toBe(to);
});

it('counts back what it added', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 0, max: 60 }), (start, count) => {
      const from = addDays(day('2004-01-02'), start);
      const to = calendar.addWorkdays(from, count);
      expect(calendar.workdaysBetween(from, to)).toBe(count);
      expect(calendar.workdaysBetween(to, from)).toBe(count === 0 ? 0 : -count);
    }),
    { numRuns: 50 },
  );
});

// Its JSON, not its functions: those are a day off west of Greenwich.
it('agrees with chinese-days for every day that both know', () => {
  const file = readFileSync('node_modules/chinese-days/dist/chinese-days.json', 'utf8');
  const days = z.record(z.string(), z.string());
  const { holidays, workdays } = z.object({ holidays: days, workdays: days }).parse(JSON.parse(file));
  const wrong = [...Object.keys(holidays), ...Object.keys(workdays)].filter((text) => {
    const known = parseDay(text);
    return known === undefined || calendar.isWorkday(known) !== text in workdays;
  });
  expect(Object.keys(holidays).length).toBeGreaterThan(400);
  expect(wrong).toEqual([]);
});

describe('the years without holidays', () => {
  it.each([
    ['2025-01-01', '2026-11-23', []],
    ['2026-01-01', '2027-06-01', [2027]],
    ['2027-01-01', '2028-06-01', [2027, 2028]],
    ['2027-01-01', '2026-06-01', []],
  ] as const)('%s to %s', (from, to, years) => {
    expect(unknownYears(calendar, day(from), day(to))).toEqual(years);
  });

  it('are known once the office gives them', () => {
    const own = makeCalendar({ holidays: [day('2027-01-01')], workdays: [] });
    expect(unknownYears(own, day('2027-01-01'), day('2027-06-01'))).toEqual([]);
  });
});
