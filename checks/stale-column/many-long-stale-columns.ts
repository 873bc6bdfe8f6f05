import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { countColumns, doubtAbout, evidenceOf, labelsOf, type Counted } from '../support/column-counts.ts';
import { datedTypes } from '../support/column-periods.ts';
import { freshnessOf, seenForAge } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { figure } from '../support/rules.ts';
import { government, ownsSite } from '../support/units.ts';

export default defineCheck({
  id: 'many-long-stale-columns',
  title: { zh: '应更新栏目长期不更新（单项否决）', en: 'Many columns left for long (veto)' },
  family: 'stale-column',
  appliesTo: government,
  per: 'site',
  claims: 'presence',
  basis: 'GW-V4b',
  options: z.object({
    columns: z.int().positive().optional().describe('达到几个栏目即否决；不写按规则（10）'),
    longDays: z.int().positive().optional().describe('多少天算长期，由本地确定；不写按365天，只列需复核'),
  }),
  messages: {
    reached: {
      zh: '{count}个应更新的栏目超过{days}天未更新：{columns}',
      en: '{count} columns that ought to be updated were not for more than {days} days: “{columns}”',
    },
  },
  subjects: (site) => [site],
  *examine(site, { asOf, standards, options }) {
    const rule = standards.rule('GW-V4b');
    if (!rule || !ownsSite(site)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const days = options.longDays ?? figure(rule, 'longDays') ?? 365;
    const due = distinctColumns(site)
      .map(seenForAge)
      .filter(({ type, seen }) => datedTypes.includes(type) && seen.whole);
    const stale = due.flatMap((column): Counted[] => {
      const freshness = freshnessOf(column, { value: days, unit: 'day' }, asOf, capturedOn(site));
      if (freshness.state !== 'stale') return [];
      const label = `${pathText(column)}（${freshness.newest}）`;
      return [
        {
          column,
          label,
          doubt: doubtAbout(column, site, freshness.doubt),
          evidence: { role: 'shows', ...rowPlace(freshness.entry) },
        },
      ];
    });
    const line = options.columns ?? figure(rule, 'columns') ?? 10;
    const count = countColumns(stale, line);
    if (count.reached === 'no') return;
    yield {
      message: 'reached',
      data: { count: count.counted.length, days, columns: labelsOf(count.counted) },
      at: evidenceOf(count.counted),
      key: 'count',
      expected: { zh: `少于${line}个`, en: `fewer than ${line}` },
      observed: { zh: `${count.counted.length}个`, en: String(count.counted.length) },
      remedy: { zh: '逐个更新，或合并、下线不再维护的栏目', en: 'Update them, or merge those that nobody keeps' },
      // How long is long is not in the text that was read: until the office sets it, a person decides.
      review: (options.longDays === undefined || count.reached === 'perhaps') && {
        zh: `“长期”的天数没有读到原文，按${days}天自定`,
        en: `how long is long was not read in the original; ${days} days is our own figure`,
      },
    };
  },
});
