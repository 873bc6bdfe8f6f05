import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addMonths } from '../../src/lib/day.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'single-form-interpretation',
  title: { zh: '政策解读形式单一', en: 'Interpretations in words only' },
  family: 'interpretation',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'PO-04',
  remedy: {
    zh: '选取涉及面广的政策，配发图解、视频、问答',
    en: 'For policies that concern many, add pictures, films, questions and answers',
  },
  options: z.object({
    months: z.int().positive().default(12).describe('统计最近多少个月的解读'),
    minimum: z.int().positive().default(5).describe('解读少于多少篇不判断'),
  }),
  messages: {
    single: {
      zh: '近{months}个月发布的{count}篇政策解读均为文字形式，没有图解、视频等形式',
      en: 'All {count} interpretations of the last {months} months are text; none is a picture or a film',
    },
  },
  subjects: (site) => (site.interpretations.length > 0 ? [site] : []),
  *examine({ interpretations, at }, { asOf, options }) {
    const from = addMonths(asOf, -options.months);
    const recent = interpretations.filter(
      ({ publishedOn }) => publishedOn && publishedOn > from && publishedOn <= asOf,
    );
    if (recent.length < options.minimum) {
      yield { inapplicable: { zh: '解读篇数过少，不判断形式', en: 'too few interpretations to judge their forms' } };
      return;
    }
    // A page that was not read whole may hold the very picture.
    const unread = recent.find(({ seen }) => !seen.whole);
    if (recent.some(({ forms }) => forms.includes('picture') || forms.includes('video'))) return;
    if (unread && !unread.seen.whole) {
      yield { unknown: unread.seen.reason };
      return;
    }
    const [first, ...others] = recent.slice(0, 10).map((each) => ({ role: 'shows', ...each.at }) as const);
    yield {
      message: 'single',
      data: { months: options.months, count: recent.length },
      at: first ? [first, ...others] : at,
      key: 'forms',
    };
  },
});
