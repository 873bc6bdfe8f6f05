import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Interpretation } from '../../src/contract/site.ts';
import { explain, toBeInterpreted } from '../support/interpretations.ts';
import { figure, ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';
import { unknownHolidays, workdayDeadline } from '../support/workdays.ts';

export default defineCheck({
  id: 'late-interpretation',
  title: { zh: '政策解读发布超期', en: 'Interpretation published late' },
  family: 'interpretation',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '逾期是已发生的事实，说明原因；今后文件与解读同步起草、同步审签、同步发布',
    en: 'What is late stays late: from now on publish document and interpretation together',
  },
  options: z.object({
    titles: z.array(z.string().min(2)).default([]).describe('另须解读的文件：标题含这些字样的'),
  }),
  messages: {
    late: {
      zh: '未在政策文件发布{limit}个工作日内公开解读：《{title}》{published}发布，解读{shown}发布，应不晚于{due}',
      en: 'Not within {limit} working days: “{title}” was published on {published}, its interpretation on {shown}; due by {due}',
    },
  },
  subjects: (site, { since, options }) =>
    explain(toBeInterpreted(site, since, options), site)
      .filter(({ found }) => found.length > 0)
      .map((explained) => ({ ...explained.document, ...explained })),
  *examine({ document, found }, { site, standards, calendar }) {
    const first = earliest(found);
    const published = document.publishedOn;
    const shown = first?.publishedOn;
    if (!first || published === undefined || shown === undefined || found.some(({ publishedOn }) => !publishedOn)) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const rule = ruleInForce(standards, ['PO-01'], published);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const limit = figure(rule, 'workdays') ?? 3;
    const { due, sure } = workdayDeadline(published, limit, calendar);
    if (shown <= due) return;
    // Rows that all bear one day tell when a site moved, not when things came out.
    const moved = site.columns.some(({ oneDay, key }) => oneDay && document.columns.includes(key));
    yield {
      message: 'late',
      data: { limit, title: document.title, published, shown, due },
      at: [
        { role: 'shows', ...first.at },
        { role: 'compared', ...document.at },
      ],
      key: 'late',
      basis: rule.id,
      actOn: published,
      expected: { zh: `不晚于${due}`, en: `by ${due}` },
      observed: { zh: shown, en: shown },
      review:
        shown <= sure
          ? unknownHolidays
          : moved && { zh: '栏目条目日期相同，可能是迁移日期', en: 'all rows bear one day: perhaps a migration' },
    };
  },
});

function earliest(found: readonly Interpretation[]): Interpretation | undefined {
  return found.toSorted((a, b) => ((a.publishedOn ?? '9') < (b.publishedOn ?? '9') ? -1 : 1))[0];
}
