import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ElementSheet } from '../../src/contract/site.ts';
import { findDays } from '../../src/lib/days-in-text.ts';
import { addDays, type Day } from '../../src/lib/day.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

const LABEL = /有效期|申报时间|申报期限|申请时间|受理时间|截止|执行期限|政策期限|办理时限|起止|实施期限|兑现时间/;
const ENDS =
  /(?:有效期|执行期|实施期|政策期限)[^\n。;；]{0,12}(?:至|到|截至)|截止(?:时间|日期)?(?:为|至|到|[:：])?|截至|(?:申报|申请|受理)(?:时间|期限)[^\n。;；]{0,40}(?:至|到|—|-|~)/;
/** The item says itself that it is over. */
const MARKED = /已过期|已截止|已结束|已失效|已到期|停止受理|不再受理|已废止|历史政策|往年政策|常年|长期有效/;

export default defineCheck({
  id: 'expired-relief-item',
  title: { zh: '惠企政策要点已过期', en: 'Relief item out of date' },
  family: 'retention',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  options: z.object({
    graceDays: z.int().nonnegative().default(0).describe('到期后多少天内未更新不指出'),
  }),
  messages: {
    expired: {
      zh: '惠企政策“{title}”已于{end}到期，页面未更新，也未标注已过期',
      en: 'The relief item “{title}” ended on {end}; it was neither renewed nor marked as over',
    },
  },
  subjects: (site) => site.sheets.filter(({ of }) => of === 'relief'),
  *examine(sheet, { standards, asOf, options }) {
    const rule = ruleInForce(standards, ['RT-03']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const found = endOf(sheet);
    if (!found) return; // no end is stated: nothing says that it is over
    const { end, quote } = found;
    if (addDays(end, options.graceDays) >= asOf || MARKED.test(`${sheet.title}\n${wordsOf(sheet)}`)) return;
    yield {
      message: 'expired',
      data: { title: sheet.title, end },
      at: { ...sheet.at, quote },
      key: 'expired',
      basis: rule.id,
      remedy: {
        zh: '更新为现行政策，或标注“已截止”并移入历史政策',
        en: 'Renew it, or mark it as over and move it to past policies',
      },
    };
  },
});

/** Rows of one page have words of their own: the rest of the page is about other items. */
function wordsOf({ elements }: ElementSheet): string {
  return [...elements].map(([label, { value }]) => `${label}：${value}`).join('\n');
}

/** The last day that the item states for itself. */
function endOf(sheet: ElementSheet): { readonly end: Day; readonly quote: string } | undefined {
  for (const [label, { value }] of sheet.elements) {
    if (!LABEL.test(label)) continue;
    const last = lastDay(value);
    if (last) return { end: last, quote: `${label}：${value}` };
  }
  for (const line of wordsOf(sheet).split(/[\n。；;]/)) {
    const match = ENDS.exec(line);
    const last = match && lastDay(line.slice(match.index));
    if (last) return { end: last, quote: line.trim() };
  }
  return undefined;
}

function lastDay(text: string): Day | undefined {
  const yearEnd = /(20\d{2})\s?年\s?(?:年?底|年末|12\s?月\s?底)/.exec(text)?.[1];
  const days = [
    ...findDays(text.normalize('NFKC')).map(({ day }) => day),
    ...(yearEnd === undefined ? [] : findDays(`${yearEnd}-12-31`).map(({ day }) => day)),
  ];
  return days.toSorted().at(-1);
}
