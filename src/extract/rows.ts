import type { Row, RowDate } from '../contract/page.ts';
import { parseDay } from '../lib/day.ts';
import { collapse, type Piece } from './lay-out.ts';
import { dateOf, fullDateIn, splitDateOf, splitShortDateOf, type FoundDate } from './page-dates.ts';
import { attributeOf, closest, isWithin, namesOf, type Element } from './tree.ts';
import type { View } from './view.ts';

/** What one row of a list covers: a stretch of the visible words, with the anchors in it. */
export interface Stretch {
  readonly element: Element;
  readonly pieceFrom: number;
  readonly pieceTo: number;
  readonly linkFrom: number;
  readonly linkTo: number;
}

/** Reads a stretch as a row of a list; undefined where no anchor in it has a title. */
export function readRow(view: View, stretch: Stretch, dateColumn?: number): Row | undefined {
  const anchor = titleAnchor(view, stretch);
  if (anchor === undefined) return undefined;
  const title = titleOf(view, anchor, stretch);
  if (title === '' || isService(view, anchor, title)) return undefined;
  const href = attributeOf(anchor, 'href') ?? '';
  const url = href === '' || href.startsWith('#') ? undefined : view.resolve(href);
  const date = rowDate(view, stretch, anchor, dateColumn);
  return {
    title,
    href,
    ...(url === undefined ? {} : { url }),
    ...(date === undefined ? {} : { date }),
    ...(isPinned(view, stretch, title) ? { pinned: true as const } : {}),
  };
}

/** How far into a stretch is looked: a row of hundreds of pieces is none. */
function lastPiece({ pieceFrom, pieceTo }: Stretch): number {
  return Math.min(pieceTo, pieceFrom + 200);
}

const NO_TITLE =
  /^(?:\[?\s?(?:详细|详情|查看|更多|阅读|more|下载|附件|全文|点击|查看详情|查看详细|查看全文|阅读全文|继续阅读|阅读更多|了解更多|详细内容|详细信息|进入|点击查看|立即查看|文字解读|图文解读|图解)\s?\]?[>》»…]{0,3}|\[.{1,12}\]|【.{1,12}】|[•·\d.、]{1,3})$/i;

function titleAnchor(view: View, stretch: Stretch): Element | undefined {
  let best: Element | undefined;
  let bestScore = 0;
  for (let index = stretch.linkFrom; index < stretch.linkTo; index += 1) {
    const anchor = view.anchors[index];
    if (anchor === undefined) continue;
    const text = view.text.slice(anchor.from, anchor.to).trim();
    const named = attributeOf(anchor, 'title')?.trim() ?? '';
    const length = Math.min(Math.max(text.length, Math.min(named.length, 40)), 60);
    if (length === 0) continue;
    // The first of several anchors is the title, unless it is a category or says only "more".
    const score =
      (NO_TITLE.test(text) || isDayOf(view, stretch, anchor, text) ? 0.1 : text === '' ? 0.5 : 1) *
      length *
      (best === undefined ? 1.15 : 1);
    if (score > bestScore) {
      best = anchor;
      bestScore = score;
    }
  }
  return best ?? pictured(view, stretch);
}

/** A day that links to what its title links to as well is no title itself. */
function isDayOf(view: View, { linkFrom, linkTo }: Stretch, anchor: Element, text: string): boolean {
  if (text.length > 20 || !/\d/.test(text) || dateOf(text)?.rest !== '') return false;
  const href = attributeOf(anchor, 'href') ?? '';
  return view.anchors
    .slice(linkFrom, Math.min(linkTo, linkFrom + 20))
    .some(
      (other) =>
        other !== anchor &&
        other.to - other.from > 3 &&
        attributeOf(other, 'href') === href &&
        !NO_TITLE.test(view.text.slice(other.from, other.to).trim()),
    );
}

/** A picture that links and says in its `alt` what it shows. */
function pictured(view: View, stretch: Stretch): Element | undefined {
  for (let index = stretch.linkFrom; index < stretch.linkTo; index += 1) {
    const anchor = view.anchors[index];
    if (anchor !== undefined && altOf(anchor) !== '') return anchor;
  }
  return undefined;
}

function altOf(anchor: Element): string {
  for (const kid of anchor.kids) if (kid.tag === 'img') return collapse(attributeOf(kid, 'alt') ?? '');
  return '';
}

/** Links that serve the reader of a page and lead to no entry. */
const SERVICE =
  /^(?:[[【]?\s?(?:打印|关闭|返回|收藏|分享|复制|推荐|纠错|刷新)[^\s]{0,5}[\]】]?|[【[(（]?\s?字[体号].{0,16}|我要(?:推荐|纠错|评论|留言)|网站纠错|QQ空间|新浪微博|腾讯微博|人人网|微信|无|没有了|大|中|小|T|[AT][+-]?|更多[>》+]{0,3}|查看更多|加载更多|首页|主页|网站首页|设为首页|加入收藏|登录|注册|搜索)$/i;
const BESIDE_NEIGHBOUR = /^[<[【]?\s?(?:上|下|前|后)一?(?:篇|条|则|页|个)[^\s]{0,3}[\]】]?\s?[:：>]?$/;

/** Whether a link serves the reader, or leads from an article to its neighbour. */
function isService(view: View, anchor: Element, title: string): boolean {
  if (SERVICE.test(title)) return true;
  const before = view.pieces[anchor.pieceFrom - 1];
  return before !== undefined && anchor.from - before.from < 14 && BESIDE_NEIGHBOUR.test(before.text);
}

const HEADING = /^h[1-6]$/;
const TITLE_NAMES = /[\s_-](?:tit|title|bt|biaoti|name|subject|h3|txt1)/;

function titleOf(view: View, anchor: Element, stretch: Stretch): string {
  const shown = tidy(shownTitle(view, anchor));
  const named = tidy(titleAttribute(anchor));
  if (shown === '') return named || altOf(anchor) || wordsBeside(view, anchor, stretch);
  if (named === '') return shown;
  const start = shown.replace(/(?:\.{2,6}|…+|\s)+$/, '');
  const wasCut = start !== shown;
  const longer = named.length > start.length && bare(named).startsWith(bare(start).slice(0, 40));
  return (wasCut && longer) || (longer && named.length < 200) ? named : shown;
}

function bare(text: string): string {
  return text.replace(/\s/g, '');
}

/** The title attribute; some hold `标题：… 发布时间：…` on several lines. */
function titleAttribute(anchor: Element): string {
  const value = attributeOf(anchor, 'title') ?? '';
  const [, labelled] = /(?:文章标题|标\s{0,4}题)\s?[:：]\s{0,4}([^\n\r]{1,300})/.exec(value) ?? [];
  return collapse(labelled ?? value);
}

/** The words of an anchor that are its title: its heading where it wraps a whole row, else its first line. */
function shownTitle(view: View, anchor: Element): string {
  const text = view.text.slice(anchor.from + placeLength(view, anchor), anchor.to).trim();
  if (!text.includes('\n') && anchor.pieceTo - anchor.pieceFrom < 2) return text;
  const heading = headingIn(view, anchor);
  if (heading !== '') return heading;
  const lines = text.split('\n').map((line) => line.trim());
  const worded = lines.filter((line) => line !== '' && dateOf(line)?.rest !== '' && !NUMBER.test(line));
  return worded.find((line) => line.length > 3) ?? worded[0] ?? '';
}

/** A number alone, with what adorns it: a day, a year, a place in the list, or the month of a leaf of a calendar. */
const NUMBER = /^(?:[-–—~.\s]{0,4}\d{1,4}[-–—~.年月日\s]{0,4}|(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?月?)$/;

/** How long the number is that counts a row within its link: `<a><i>1</i>…</a>`. */
function placeLength(view: View, anchor: Element): number {
  const first = view.pieces[anchor.pieceFrom];
  const counts = first !== undefined && anchor.pieceTo - anchor.pieceFrom > 1 && first.parent !== anchor;
  if (!counts || !/^\d{1,3}[.、]?$/.test(first.text) || !/^(?:i|em|b|span|strong|font)$/.test(first.parent.tag))
    return 0;
  return first.from - anchor.from + first.text.length;
}

function headingIn(view: View, anchor: Element): string {
  const end = Math.min(anchor.end, anchor.order + 60);
  for (let order = anchor.order + 1; order <= end; order += 1) {
    const element = view.elements[order];
    if (element === undefined || element.hidden || element.from === element.to) continue;
    if (!HEADING.test(element.tag) && !(element.attributes.length > 0 && TITLE_NAMES.test(namesOf(element)))) continue;
    const text = view.text.slice(element.from, element.to).trim().split('\n')[0] ?? '';
    if (text !== '' && dateOf(text)?.rest !== '') return text;
  }
  return '';
}

/** The words of a row whose anchor is but a picture. */
function wordsBeside(view: View, anchor: Element, stretch: Stretch): string {
  for (let index = stretch.pieceFrom; index < lastPiece(stretch); index += 1) {
    const piece = view.pieces[index];
    if (piece === undefined || isWithin(piece.parent, anchor)) continue;
    if (dateOf(piece.text) === undefined && piece.text.length > 3) return tidy(piece.text);
  }
  return '';
}

const BULLET = /^[\s•·▪■◆●▶►»>・◇○□★☆※→]+|^-\s/;
const DATE_BEHIND =
  /\s?[(（[【]?\s?(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?\s?[)）\]】]?$/;
const DATE_BEFORE =
  /^[(（[【]?\s?(?:(?:19|20)\d{2}\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?\s?[)）\]】]?(?:\s+|\s?[|｜]\s?)[|｜]?\s?/;

function tidy(title: string): string {
  const plain = title.replaceAll('\n', ' ').replace(BULLET, '').trim();
  if (!/\d/.test(plain)) return plain;
  const cut = plain.replace(DATE_BEHIND, '').trim();
  const start = cut.replace(DATE_BEFORE, '').trim();
  return start.length >= 2 ? start : plain;
}

interface Candidate extends FoundDate {
  readonly score: number;
}

/** The date that a row shows. Never one that stands within the words of its title or teaser, never the URL's. */
function rowDate(view: View, stretch: Stretch, anchor: Element, dateColumn: number | undefined): RowDate | undefined {
  let best: Candidate | undefined;
  let previous: Piece | undefined;
  for (let index = stretch.pieceFrom; index < lastPiece(stretch); index += 1) {
    const piece = view.pieces[index];
    if (piece === undefined) continue;
    const found = candidateOf(piece, previous, anchor);
    previous = piece;
    if (found === undefined) continue;
    const inColumn = dateColumn !== undefined && columnOf(piece.parent) === dateColumn;
    const score = found.score + (inColumn ? 4 : 0);
    if (best === undefined || score >= best.score) best = { ...found, score };
  }
  if (best === undefined) return inTitle(view, anchor);
  return completed(best, anchor);
}

function candidateOf(piece: Piece, previous: Piece | undefined, anchor: Element): Candidate | undefined {
  if (!NUMERAL.test(piece.text)) return undefined;
  const split = previous === undefined ? undefined : splitOf(previous, piece);
  if (split !== undefined) return { ...split, score: split.full ? 3 : 1.5 };
  const found = dateOf(piece.text);
  if (found === undefined) return undefined;
  const rest = found.rest.length;
  if (!isOfRow(found, isWithin(piece.parent, anchor))) return undefined;
  const published = /发布|发表|公开|公布/.test(piece.text) ? 1 : 0;
  return { ...found, score: (found.full ? 2 : 1) + (found.labelled ? 0.5 : 0) + published + (rest === 0 ? 0.5 : 0) };
}

/** Whether words that hold a date tell little else, or what is told of entries. */
function isOfRow({ rest, labelled }: FoundDate, inTitle: boolean): boolean {
  if (rest === '') return true;
  return rest.length <= 40 && (labelled || (!inTitle && (rest.length <= 8 || OF_ENTRY.test(rest))));
}

/** What a line under a title tells beside the day. */
const OF_ENTRY = /^(?:信息)?(?:来源|作者|浏览|阅读|点击|编辑|人气|访问|发布(?:者|人|单位|机构)|部门|单位)/;

/** A number in any of the ways that dates are written in: without one there is nothing to read. */
const NUMERAL = /[\d０-９○〇零Ｏ一二三四五六七八九十]/;

function splitOf(one: Piece, other: Piece): FoundDate | undefined {
  if (one.text.length > 9 || other.text.length > 9) return undefined;
  return splitDateOf(one.text, other.text) ?? splitShortDateOf(one.text, other.text);
}

/** A date in brackets at the end of the title, or of the line that the title stands on. */
function inTitle(view: View, anchor: Element): RowDate | undefined {
  const text = view.text.slice(anchor.from, anchor.to).trim();
  for (const line of text.length > 600 ? [] : text.split('\n')) {
    const match =
      DATE_START.exec(line) ??
      /[(（[【\s]((?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)[^)）\]】]{0,9}[)）\]】]?$/.exec(line);
    const said = match?.[1] ?? match?.[2];
    const found = said === undefined ? undefined : fullDateIn(said);
    if (found !== undefined) return { text: found.day, quote: found.quote };
  }
  return undefined;
}

/** A date that leads the words of a link: in brackets, or in digits with a mark or blank behind. */
const DATE_START =
  /^(?:[(（[【]\s?((?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)\s?[)）\]】]|((?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})\s?(?:[|｜]|\s))/;

/** A month and day whose year the title attribute tells (`发表时间：2023-05-06`). */
function completed(found: Candidate, anchor: Element): RowDate {
  if (found.full) return { text: found.text, quote: found.quote };
  const [, labelled] = /(?:时间|日期)\s?[:：]\s{0,4}([^\n]{6,40})/.exec(attributeOf(anchor, 'title') ?? '') ?? [];
  const whole = labelled === undefined ? undefined : fullDateIn(labelled);
  const day = whole?.day.endsWith(found.text) === true ? parseDay(whole.day) : undefined;
  return { text: day ?? found.text, quote: found.quote };
}

function columnOf(element: Element): number | undefined {
  const cell = closest(element, 'td') ?? closest(element, 'th');
  if (cell?.parent === undefined) return undefined;
  let column = 0;
  for (const kid of cell.parent.kids) {
    if (kid === cell) return column;
    if (kid.tag === 'td' || kid.tag === 'th') column += 1;
  }
  return undefined;
}

const PINNED = /^\s?[[【(（]?\s?(?:置顶|顶)\s?[\]】)）]/;
const PIN_NAMES = /[\s_-](?:top|zd|zhiding|istop|ding|stick|sticky|pinned)[\s_-]/;

function isPinned(view: View, stretch: Stretch, title: string): boolean {
  if (PINNED.test(title)) return true;
  for (let index = stretch.pieceFrom; index < lastPiece(stretch); index += 1) {
    const text = view.pieces[index]?.text ?? '';
    if (text.length <= 6 && (text === '置顶' || PINNED.test(text))) return true;
  }
  return PIN_NAMES.test(namesOf(stretch.element));
}
