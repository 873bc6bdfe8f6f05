import { parseDay, type Day } from './day.ts';

/** Ten weeks of summer and six of winter lie between terms; a month after each begins, what belongs to it should be there. */
const SETTLED = { spring: '04-01', autumn: '10-10' } as const;
/** By the end of September a season of enrolment is over, late entries and all. */
const ENROLLED = '09-30';

/**
 * The last day on which a school that published something on `day` has to publish the like again, once a term: a month
 * into the next term. August belongs to the autumn term, January to the one that ends with it; holidays count for nothing.
 */
export function dueNextTerm(day: Day): Day {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  if (month === 1) return at(year, SETTLED.spring);
  return month <= 7 ? at(year, SETTLED.autumn) : at(year + 1, SETTLED.spring);
}

/** The same for what comes once a year, with the enrolment: the end of the next season. */
export function dueNextEnrolment(day: Day): Day {
  return at(Number(day.slice(0, 4)) + 1, ENROLLED);
}

function at(year: number, monthAndDay: string): Day {
  const day = parseDay(`${year}-${monthAndDay}`);
  if (!day) throw new Error(`${year}-${monthAndDay} is not a day`);
  return day;
}
