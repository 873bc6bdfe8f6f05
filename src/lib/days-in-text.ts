import { daysBetween, parseDay, type Day } from './day.ts';

/** A day that stands in a text: `start` and `end` count UTF-16 units. */
export interface DayInText {
  readonly day: Day;
  readonly start: number;
  readonly end: number;
  /** The text gives no year: it was completed from the day that the text is of. */
  readonly completed: boolean;
}

const FULL = /(?<!\d)(20\d{2}|19\d{2})\s?(?:年|[-/.])\s?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})(?!\d)\s?日?/g;
const SHORT = /(?<![\d年\-/.]|年\s)(\d{1,2})\s?月\s?(\d{1,2})\s?日/g;

/**
 * Days of a text in the order in which they stand. Days without a year (`3月5日`) are found only if `near` is given:
 * they get the year that brings them nearest to it. Years of two digits and lunar days are left alone.
 */
export function findDays(text: string, near?: Day): readonly DayInText[] {
  const full = [...text.matchAll(FULL)].flatMap((match): readonly DayInText[] => {
    const day = dayOf(match[1] ?? '', match[2] ?? '', match[3] ?? '');
    return day ? [{ day, start: match.index, end: match.index + match[0].length, completed: false }] : [];
  });
  if (near === undefined) return full;
  const short = [...text.matchAll(SHORT)].flatMap((match): readonly DayInText[] => {
    if (full.some(({ start, end }) => start <= match.index && match.index < end)) return [];
    const day = nearest(match[1] ?? '', match[2] ?? '', near);
    return day ? [{ day, start: match.index, end: match.index + match[0].length, completed: true }] : [];
  });
  return [...full, ...short].sort((one, other) => one.start - other.start);
}

function dayOf(year: string, month: string, date: string): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

function nearest(month: string, date: string, near: Day): Day | undefined {
  const year = Number(near.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((one) => dayOf(String(one), month, date) ?? []);
  return days.sort((one, other) => Math.abs(daysBetween(one, near)) - Math.abs(daysBetween(other, near)))[0];
}
