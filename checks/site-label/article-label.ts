import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Standards } from '../../src/contract/standards.ts';
import { defined } from '../../src/lib/defined.ts';
import { byTemplate, type LabelFault } from '../support/label-faults.ts';
import { labelFaults, labelOf, wordsOf } from '../support/metas.ts';
import { contentPages } from '../support/passages.ts';
import { pathText } from '../support/place.ts';
import { government, ownsSite } from '../support/units.ts';

const REQUIRED = ['ArticleTitle', 'PubDate', 'ContentSource'];
/** YYYY-MM-DD HH:MM; seconds do no harm. */
const FORMAT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?$/;

export default defineCheck({
  id: 'article-label',
  title: { zh: '内容页标签缺失或不符', en: 'Article with missing or wrong labels' },
  family: 'site-label',
  appliesTo: government,
  per: 'page',
  claims: 'state',
  basis: 'WB-04',
  remedy: {
    zh: '核对后改正标签，与页面显示的一致、格式符合规范',
    en: 'Correct the label to what the page shows, in the form that is asked for',
  },
  options: z.object({}),
  messages: {
    missing: { zh: '内容页缺少标签 {label}', en: 'The article has no label {label}' },
    blank: { zh: '内容页标签 {label} 内容为空', en: 'The label {label} of the article is blank' },
    everywhere: {
      zh: '内容页普遍未设置或未填写标签 {label}（共检查{count}个页面，{lacking}个如此）',
      en: 'Articles lack the label {label}, or leave it blank, on {lacking} of {count} pages',
    },
    columns: {
      zh: '“{columns}”栏目的内容页普遍未设置或未填写标签 {label}（共{count}个页面）',
      en: 'The articles of “{columns}” lack the label {label}, or leave it blank ({count} pages)',
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
  subjects: (site, { standards }) => {
    const articles = ownsSite(site) ? articlesOf(site) : [];
    const columns = columnNames(site);
    const pages = articles.map((page) => ({
      key: page.key,
      seen: page.seen,
      page,
      ...defined({ column: columns.get(page.url) }),
    }));
    return byTemplate(pages, (page) => faultsOf(page, standards));
  },
  *examine({ at, page, count, columns, faults }) {
    for (const { label, fault, says, pages: lacking = count } of faults) {
      // A day without the hour is common and misleads nobody: a person may want to know, no more.
      if (fault === 'format')
        yield { message: 'format', data: { says }, at, key: 'format', severity: 'info', review: true };
      else if (columns.length > 0)
        yield { message: 'columns', data: { label, count, columns: named(columns) }, at, key: label, remedy };
      else if (count > 0) yield { message: 'everywhere', data: { label, count, lacking }, at, key: label, remedy };
      else yield { message: fault === 'blank' ? 'blank' : 'missing', data: { label }, at, key: label, remedy };
    }
    for (const { label, says, shown } of page?.contradictions ?? []) {
      if (!/pubdate|articletitle/i.test(label)) continue;
      yield { message: 'contradicts', data: { label, says, shown }, at, key: `contradicts-${label}`, review: true };
    }
  },
});

const remedy = { zh: '在内容页模板 <head> 中补齐内容标签', en: 'Add the labels to the head of the article template' };

/** A few of the columns by name, what all their paths begin with told once, and how many there are. */
function named(columns: readonly string[]): string {
  const [first = '', ...others] = columns;
  const steps = first.split(STEP);
  let above = 0;
  while (
    above < steps.length - 1 &&
    others.length > 0 &&
    others.every((other) => other.startsWith(`${steps.slice(0, above + 1).join(STEP)}${STEP}`))
  )
    above += 1;
  const start = steps
    .slice(0, above)
    .map((step) => `${step}${STEP}`)
    .join('');
  const few = columns
    .slice(0, 6)
    .map((column) => column.slice(start.length))
    .join('、');
  return `${start}${few}${columns.length > 6 ? `等${columns.length}个` : ''}`;
}

const STEP = ' > ';

/** Articles of the site itself; attachments and pages of data have no head, and a column of one page bears a column's labels. */
function articlesOf(site: Site): readonly Page[] {
  const fronts = new Set(site.columns.flatMap(({ pages }) => pages.map(({ url }) => url)));
  const behindRows = new Set(site.columns.flatMap(({ entries }) => entries.map(({ page }) => page?.url)));
  return contentPages(site).filter(
    (page) =>
      page.kind === 'article' &&
      (behindRows.has(page.url) || isPublished(page, site.unit.name)) &&
      page.file === undefined &&
      page.mode !== 'data-source' &&
      !fronts.has(page.url) &&
      !site.foreign?.has(page.url) &&
      !isColumnOfOnePage(page),
  );
}

/** A page that no list leads to is an article where it has a headline or a day; a form (找错, 申请, 检索) has no day. */
function isPublished({ title, published, forms, siteName = '' }: Page, unit: string): boolean {
  if (published !== undefined) return true;
  if (title === undefined || ABOUT_SITE.test(title) || [unit, siteName].some((name) => name.includes(title)))
    return false;
  return !forms.some(({ inputs }) => inputs.length >= 2);
}

/** What the foot of every page leads to speaks of the site itself and is nobody's article. */
const ABOUT_SITE =
  /^(?:关于(?:我们|本站|本网|网站)|(?:网站|本站|本网)(?:地图|声明|简介|介绍|概况|说明|帮助|维护|管理)|联系(?:我们|方式|本站)|(?:版权|免责|隐私|法律|安全|无障碍)(?:声明|说明|保护|条款|政策)|使用(?:帮助|说明|指南)|帮助(?:中心|说明)?|站点地图|友情链接|无障碍(?:浏览|阅读)?)/;

/** The column that lists an article, by its URL. */
function columnNames({ columns }: Site): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap((column) => column.entries.flatMap(({ page }) => (page ? [[page.url, pathText(column)]] : []))),
  );
}

/** By its own account: it bears the name of a column, and that is its headline. */
function isColumnOfOnePage({ metas, title = '' }: Page): boolean {
  return labelOf(metas, 'ArticleTitle') === undefined && labelOf(metas, 'ColumnName') === title.trim();
}

function faultsOf(page: Page, standards: Standards): readonly LabelFault[] {
  const required = wordsOf(standards.rule('WB-04')?.threshold['required'], REQUIRED);
  const says = labelOf(page.metas, 'PubDate');
  const odd = says !== undefined && !FORMAT.test(says);
  return [
    ...labelFaults(page.metas, required),
    ...(odd ? [{ label: 'PubDate', fault: 'format', says: says.slice(0, 40) } as const] : []),
  ];
}
