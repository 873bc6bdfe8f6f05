import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeDates, type Shown } from '../../../src/extract/site/complete-dates.ts';
import { addDays } from '../../../src/lib/day.ts';
import { dayOf } from './make-input.ts';

const captured = dayOf('2026-03-02');
const blank: Shown = { full: undefined, monthDay: undefined, article: undefined, hint: undefined, pinned: false };
const shown = (text: string): Shown =>
  text.length > 5 ? { ...blank, full: dayOf(text) } : { ...blank, monthDay: text };

describe('rows without a year', () => {
  it.each([
    [
      'the year of capture where that day has come',
      ['03-01', '02-11', '01-05'],
      ['2026-03-01', '2026-02-11', '2026-01-05'],
    ],
    ['the year before where it has not', ['06-14', '05-02'], ['2025-06-14', '2025-05-02']],
    [
      'a year less at each jump up',
      ['02-11', '12-30', '01-04', '11-11'],
      ['2026-02-11', '2025-12-30', '2025-01-04', '2024-11-11'],
    ],
    ['no year less for a row out of order', ['02-03', '02-05', '01-20'], ['2026-02-03', '2026-02-05', '2026-01-20']],
    ['what full dates before them leave', ['2023-08-01', '06-14'], ['2023-08-01', '2023-06-14']],
    ['nothing older than a full date after them', ['06-14', '2025-06-01'], ['2025-06-14', '2025-06-01']],
    ['tomorrow where their clock is ahead', ['03-03'], ['2026-03-03']],
    ['the last leap day', ['02-29'], ['2024-02-29']],
  ])('get %s', (_, texts, days) => {
    expect(completeDates(texts.map(shown), captured).map((date) => date?.day)).toEqual(days);
  });

  it('get the year of the article behind them, which shows the same month and day', () => {
    const row = { ...blank, monthDay: '06-14', article: dayOf('2022-06-14') };
    expect(completeDates([row], captured)).toEqual([{ day: '2022-06-14', from: 'completed' }]);
    expect(completeDates([{ ...row, article: dayOf('2022-06-20') }], captured)).toEqual([
      { day: '2025-06-14', from: 'completed' },
    ]);
  });

  it('get the year in their address where its month is theirs', () => {
    const row = { ...blank, monthDay: '06-14', hint: { year: 2021, month: 6 } };
    expect(completeDates([row], captured)).toMatchObject([{ day: '2021-06-14' }]);
    expect(completeDates([{ ...row, hint: { year: 2021, month: 7 } }], captured)).toMatchObject([
      { day: '2025-06-14' },
    ]);
  });

  it('that are pinned stand outside the order', () => {
    const rows = [{ ...shown('05-01'), pinned: true }, shown('03-01'), shown('02-28')];
    expect(completeDates(rows, captured).map((date) => date?.day)).toEqual(['2025-05-01', '2026-03-01', '2026-02-28']);
  });

  it('have no day where even the day of capture is not known', () => {
    expect(completeDates([shown('06-14')], undefined)).toEqual([undefined]);
  });
});

describe('rows without a date', () => {
  it('have the day of their article, or none', () => {
    const rows = [{ ...blank, article: dayOf('2025-01-01') }, blank];
    expect(completeDates(rows, captured)).toEqual([{ day: '2025-01-01', from: 'article' }, undefined]);
  });
});

describe('any list from new to old', () => {
  it('whose gaps are under eleven months gets its own years back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 330 }), { maxLength: 30 }), (gaps) => {
        let day = captured;
        const days = gaps.map((gap) => (day = addDays(day, -gap)));
        const dates = completeDates(
          days.map((one) => shown(one.slice(5))),
          captured,
        );
        // A leap day has no twin in other years, so it may anchor a list elsewhere: leave such lists out.
        fc.pre(!days.some((one) => one.endsWith('02-29')));
        expect(dates.map((date) => date?.day)).toEqual(days);
      }),
    );
  });
});
