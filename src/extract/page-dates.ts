import { parseDay, type Day } from '../lib/day.ts';
import { fromChinese } from './site/day-in.ts';

/** A date as found in a short text: a full day, or `MM-DD`. `rest` is what stands around it, date labels left out. */
export interface FoundDate {
  readonly text: string;
  readonly full: boolean;
  readonly quote: string;
  readonly rest: string;
  /** A label such as 发布时间 stands before it. */
  readonly labelled: boolean;
}

const FULL = /(?<!\d)((?:19|20)\d{2})\s?[-/.年·,]\s?(\d{1,2})\s?[-/.月·,]\s?(\d{1,2})(?!\d)\s?日?/;
const COMPACT = /(?<![\w\u3400-\u9fff.-])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w\u3400-\u9fff.-])/;
const SHORT = /^(\d{1,2})\s?(?:[-/.]\s?(\d{1,2})|月\s?(\d{1,2})\s?日)$/;
const TIME = /[T\s]{0,3}\d{1,2}\s?[:∶]\s?\d{1,2}(?:\s?[:∶]\s?\d{1,2})?(?:\.\d{1,6})?/;
const BRACKETS = /^[\s[(【〔<《·•|]+|[\s\])】〕>》|]+$/g;
const LABEL =
  /(?:(?:信息)?(?:发布|发表|发文|更新|公布|公开|成文|生成|受理|添加|录入|上传|提交|信息|创建|来信|印发|编辑|征集|开始|登记)?(?:时间|日期|日间)(?:发布)?|(?:发布|发表|更新|编辑|创建)于|日)\s?[:：]?\s?$/;
const CUT = 120;

/** Half-width, Chinese numbers as digits, blanks single. */
export function plainDate(text: string): string {
  const half = NEEDS_FOLDING.test(text) ? text.normalize('NFKC') : text;
  return CHINESE.test(half) ? fromChinese(half) : half;
}

const NEEDS_FOLDING = /[\uff01-\uff5e\u3000\u2236]/;
const CHINESE = /[〇○零一二三四五六七八九]\s?年|[一二三四五六七八九十]\s?[月日]/;

/** The first full date in a text (its first 120 characters), wherever it stands. */
export function fullDateIn(
  text: string,
): { readonly day: Day; readonly quote: string; readonly at: number } | undefined {
  const plain = plainDate(text.slice(0, CUT));
  const match = FULL.exec(plain) ?? COMPACT.exec(plain);
  const day = match === null ? undefined : dayOf(match[1], match[2], match[3]);
  return match === null || day === undefined ? undefined : { day, quote: match[0].trim(), at: match.index };
}

/** The date of a short text that is little more than a date (`[06-14]`, `发布时间：2024-06-14 16:11`). */
export function dateOf(text: string): FoundDate | undefined {
  if (text.length > CUT || !DIGIT.test(text)) return undefined;
  const plain = plainDate(text);
  const match = CENTURY.test(plain) ? (FULL.exec(plain) ?? COMPACT.exec(plain)) : null;
  if (match === null) return SIGN.test(plain) ? shortDateOf(plain) : undefined;
  const day = dayOf(match[1], match[2], match[3]);
  if (day === undefined) return undefined;
  const before = plain.slice(0, match.index);
  const label = LABEL.exec(before);
  const after = plain.slice(match.index + match[0].length).replace(TIME, '');
  const rest = trimmed(before.replace(LABEL, '')) + trimmed(after);
  return { text: day, full: true, quote: match[0].trim(), rest, labelled: label !== null };
}

/** What every full date has, and what every short one: most texts have neither. */
const CENTURY = /(?:19|20)\d{2}/;
const SIGN = /[-/.月]/;

const DIGIT = /[\d０-９〇一二三四五六七八九]/;

function shortDateOf(plain: string): FoundDate | undefined {
  const [, before = ''] = /^([^\d]{2,8}[:：])\s?\d/.exec(plain) ?? [];
  const label = LABEL.exec(before);
  const core = trimmed((label === null ? plain : plain.slice(before.length)).replace(TIME, ''));
  const [, month = '', one, other] = SHORT.exec(core) ?? [];
  const text = `${month.padStart(2, '0')}-${(one ?? other ?? '').padStart(2, '0')}`;
  if (parseDay(`2024-${text}`) === undefined) return undefined;
  return { text, full: false, quote: core, rest: '', labelled: label !== null };
}

/** A day and its month, or month-day and year, shown apart: `27` beside `2016/10`, `06-14` beside `2024`. */
export function splitDateOf(one: string, other: string): FoundDate | undefined {
  return joined(partOf(one), partOf(other));
}

/** One half of a split date without what adorns it: `--2021--`, `[06-14]`. */
function partOf(text: string): string {
  return trimmed(plainDate(text).replace(DASHES, ''));
}

const DASHES = /^\s?[-–—~]{1,4}|[-–—~]{1,4}\s?$/g;

function joined(one: string, other: string): FoundDate | undefined {
  const month = YEAR_MONTH.exec(one) ?? YEAR_MONTH.exec(other);
  const date = DATE.exec(month?.input === one ? other : one);
  if (month !== null && date !== null) return splitDate(dayOf(month[1], month[2], date[1]), `${one} ${other}`);
  const year = YEAR.exec(one) ?? YEAR.exec(other);
  const short = SHORT.exec(year?.input === one ? other : one);
  if (year === null || short === null) return undefined;
  return splitDate(dayOf(year[1], short[1], short[2] ?? short[3]), `${one} ${other}`);
}

const YEAR_MONTH = /^((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?月?$/;
const YEAR = /^((?:19|20)\d{2})年?$/;
const DATE = /^(\d{1,2})日?$/;

function splitDate(day: Day | undefined, quote: string): FoundDate | undefined {
  return day === undefined ? undefined : { text: day, full: true, quote, rest: '', labelled: false };
}

/** Month and day shown apart: `6月` beside `14`. */
export function splitShortDateOf(one: string, other: string): FoundDate | undefined {
  const month = MONTH.exec(one) ?? MONTH.exec(other);
  const date = DATE.exec(month?.input === one ? other : one);
  if (month === null || date === null) return undefined;
  const text = `${(month[1] ?? '').padStart(2, '0')}-${(date[1] ?? '').padStart(2, '0')}`;
  if (parseDay(`2024-${text}`) === undefined) return undefined;
  return { text, full: false, quote: `${one} ${other}`, rest: '', labelled: false };
}

const MONTH = /^(\d{1,2})\s?月$/;

function trimmed(text: string): string {
  return text.replace(BRACKETS, '');
}

/** A day of its parts; undefined for one that no calendar has, or that lies beyond the years of the web. */
export function dayOf(year = '', month = '', date = ''): Day | undefined {
  if (year < '1980' || year > '2099') return undefined;
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}
