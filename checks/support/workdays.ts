import type { Calendar } from '../../src/contract/standards.ts';
import { addDays, type Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';

/** A deadline in working days. `sure` is the last day it can be, whatever holidays a year without data may hold. */
export interface WorkdayDeadline {
  readonly due: Day;
  readonly sure: Day;
}

/** No run of days off in China is longer: 国庆 or 春节 with the weekends beside them. */
const LONGEST_HOLIDAY = 10;

/** The last day in time, counted by the calendar of the State Council. */
export function workdayDeadline(from: Day, count: number, calendar: Calendar): WorkdayDeadline {
  const due = calendar.addWorkdays(from, count);
  const known = calendar.knows(Number(from.slice(0, 4))) && calendar.knows(Number(due.slice(0, 4)));
  return { due, sure: known ? due : addDays(due, LONGEST_HOLIDAY) };
}

/** Why a person has to count: the calendar has no data and the difference matters. */
export const unknownHolidays: Text = {
  zh: '日历缺该年节假日数据，工作日须人工核算',
  en: 'the calendar has no holidays for that year: count the working days by hand',
};
