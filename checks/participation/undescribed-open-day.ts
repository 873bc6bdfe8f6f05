import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { findActivities } from '../support/activities.ts';
import { hidesWords } from '../support/consultations.ts';
import { government } from '../support/units.ts';

const DATE = /\d{1,2}\s?月\s?\d{1,2}\s?[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?:上午|下午|当天|今天|昨日|近日)/;
const PLACE =
  /地点|地址|集合|走进|来到|前往|参观|走访|考察|观摩|实地|现场|在[^，。；\n]{2,30}(?:举行|举办|开展|召开|进行|启动)|[局院所站馆厅队校园厂][^，。；\n]{0,8}(?:举行|举办|开展|组织)|(?:中心|基地|大厅|广场|公园|大队|支队|水厂|车间|实验室|会议室|公司|学校|社区|展厅|法庭|[路街]\d{1,4}号)/;

export default defineCheck({
  id: 'undescribed-open-day',
  title: { zh: '开放日信息未写明时间地点', en: 'Open day without date or place' },
  family: 'participation',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PA-01',
  remedy: {
    zh: '补充时间和地点',
    en: 'Add when and where it was',
  },
  options: z.object({}),
  messages: {
    date: { zh: '《{title}》未写明活动时间', en: '“{title}” does not say when it was' },
    place: { zh: '《{title}》未写明活动地点', en: '“{title}” does not say where it was' },
  },
  subjects: (site, { since, asOf }) =>
    findActivities(site, { types: ['open-day'], title: /开放日/ }).entries.flatMap(({ title, url, page, date }) =>
      page && date && date.day >= since && date.day <= asOf && !/计划|方案|通知|汇总|一览/.test(title)
        ? [{ key: url, seen: page.seen, title, page }]
        : [],
    ),
  *examine({ title, page }) {
    const text = page.mainText;
    const lacks = { date: !DATE.test(text), place: !PLACE.test(text) };
    if ((lacks.date || lacks.place) && hidesWords(page) && text.length < 200) {
      yield { unknown: 'unparsed' };
      return;
    }
    if (lacks.date) yield { message: 'date', data: { title }, at: page.at, key: 'date' };
    if (lacks.place) yield { message: 'place', data: { title }, at: page.at, key: 'place' };
  },
});
