import { fromChinese, smallNumber } from './day-in.ts';

/** What the title of an issue says. */
export interface IssueTitle {
  readonly year: number | undefined;
  /** One number, or the several of a double issue. */
  readonly numbers: readonly number[];
  readonly totalNumber: number | undefined;
}

const digits = '\\d{1,4}|[〇一二三四五六七八九十]{1,4}';
const total = new RegExp(`总(?:第)?(${digits})期?|(?:总期号|总期数):?(${digits})`);
const issue = new RegExp(`第?((?:${digits})(?:(?:[、,，—~至和/.-]|第|期){1,3}(?:${digits})){0,11})期`);

/** Year, number and total number of an issue: `2025年第3、4期合刊（总第127期）`; undefined for a title that is none. */
export function readIssueTitle(title: string): IssueTitle | undefined {
  const plain = fromChinese(title.slice(0, 200).normalize('NFKC')).replace(/\s/g, '');
  const whole = total.exec(plain);
  const rest = whole === null ? plain : plain.replace(whole[0], '');
  const [, year] = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(plain) ?? [];
  const named = issue.exec(rest.replace(/(?<!\d)(?:19|20)\d{2}年?/, ''));
  const numbers = named === null ? [] : numbersOf(named[1] ?? '');
  if (numbers.length === 0 && whole === null) return undefined;
  return {
    year: year === undefined ? undefined : Number(year),
    numbers,
    totalNumber: whole === null ? undefined : valueOf(whole[1] ?? whole[2] ?? ''),
  };
}

/** 3、4 are two issues in one, 3-5 three. */
function numbersOf(text: string): readonly number[] {
  const values = (text.match(new RegExp(digits, 'g')) ?? []).map(valueOf);
  const [first, last] = [values[0], values.at(-1)];
  const isRange = values.length === 2 && /[—~至-]/.test(text);
  if (!isRange || first === undefined || last === undefined || last <= first || last - first > 12)
    return [...new Set(values)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function valueOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : smallNumber(text);
}
