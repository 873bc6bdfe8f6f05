import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addMonths } from '../../src/lib/day.ts';
import { judgedConsultations, wordsOf } from '../support/consultations.ts';
import { government } from '../support/units.ts';

const OFFLINE = /听证会|座谈会|论证会|恳谈会|实地走访|入户|问卷|村居公告栏|政务公开专区|面对面|现场征求|列席/;

export default defineCheck({
  id: 'online-only-consultation',
  title: { zh: '意见征集形式单一', en: 'Consultations held online only' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'PO-06',
  remedy: {
    zh: '涉及面广的事项，增加座谈会、听证会、政务公开专区、村居公告栏等形式',
    en: 'For what concerns many, add meetings, hearings, openness zones and village notice boards',
  },
  options: z.object({
    months: z.int().positive().default(12).describe('统计最近多少个月的征集'),
    minimum: z.int().positive().default(5).describe('征集少于多少件不判断'),
  }),
  messages: {
    online: {
      zh: '近{months}个月的{count}件意见征集均以网上渠道为主，未见座谈、听证等形式（提示）',
      en: 'All {count} consultations of the last {months} months were held online; no hearing, no meeting (a hint)',
    },
  },
  subjects: (site) => (site.consultations.length > 0 ? [site] : []),
  *examine(site, { asOf, since, options }) {
    const from = addMonths(asOf, -options.months);
    const recent = judgedConsultations(site, since).filter(
      ({ publishedOn }) => publishedOn !== undefined && publishedOn > from && publishedOn <= asOf,
    );
    if (recent.length < options.minimum) {
      yield { inapplicable: { zh: '征集件数过少，不判断形式', en: 'too few consultations to judge their forms' } };
      return;
    }
    const isOffline = recent.some(
      ({ channels, page, feedback }) =>
        channels.includes('hearing') ||
        channels.includes('meeting') ||
        OFFLINE.test(wordsOf(page)) ||
        (feedback !== undefined && OFFLINE.test(wordsOf(feedback.page))),
    );
    if (isOffline) return;
    const [first, ...others] = recent.slice(0, 10).map((each) => ({ role: 'shows', ...each.at }) as const);
    yield {
      message: 'online',
      data: { months: options.months, count: recent.length },
      at: first ? [first, ...others] : site.at,
      key: 'forms',
      severity: 'info',
      // A hint: no clause forbids it.
      review: {
        zh: '仅作提示：条文没有禁止只用网上渠道，是否须用其他形式由人判断',
        en: 'a hint: no clause forbids it, and whether other forms are due a person has to say',
      },
    };
  },
});
