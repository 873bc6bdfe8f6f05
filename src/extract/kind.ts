import type { Disguise, PageKind } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import type { Content } from './content.ts';
import type { Group } from './groups.ts';
import type { Headline } from './headline.ts';
import type { Scored } from './main-list.ts';
import type { Pager } from './pager.ts';
import type { InfoLine } from './published.ts';
import { labelOf, type View } from './view.ts';

/** All that speaks for one kind of page or another. */
export interface KindGrounds {
  readonly view: View;
  readonly areas: Areas;
  readonly groups: readonly Group[];
  readonly lists: readonly Scored[];
  readonly pager: Pager;
  readonly info: InfoLine | undefined;
  readonly headline: Headline | undefined;
  readonly content: Content;
  readonly columns: readonly string[];
  readonly crumbs: number;
  readonly fields: number;
  readonly redirect: string | undefined;
  readonly disguise: Disguise | undefined;
}

/** What a page is for. */
export function kindOf(grounds: KindGrounds): PageKind {
  if (grounds.redirect !== undefined) return 'redirect';
  if (grounds.disguise !== undefined) return 'error';
  const scores = scoresOf(grounds);
  let best: PageKind = 'other';
  for (const kind of ['article', 'column', 'home', 'directory'] as const) {
    if (scores[kind] > scores[best]) best = kind;
  }
  return best;
}

/** Points for each kind; `other` is what is left where nothing speaks. */
export function scoresOf(grounds: KindGrounds): Readonly<Record<PageKind, number>> {
  return {
    article: article(grounds),
    column: column(grounds),
    home: home(grounds),
    directory: directory(grounds),
    other: 2 + searching(grounds),
    redirect: 0,
    error: 0,
  };
}

function article({ view, info, headline, content, pager, fields, lists }: KindGrounds): number {
  let score = 0;
  if (labelOf(view, 'articletitle') !== '') score += 3;
  if (labelOf(view, 'pubdate') !== '') score += 1.5;
  if (info !== undefined) score += 2;
  if (headline !== undefined && headline.score >= 6) score += 1.5;
  if (ENDING.test(view.text)) score += 1.5;
  if (fields >= 3) score += 1.5;
  score += Math.min(content.words / 250, 3.5);
  if (pager.next !== undefined) score -= 2;
  const [main] = lists;
  if (main !== undefined && main.group.dated > 4 && main.group.dated * 60 > content.words) score -= 1.5;
  return score;
}

const ENDING =
  /打印(?:本页|此页|文章|页面)?[】\]\s]|关闭(?:窗口|本页|此页|页面)|上一(?:篇|条)|下一(?:篇|条)|扫一扫在手机/;

function column({ view, lists, pager, content, crumbs, columns }: KindGrounds): number {
  let score = 0;
  const [main] = lists;
  if (pager.pages !== undefined || pager.total !== undefined) score += 3;
  if (pager.next !== undefined) score += 1;
  if (crumbs > 0) score += 1;
  if (columns.length > 0 && labelOf(view, 'articletitle') === '') score += 0.5;
  if (main !== undefined) {
    const { rows, dated } = main.group;
    score += Math.min(dated, 8) * 0.5 + Math.min(rows.length, 6) * 0.25;
    const listed = main.group.to - main.group.from;
    if (listed > content.words) score += 1;
  }
  return score;
}

function home({ view, groups, crumbs, columns, areas }: KindGrounds): number {
  const windows = groups.filter(
    ({ area, more, rows, dated }) => area !== 'footer' && (more || dated >= 3) && rows.length >= 2,
  );
  let score = Math.min(windows.length, 8) * 0.9;
  if (crumbs > 0) score -= 2.5;
  if (columns.length > 0) score -= 0.5;
  if (view.anchors.length > 100) score += 1;
  if (isRoot(view.url)) score += 1;
  if (areas.trailTo === 0 && labelOf(view, 'columnname') === '') score += 1;
  return score;
}

function isRoot(url: string): boolean {
  return /^https?:\/\/[^/]+\/?(?:(?:index|default|home)\.\w{2,5})?$/.test(url);
}

function directory({ lists, pager, content, info, crumbs, columns }: KindGrounds): number {
  const [main] = lists;
  if (pager.next !== undefined || info !== undefined || main === undefined) return 0;
  const { rows, dated } = main.group;
  const length = rows.reduce((sum, { title }) => sum + title.length, 0) / Math.max(1, rows.length);
  if (dated > 0 || length > 16) return 0;
  let score = Math.min(rows.length, 16) * 0.25;
  if (crumbs > 0 || columns.length > 0) score += 1;
  if (content.words < 120) score += 1;
  return score;
}

function searching({ view }: KindGrounds): number {
  return /搜索结果|检索结果|查询结果|共(?:找到|搜索到|检索到)|约有\s?\d+\s?(?:项|条)/.test(view.text.slice(0, 6000))
    ? 6
    : 0;
}
