import type { Page } from '../../contract/page.ts';
import { addDays, type Day } from '../../lib/day.ts';
import { dayIn, fromChinese } from './day-in.ts';

/** When a consultation is open. What cannot be read stays undefined. */
export interface Period {
  readonly from: Day | undefined;
  readonly until: Day | undefined;
}

const fullDay = '(?:19|20)\\d{2}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?';
const time = '(?:\\d{1,2}[:：时点]\\d{0,2}分?(?:[:：]\\d{2})?)?';
const span = new RegExp(
  `(${fullDay})${time}(?:起|开始)?,?(?:至|到|-{1,3}|—{1,3}|–|~|～|－)(${fullDay}|(?:\\d{1,2}月)?\\d{1,2}日)`,
);
const end = new RegExp(`(?:截止|截至|结束|于|在|止于|最迟)[^\\d\\n]{0,12}(${fullDay})`);
const before = new RegExp(`(${fullDay})${time}(?:之?前|以前|止|截止)`);
const length =
  /(?:自|从)?(?:本?公告|本?通知|公布|发布|公示|即日)[^\d\n]{0,10}起?[^\d\n]{0,6}(\d{1,3})(?:个)?(?:日|天|自然日|日历天)(?:内|止|以内|期满)?/;

/** The period of a consultation, from its fields or its text. 工作日 stay uncounted: that needs a calendar. */
export function periodOf(page: Page, publishedOn: Day | undefined): Period {
  const field = (label: RegExp): string | undefined => page.fields.find((one) => label.test(one.label))?.value;
  const from = dayIn(field(/^(?:征集|征求意见|公示|调查)?(?:开始|起始)(?:时间|日期)/));
  const until = dayIn(field(/^(?:征集|征求意见|公示|调查)?(?:结束|截止|终止)(?:时间|日期)/));
  if (from !== undefined && until !== undefined) return { from, until };
  const text = `${field(/起止|期限|征集时间|时间段/) ?? ''}\n${page.mainText.slice(0, 60_000)}`;
  const told = periodIn(text, publishedOn);
  return { from: from ?? told.from, until: until ?? told.until };
}

/** The period that a text tells. */
export function periodIn(text: string, publishedOn: Day | undefined): Period {
  const plain = fromChinese(text.normalize('NFKC')).replace(/[ \t\u3000]/g, '');
  const whole = span.exec(plain);
  if (whole !== null) return fromSpan(whole[1] ?? '', whole[2] ?? '');
  const until = dayIn(end.exec(plain)?.[1]) ?? dayIn(before.exec(plain)?.[1]);
  if (until !== undefined && (publishedOn === undefined || until >= publishedOn)) return { from: undefined, until };
  const days = length.exec(plain)?.[1];
  if (days === undefined || publishedOn === undefined) return { from: undefined, until: undefined };
  return { from: publishedOn, until: addDays(publishedOn, Number(days)) };
}

/** 2025年11月2日至12月1日: what the end leaves out is as at the beginning. */
function fromSpan(start: string, stop: string): Period {
  const from = dayIn(start);
  if (from === undefined) return { from, until: undefined };
  if (/^(?:19|20)\d{2}/.test(stop)) return { from, until: dayIn(stop) };
  const [year = '', month = ''] = from.split('-');
  const [, ownMonth, date] = /^(?:(\d{1,2})月)?(\d{1,2})日$/.exec(stop) ?? [];
  const until = dayIn(`${year}-${ownMonth ?? month}-${date ?? ''}`);
  return { from, until: until !== undefined && until < from ? undefined : until };
}
