import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Place, Subject } from '../../src/contract/seen.ts';
import type { Site } from '../../src/contract/site.ts';
import { labelFaults, labelOf, wordsOf } from '../support/metas.ts';
import { contentPages } from '../support/passages.ts';
import { government, ownsSite } from '../support/units.ts';

const REQUIRED = ['ArticleTitle', 'PubDate', 'ContentSource'];
/** From how many pages on a whole template, not a page, is at fault. */
const MANY = 3;
/** YYYY-MM-DD HH:MM; seconds do no harm. */
const FORMAT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?$/;

/** An article, or (with a count, and no page) all of them together. */
interface Labelled extends Subject {
  readonly at: Place;
  readonly page: Page | undefined;
  readonly count: number;
}

export default defineCheck({
  id: 'article-label',
  title: { zh: '内容页标签缺失或不符', en: 'Article with missing or wrong labels' },
  family: 'site-label',
  appliesTo: government,
  per: 'page',
  claims: 'state',
  basis: 'WB-04',
  options: z.object({}),
  messages: {
    missing: { zh: '内容页缺少标签 {label}', en: 'The article has no label {label}' },
    blank: { zh: '内容页标签 {label} 内容为空', en: 'The label {label} of the article is blank' },
    everywhere: {
      zh: '内容页均未设置内容标签（{labels}），共{count}个页面',
      en: 'No article has the article labels ({labels}); {count} pages',
    },
    format: {
      zh: '标签 PubDate 为“{says}”，格式应为 YYYY-MM-DD HH:MM',
      en: 'The label PubDate says “{says}” and should read YYYY-MM-DD HH:MM',
    },
    contradicts: {
      zh: '标签 {label} 为“{says}”，页面显示为“{shown}”，两者不一致',
      en: 'The label {label} says “{says}”, the page shows “{shown}”',
    },
  },
  subjects: (site) => {
    const articles = ownsSite(site) ? articlesOf(site) : [];
    const subjects: readonly Labelled[] = articles.map((page) => ({
      key: page.key,
      seen: page.seen,
      at: page.at,
      page,
      count: 0,
    }));
    const bare = articles.filter(({ metas }) => labelFaults(metas, REQUIRED).length === REQUIRED.length);
    // Labels come from the template: where no article has any, that is one fault and not as many as there are articles.
    return articles.length >= MANY && bare.length === articles.length
      ? [
          {
            key: 'all-articles',
            seen: { whole: true },
            at: bare[0]?.at ?? site.at,
            page: undefined,
            count: bare.length,
          },
        ]
      : subjects;
  },
  *examine({ at, page, count }, { standards }) {
    const required = wordsOf(standards.rule('WB-04')?.threshold['required'], REQUIRED);
    if (count > 0)
      yield { message: 'everywhere', data: { labels: required.join('、'), count }, at, key: 'all', remedy };
    if (!page) return;
    for (const { label, fault } of labelFaults(page.metas, required)) {
      yield { message: fault, data: { label }, at, key: label, remedy };
    }
    const says = labelOf(page.metas, 'PubDate');
    // A day without the hour is common and misleads nobody: a person may want to know, no more.
    if (says !== undefined && !FORMAT.test(says)) {
      yield { message: 'format', data: { says: says.slice(0, 40) }, at, key: 'format', severity: 'info', review: true };
    }
    for (const { label, says: said, shown } of page.contradictions.filter(({ label }) =>
      /pubdate|articletitle/i.test(label),
    )) {
      yield {
        message: 'contradicts',
        data: { label, says: said, shown },
        at,
        key: `contradicts-${label}`,
        review: true,
      };
    }
  },
});

const remedy = { zh: '在内容页模板 <head> 中补齐内容标签', en: 'Add the labels to the head of the article template' };

/** Articles of the site itself; attachments and pages of data have no head. */
function articlesOf(site: Site): readonly Page[] {
  return contentPages(site).filter(
    ({ kind, file, mode }) => kind === 'article' && file === undefined && mode !== 'data-source',
  );
}
