import type { Areas } from './areas.ts';
import { areaOf } from './areas.ts';
import { dateOf } from './page-dates.ts';
import { bareName } from './site/names.ts';
import { namesOf, type Element } from './tree.ts';
import { withoutName } from './title-parts.ts';
import { labelOf, lineOf, type View } from './view.ts';

/** A headline with the element that shows it; undefined where only a label or <title> says it. */
export interface Headline {
  readonly text: string;
  readonly element: Element | undefined;
  readonly score: number;
}

/** What the choice of a headline leans on. */
export interface HeadlineGrounds {
  readonly areas: Areas;
  readonly siteName: string | undefined;
  /** Names of columns: crumbs and ColumnName. */
  readonly columns: readonly string[];
  /** Where the line with date and source begins; undefined where there is none. */
  readonly infoFrom: number | undefined;
}

const TAGS: ReadonlyMap<string, number> = new Map([
  ['h1', 3],
  ['h2', 2.5],
  ['h3', 2],
  ['h4', 1.5],
  ['h5', 1],
  ['ucaptitle', 3],
]);
const NAMES =
  /[\s_-](?:title|tit|bt|biaoti|headline|arctitle|news_?title|article[_-]?title|infotitle|wzbt|wz_?title|titlestyle\w{0,12}|h1|newstitle|detail-?title|con_?title|content_?title|xl_?title|main_?title|xqtitle|tt|d_title)(?:[\s_\d-]|$)/;
const PLAIN_TAGS = new Set(['td', 'p', 'div', 'span', 'strong', 'font', 'center', 'b']);
const MOST = 150;

/** The headline that a page shows, or undefined where nothing looks like one. */
export function readHeadline(view: View, grounds: HeadlineGrounds): Headline | undefined {
  const label = labelOf(view, 'articletitle', 'title', 'og:title');
  const document = bareName(view.documentTitle);
  let best: Headline | undefined;
  for (const element of view.elements) {
    const score = score0(view, element, grounds);
    if (score === 0) continue;
    const text = headlineText(view, element);
    if (text.length < 2) continue;
    const total = score + agreement(text, label, document) + standing(element, text, grounds);
    if (best === undefined || total > best.score) best = { text, element, score: total };
  }
  return best !== undefined && best.score >= 4
    ? best
    : (labelled(view, grounds) ?? bySaying(view, label, grounds, best));
}

const TITLE_LABEL = /^(?:信件|来信|留言|咨询|诉求|问题|投诉|提案|建议)(?:的?标题|主题|名称)\s?[:：]?$/;

/** A letter has its title in a cell or box behind the words 信件标题. */
function labelled(view: View, { areas }: HeadlineGrounds): Headline | undefined {
  for (const [index, piece] of view.pieces.entries()) {
    if (piece.from < areas.trailTo || piece.from >= areas.footerFrom || piece.text.length > 8) continue;
    const next = view.pieces[index + 1];
    if (!TITLE_LABEL.test(piece.text) || next === undefined || next.text.length < 4 || next.text.length > 80) continue;
    if (!/[:：]$/.test(next.text)) return { text: next.text, element: next.parent, score: 4 };
  }
  return undefined;
}

function score0(view: View, element: Element, { infoFrom }: HeadlineGrounds): number {
  if (element.hidden || element.to - element.from > MOST || element.to === element.from) return 0;
  const tagged = TAGS.get(element.tag);
  if (tagged !== undefined) return tagged;
  if (!PLAIN_TAGS.has(element.tag)) return 0;
  if (element.attributes.length > 0 && NAMES.test(namesOf(element))) return 2;
  // Whatever stands right before the line with the date is likely the headline, whatever its tag.
  const near =
    infoFrom !== undefined && element.from <= infoFrom && infoFrom - element.to <= 2 && element.to <= infoFrom;
  return near && lineOf(view, element).length >= 6 ? 1 : 0;
}

function headlineText(view: View, element: Element): string {
  const lines = view.text.slice(element.from, element.to).trim().split('\n');
  const worded = lines.filter((line) => dateOf(line)?.rest !== '' && !INFO.test(line));
  const text = worded.join(' ').trim();
  return text.replace(/\s?[(（]\s?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?[)）]$/, '');
}

const INFO =
  /(?:发布|发表|更新|公开)?(?:时间|日期)\s?[:：]|来源\s?[:：]|(?:浏览|点击|阅读)(?:次数|量)?\s?[:：]|字号|【?字体/;

function agreement(text: string, label: string, document: string): number {
  const bare = bareName(text);
  let score = 0;
  if (label !== '' && bareName(label) === bare) score += 4;
  if (bare.length > 5 && document.startsWith(bare)) score += 3;
  else if (bare.length > 5 && document.includes(bare)) score += 2.5;
  else if (bare.length > 14 && document.length > 9 && bare.startsWith(document.slice(0, 10))) score += 2;
  return score;
}

function standing(element: Element, text: string, grounds: HeadlineGrounds): number {
  const { areas, siteName, columns, infoFrom } = grounds;
  let score = 0;
  const area = areaOf(element, areas);
  if (area !== 'main') score -= area === 'footer' ? 9 : 2.5;
  if (element.from < areas.trailTo) score -= 2;
  if (infoFrom !== undefined) {
    const gap = infoFrom - element.to;
    if (gap >= -2 && gap < 120) score += 2.5;
    else if (element.from > infoFrom) score -= 2;
  }
  const bare = bareName(text);
  if (siteName !== undefined && bareName(siteName) === bare) score -= 4;
  if (columns.some((name) => bareName(name) === bare)) score -= 1.5;
  if (element.linkTo > element.linkFrom) score -= 2.5;
  if (text.length < 5) score -= 1;
  if (BOXED.test(bare)) score -= 3;
  return score;
}

/** Headings of boxes that stand on many pages. */
const BOXED =
  /^(?:相关|推荐|热点|热门|最新|更多|分享|附件|相关附件|相关链接|友情链接|政策解读|相关文档|栏目导航|信息公开|扫一扫|打印|联系我们|网站导航)/;

function bySaying(
  view: View,
  label: string,
  grounds: HeadlineGrounds,
  best: Headline | undefined,
): Headline | undefined {
  if (label !== '' && view.text.includes(label)) return { text: label, element: undefined, score: 4 };
  const names = [...grounds.columns, ...(grounds.siteName === undefined ? [] : [grounds.siteName])];
  const title = withoutAll(view.documentTitle, names);
  const known = names.some((name) => bareName(name) === bareName(title));
  if (title.length > 5 && !known && bareName(view.text).includes(bareName(title).slice(0, 20))) {
    return { text: title, element: undefined, score: 3 };
  }
  return best !== undefined && best.score > 2 ? best : undefined;
}

function withoutAll(title: string, names: readonly string[]): string {
  const rest = withoutName(title, names);
  return rest === undefined || rest === '' || rest === title ? title : withoutAll(rest, names);
}
