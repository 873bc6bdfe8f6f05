import type { Row } from '../contract/page.ts';
import { areaOf, type Area, type Areas } from './areas.ts';
import { dateOf } from './page-dates.ts';
import { isPagerStep } from './pager-numbers.ts';
import { readRow, type Stretch } from './rows.ts';
import { attributeOf, closest, isWithin, namesOf, type Element, type Node } from './tree.ts';
import type { View } from './view.ts';

/** A list of like things: its box, its rows, and what tells a main list from a menu. */
export interface Group {
  readonly box: Element;
  readonly stretches: readonly Stretch[];
  readonly rows: readonly Row[];
  /** The element of each row. */
  readonly rowElements: readonly Element[];
  readonly dated: number;
  readonly area: Area;
  /** The words before it in the same box: what it calls itself. */
  readonly heading: string;
  /** Its heading leads to more of the same: a window onto a column, as portals have. */
  readonly more: boolean;
  /** Most of its rows show a picture. */
  readonly pictured: boolean;
  readonly from: number;
  readonly to: number;
}

const ITEM_TAGS = new Set([
  'li',
  'tr',
  'dl',
  'dd',
  'dt',
  'div',
  'p',
  'a',
  'table',
  'ul',
  'article',
  'section',
  'h2',
  'h3',
  'h4',
  'h5',
  'span',
  'td',
  'figure',
  'tbody',
]);
const MOST_ROWS = 500;
const LONGEST_ROW = 1500;

/** Every list of a page: boxes whose kids of one tag hold links, neighbours of one make taken together. */
export function findGroups(view: View, areas: Areas): readonly Group[] {
  const found: Found[] = [];
  for (const element of view.elements) {
    if (element.linkFrom === element.linkTo || element.hidden || NOT_BOXES.has(element.tag)) continue;
    if (isAside(element, areas)) continue;
    const stretches = stretchesIn(view, element, areas);
    // Boxes of whole sections are no rows, however alike they are.
    if (stretches !== undefined && element.to - element.from <= LONGEST_ROW * stretches.length) {
      found.push({ box: element, stretches });
    }
  }
  return merged(view, found)
    .map((group) => groupOf(view, areas, group))
    .filter(({ rows }) => !areDays(rows));
}

/** Links that show nothing but days lead about a page or a calendar, to no entry. */
function areDays(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every(({ title }) => title.length <= 20 && dateOf(title)?.rest === '');
}

/** Menus before the content and all of the footer: whatever stands there is no list of the page. */
function isAside(element: Element, areas: Areas): boolean {
  if (element.order >= areas.footerOrder) return true;
  return element.to <= areas.trailTo && areas.byOrder[element.order] === 'nav';
}

interface Found {
  readonly box: Element;
  readonly stretches: readonly Stretch[];
}

const NOT_BOXES = new Set(['a', 'tr', 'head', 'html', 'thead']);

const WRAPPERS = new Set(['div', 'table', 'section', 'ul', 'article']);

/** The rows of a box, if it has any: from each kid with a link to the next such kid of the same tag. */
function stretchesIn(view: View, box: Element, areas: Areas): readonly Stretch[] | undefined {
  const tag = itemTagOf(box);
  if (tag === undefined || (box.tag === 'body' && WRAPPERS.has(tag))) return undefined;
  if (tag === 'a') return brokenLines(view, box);
  const items: number[] = [];
  box.kids.forEach((kid, index) => {
    if (kid.is !== 'element' || kid.tag !== tag || kid.linkFrom === kid.linkTo) return;
    if (!isTrail(kid, areas)) items.push(index);
  });
  const gap = usualGap(items);
  const stretches: Stretch[] = [];
  items.forEach((at, index) => {
    const first = box.kids[at] as Element;
    const end = Math.min(items[index + 1] ?? at + gap, at + gap);
    const last = lastElement(box.kids, at, end) ?? first;
    stretches.push({
      element: first,
      pieceFrom: first.pieceFrom,
      pieceTo: last.pieceTo,
      linkFrom: first.linkFrom,
      linkTo: last.linkTo,
    });
  });
  if (areSections(stretches, tag)) return undefined;
  const [only] = stretches;
  if (stretches.length === 1 && only !== undefined && !isLoneRow(view, box, only)) return undefined;
  return stretches.slice(0, MOST_ROWS);
}

/** Items of many links are sections of a page. */
function areSections(stretches: readonly Stretch[], tag: string): boolean {
  const median = medianOf(stretches.map(({ linkFrom, linkTo }) => linkTo - linkFrom));
  const links = stretches.reduce((sum, { linkFrom, linkTo }) => sum + linkTo - linkFrom, 0);
  return links > 8 * stretches.length || median > 5 || (median > 2 && !LISTED.has(tag) && stretches.length < 3);
}

function isLoneRow(view: View, box: Element, only: Stretch): boolean {
  return LISTED.has(only.element.tag) ? !isArticle(view, only) : isDatedRow(view, box, only);
}

/** Whether a lone box is a row: short, dated, leading to one place, in a box that says so. */
function isDatedRow(view: View, box: Element, stretch: Stretch): boolean {
  if (stretch.element.to - stretch.element.from > 160) return false;
  // A row leads to one place; what leads to several is a short list in a box of its own.
  const anchors = view.anchors.slice(stretch.linkFrom, stretch.linkTo);
  if (new Set(anchors.map((anchor) => attributeOf(anchor, 'href'))).size > 1) return false;
  const date = readRow(view, stretch)?.date;
  return date !== undefined && (ROW_NAMES.test(`${namesOf(box)}${namesOf(stretch.element)}`) || isBare(view, stretch));
}

/** A number, a link and a date, and nothing else: a row by what it is, whatever its box is called. */
function isBare(view: View, { element, linkFrom, linkTo }: Stretch): boolean {
  const linked = view.anchors.slice(linkFrom, linkTo).reduce((sum, { from, to }) => sum + to - from, 0);
  const text = view.text.slice(element.from, element.to);
  const rest = text.length - linked;
  return linked >= 6 && rest <= 24 && !/[\u3400-\u9fff]{2}/.test(restOf(view, element, linkFrom, linkTo));
}

function restOf(view: View, { from, to }: Element, linkFrom: number, linkTo: number): string {
  const [first, last] = [view.anchors[linkFrom], view.anchors[linkTo - 1]];
  return first && last ? `${view.text.slice(from, first.from)} ${view.text.slice(last.to, to)}` : '';
}

/** A lone item under a headline that leads nowhere is what the page is about, and no row. */
function isArticle(view: View, { element }: Stretch): boolean {
  if (element.to - element.from < 120) return false;
  const end = Math.min(element.end, element.order + 20);
  for (let order = element.order + 1; order <= end; order += 1) {
    const heading = view.elements[order];
    if (heading === undefined || !/^h[1-3]$/.test(heading.tag) || heading.to === heading.from) continue;
    return heading.linkFrom === heading.linkTo && closest(heading, 'a') === undefined;
  }
  return false;
}

/** A lone row in a `div` is one only where its box says so: lines with date and source hold links too. */
const ROW_NAMES = /list|item|row|sort|archive|news|lb/;

const LISTED = new Set(['li', 'tr', 'dl', 'article']);

/** The tag of most of the kids that hold links. */
function itemTagOf(box: Element): string | undefined {
  const counts = new Map<string, number>();
  for (const kid of box.kids) {
    if (kid.is === 'text' || kid.linkFrom === kid.linkTo || !ITEM_TAGS.has(kid.tag)) continue;
    counts.set(kid.tag, (counts.get(kid.tag) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [tag, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = tag;
  return best;
}

/** How many kids a row takes: one, or two and more where title and date are siblings (`dt`, `dd`). */
function usualGap(items: readonly number[]): number {
  const gaps = items.slice(1).map((at, index) => at - (items[index] ?? at));
  return gaps.length === 0 ? 1 : Math.min(medianOf(gaps), 12);
}

function lastElement(kids: readonly Node[], from: number, to: number): Element | undefined {
  for (let index = Math.min(to, kids.length) - 1; index >= from; index -= 1) {
    const kid = kids[index];
    if (kid?.is === 'element') return kid;
  }
  return undefined;
}

/** Rows that are but anchors with words beside them, parted by `<br>`; without `<br>`, an anchor each. */
function brokenLines(view: View, box: Element): readonly Stretch[] | undefined {
  const lines: Node[][] = [[]];
  let breaks = 0;
  for (const kid of box.kids) {
    if (kid.tag === 'br' || kid.tag === 'hr') {
      breaks += 1;
      lines.push([]);
    } else {
      lines.at(-1)?.push(kid);
    }
  }
  const parts = breaks === 0 ? box.kids.map((kid) => [kid]) : lines;
  const stretches = parts.flatMap((line) => stretchOf(view, line));
  const [only] = stretches;
  if (stretches.length === 1 && only !== undefined && LISTS.has(box.tag)) {
    return readRow(view, only)?.date === undefined ? undefined : stretches;
  }
  return stretches.length < 2 ? undefined : stretches.slice(0, MOST_ROWS);
}

const LISTS = new Set(['ul', 'ol', 'dl']);
const BARE = 8; // pieces of bare text beside an anchor

function stretchOf(view: View, line: readonly Node[]): readonly Stretch[] {
  const elements = line.filter((node): node is Element => node.is === 'element');
  const first = elements.find(({ tag }) => tag === 'a');
  const last = elements.at(-1);
  if (first === undefined || last === undefined) return [];
  // Bare text beside the anchor: its pieces lie between those of the elements around it.
  let { pieceFrom } = elements[0] ?? first;
  let { pieceTo } = last;
  const [least, most] = [pieceFrom - BARE, pieceTo + BARE];
  while (pieceFrom > Math.max(0, least) && isBareBeside(view, pieceFrom - 1, line)) pieceFrom -= 1;
  while (pieceTo < most && isBareBeside(view, pieceTo, line)) pieceTo += 1;
  return [{ element: first, pieceFrom, pieceTo, linkFrom: elements[0]?.linkFrom ?? 0, linkTo: last.linkTo }];
}

function isBareBeside(view: View, piece: number, line: readonly Node[]): boolean {
  const node = view.pieces[piece]?.node;
  return node !== undefined && line.includes(node);
}

/** A list being put together, with the words of the rows that it has. */
interface Open {
  box: Element;
  readonly stretches: Stretch[];
  readonly shown: Set<string>;
}

/** Lists of one make that follow each other with no words between are one list: many templates part them every five rows. */
function merged(view: View, found: readonly Found[]): readonly Found[] {
  const groups: Open[] = [];
  const open = new Map<Element | undefined, Open>();
  for (const { box, stretches } of found) {
    const before = open.get(box.parent);
    if (before !== undefined && belongs(view, before, { box, stretches })) {
      before.box = box;
      before.stretches.push(...stretches);
      for (const stretch of stretches) before.shown.add(wordsOf(view, stretch));
      continue;
    }
    const group: Open = { box, stretches: [...stretches], shown: new Set(stretches.map((one) => wordsOf(view, one))) };
    open.set(box.parent, group);
    groups.push(group);
  }
  return groups;
}

const NO_MERGE = new Set(['div', 'td', 'li', 'span', 'dd']);

/** A year or a month over its part of a list. */
const YEAR_HEADING = /^[[【]?(?:(?:19|20)\d{2}\s?年?度?|(?:(?:19|20)\d{2}\s?年\s?)?\d{1,2}\s?月份?)[\]】]?$/;

function belongs(view: View, before: Open, after: Found): boolean {
  if (before.box.tag !== after.box.tag || NO_MERGE.has(before.box.tag)) return false;
  if (before.stretches[0]?.element.tag !== after.stretches[0]?.element.tag) return false;
  if (before.stretches.length + after.stretches.length > MOST_ROWS) return false;
  // The same rows in another form (pictures, tabs) are no further rows.
  if (before.shown.has(wordsOf(view, after.stretches[0]))) return false;
  const between = view.text.slice(before.box.to, after.box.from).trim();
  return between === '' || YEAR_HEADING.test(between);
}

function wordsOf(view: View, stretch: Stretch | undefined): string {
  let longest = '';
  for (let index = stretch?.linkFrom ?? 0; index < (stretch?.linkTo ?? 0); index += 1) {
    const anchor = view.anchors[index];
    const text = anchor === undefined ? '' : view.text.slice(anchor.from, anchor.to).trim().slice(0, 30);
    if (text.length > longest.length) longest = text;
  }
  return longest;
}

function groupOf(view: View, areas: Areas, { box, stretches }: Found): Group {
  const first = stretches[0]?.element ?? box;
  const dateColumn = first.tag === 'tr' ? dateColumnOf(view, first) : undefined;
  const rows: Row[] = [];
  const rowElements: Element[] = [];
  for (const stretch of stretches) {
    const row = readRow(view, stretch, dateColumn);
    if (row === undefined || isPagerStep(row.title) || NEIGHBOUR.test(row.title)) continue;
    rows.push(row);
    rowElements.push(stretch.element);
  }
  const heading = headingOf(view, first);
  return {
    box,
    stretches,
    rows,
    rowElements,
    dated: rows.filter(({ date }) => date !== undefined).length,
    area: areaOf(first, areas),
    heading: heading.replace(MORE, ''),
    more: MORE.test(heading) || moreInside(view, stretches),
    pictured: stretches.filter((stretch) => hasPicture(view, stretch)).length > stretches.length / 2,
    from: first.from,
    to: stretches.at(-1)?.element.to ?? box.to,
  };
}

/** Whether the breadcrumb stands in this item: it shares its box with the rows in pages without layout. */
function isTrail(element: Element, { trail }: Areas): boolean {
  return trail !== undefined && (isWithin(trail, element) || isWithin(element, trail));
}

/** The links from an article to the ones before and after it. */
const NEIGHBOUR = /^[<[【]?\s?(?:上|下|前|后)一?(?:篇|条|则|页|个)\s?[\]】]?\s?[:：>]/;

function hasPicture(view: View, { element }: Stretch): boolean {
  const end = Math.min(element.end, element.order + 60);
  for (let order = element.order + 1; order <= end; order += 1) {
    if (view.elements[order]?.tag === 'img') return true;
  }
  return false;
}

const MORE = /(?:\+|>{1,2}|查看)?\s?(?:更多|MORE|more|More)\s?(?:\+|>{1,3}|»|…|\.{3})?/;

/** The words between a list and what stands before it in its box or the boxes around it. */
function headingOf(view: View, first: Element): string {
  const before = view.text.slice(Math.max(0, first.from - 80), first.from).trimEnd();
  const lines = before.split('\n').slice(-2);
  return lines.join(' ').trim().slice(-60);
}

function moreInside(view: View, stretches: readonly Stretch[]): boolean {
  const last = stretches.at(-1);
  const anchor = last === undefined ? undefined : view.anchors[last.linkTo];
  return (
    anchor !== undefined &&
    last !== undefined &&
    /^(?:更多|more)/i.test(view.text.slice(anchor.from, anchor.to).trim()) &&
    anchor.from - last.element.to < 4
  );
}

const DATE_HEAD =
  /发布日期|发布时间|公开日期|公开时间|发文日期|发文时间|更新时间|更新日期|^日\s?期$|^时\s?间$|受理时间|办理时间|来信时间|^(?:征集)?(?:开始|起始)(?:时间|日期)$/;

/** In which column a table with a header row has its dates: 发布日期 before others. */
function dateColumnOf(view: View, row: Element): number | undefined {
  const header = headerOf(row);
  if (header === undefined) return undefined;
  let column = 0;
  let best: number | undefined;
  for (const kid of header.kids) {
    if (kid.tag !== 'td' && kid.tag !== 'th') continue;
    const name = view.text.slice(kid.from, kid.to).replace(/\s/g, '');
    if (DATE_HEAD.test(name) && (best === undefined || name.startsWith('发布'))) best = column;
    column += 1;
  }
  return best;
}

function headerOf(row: Element): Element | undefined {
  const body = row.parent;
  const rows = body?.kids.filter((kid): kid is Element => kid.tag === 'tr') ?? [];
  const [first] = rows;
  if (first !== undefined && first !== row && first.linkFrom === first.linkTo) return first;
  const head = body?.parent?.kids.find((kid): kid is Element => kid.tag === 'thead');
  return head?.kids.find((kid): kid is Element => kid.tag === 'tr');
}

function medianOf(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Whether the names of a box say that it is a list of entries. */
export function isNamedList(box: Element): boolean {
  for (let at: Element | undefined = box, up = 0; at !== undefined && up < 4; at = at.parent, up += 1) {
    if (LIST_NAMES.test(namesOf(at))) return true;
  }
  return false;
}

const LIST_NAMES = /list|[\s_-](?:lb|liebiao|wzlb|news|xxgk|content|main|con)/;
