import type { Page } from '../../src/contract/page.ts';
import type { Reason } from '../../src/contract/verdict.ts';
import type { Column, ColumnType, Entry } from '../../src/contract/site.ts';
import { addDays, addMonths, daysBetween, type Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';

/** How often a column has to gain an entry. */
export interface Period {
  readonly value: number;
  readonly unit: 'day' | 'month';
}

/** What can be said of a column's age; `doubt` says why a person has to look before anyone is told. */
export type Freshness =
  | { readonly state: 'fresh'; readonly newest: Day }
  | {
      readonly state: 'stale';
      readonly newest: Day;
      readonly entry: Entry;
      readonly days: number;
      readonly due: Day;
      readonly doubt: Text | undefined;
    }
  | { readonly state: 'inapplicable'; readonly why: Text }
  | { readonly state: 'unknown'; readonly why: Reason };

/** A row dated this few days after the capture may be an announcement; one further off is a slip of the pen. */
const NEAR_FUTURE_DAYS = 31;

/** The last day on which a column is still in time. */
export function dueAfter(newest: Day, { value, unit }: Period): Day {
  return unit === 'day' ? addDays(newest, value) : addMonths(newest, value);
}

/** `6个月`, `14天`, `1年`. */
export function periodText({ value, unit }: Period): Text {
  if (unit === 'day') return value === 14 ? { zh: '2周', en: '2 weeks' } : { zh: `${value}天`, en: `${value} days` };
  if (value % 12 === 0) return { zh: `${value / 12}年`, en: value === 12 ? '1 year' : `${value / 12} years` };
  return { zh: `${value}个月`, en: value === 1 ? '1 month' : `${value} months` };
}

/** The rhythm of a directory row: the row's own words in Chinese, its figure in English. */
export function rhythmText({ value, unit, text }: Period & { readonly text: string }): Text {
  if (text.includes('学期')) return { zh: text, en: 'every term' };
  if (text.includes('招生')) return { zh: text, en: 'in every season of enrolment' };
  if (unit === 'day' && value === 7) return { zh: text, en: 'every week' };
  if (value === 1 || (unit === 'month' && value === 12))
    return { zh: text, en: `every ${value === 12 ? 'year' : unit}` };
  return { zh: text, en: `every ${periodText({ value, unit }).en}` };
}

/**
 * The age of a column on `asOf`, by the newest row that is not of the future: pinned old rows, another order of the list
 * and slips like 2062 change nothing. `captured` is the day of capture: what is dated later cannot be an entry yet.
 */
export function freshnessOf(column: Column, period: Period, asOf: Day, captured: Day): Freshness {
  const why = notJudged(column, asOf);
  if (why) return { state: 'inapplicable', why };
  const dated = column.entries.flatMap((entry) => (entry.date ? [{ entry, day: entry.date.day }] : []));
  const past = dated.filter(({ day }) => day <= asOf);
  const newest = past.reduce<(typeof past)[number] | undefined>(
    (last, one) => (last === undefined || one.day > last.day ? one : last),
    undefined,
  );
  if (!newest) return { state: 'unknown', why: dated.length > 0 ? allLater(asOf) : 'dates-unread' };
  if (isPartlyRead(column) && !isNewestFirst(column)) return { state: 'unknown', why: 'pages-left-out' };
  const due = dueAfter(newest.day, period);
  if (asOf <= due) {
    // All rows of one day tell when the site was moved, not when the column was kept.
    return column.oneDay ? { state: 'unknown', why: moved(newest.day) } : { state: 'fresh', newest: newest.day };
  }
  const soon = dated.some(({ day }) => day > captured && day > asOf && daysBetween(captured, day) <= NEAR_FUTURE_DAYS);
  // What was read in time and not again since may have gained entries that nobody has seen.
  const doubt = soon ? laterRow : captured <= due ? readBefore(captured) : doubtOf(column);
  const days = daysBetween(newest.day, asOf);
  return { state: 'stale', newest: newest.day, entry: newest.entry, days, due, doubt };
}

const laterRow: Text = { zh: '另有日期晚于抓取日的条目', en: 'a row is dated after the day of capture' };

/** The list was read long after the day by which it is judged: what it showed on that day is gone from its first page. */
export function allLater(asOf: Day): Text {
  return {
    zh: `读到的条目都晚于监测时间点（${asOf}），看不出当时的更新情况`,
    en: `all rows that were read are dated after ${asOf}: they tell nothing of that day`,
  };
}

function readBefore(captured: Day): Text {
  return {
    zh: `抓取日（${captured}）尚未超期，此后没有再读`,
    en: `it was in time on the day of capture (${captured}), and has not been read since`,
  };
}

function moved(day: Day): Text {
  return {
    zh: `所有条目都是同一天（${day}），像是迁移日期，看不出更新情况`,
    en: `all rows are of one day (${day}), as after a migration: they tell nothing of freshness`,
  };
}

/**
 * A column as far as its age goes: the first page of a list that runs from new to old tells its newest entry, whatever
 * pages were left out behind it; and where some dates could not be read, `freshnessOf` says what follows.
 */
export function seenForAge<C extends Column>(column: C): C {
  if (column.seen.whole || column.entries.length === 0) return column;
  const { reason } = column.seen;
  const isEnough = reason === 'dates-unread' || (reason === 'pages-left-out' && isNewestFirst(column));
  return isEnough ? { ...column, seen: { whole: true } } : column;
}

/** Why the age of this column is no matter at all. */
function notJudged(column: Column, asOf: Day): Text | undefined {
  if (column.form !== 'list') return { zh: '不是列表栏目', en: 'not a list' };
  if (column.closed) return { zh: '专题已结束', en: 'a topic that is over' };
  if (isArchive(column, asOf)) return { zh: '往年归档栏目', en: 'an archive of past years' };
  if (column.content === 'statement') return { zh: '以情况说明代替内容', en: 'a statement in place of content' };
  if (column.entries.length === 0) return { zh: '栏目没有条目', en: 'the column has no entries' };
  return undefined;
}

/** Whether a column, by its own name or one above it, keeps what is past: `2021年`, `历史文件`, `往期回顾`. */
export function isArchive({ path }: Pick<Column, 'path'>, asOf: Day): boolean {
  const year = Number(asOf.slice(0, 4));
  return path.some((name) => {
    if (/历史|归档|往年|往期|存档|旧版|已归并|已失效|已废止|废止失效/.test(name)) return true;
    const years = [...name.matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)].map(([, text]) => Number(text));
    return years.length > 0 && Math.max(...years) < year;
  });
}

/** Words by which a column plainly is of its type: 专业职称 of a personnel bureau is its business, no 人事信息. */
const plainNames: Partial<Readonly<Record<ColumnType, RegExp>>> = {
  news: /动态|要闻|新闻|资讯|快讯|简讯|信息|播报|头条|速递|看点|报道/,
  notice: /通知|公告|公示|通告|告示/,
  policy: /文件|法规|政策|规章|规定|制度|通知/,
  personnel: /人事|任免|任职|干部|招录|招聘/,
  plan: /规划|计划|总结/,
};

/** Why a stale column has to be looked at first. */
function doubtOf(column: Column): Text | undefined {
  if (column.oneDay) return { zh: '所有条目日期相同，像是迁移日期', en: 'all rows bear one day, as after a migration' };
  if (column.undated > 0 && undatedMayBeNewer(column))
    return { zh: '有条目的日期未能读出，可能更新', en: 'the date of some rows could not be read: they may be newer' };
  if (column.path.slice(0, -1).some((name) => /专题|专栏|主题教育|主题活动/.test(name)))
    return { zh: '专题下的栏目，请核对专题是否已经结束', en: 'under a topic: please look whether that is over' };
  const named = doubtOfName(column);
  if (named) return named;
  if (column.type === 'news' && column.knownBy !== 'name' && isOfOtherMatters(column))
    return {
      zh: '条目多不是动态要闻，请核对栏目性质',
      en: 'most rows are no news: please look what the column is for',
    };
  if (column.knownBy !== 'name' && column.knownBy !== 'alias' && column.knownBy !== 'meta')
    return { zh: '栏目类型由推断得出', en: 'the type of the column is inferred' };
  return undefined;
}

/** Why the name of a column leaves open whether it has to be updated. */
function doubtOfName(column: Column): Text | undefined {
  const name = column.path.at(-1) ?? '';
  // The rule counts the policy columns of the first level; laws and what stands below a field come when they come.
  if (column.type === 'policy' && (LAWS.test(name) || column.path.slice(0, -1).some(isField)))
    return { zh: '法律法规或领域下的政策栏目，请核对是否须定期更新', en: 'laws, or the policies of one field' };
  if (column.type === 'policy' && /目录|清单|汇编|清理|废止|立改废|备案/.test(name))
    return { zh: '目录、清理、备案类栏目，不按政策文件的周期', en: 'a list or an account of papers, not the papers' };
  const words = plainNames[column.type];
  if (/下载|图说|图解|图片|视频|专题|专栏|往来|相册/.test(name) || (words && !words.test(name)))
    return { zh: '从名称看不一定是要定期更新的栏目', en: 'its name does not plainly say that it has to be updated' };
  return undefined;
}

const LAWS = /^(?:国家|省|市|上级|相关|有关)?(?:法律|法律法规|法规|法律依据|法规标准|上级文件|上级政策|国家政策)$/;
const FIELDS =
  /救助|教育|卫生|医疗|就业|社会保险|养老|安全生产|征地|征收|住房|危房|生态|环境|公共文化|法律服务|扶贫|乡村振兴|救灾|食品|药品|综合执法|户籍|涉农|市政|国土空间|税收|交易|重大建设|财政|领域|基层/;

/** A field of disclosure (社会救助, 义务教育), not an office of that name. */
function isField(name: string): boolean {
  return FIELDS.test(name) && !/[局委办厅院校会]$|政府/.test(name);
}

/** Titles of papers, not of news: answers to proposals, accounts, notices. */
const PAPERS = /(?:答复|复函|复文|预算|决算|公示|公告|通告|通知|一览表|汇总表|名单|目录|清单)(?:[（(].{0,20}[)）])?$/;

function isOfOtherMatters({ entries }: Column): boolean {
  return entries.filter(({ title }) => PAPERS.test(title.trim())).length >= 0.6 * entries.length;
}

/** In a list that runs from new to old, a row without a date below the first dated one is no newer than it. */
function undatedMayBeNewer(column: Column): boolean {
  if (!isNewestFirst(column)) return true;
  const rows = column.entries.filter(({ pinned }) => !pinned);
  return rows.findIndex(({ date }) => date === undefined) < rows.findIndex(({ date }) => date !== undefined);
}

/** Whether the dated rows, pinned ones left aside, run from new to old. One row proves nothing and is taken as such. */
function isNewestFirst({ entries }: Column): boolean {
  const days = entries.flatMap(({ pinned, date }) => (pinned || !date ? [] : [date.day]));
  const falls = days.filter((day, index) => index > 0 && day > (days[index - 1] ?? day)).length;
  // A slip or two among many rows leaves the order plain.
  return falls <= Math.floor(days.length / 10);
}

/** Whether the list has pages that were not read. */
function isPartlyRead({ pages }: Column): boolean {
  const said = Math.max(1, ...pages.map((page: Page) => page.pages ?? 1));
  return pages.length > 0 && (said > pages.length || pages.at(-1)?.next !== undefined);
}
