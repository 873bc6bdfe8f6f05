import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Entry, Site } from '../../src/contract/site.ts';
import type { UnitType } from '../../src/contract/unit.ts';
import { daysBetween, type Day } from '../../src/lib/day.ts';
import { effectiveDay } from '../support/effective-day.ts';
import { figure } from '../support/rules.ts';

const OUTAGE = /停(?:水|电|气|供|暖|热)|降压(?:供水|供气)|限电/;
/** What breaks cannot be announced. */
const SUDDEN = /抢修|故障|突发|爆管|爆裂|漏水|泄漏|紧急|应急|事故|恢复(?:供|送|用)|已恢复|延期|取消|推迟/;
/** The same as the cause that a notice gives; a label for how repairs go (抢修处理情况) or when supply returns says nothing. */
const SUDDEN_CAUSE =
  /(?:因|由于|原因[：:是为]?|突发|发生|遇)[^。；\n]{0,24}(?:抢修|故障|突发|爆管|爆裂|漏水|泄漏|紧急|事故|破坏)|(?:故障|紧急|应急|突发|事故)(?:性)?(?:停|抢修)|爆管|爆裂|破裂/;
const SHORT = '临时';

/** The row or rule that each industry is held to, and how many days ahead where the rule has no figure of its own. */
const bases: Partial<Record<UnitType, { readonly basis: string; readonly days: number }>> = {
  power: { basis: 'PE-10', days: 7 },
  water: { basis: 'WAT-05', days: 1 },
  gas: { basis: 'GAS-12', days: 1 },
  heat: { basis: 'PE-08', days: 1 },
};

export default defineCheck({
  id: 'late-outage-notice',
  title: { zh: '计划停供未提前公告', en: 'Planned outage announced too late' },
  family: 'stale-column',
  appliesTo: ['power', 'water', 'gas', 'heat'],
  per: 'document',
  claims: 'state',
  options: z.object({
    days: z.int().nonnegative().optional().describe('计划停供应提前几天公告；不填则按行业规则'),
  }),
  messages: {
    late: {
      zh: '“{title}”自{from}起停供，{published}才公告，应提前{days}天',
      en: '“{title}” began on {from} and was announced on {published}; {days} days before were due',
    },
  },
  subjects: (site) => noticesOf(site),
  *examine({ entry, published }, { site, since, standards, options }) {
    const { basis, days: usual } = bases[site.unit.type] ?? { basis: 'PE-08', days: 1 };
    if (!published) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const rule = standards.ruleOn(basis, published);
    if (published < since || !rule) {
      yield {
        inapplicable: rule
          ? { zh: '不在本次检查的时间范围内', en: 'before the days under audit' }
          : 'rule-not-in-force',
      };
      return;
    }
    const from = effectiveDay(entry.page?.mainText ?? '', published);
    if (from === undefined) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const planned = options.days ?? figure(rule, 'plannedDays') ?? usual;
    const days = entry.title.includes(SHORT) ? Math.min(planned, 1) : planned;
    if (daysBetween(published, from) >= days) return;
    yield {
      message: 'late',
      data: { title: entry.title, from, published, days },
      at: entry.page?.at ?? entry.at,
      key: 'advance',
      basis,
      remedy: {
        zh: '计划停供应提前公告停供区域、时间、原因和恢复时间',
        en: 'Announce planned outages ahead: area, time, reason and end',
      },
    };
  },
});

function noticesOf(
  site: Site,
): readonly { key: string; seen: Site['seen']; entry: Entry; published: Day | undefined }[] {
  const entries = new Map<string, Entry>();
  for (const column of site.columns) {
    for (const entry of column.entries) if (entry.page && !entries.has(entry.url)) entries.set(entry.url, entry);
  }
  return [...entries.values()].flatMap((entry) => {
    const { title, page } = entry;
    if (!page || !OUTAGE.test(title) || SUDDEN.test(title) || SUDDEN_CAUSE.test(page.mainText.slice(0, 300))) return [];
    return [{ key: entry.url, seen: page.seen, entry, published: page.published?.day ?? entry.date?.day }];
  });
}
