import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Seen } from '../../src/contract/seen.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Grounds } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import {
  enterpriseActivities,
  findActivities,
  openDays,
  openMeetings,
  zoneActivities,
  type Sought,
} from '../support/activities.ts';
import { hidesWords } from '../support/consultations.ts';
import { government } from '../support/units.ts';

const DATE = /\d{1,2}\s?月\s?\d{1,2}\s?[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?:上午|下午|当天|今天|昨日|近日|日前)/;
const PLACE =
  /地点|地址|集合|走进|来到|前往|参观|走访|考察|观摩|实地|现场|进(?:社区|企业|校园|园区|乡村|农村|村)|在[^，。；\n]{2,30}(?:举行|举办|开展|召开|进行|启动)|[局院所站馆厅队校园厂][^，。；\n]{0,8}(?:举行|举办|开展|组织)|(?:中心|基地|大厅|广场|公园|大队|支队|水厂|车间|实验室|会议室|公司|学校|社区|展厅|法庭|专区|常务会议|[路街]\d{1,4}号)/;
/** Plans and accounts of many activities are none. */
const NO_ACTIVITY = /计划|方案|通知|汇总|一览|制度|办法|自评|报告|招募|名单/;

interface Kind {
  readonly basis: string;
  readonly name: Text;
  readonly sought: Sought;
  /** Told as news, such activities do not always name what everybody knows. */
  readonly isNews: boolean;
}

const kinds: readonly Kind[] = [
  { basis: 'PA-01', name: { zh: '开放日', en: 'open day' }, sought: openDays, isNews: false },
  { basis: 'PA-02', name: { zh: '会议开放', en: 'open meeting' }, sought: openMeetings, isNews: true },
  { basis: 'PA-05', name: { zh: '专区活动', en: 'activity in a zone' }, sought: zoneActivities, isNews: true },
  { basis: 'PA-04', name: { zh: '公共企事业活动', en: 'activity' }, sought: enterpriseActivities, isNews: true },
];

interface Told {
  readonly key: string;
  readonly seen: Seen;
  readonly title: string;
  readonly page: Page;
  readonly kind: Kind;
}

export default defineCheck({
  id: 'undescribed-activity',
  replaces: ['undescribed-open-day'],
  title: { zh: '活动信息未写明时间地点', en: 'Activity told without date or place' },
  family: 'participation',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '补充时间和地点',
    en: 'Add when and where it was',
  },
  options: z.object({}),
  messages: {
    date: { zh: '{kind}信息《{title}》未写明活动时间', en: '“{title}” ({kind}) does not say when it was' },
    place: { zh: '{kind}信息《{title}》未写明活动地点', en: '“{title}” ({kind}) does not say where it was' },
  },
  subjects: toldOf,
  *examine({ title, page, kind }) {
    const text = page.mainText;
    const lacks = { date: !DATE.test(text), place: !PLACE.test(text) };
    if ((lacks.date || lacks.place) && hidesWords(page) && text.length < 200) {
      yield { unknown: 'unparsed' };
      return;
    }
    const said = { data: { title, kind: kind.name }, at: page.at, basis: kind.basis, review: kind.isNews && review };
    if (lacks.date) yield { message: 'date', ...said, key: 'date' };
    if (lacks.place) yield { message: 'place', ...said, key: 'place' };
  },
});

const review: Text = {
  zh: '按字面没有找到，请通读后判断',
  en: 'not found by its words: read it and judge',
};

/** The activities of each kind that the days under audit hold, each page once. */
function toldOf(site: Site, { since, asOf, standards }: Grounds): readonly Told[] {
  const told = new Map<string, Told>();
  for (const kind of kinds) {
    if (standards.rule(kind.basis) === undefined) continue;
    for (const { title, url, page, date } of findActivities(site, kind.sought).entries) {
      // 市民代表列席常务会议 in a column of open days is an open meeting all the same.
      if (kind.sought === openDays && !openDays.title.test(title) && openMeetings.title.test(title)) continue;
      const isIn = date !== undefined && date.day >= since && date.day <= asOf;
      if (page && isIn && !told.has(url) && !NO_ACTIVITY.test(title))
        told.set(url, { key: url, seen: page.seen, title, page, kind });
    }
  }
  return [...told.values()];
}
