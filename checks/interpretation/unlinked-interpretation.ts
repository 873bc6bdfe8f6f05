import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { explain, toBeInterpreted } from '../support/interpretations.ts';
import { linksTo } from '../support/links.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'unlinked-interpretation',
  title: { zh: '文件与解读未双向关联', en: 'Document and interpretation not linked both ways' },
  family: 'interpretation',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-02',
  remedy: {
    zh: '在文件页“相关解读”、解读页“相关文件”处互相加上链接',
    en: 'Link the document to its interpretation and the interpretation to its document',
  },
  options: z.object({
    titles: z.array(z.string().min(2)).default([]).describe('另须解读的文件：标题含这些字样的'),
  }),
  messages: {
    forth: {
      zh: '《{title}》页面未关联其解读《{interpretation}》',
      en: 'The page of “{title}” does not link to its interpretation “{interpretation}”',
    },
    back: {
      zh: '解读《{interpretation}》未关联回原文件《{title}》',
      en: 'The interpretation “{interpretation}” does not link back to “{title}”',
    },
  },
  subjects: (site, { since, options }) =>
    explain(toBeInterpreted(site, since, options), site)
      .filter(({ found }) => found.length > 0)
      .map((explained) => ({ ...explained.document, ...explained })),
  *examine({ document, copies, found }, { standards }) {
    if (!ruleInForce(standards, ['PO-02'], document.publishedOn)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const unread = found.find(({ seen }) => !seen.whole) ?? copies.find(({ seen }) => !seen.whole);
    if (unread && !unread.seen.whole) {
      yield { unknown: unread.seen.reason };
      return;
    }
    const [first] = found;
    if (!first) return;
    const urls = found.map(({ url }) => url);
    const data = { title: document.title, interpretation: first.title };
    const places = (shows: typeof first.at, compared: typeof first.at) =>
      [
        { role: 'should-show', ...shows },
        { role: 'compared', ...compared },
      ] as const;
    if (!copies.some(({ page }) => linksTo(page, urls)))
      yield { message: 'forth', data, at: places(document.at, first.at), key: 'forth' };
    const own = copies.map(({ url }) => url);
    for (const interpretation of found) {
      if (linksTo(interpretation.page, own)) continue;
      yield {
        message: 'back',
        data: { title: document.title, interpretation: interpretation.title },
        at: places(interpretation.at, document.at),
        key: `back:${interpretation.key}`,
      };
    }
  },
});
