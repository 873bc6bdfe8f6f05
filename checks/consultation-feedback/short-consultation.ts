import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Consultation, Site } from '../../src/contract/site.ts';
import { daysBetween, type Day } from '../../src/lib/day.ts';
import { judgedConsultations, wordsOf } from '../support/consultations.ts';
import { figure, ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';
import { unknownHolidays, workdayDeadline } from '../support/workdays.ts';

/** 缩短期限的，应当予以说明: a reason given makes a short period lawful. */
const EXCUSE = /缩短|(?:情况|时间|任务|工作)紧急|因[^。；;\n]{0,20}(?:紧急|急需)|紧急情况/;

export default defineCheck({
  id: 'short-consultation',
  title: { zh: '意见征集期限不足', en: 'Consultation period too short' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '延长征集期限；确需缩短的，在公告中说明理由',
    en: 'Prolong the period; where it has to be short, give the reason in the notice',
  },
  options: z.object({}),
  messages: {
    days: {
      zh: '《{title}》征集时间为{from}至{until}，共{days}天，少于{limit}天，且未说明缩短期限的理由',
      en: '“{title}” ran from {from} to {until}, {days} days; {limit} are demanded and no reason for less is given',
    },
    workdays: {
      zh: '《{title}》征集时间为{from}至{until}，不足{limit}个工作日，且未说明缩短期限的理由',
      en: '“{title}” ran from {from} to {until}, less than {limit} working days, and no reason is given',
    },
  },
  subjects: (site, { since }) => judgedConsultations(site, since),
  *examine(consultation, { site, standards, calendar }) {
    const { title, until, page } = consultation;
    const from = consultation.from ?? consultation.publishedOn;
    if (from === undefined || until === undefined || until < from) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const rubric = ruleInForce(standards, ['PO-06'], from);
    const rule = ruleInForce(standards, ['PO-07'], from);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (EXCUSE.test(wordsOf(page))) return;
    const at = { ...consultation.at, quote: `${from} — ${until}` };
    const local = rubric ? figure(rule, 'ahRubricDays') : undefined;
    const limit = isMajor(consultation, site) ? figure(rule, 'majorDecisionDays') : local;
    if (limit !== undefined) {
      const days = daysBetween(from, until) + 1; // both ends count: 1 to 30 June are thirty days
      const basis = isMajor(consultation, site) || !rubric ? rule.id : rubric.id;
      if (days < limit)
        yield { message: 'days', data: { title, from, until, days, limit }, at, key: 'period', basis, actOn: from };
      return;
    }
    const workdays = figure(rule, 'normativeWorkdays');
    if (workdays === undefined) return;
    yield* tooFew({ title, from, until, limit: workdays });

    function* tooFew(data: { title: string; from: Day; until: Day; limit: number }) {
      const last = workdayDeadline(data.from, data.limit - 1, calendar);
      if (data.until >= last.due) return;
      const review = last.due === last.sure ? false : unknownHolidays;
      yield { message: 'workdays', data, at, key: 'period', basis: 'PO-07', actOn: data.from, review } as const;
    }
  },
});

/** 重大行政决策, by its own words or by the column it stands in. */
function isMajor({ page, title, url }: Consultation, site: Site): boolean {
  if (/重大(?:行政)?决策/.test(`${title}\n${page.mainText}`)) return true;
  return site.columns.some(
    ({ path, entries }) =>
      path.some((name) => /重大(?:行政)?决策/.test(name)) && entries.some((entry) => entry.url === url),
  );
}
