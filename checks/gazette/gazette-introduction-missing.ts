import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { gazettesOf, gazetteUnits } from '../support/gazette.ts';

/** Words that tell what the gazette is, whom it serves, how to get it. */
const INTRODUCTION =
  /公报.{0,40}(?:是|由|刊登|刊载|收录|主办|具有同等效力|标准文本|宗旨|面向|创刊|(?:双月|季|半月|月|周|旬)刊|赠阅|每[月季]|不定期)|(?:本刊|导语|简介|编者按|办刊宗旨)/;

export default defineCheck({
  id: 'gazette-introduction-missing',
  title: { zh: '公报专栏没有导语', en: 'Gazette without an introduction' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'state',
  basis: 'GZ-05',
  options: z.object({}),
  messages: {
    none: { zh: '公报专栏没有导语', en: 'The page of the gazette has no introduction' },
  },
  subjects: (site) => gazettesOf(site),
  *examine(gazette) {
    if (INTRODUCTION.test(gazette.text)) return;
    yield {
      message: 'none',
      data: {},
      at: [{ role: 'should-show', ...gazette.at }],
      key: 'introduction',
      remedy: {
        zh: '在公报专栏写明性质、刊登内容、出刊周期和获取方式',
        en: 'Say what it is, what it prints, how often, and how to get it',
      },
    };
  },
});
