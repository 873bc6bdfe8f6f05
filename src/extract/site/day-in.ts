import { parseDay, type Day } from '../../lib/day.ts';

const shape = /((?:19|20)\d{2})\s{0,2}[-/.年]\s{0,2}(\d{1,2})\s{0,2}[-/.月]\s{0,2}(\d{1,2})(?!\d)/;

/** The first full day in a text, in any of the usual spellings; undefined where there is none. */
export function dayIn(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  const plain = fromChinese(text.slice(0, 500).normalize('NFKC'));
  const [, year = '', month = '', date = ''] = shape.exec(plain) ?? [];
  return dayOf(year, month, date);
}

function dayOf(year: string, month: string, date: string): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

const digits = '〇一二三四五六七八九';

function digitOf(char: string): string {
  return String(digits.indexOf(char));
}

/** 二〇二三年十一月二日 with its numbers as digits. */
export function fromChinese(text: string): string {
  return text
    .replace(/[○零Ｏ]/g, '〇')
    .replace(/[〇一二三四五六七八九]{4}(?=年)/g, (year) => year.replace(/./g, digitOf))
    .replace(/[〇一二三四五六七八九十]{1,3}(?=[月日])/g, (number) => String(smallNumber(number)));
}

/** The value of a Chinese number below 100. */
export function smallNumber(text: string): number {
  const ten = text.indexOf('十');
  if (ten < 0) return Number(text.replace(/./g, digitOf));
  const tens = ten === 0 ? 1 : digits.indexOf(text[ten - 1] ?? '');
  const ones = text[ten + 1] === undefined ? 0 : digits.indexOf(text[ten + 1] ?? '');
  return tens * 10 + ones;
}
