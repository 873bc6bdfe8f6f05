import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { blankness, mayHold, zeroSaid } from '../support/blank-column.ts';
import { countColumns, doubtAbout, evidenceOf, labelsOf, type Counted } from '../support/column-counts.ts';
import { distinctColumns, pathText } from '../support/place.ts';
import { figure } from '../support/rules.ts';
import { government, ownsSite } from '../support/units.ts';

export default defineCheck({
  id: 'many-blank-columns',
  title: { zh: '空白栏目过多（单项否决）', en: 'Many blank columns (veto)' },
  family: 'empty-column',
  appliesTo: government,
  per: 'site',
  claims: 'presence',
  basis: 'GW-V4c',
  options: z.object({
    columns: z.int().positive().optional().describe('达到几个空白栏目即否决；不写按规则（5）'),
  }),
  messages: {
    reached: { zh: '{count}个栏目空白，没有内容：{columns}', en: '{count} columns are blank: “{columns}”' },
  },
  subjects: (site) => [site],
  *examine(site, { asOf, standards, options }) {
    const rule = standards.rule('GW-V4c');
    if (!rule || !ownsSite(site)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const blank = distinctColumns(site).flatMap((column): Counted[] => {
      if (!mayHold(column, site) || !column.seen.whole || !site.searched(column.path).whole) return [];
      const found = blankness(column, asOf);
      // A statement is no blank: it counts as poor content, not as none.
      if (found.state !== 'empty' && found.state !== 'placeholder') return [];
      const quote = column.quote?.slice(0, 80) ?? zeroSaid(column);
      const evidence = { role: 'shows', ...column.at, ...(quote !== undefined && { quote }) } as const;
      return [{ column, label: pathText(column), doubt: doubtAbout(column, site, found.doubt), evidence }];
    });
    const line = options.columns ?? figure(rule, 'columns') ?? 5;
    const count = countColumns(blank, line);
    if (count.reached === 'no') return;
    yield {
      message: 'reached',
      data: { count: count.counted.length, columns: labelsOf(count.counted) },
      at: evidenceOf(count.counted),
      key: 'count',
      expected: { zh: `少于${line}个`, en: `fewer than ${line}` },
      observed: { zh: `${count.counted.length}个`, en: String(count.counted.length) },
      remedy: { zh: '补充内容，或合并、下线空白栏目', en: 'Fill them, or merge the blank ones' },
      confirm: 'next-day',
      review: count.reached === 'perhaps' && {
        zh: '其中有的栏目需先复核',
        en: 'some of the columns have to be looked at first',
      },
    };
  },
});
