import type { Calendar } from '../contract/standards.ts';
import { addDays, daysBetween, parseDay, type Day } from '../lib/day.ts';
import { holidays } from './holidays.ts';

/** What an office knows beyond the built-in holidays: the notice of the State Council for a year that came later. */
export interface CalendarOverride {
  /** Days off that would be working days. */
  readonly holidays: readonly Day[];
  /** Weekend days that are worked (调休). */
  readonly workdays: readonly Day[];
}

const monday = parseDay('2024-01-01');

/** The working days of China: the built-in years, and what the office adds for any year. */
export function makeCalendar(override: CalendarOverride = { holidays: [], workdays: [] }): Calendar {
  const off = new Set<string>(override.holidays);
  const on = new Set<string>(override.workdays);
  const years = new Set([...off, ...on].map((day) => Number(day.slice(0, 4))));
  for (const [year, days] of Object.entries(holidays)) {
    years.add(Number(year));
    for (const day of daysOf(year, days.off)) if (!on.has(day)) off.add(day);
    for (const day of daysOf(year, days.on)) if (!override.holidays.some((own) => own === day)) on.add(day);
  }

  function isWorkday(day: Day): boolean {
    return on.has(day) || (!off.has(day) && !isWeekend(day));
  }
  function addWorkdays(day: Day, count: number): Day {
    const step = Math.sign(count);
    let here = day;
    for (let left = Math.abs(count); left > 0;) {
      here = addDays(here, step);
      if (isWorkday(here)) left -= 1;
    }
    return here;
  }
  function workdaysBetween(from: Day, to: Day): number {
    if (to < from) return -workdaysBetween(to, from);
    let count = 0;
    for (let here = addDays(from, 1); here <= to; here = addDays(here, 1)) if (isWorkday(here)) count += 1;
    return count;
  }
  return { isWorkday, addWorkdays, workdaysBetween, knows: (year) => years.has(year) };
}

function daysOf(year: string, days: string): readonly string[] {
  return days === '' ? [] : days.split(' ').map((day) => `${year}-${day}`);
}

function isWeekend(day: Day): boolean {
  const sinceMonday = monday === undefined ? 0 : daysBetween(monday, day);
  return ((sinceMonday % 7) + 7) % 7 >= 5;
}

/** The years of a span whose holidays are not known: working days in them leave out weekends only. */
export function unknownYears({ knows }: Pick<Calendar, 'knows'>, from: Day, to: Day): readonly number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index).filter(
    (year) => !knows(year),
  );
}
