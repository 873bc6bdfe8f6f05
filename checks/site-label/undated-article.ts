import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { ColumnType, Site } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';
import { government, ownsSite } from '../support/units.ts';

/** Columns whose rows are things published on a day. What lies in others may be a page that stands for good. */
const CURRENT: ReadonlySet<ColumnType> = new Set<ColumnType>(['news', 'notice', 'policy', 'interpretation']);
const ANY_DAY = /(?<!\d)(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}|[〇零一二三四五六七八九]{4}年/;
const SOURCE = /(?:来源|信息来源|发布机构|发布单位|发文机关|供稿|作者|责任编辑)\s{0,4}[：:]/;
/** A template is seen to show a thing where so many articles, and this share of them, do. */
const MANY = 5;
const MOST = 0.8;

interface Article {
  readonly page: Page;
  readonly hasDay: boolean;
  readonly hasSource: boolean;
}

export default defineCheck({
  id: 'undated-article',
  title: { zh: '内容页未显示发布时间或来源', en: 'Article without its day or source' },
  family: 'site-label',
  appliesTo: government,
  per: 'page',
  claims: 'state',
  basis: 'WB-07',
  options: z.object({}),
  messages: {
    day: { zh: '《{title}》页面没有显示发布时间', en: 'The page of “{title}” does not show when it was published' },
    source: { zh: '《{title}》页面没有标明来源', en: 'The page of “{title}” does not name its source' },
    everywhere: {
      zh: '内容页普遍没有显示{what}（共检查{count}个页面）',
      en: 'Articles show no {what} nearly everywhere ({count} pages)',
    },
  },
  subjects: (site) => {
    const articles = ownsSite(site) ? articlesOf(site) : [];
    const shared = {
      days: share(articles, ({ hasDay }) => hasDay),
      sources: share(articles, ({ hasSource }) => hasSource),
    };
    const [first] = articles;
    if (!first || articles.length < MANY) return [];
    return [
      {
        key: 'template',
        seen: { whole: true } as const,
        at: first.page.at,
        article: undefined,
        shared,
        count: articles.length,
      },
      ...articles.map((article) => ({ ...article.page, article, shared, count: 0 })),
    ];
  },
  *examine({ at, article, shared, count }) {
    if (!article) {
      // Where hardly any page shows it, a script may draw it: a person opens one and knows.
      const review = { zh: '可能由脚本显示，请打开一页核对', en: 'a script may draw it: open one and look' };
      const say = (what: Text, key: string) =>
        ({ message: 'everywhere', data: { what, count }, at, key, review, remedy }) as const;
      if (shared.days <= 1 - MOST) yield say({ zh: '发布时间', en: 'day of publication' }, 'day');
      if (shared.sources <= 1 - MOST) yield say({ zh: '信息来源', en: 'source' }, 'source');
      return;
    }
    const { title = '', rendered, mode } = article.page;
    const isDrawn = rendered === undefined && mode === 'http' && article.page.published?.from === 'script';
    const said = { data: { title }, at, remedy } as const;
    if (!article.hasDay && shared.days >= MOST && !isDrawn) yield { message: 'day', ...said, key: 'day' };
    if (!article.hasSource && shared.sources >= MOST)
      yield {
        message: 'source',
        ...said,
        key: 'source',
        severity: 'info',
        review: {
          zh: '本单位自己的信息，来源可以不另写',
          en: 'of the unit’s own news the source may go without saying',
        },
      };
  },
});

const remedy = { zh: '在页面上补充发布时间和来源', en: 'Show the day of publication and the source on the page' };

/** Articles behind rows of columns that are kept up, read whole, in words: of a picture nobody knows what it shows. */
function articlesOf(site: Site): readonly Article[] {
  const pages = new Map<string, Page>();
  for (const { type, entries } of site.columns) {
    if (!CURRENT.has(type)) continue;
    for (const { page } of entries) {
      const isText = page?.kind === 'article' && page.file === undefined && page.mode !== 'data-source';
      if (page && isText && page.seen.whole && page.mainText.trim().length >= 60) pages.set(page.key, page);
    }
  }
  return [...pages.values()].map((page) => ({
    page,
    hasDay:
      page.published?.from === 'shown' || page.published?.from === 'field' || ANY_DAY.test(page.text.slice(0, 200_000)),
    hasSource:
      SOURCE.test(page.text.slice(0, 200_000)) || page.fields.some(({ label }) => /来源|发布机构|发布单位/.test(label)),
  }));
}

function share(articles: readonly Article[], has: (article: Article) => boolean): number {
  return articles.length === 0 ? 0 : articles.filter(has).length / articles.length;
}
