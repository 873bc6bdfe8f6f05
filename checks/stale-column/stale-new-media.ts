import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column } from '../../src/contract/site.ts';
import { freshnessOf, periodText, seenForAge } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

/** A column that shows what an account of the unit published. Reports on accounts, and their rules, are others. */
const MEDIA =
  /^(?:政务|官方|微信|微博|抖音|本局|本县)?(?:新媒体|微信|微博|公众号|微信公众号|政务微博|政务微信|抖音号?|头条号|视频号)(?:推送|动态|内容|发布|信息)?$/;
const OTHER = /管理|制度|通报|检查|矩阵|账号|名录|一览/;

export default defineCheck({
  id: 'stale-new-media',
  title: { zh: '政务新媒体两周未更新', en: 'Account of the unit without news for two weeks' },
  family: 'stale-column',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  basis: 'GW-V7',
  options: z.object({
    days: z.int().positive().optional().describe('多少天内应有更新；不写按规则（14）'),
  }),
  messages: {
    stale: {
      zh: '“{column}”在监测时间点（{asOf}）前{period}内无更新，最后更新{date}',
      en: '“{column}” shows nothing new of the {period} before {asOf}; the last is of {date}',
    },
  },
  subjects: (site) => distinctColumns(site).filter(isMedia).map(seenForAge),
  *examine(column, { site, asOf, standards, options }) {
    const rule = standards.rule('GW-V7');
    const days = options.days ?? (rule && figure(rule, 'windowDays')) ?? 14;
    const period = { value: days, unit: 'day' } as const;
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
    yield {
      message: 'stale',
      data: { column: pathText(column), asOf, period: periodText(period), date: freshness.newest },
      at: rowPlace(freshness.entry),
      key: 'newest',
      // The veto is of the account itself; a column that mirrors it shows no more than a sign.
      severity: 'minor',
      review: {
        zh: '网站上的栏目可能没有同步，请到新媒体账号核对最后更新日期',
        en: 'the site may not show all that the account published: look at the account itself',
      },
      remedy: {
        zh: '更新账号内容；无力维护的，按程序关停整合',
        en: 'Publish on the account, or close it by the book',
      },
    };
  },
});

function isMedia({ form, path }: Column): boolean {
  const name = path.at(-1) ?? '';
  return form === 'list' && MEDIA.test(name) && !OTHER.test(name);
}
