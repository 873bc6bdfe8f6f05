import type { Disguise, ListState, PageKind } from '../contract/page.ts';
import { areaOf, type Areas } from './areas.ts';
import { findContent, type Content } from './content.ts';
import type { Group } from './groups.ts';
import type { Headline } from './headline.ts';
import type { Scored } from './main-list.ts';
import { ownMenu, withoutMenu } from './own-menu.ts';
import type { Pager } from './pager-script.ts';
import type { InfoLine } from './published.ts';
import { closest, isWithin, namesOf, type Element } from './tree.ts';
import { labelOf, lineOf, linkLengthOf, type View } from './view.ts';

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
  /** They are those of a person: name, office, birth. */
  readonly person: boolean;
  readonly redirect: string | undefined;
  readonly disguise: Disguise | undefined;
  /** A script of the page holds the day on which it appeared. */
  readonly written: boolean;
  /** What the list would be if the page were a column without rows. */
  readonly empty: ListState;
}

/** A list below this score is a menu or a stray pair of links. */
export const REAL_LIST = 1;
const PROSE = 60;

/** What a page is for. */
export function kindOf(grounds: KindGrounds): PageKind {
  if (grounds.view.overgrown) return 'other';
  if (sendsOn(grounds)) return 'redirect';
  if (grounds.disguise !== undefined) return 'error';
  if (isSearch(grounds)) return 'other';
  const article = articleScore(grounds);
  const column = columnScore(grounds);
  const home = homeScore(grounds);
  if (home > 0 && home >= article && home >= column) return 'home';
  if (article >= 3 && article >= column) return 'article';
  return kindOfRest(apartFromMenu(grounds), column);
}

/** What neither its date nor its text makes an article, nor its windows the front of a site. */
function kindOfRest(grounds: KindGrounds, column: number): PageKind {
  if (isGrid(grounds) || /^(?:网站|站点)(?:地图|导航)$/.test(grounds.columns.at(-1) ?? '')) return 'directory';
  return column >= (hasDatedList(grounds) ? 2 : 3) ? 'column' : bare(grounds);
}

/** The grounds without the menu in which the page stands itself, where something stands beside it: that is then the page. */
function apartFromMenu(grounds: KindGrounds): KindGrounds {
  const { view, areas, lists } = grounds;
  const menu = ownMenu(view, areas);
  if (menu === undefined) return grounds;
  const apart = {
    ...grounds,
    areas: withoutMenu(areas, menu),
    lists: lists.filter((one) => !isWithin(one.group.box, menu)),
  };
  const words = findContent(view, apart.areas).words;
  const isBeside = besides(view, areas, menu) >= LEAST_BESIDE || emptyList(view, apart.areas) !== undefined;
  return isBeside
    ? { ...apart, content: { ...grounds.content, words: Math.max(words, grounds.content.words) } }
    : grounds;
}

/** So many characters outside links are more than a heading. */
const LEAST_BESIDE = 16;

/** How many characters of the content stand outside links and outside a menu. */
function besides(view: View, areas: Areas, menu: Element): number {
  let words = 0;
  for (const { from, text, parent } of view.pieces) {
    if (from < areas.trailTo || from >= areas.footerFrom || isWithin(parent, menu)) continue;
    if (areaOf(parent, areas) === 'main' && closest(parent, 'a') === undefined) words += text.length;
  }
  return words;
}

/** What says that a page is missing is an error, though it leads home after a while. */
function sendsOn({ redirect, disguise }: KindGrounds): boolean {
  return redirect !== undefined && !(disguise === 'soft-404' && isRoot(redirect));
}

/** A list with a date in it, on a page that says which column it is. */
function hasDatedList({ lists, crumbs, columns }: KindGrounds): boolean {
  const [main] = lists;
  return main !== undefined && main.score >= REAL_LIST && main.group.dated > 0 && crumbs + columns.length > 0;
}

/** An address that a column has rather than an entry. */
const COLUMN_HREF = /\/$|^\.{1,2}$|(?:^|\/)(?:index|default)\.\w{2,5}$/;

/** Issues and years are entries, though their addresses are those of columns. */
const ISSUE = /第\s?[\d一二三四五六七八九十]{1,4}\s?[期号]|(?:19|20)\d{2}\s?年(?:度|第)/;

/** Blocks of short undated names: columns, departments, schools. Pictures with names are a gallery, which is a list. */
function isGrid({ lists, pager, content, info }: KindGrounds): boolean {
  const real = lists.filter(({ score, group }) => score >= REAL_LIST && group.area === 'main');
  if (real.length === 0 || pager.pages !== undefined || pager.next !== undefined || info !== undefined) return false;
  const rows = real.flatMap(({ group }) => group.rows);
  if (rows.some(({ title }) => ISSUE.test(title))) return false;
  if (rows.length > 1 && rows.every(({ date, href }) => date === undefined && COLUMN_HREF.test(href))) return true;
  const names = real.flatMap(({ group }) => group.rows.map(({ title }) => title.length));
  const length = names.reduce((sum, one) => sum + one, 0) / names.length;
  if (real.some(({ group }) => group.dated > 0 || group.pictured) || length > 12 || names.length < 6) return false;
  return content.words < PROSE * 2 && (real.length > 1 || names.length >= 12);
}

/** A page that shows neither a list nor the signs of an article: static text, a grid of links, a list to be filled. */
function bare({ view, content, empty, areas, crumbs, columns, pager, lists }: KindGrounds): PageKind {
  if (content.words < PROSE * 5 && asksForWords(view, areas)) return 'other';
  const known = crumbs > 0 || columns.length > 0;
  if (isListToBe({ view, areas, content, empty }, known)) return 'column';
  const links = linksInMain(view, areas);
  if (!known) return content.words >= PROSE * 3 ? 'article' : 'other';
  if (content.words >= PROSE && (content.words > links.length * 0.8 || links.count < 6)) return 'article';
  if (empty.state === 'placeholder' || pager.pages !== undefined) return 'column';
  if (links.count >= (hasList(lists) ? 4 : 25)) return 'directory';
  return barest({ view, areas, content }, links);
}

/** A page that says which column it is, and shows next to nothing. */
function barest(
  { view, areas, content }: Pick<KindGrounds, 'view' | 'areas' | 'content'>,
  links: { readonly count: number; readonly length: number },
): PageKind {
  if (content.words < PROSE && (emptyList(view, areas) !== undefined || hasListHead(view, areas))) return 'column';
  if (links.count >= 1 && content.words < PROSE / 3) return 'directory';
  if (links.count >= 6 && links.length > content.words * 1.5) return 'directory';
  return content.words >= PROSE / 3 ? 'article' : 'other';
}

function hasList(lists: readonly Scored[]): boolean {
  return (lists[0]?.score ?? 0) >= REAL_LIST;
}

function articleScore(grounds: KindGrounds): number {
  const { view, info, headline, content, pager, fields, lists, areas, written } = grounds;
  let score = 0;
  if (labelOf(view, 'articletitle') !== '') score += 3;
  if (labelOf(view, 'pubdate') !== '') score += 1.5;
  score += isLedIn(grounds) ? 3 : isOfLeader(grounds) ? 4.5 : 0;
  // The sheet of a leader, with what he did below.
  if (grounds.person && pager.pages === undefined) score += 6.5;
  if (info !== undefined || written) score += 2.5;
  if (headline !== undefined && headline.score >= 6) score += 1.5;
  if (ENDING.test(view.text.slice(areas.trailTo, areas.footerFrom))) score += 1.5;
  if (fields >= 3) score += 1.5;
  score += Math.min(content.words / 250, 3);
  if (pager.next !== undefined) score -= 2;
  return score - (outweighed(lists, content) ? 1.5 : 0);
}

/** More dated rows than text. */
function outweighed(lists: readonly Scored[], { words }: Content): boolean {
  const main = lists[0]?.group;
  return main !== undefined && main.dated > 4 && main.to - main.from > words;
}

/** A headline with its line of date and source before any list, and nothing to page through: what follows it belongs to it. */
function isLedIn({
  info,
  headline,
  pager,
  lists,
}: Pick<KindGrounds, 'info' | 'headline' | 'pager' | 'lists'>): boolean {
  if (info?.fact === undefined || headline?.element === undefined || headline.score < 6) return false;
  if (pager.pages !== undefined || pager.next !== undefined || pager.total !== undefined) return false;
  const gap = info.from - headline.element.to;
  const main = lists[0]?.group;
  return gap >= -4 && gap < 120 && (main === undefined || main.from > info.from);
}

/** The page of one leader says what he leads; the links below, without dates, are his doings. */
function isOfLeader({ view, areas, lists, pager, columns }: KindGrounds): boolean {
  if (!/领导|局长|班子/.test(columns.at(-1) ?? '') || pager.pages !== undefined || (lists[0]?.group.dated ?? 0) > 0)
    return false;
  return /(?:^|\n|[:：])\s?(?:主持|负责|领导|协助|分管)[^\n]{0,40}(?:工作|事务)/.test(
    view.text.slice(areas.trailTo, areas.footerFrom),
  );
}

const ENDING =
  /打印(?:本页|此页|文章|页面)?[】\]\s]|关闭(?:窗口|本页|此页|页面)|[【[]关闭|上一(?:篇|条|则)|下一(?:篇|条|则)|扫一扫在手机|分享到|[【[]?字体/;

function columnScore({ lists, pager, content, crumbs, columns, view, empty }: KindGrounds): number {
  let score = 0;
  if (pager.pages !== undefined || pager.total !== undefined) score += 3;
  if (pager.next !== undefined) score += 1;
  if (crumbs > 0) score += 1;
  if (columns.length > 0 && labelOf(view, 'articletitle') === '') score += 0.5;
  if (!hasList(lists)) return empty.state === 'script' ? score + 1 : score;
  return score + listScore(lists, content, pager);
}

/** What a list itself says for a column: its rows and dates, that it outweighs the text, that it stands alone. */
function listScore(lists: readonly Scored[], content: Content, pager: Pager): number {
  const main = lists[0]?.group;
  if (main === undefined) return 0;
  const score = Math.min(main.dated, 8) * 0.5 + Math.min(main.rows.length, 6) * 0.25;
  const alone = pager.pages !== undefined || windowsOf(lists, 4) < 3;
  return score + (main.to - main.from > content.words ? 1 : 0) - (alone ? 0 : 3);
}

/** Windows onto several columns, none of which rules the page. */
function homeScore({ view, lists, crumbs, columns, areas, pager }: KindGrounds): number {
  if (pager.pages !== undefined && pager.pages > 1) return 0;
  const apart = windowsOf(lists, 8);
  const more = moreLinks(view, areas);
  let score = Math.min(apart, 8) * 0.9 + Math.min(more, 8) * 0.9;
  if (apart + more < 3) return isRoot(view.url) && crumbs === 0 && score > 0 ? score + 2 : 0;
  if (crumbs > 0) score -= 1;
  else if (labelOf(view, 'columnname') === '') score += 2;
  if (columns.length === 0) score += 1;
  if (view.anchors.length > 100) score += 1;
  return isRoot(view.url) ? score + 2 : score;
}

/** How many lists of entries stand side by side, none of them `times` as weighty as another. */
function windowsOf(lists: readonly Scored[], times: number): number {
  const first = lists[0]?.score ?? 0;
  const windows = lists.filter(
    ({ group, score }) =>
      score >= REAL_LIST &&
      score >= first / times &&
      group.area === 'main' &&
      (group.more || (group.heading !== '' && isNews(group))) &&
      group.rows.length >= 2,
  );
  return separate(windows.map(({ group }) => group));
}

/** Entries rather than the names of columns. */
function isNews({ rows, dated }: Group): boolean {
  return dated >= 2 || rows.reduce((sum, { title }) => sum + title.length, 0) / rows.length >= 10;
}

/** How many of these lists do not lie in one another. */
function separate(groups: readonly Group[]): number {
  return groups.filter(
    (group) => !groups.some((other) => other !== group && other.from <= group.from && group.to <= other.to),
  ).length;
}

function moreLinks(view: View, areas: Areas): number {
  let count = 0;
  for (const anchor of view.anchors) {
    if (anchor.from < areas.trailTo || anchor.from >= areas.footerFrom || anchor.to - anchor.from > 8) continue;
    if (/^[+>]{0,2}\s?(?:更多|MORE|more|More)\s?[+>»…]{0,3}$/.test(lineOf(view, anchor))) count += 1;
  }
  return count;
}

function isRoot(url: string): boolean {
  return /^https?:\/\/[^/]+\/?(?:(?:index|default|home)\.\w{2,5})?$/.test(url);
}

const SEARCHED =
  /搜索结果|检索结果|查询结果|共(?:找到|搜索到|检索到|搜到)|(?:检索|搜索|查询)[^。\n]{0,8}找到|搜索用时|约有\s?\d+\s?(?:项|条)|关于[“"][^”"]{1,40}[”"]的(?:搜索|检索)/;

function isSearch({ view, areas }: KindGrounds): boolean {
  return (
    SEARCHED.test(view.text.slice(areas.trailTo, areas.footerFrom).slice(0, 1500)) ||
    /搜索结果|站内搜索|全文检索|^搜索/.test(view.documentTitle)
  );
}

/** A form of the content that wants more than a search word: a letter, an application. */
function asksForWords(view: View, areas: Areas): boolean {
  let inputs = 0;
  for (const { tag, from, order, attributes } of view.elements) {
    if (from < areas.trailTo || order >= areas.footerOrder) continue;
    if (tag === 'textarea') inputs += 2;
    else if (
      tag === 'input' &&
      attributes.some(({ name, value }) => name === 'type' && /^(?:text|password|file|radio)$/i.test(value))
    )
      inputs += 1;
  }
  return inputs >= 4;
}

/** The links of the content, textless ones too: how many, and how many characters of text. */
function linksInMain(view: View, areas: Areas): { readonly count: number; readonly length: number } {
  let count = 0;
  let length = 0;
  for (const anchor of view.anchors) {
    if (anchor.from < areas.trailTo || anchor.order >= areas.footerOrder || areaOf(anchor, areas) !== 'main') continue;
    count += 1;
    length += anchor.to - anchor.from;
  }
  return { count, length };
}

const NO_LIST = /share|page|menu|nav|slide|banner|tab|focus|logo|foot|search/;

/** A list that a script fills, or one without rows beside words that are not the page's. */
function isListToBe(
  { view, areas, content, empty }: Pick<KindGrounds, 'view' | 'areas' | 'content' | 'empty'>,
  known: boolean,
): boolean {
  if (empty.state === 'script') return content.words < PROSE * 2;
  return known && isBesideList(view, areas, content);
}

/** A list without rows, and behind it a box of links to other pages: the words in that box are not the page's. */
function isBesideList(view: View, areas: Areas, { element, words }: Content): boolean {
  if (element === undefined || linkLengthOf(view, element) < words * 2) return false;
  const list = emptyList(view, areas);
  return list !== undefined && list.end < element.order;
}

/** A list box of the content that has no rows: nothing but blank items and lines. */
function emptyList(view: View, areas: Areas): Element | undefined {
  return view.elements.find((element) => {
    const { tag, hidden, from, to, order, end, kids, attributes } = element;
    if (NO_LIST.test(namesOf(element))) return false;
    if (hidden || from !== to || from < areas.trailTo || from > areas.footerFrom) return false;
    if (tag === 'ul' || tag === 'ol' || tag === 'tbody' || tag === 'dl')
      return end - order <= 8 && !view.elements.slice(order + 1, end + 1).some((inner) => SHOWN.has(inner.tag));
    return (
      (tag === 'div' || tag === 'table') &&
      attributes.some(({ name, value }) => (name === 'class' || name === 'id') && /list/i.test(value)) &&
      kids.every((kid) => kid.is === 'text')
    );
  });
}

/** A table with the head of a list and nothing below. */
function hasListHead(view: View, areas: Areas): boolean {
  return view.elements.some((table) => {
    const { tag, hidden, from, to, order, end, linkFrom, linkTo } = table;
    if (tag !== 'table' || hidden || from < areas.trailTo || from > areas.footerFrom || linkFrom < linkTo) return false;
    if (to - from > PROSE || !LIST_HEAD.test(lineOf(view, table))) return false;
    return view.elements.slice(order + 1, end + 1).filter((row) => row.tag === 'tr' && row.from < row.to).length === 1;
  });
}

const LIST_HEAD = /(?:标\s?题|名\s?称|主\s?题|事\s?项).{0,30}(?:日\s?期|时\s?间)/;

/** What shows something without a word. */
const SHOWN = new Set([
  'a',
  'img',
  'iframe',
  'video',
  'audio',
  'input',
  'textarea',
  'object',
  'embed',
  'canvas',
  'svg',
]);
