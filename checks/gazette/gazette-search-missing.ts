import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import { gazettesOf, gazetteUnits } from '../support/gazette.ts';
import { ruleInForce } from '../support/rules.ts';

export default defineCheck({
  id: 'gazette-search-missing',
  title: { zh: '公报专栏不能检索', en: 'Gazette without search' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'state',
  options: z.object({}),
  messages: {
    none: { zh: '公报专栏没有内容检索（关键词查找）功能', en: 'The page of the gazette offers no search' },
  },
  subjects: (site) => gazettesOf(site),
  *examine(gazette, { site, standards }) {
    const rule = ruleInForce(standards, ['GZ-05', 'GZ-03']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (gazette.hasSearch) return;
    yield {
      message: 'none',
      data: {},
      at: [{ role: 'should-show', ...gazette.at }],
      key: 'search',
      basis: rule.id,
      severity: 'minor',
      // The search of the whole site stands on the page too, and may well find what is in the gazette.
      review: searchesAll(site) && {
        zh: '页面有全站检索，请核对能否检索公报内容',
        en: 'the page has the search of the whole site: does it find what is in the gazette?',
      },
      remedy: { zh: '在公报专栏增加关键词查找', en: 'Add a search by keyword' },
    };
  },
});

function searchesAll({ home }: Site): boolean {
  return home?.forms.some(({ inputs }) => inputs.length > 0 && inputs.length <= 4) === true;
}
