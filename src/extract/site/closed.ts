import { addMonths, type Day } from '../../lib/day.ts';
import { bareName } from './names.ts';

/** Names of what is kept and no longer kept up. */
const kept =
  /(?:归档|已结束|已关闭|已办结|历史(?:信息|栏目|专题|文件|数据|公报|资料)|往期|往届|旧版|存档|回顾|档案馆藏)/;
const topics = /^(?:专题|专栏|专题专栏|专题集锦|热点专题|专题报道|专题活动|专题集|主题专栏|重点专题|专题栏目)$/;
/** Plans of five years by their number: the thirteenth ended with 2020. */
const plans: readonly (readonly [RegExp, string])[] = [
  [/十一五/, '2010'],
  [/十二五/, '2015'],
  [/十三五/, '2020'],
  [/十四五/, '2025'],
];

/**
 * Whether a column belongs to something that is over: an archive, the folder of a past year, a plan that has run out, or
 * a topic (专题) that gained nothing for a year. Its age is then no fault.
 */
export function isClosed(path: readonly string[], newest: Day | undefined, captured: Day): boolean {
  const names = path.map(bareName);
  const own = names.at(-1) ?? '';
  if (names.some((name) => kept.test(name))) return true;
  const year = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(own)?.[1];
  if (year !== undefined && year < captured.slice(0, 4)) return true;
  if (plans.some(([name, end]) => name.test(own) && end < captured.slice(0, 4))) return true;
  const isTopic = names.slice(0, -1).some((name) => topics.test(name));
  return isTopic && newest !== undefined && newest < addMonths(captured, -12);
}
