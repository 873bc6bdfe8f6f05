import { parseDay, type Day } from './day.ts';

/** A Chinese identity number as it stands in a text: `start` and `end` count UTF-16 units. */
export interface IdNumber {
  /** 18 characters (15 for the old form), without blanks; the last may be `X`. */
  readonly number: string;
  readonly start: number;
  readonly end: number;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK = '10X98765432';
/** The first two digits that GB/T 2260 gives to provinces, and 81–83 of the residence permits. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** 6-8-4 digits, in one piece or with one blank or hyphen between the groups; no digit or letter beside it. */
const SHAPE = /(?<![0-9A-Za-z*.-])(\d{6})[ -]?(\d{8})[ -]?(\d{3}[0-9Xx])(?![0-9A-Za-z*])/g;
const OLD_SHAPE = /(?<![0-9A-Za-z*.-])\d{15}(?![0-9A-Za-z*])/g;

/** Whether 18 characters are an identity number by GB 11643: province, a day of birth that the calendar has, check digit. */
export function isIdNumber(text: string): boolean {
  if (!/^\d{17}[0-9X]$/.test(text) || !PROVINCES.has(text.slice(0, 2))) return false;
  const born = birthday(text);
  if (!born || born < '1900-01-01') return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK[sum % 11] === text[17];
}

/** The day of birth within a number of 18 characters; undefined where the calendar has no such day. */
export function birthday(text: string): Day | undefined {
  return parseDay(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`);
}

/** Every identity number of 18 characters in a text; full-width digits are read as digits. */
export function findIdNumbers(text: string): readonly IdNumber[] {
  return [...narrowDigits(text).matchAll(SHAPE)].flatMap((match) => {
    const number = `${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`.toUpperCase();
    return isIdNumber(number) ? [{ number, start: match.index, end: match.index + match[0].length }] : [];
  });
}

/** Numbers of the old form of 15 digits: they have no check digit, so only a label beside one makes it likely. */
export function findOldIdNumbers(text: string): readonly IdNumber[] {
  return [...narrowDigits(text).matchAll(OLD_SHAPE)].flatMap((match) => {
    const number = match[0];
    const born = parseDay(`19${number.slice(6, 8)}-${number.slice(8, 10)}-${number.slice(10, 12)}`);
    return born && PROVINCES.has(number.slice(0, 2))
      ? [{ number, start: match.index, end: match.index + number.length }]
      : [];
  });
}

/** Shows what the rules allow of it: the first two and the last three characters. */
export function maskIdNumber(number: string): string {
  return `${number.slice(0, 2)}${'*'.repeat(number.length - 5)}${number.slice(-3)}`;
}

/** Full-width digits and letters X as ASCII, one for one, so that positions stay. */
export function narrowDigits(text: string): string {
  return text.replace(/[０-９Ｘｘ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}
