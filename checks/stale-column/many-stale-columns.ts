import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { countColumns, doubtAbout, evidenceOf, labelsOf, type Counted } from '../support/column-counts.ts';
import { columnPeriod } from '../support/column-periods.ts';
import { freshnessOf, seenForAge } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import type { Column } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';
import { figure } from '../support/rules.ts';
import { government, ownsSite } from '../support/units.ts';

export default defineCheck({
  id: 'many-stale-columns',
  title: { zh: '多个主要栏目不更新（单项否决）', en: 'Many main columns not updated (veto)' },
  family: 'stale-column',
  appliesTo: government,
  per: 'site',
  claims: 'presence',
  basis: 'GW-V4a',
  options: z.object({
    columns: z.int().positive().optional().describe('达到几个栏目即否决；不写按规则（5）'),
    levels: z.int().positive().default(2).describe('路径不超过几级的栏目算作一级栏目（“政务公开＞通知公告”为2级）'),
  }),
  messages: {
    reached: {
      zh: '{count}个动态要闻、通知公告、政策文件类栏目在监测时间点（{asOf}）前未按期更新：{columns}',
      en: '{count} columns of news, notices or policies were not updated in time before {asOf}: “{columns}”',
    },
  },
  subjects: (site) => [site],
  *examine(site, { asOf, standards, options }) {
    const rule = standards.rule('GW-V4a');
    if (!rule || !ownsSite(site)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const main = distinctColumns(site).filter(
      ({ path, type }) => path.length <= options.levels && /^(?:news|notice|policy)$/.test(type),
    );
    const stale = main.map(seenForAge).flatMap((column): Counted[] => {
      const period = column.seen.whole ? columnPeriod(column, rule, {}) : undefined;
      const freshness = period && freshnessOf(column, period, asOf, capturedOn(site));
      if (freshness?.state !== 'stale') return [];
      const label = `${pathText(column)}（${freshness.newest}）`;
      return [
        {
          column,
          label,
          doubt: doubtAbout(column, site, freshness.doubt ?? levelDoubt(column)),
          evidence: { role: 'shows', ...rowPlace(freshness.entry) },
        },
      ];
    });
    const line = options.columns ?? figure(rule, 'columns') ?? 5;
    const count = countColumns(stale, line);
    if (count.reached === 'no') return;
    yield {
      message: 'reached',
      data: { count: count.counted.length, asOf, columns: labelsOf(count.counted) },
      at: evidenceOf(count.counted),
      key: 'count',
      expected: { zh: `少于${line}个`, en: `fewer than ${line}` },
      observed: { zh: `${count.counted.length}个`, en: String(count.counted.length) },
      remedy: { zh: '立即逐个更新所列栏目', en: 'Update the columns listed, one by one, at once' },
      review: count.reached === 'perhaps' && {
        zh: '其中有的栏目需先复核',
        en: 'some of the columns have to be looked at first',
      },
    };
  },
});

/** Channels of the home page under which the main columns of a government site stand: 政务公开, 新闻中心, 政务信息. */
const CHANNEL = /公开|新闻|资讯|要闻|动态|快讯|信息|政务/;
const SECTION = /[科股处室队站所局组]$/;

/** The veto speaks of columns of the first level; a menu that unfolds leads from the home page to those below as well. */
function levelDoubt({ path }: Column): Text | undefined {
  if (path.length === 1 || (CHANNEL.test(path[0]) && !SECTION.test(path[0]))) return undefined;
  return {
    zh: '是否属于一级栏目，请核对',
    en: 'whether it is a column of the first level is to be looked at',
  };
}
