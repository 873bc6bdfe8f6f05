import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addDays, daysBetween } from '../../src/lib/day.ts';
import { judgedConsultations } from '../support/consultations.ts';
import { figure, ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'late-consultation-feedback',
  title: { zh: '意见反馈超期', en: 'Feedback on a consultation published late' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '逾期是已发生的事实，说明原因；今后征集结束后按规定天数公开采纳情况',
    en: 'What is late stays late: from now on publish within the days demanded after the end',
  },
  options: z.object({}),
  messages: {
    late: {
      zh: '《{title}》征集于{until}结束，采纳情况于{shown}公开，超过{limit}天，应不晚于{due}',
      en: '“{title}” ended on {until}; what was adopted was published on {shown}, more than {limit} days later (due by {due})',
    },
  },
  subjects: (site, { since }) => judgedConsultations(site, since).filter(({ feedback }) => feedback !== undefined),
  *examine(consultation, { standards }) {
    const { title, until, feedback } = consultation;
    const shown = feedback?.publishedOn;
    // An answer added to the notice itself bears the day of the notice: it proves nothing.
    if (!feedback || until === undefined || shown === undefined || feedback.matchedBy === 'same-page') {
      yield { unknown: 'dates-unread' };
      return;
    }
    const rule = ruleInForce(standards, ['PO-08'], until);
    const limit = rule && figure(rule, 'days');
    if (!rule || limit === undefined) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const due = addDays(until, limit);
    if (shown <= due) return;
    yield {
      message: 'late',
      data: { title, until, shown, limit, due },
      at: [
        { role: 'shows', ...feedback.at },
        { role: 'compared', ...consultation.at },
      ],
      key: 'late',
      basis: rule.id,
      actOn: until,
      expected: { zh: `不晚于${due}`, en: `by ${due}` },
      observed: {
        zh: `${shown}，逾期${daysBetween(due, shown)}天`,
        en: `${shown}, ${daysBetween(due, shown)} days late`,
      },
    };
  },
});
