import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'published-before-written',
  title: { zh: '发布日期早于成文日期', en: 'Published before it was written' },
  family: 'inconsistent',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'TY-03',
  remedy: {
    zh: '核对并更正写错的日期',
    en: 'Find out which day is wrong and correct it',
  },
  options: z.object({}),
  messages: {
    early: {
      zh: '《{title}》发布日期{published}早于成文日期{written}，发布逻辑错误',
      en: '“{title}” bears {published} as the day of publication and {written} as the day it was written',
    },
  },
  subjects: (site, { since }) =>
    site.documents.filter(
      ({ writtenOn, publishedOn }) => writtenOn !== undefined && publishedOn !== undefined && publishedOn >= since,
    ),
  *examine({ title, writtenOn, publishedOn, at }) {
    if (writtenOn === undefined || publishedOn === undefined || publishedOn >= writtenOn) return;
    yield {
      message: 'early',
      data: { title, published: publishedOn, written: writtenOn },
      at: { ...at, quote: `${publishedOn} / ${writtenOn}` },
      key: 'early',
      expected: { zh: `不早于${writtenOn}`, en: `not before ${writtenOn}` },
      observed: { zh: publishedOn, en: publishedOn },
    };
  },
});
