import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Standards } from '../../src/contract/standards.ts';
import { freshnessOf, periodText, seenForAge } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { rowOf } from '../support/rows.ts';
import { enterprises } from '../support/units.ts';

export default defineCheck({
  id: 'old-enterprise-column',
  title: { zh: '公共企事业单位栏目久未更新', en: 'Enterprise column left for long' },
  family: 'stale-column',
  appliesTo: enterprises,
  per: 'column',
  claims: 'state',
  options: z.object({
    months: z.int().positive().default(12).describe('目录没有写更新周期的栏目，超过几个月未更新就请人看一看'),
  }),
  messages: {
    old: {
      zh: '“{column}”栏目最近一条为{date}，已{days}天；目录未写更新周期，请核对是否应更新',
      en: 'The newest entry of “{column}” is of {date}, {days} days ago; the directory gives no period: please look whether it is due',
    },
  },
  subjects: (site, { standards }) =>
    distinctColumns(site).flatMap((column) => {
      const basis = basisOf(column, site, standards);
      return basis === undefined ? [] : [{ ...seenForAge(column), basis }];
    }),
  *examine({ basis, ...column }, { site, asOf, options }) {
    const period = { value: options.months, unit: 'month' } as const;
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
    const { newest, entry, days, doubt } = freshness;
    yield {
      message: 'old',
      data: { column: pathText(column), date: newest, days },
      at: [
        { role: 'shows', ...rowPlace(entry) },
        { role: 'shows', ...column.at },
      ],
      key: 'newest',
      basis,
      severity: 'minor',
      observed: { zh: `最近更新${newest}，已${days}天`, en: `newest ${newest}, ${days} days ago` },
      remedy: {
        zh: '信息形成或变更的，20个工作日内更新',
        en: 'Publish what was made or changed, within 20 working days',
      },
      review: doubt ?? {
        zh: `目录没有写更新周期，超过${periodText(period).zh}未更新的请人核对`,
        en: 'the directory gives no period',
      },
    };
  },
});

/** What holds until it is changed: rules, licences, procedures and prices do not age by standing still. */
const STANDING =
  /法规|法律|政策|标准|制度|规章|章程|资质|许可|证照|执业|概况|简介|介绍|历史|沿革|领导|机构|科室|专家|团队|流程|程序|指南|须知|导引|报装|业务|价格|[水气电热票]价|收费|承诺|常识|安全|应急|处置|维权|权益|电话|网点|目录|条件|荣誉|文化|联系|寄语|致辞|校训/;

/** What the age of a column is held against: its row, where that gives no period; the rule of its trade for news and notices. */
function basisOf(column: Column, { unit }: Site, standards: Standards): string | undefined {
  if (column.form !== 'list') return undefined;
  if (STANDING.test(column.path.at(-1) ?? '')) return undefined;
  const row = rowOf(column, standards.directory(unit.type));
  // A row that nobody has read, and that gives no period, says nothing of how old it may be.
  if (row) return row.update || row.confidence === 'unverified' ? undefined : row.id;
  const isCurrent = column.type === 'news' || column.type === 'notice' || column.type === 'policy';
  return isCurrent ? ['PE-12', 'PE-13', 'PE-02'].find((id) => standards.rule(id) !== undefined) : undefined;
}
