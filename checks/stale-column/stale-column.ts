import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';
import { columnPeriod, datedTypes } from '../support/column-periods.ts';
import { freshnessOf, periodText, seenForAge, type Period } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'stale-column',
  title: { zh: '栏目更新超期', en: 'Column not updated in time' },
  family: 'stale-column',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  basis: 'GW-D8',
  options: z.object({
    newsDays: z.int().positive().optional().describe('动态要闻类栏目的更新周期，天；不写按规则（14）'),
    noticeMonths: z.int().positive().optional().describe('通知公告、政策文件类栏目的更新周期，月；不写按规则（6）'),
    planMonths: z.int().positive().optional().describe('人事、规划计划类栏目的更新周期，月；不写按规则（12）'),
  }),
  messages: {
    stale: {
      zh: '“{column}”栏目在监测时间点（{asOf}）前{period}内未更新，最近一条为{date}，已{days}天',
      en: 'The column “{column}” was not updated within {period} before {asOf}; its newest entry is of {date}, {days} days ago',
    },
  },
  subjects: (site) =>
    distinctColumns(site)
      .filter(({ type, form }) => datedTypes.includes(type) && form !== 'branch')
      .map(seenForAge),
  *examine(column, { site, asOf, standards, options }) {
    const rule = standards.rule('GW-D8');
    const period = rule && columnPeriod(column, rule, options);
    if (!period) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const span = periodText(period);
    const { zh, en } = span;
    yield { period: { zh: `每${zh}`, en: `every ${en}` } };
    const freshness = freshnessOf(column, period, asOf, capturedOn(site));
    if (freshness.state === 'unknown') {
      yield { unknown: freshness.why };
      return;
    }
    if (freshness.state === 'inapplicable') {
      yield { inapplicable: freshness.why };
      return;
    }
    if (freshness.state === 'fresh') return;
    if (hasFreshPart(column, site, period, asOf)) {
      yield { inapplicable: { zh: '下级栏目已按期更新', en: 'a column below it was updated in time' } };
      return;
    }
    const { newest, entry, days, due, doubt } = freshness;
    yield {
      message: 'stale',
      data: { column: pathText(column), asOf, period: span, date: newest, days },
      at: [
        { role: 'shows', ...rowPlace(entry) },
        { role: 'shows', ...column.at },
      ],
      key: 'newest',
      expected: { zh: `每${zh}至少更新一次，应在${due}前更新`, en: `an entry every ${en}, due by ${due}` },
      observed: { zh: `最近更新${newest}，已${days}天`, en: `newest ${newest}, ${days} days ago` },
      remedy: {
        zh: '补充发布应公开的信息；确无信息可发的，调整或合并栏目',
        en: 'Publish what is due; where nothing is, merge or drop the column',
      },
      review: doubt ?? false,
    };
  },
});

/** A list that gathers what stands below it is kept up by its parts. */
function hasFreshPart({ key, path }: Column, site: Site, period: Period, asOf: Day): boolean {
  return site.columns.some((part) => {
    const isBelow =
      part.key !== key && part.path.length > path.length && path.every((name, level) => part.path[level] === name);
    return isBelow && freshnessOf(part, period, asOf, capturedOn(site)).state === 'fresh';
  });
}
