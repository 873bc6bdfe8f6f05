import { unitTypes, type UnitType } from '../contract/unit.ts';
import { UserError } from '../lib/error.ts';
import { parseDay, type Day } from '../lib/day.ts';
import { nearest } from '../lib/nearest.ts';

function wrong(flag: string, message: string, hint?: string): UserError {
  return new UserError(`${flag}: ${message}`, hint === undefined ? {} : { hint });
}

/** A day. */
export function dayOf(flag: string): (value: string) => Day {
  return (value) => {
    const day = parseDay(value);
    if (day === undefined) throw wrong(flag, `“${value}”不是日期 (not a day)`, 'YYYY-MM-DD');
    return day;
  };
}

/** A whole number between these; a coverage may be a fraction, and any may end in `%`. */
export function numberOf(flag: string, least: number, most = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = /^\d{1,15}(?:\.\d{1,3})?%?$/.test(value) ? Number(value.replace('%', '')) : NaN;
    const isWhole = Number.isInteger(number) || flag === '--min-coverage';
    if (!isWhole || number < least || number > most)
      throw wrong(flag, `“${value}”不是合适的数 (not a fit number)`, `≥ ${least}`);
    return number;
  };
}

/** One of these words; the nearest is named where it is none. */
export function oneOf<const T extends string>(flag: string, known: readonly T[]): (value: string) => T {
  return (value) => {
    const found = known.find((one) => one === value);
    if (found !== undefined) return found;
    const meant = nearest(value, known);
    throw wrong(
      flag,
      `不认识“${value}” (unknown)`,
      meant === undefined ? known.join(' ') : `是不是 ${meant}？(did you mean ${meant}?)`,
    );
  };
}

/** A type of unit. */
export function typeOf(value: string): UnitType {
  return oneOf('--type', unitTypes)(value);
}

/** Words parted by commas. */
export function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Formats of a report. */
export function formatsOf(value: string): readonly ('json' | 'html')[] {
  return listOf(value).map(oneOf('--format', ['json', 'html']));
}

/** An administrative code. */
export function regionOf(value: string): string {
  if (!/^[1-9]\d{5}$/.test(value))
    throw wrong('--region', `“${value}”不是六位行政区划代码 (not an administrative code)`);
  return value;
}

/** `7-22` or `07:00-22:00`: whole hours. */
export function hoursOf(value: string): readonly [from: number, until: number] {
  const match = /^(\d{1,2})(?::00)?-(\d{1,2})(?::00)?$/.exec(value);
  const [from, until] = [Number(match?.[1] ?? NaN), Number(match?.[2] ?? NaN)];
  if (from <= 23 && until <= 24) return [from, until];
  throw wrong('--quiet-hours', `“${value}”不是整点时段 (not whole hours)`, '7-22');
}
