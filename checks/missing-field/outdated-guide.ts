import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

/** The regulation of 2007 had 15 working days and was in force until 14 May 2019. */
const OLD_NUMBER = /国务院令\s{0,3}第?\s{0,3}492\s{0,3}号|第492号令/;
const NEW_NUMBER = /711\s{0,3}号|2019年(?:修订|修正)|新修订/;
const REPLY_DAYS =
  /(?:收到|受理)[^。；\n]{0,30}?(?:之日)?起[^。；\n]{0,6}?(\d{1,2})\s{0,2}个?\s{0,2}工作日[^。；\n]{0,12}(?:答复|予以答复|作出)/;

export default defineCheck({
  id: 'outdated-guide',
  title: { zh: '公开指南内容过时', en: 'Disclosure guide by the old regulation' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'presence',
  basis: 'IF-09',
  remedy: {
    zh: '按2019年修订的条例更新公开指南：收到申请之日起20个工作日内答复，可延长不超过20个工作日',
    en: 'Renew the guide by the regulation of 2019: an answer within 20 working days, prolonged by 20 at most',
  },
  options: z.object({}),
  messages: {
    longer: {
      zh: '公开指南写{days}个工作日内答复申请，长于条例规定的{limit}个工作日',
      en: 'The guide promises an answer within {days} working days; the regulation allows {limit}',
    },
    old: {
      zh: '公开指南仍以修订前的条例（国务院令第492号）为依据',
      en: 'The guide still rests on the regulation as it was before 2019 (order 492)',
    },
  },
  subjects: (site) => site.sheets.filter(({ of }) => of === 'guide'),
  *examine({ page, at }, { standards }) {
    const rule = standards.rule('IF-09');
    const limit = (rule && figure(rule, 'replyWorkdays')) ?? 20;
    const text = page.mainText.slice(0, 100_000);
    const [quote, days] = REPLY_DAYS.exec(text) ?? [];
    if (quote !== undefined && Number(days) > limit)
      yield {
        message: 'longer',
        data: { days: Number(days), limit },
        at: { ...at, quote: quote.slice(0, 200) },
        key: 'days',
        severity: 'minor',
        review: {
          zh: '可能写的是延长后的期限，请通读后判断',
          en: 'it may be the term as prolonged: read it and judge',
        },
      };
    const old = OLD_NUMBER.exec(text);
    if (old && !NEW_NUMBER.test(text))
      yield {
        message: 'old',
        data: {},
        at: { ...at, quote: old[0] },
        key: 'regulation',
        severity: 'minor',
        review: {
          zh: '可能只是引述沿革，请通读后判断',
          en: 'it may only tell of the past: read it and judge',
        },
      };
  },
});
