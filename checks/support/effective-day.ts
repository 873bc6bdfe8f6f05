import type { Day } from '../../src/lib/day.ts';
import { findDays } from '../../src/lib/days-in-text.ts';

/** What stands before the day on which something begins … */
const BEFORE = /(?:自|从|于|定于|将于|计划于?|时间[：:]?|决定|拟于?|预计)\s{0,3}$/;
/** … and after it: an hour, a weekday in brackets, then 起. */
const AFTER =
  /^\s{0,2}(?:[（(].{1,8}?[）)])?\s{0,2}(?:.{0,8}?(?:起|首班|开始|始|实施|执行|上午|下午|晚|凌晨|\d{1,2}[:：时点]|[-—~至到]))/;

const FROM =
  /^\s{0,2}(?:[（(].{1,8}?[）)])?\s{0,2}(?:(?:首班车?|早班|上午|凌晨|零时|零点|\d{1,2}[:：时点]\d{0,2}分?)\s{0,2})?起(?=[，,、；;：:\s]|正式|开始|实施|执行|调整)/;

/** A span of hours behind a day: 3月5日9时至16时. */
const HOURS =
  /^\s{0,2}(?:[（(].{1,8}?[）)])?\s{0,2}(?:上午|下午|晚上?|凌晨|早上?)?\s{0,2}\d{1,2}\s?[:：时点]\s?(?:\d{1,2}\s?分?)?\s{0,2}(?:起|[-—–~～至到])/;

/**
 * The day on which what a notice announces begins: the first day of its text that is said to be one (自3月5日起, 停水
 * 时间：3月5日8:00). Days without a year are completed from the day of the notice. Undefined where none is so marked.
 */
export function effectiveDay(text: string, published: Day): Day | undefined {
  const head = text.slice(0, 5000);
  const days = findDays(head, published);
  const after = ({ end }: (typeof days)[number]): string => head.slice(end, end + 24);
  const marked = days.find(
    (day) => BEFORE.test(head.slice(Math.max(0, day.start - 8), day.start)) && AFTER.test(after(day)),
  );
  // 11月10日起，15路…: the word behind says it as plainly as one before.
  return (marked ?? days.find((day) => FROM.test(after(day))) ?? days.find((day) => HOURS.test(after(day))))?.day;
}

/** Whether a notice takes effect as it is read (即日起). */
export function mentionsNow(text: string): boolean {
  return /即日起|即时起|今日起/.test(text.slice(0, 5000));
}
