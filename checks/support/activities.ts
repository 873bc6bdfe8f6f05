import type { Searched } from '../../src/contract/seen.ts';
import type { Column, ColumnType, Entry, Site } from '../../src/contract/site.ts';
import { addMonths, type Day } from '../../src/lib/day.ts';
import { searchedAll } from './interpretations.ts';

/** How an activity is told from others: by the column it stands in, or by its words anywhere. */
export interface Sought {
  readonly types: readonly ColumnType[];
  /** Words that a title anywhere on the site may bear. */
  readonly title: RegExp;
  /** Words that a row of its own column must bear too, in title or text: meetings are many, open ones few. */
  readonly inColumn?: RegExp;
}

/** 政府开放日. */
export const openDays: Sought = { types: ['open-day'], title: /开放日|公众开放(?!时间)/ };

/** 会议开放: meetings that members of the public sit in on. */
export const openMeetings: Sought = {
  types: ['meeting'],
  title:
    /会议开放|(?:公众|市民|群众|企业|居民|利益相关方).{0,12}(?:列席|旁听)|邀请.{0,24}代表.{0,12}(?:列席|参加|旁听).{0,12}会/,
  inColumn:
    /会议开放|(?:公众|市民|群众|企业|居民|利益相关方)[^。\n]{0,16}(?:列席|旁听)|邀请[^。\n]{0,40}代表[^。\n]{0,16}(?:列席|旁听|参加)/,
};

/** Activities of public enterprises for the public. */
export const enterpriseActivities: Sought = {
  types: ['activity'],
  title:
    /公共企事业.{0,20}活动|(?:供水|供电|供气|公交|医院|学校|水务|燃气).{0,20}(?:进社区|进企业|进校园|便民服务|宣传活动|服务群众|义诊)/,
};

/** Activities in the 政务公开专区. */
export const zoneActivities: Sought = {
  types: ['zone'],
  title: /专区.{0,30}(?:活动|宣讲|宣传|解读|咨询|体验|走进|讲座|沙龙|开放)|(?:走进|依托|在).{0,16}公开专区/,
  inColumn: /活动|宣讲|宣传|解读会|咨询会|体验|走进|讲座|沙龙/,
};

/** What was found of an activity. */
export interface Found {
  readonly columns: readonly Column[];
  readonly entries: readonly Entry[];
  /** Rows of its own column whose article was not read, so that nobody can tell whether they are of it. */
  readonly unread: readonly Entry[];
}

/** Every row of the site that tells of an activity, each URL once. */
export function findActivities(site: Site, { types, title, inColumn }: Sought): Found {
  const columns = columnsOf(site, types);
  const entries = new Map<string, Entry>();
  const unread: Entry[] = [];
  for (const column of site.columns) {
    const isOwn = columns.includes(column);
    for (const entry of column.entries) {
      const words = `${entry.title}\n${entry.page?.mainText ?? ''}`;
      const counts = title.test(entry.title) || (isOwn && (inColumn === undefined || inColumn.test(words)));
      if (counts) entries.set(entry.url, entry);
      else if (isOwn && entry.page === undefined) unread.push(entry);
    }
  }
  return { columns, entries: [...entries.values()], unread };
}

export function columnsOf(site: Site, types: readonly ColumnType[]): readonly Column[] {
  return site.columns.filter(({ type }) => types.includes(type));
}

/** Rows of the last months up to a day. */
export function recent(entries: readonly Entry[], asOf: Day, months: number): readonly Entry[] {
  const from = addMonths(asOf, -months);
  return entries.filter(({ date }) => date !== undefined && date.day > from && date.day <= asOf);
}

/** Where an activity would stand: its columns, else the whole site. */
export function searchedForActivity(site: Site, { types }: Sought): Searched {
  const columns = columnsOf(site, types);
  return columns.length === 0 ? site.searched([]) : searchedAll(columns.map(({ path }) => site.searched(path)));
}
