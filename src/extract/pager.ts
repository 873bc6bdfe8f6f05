import { resolveUrl } from '../lib/url.ts';
import { attributeOf, namesOf, type Element } from './tree.ts';
import { lineOf, type View } from './view.ts';

/** How a list goes on. `shown` is false where only a script or a form tells, so that no link leads there. */
export interface Pager {
  readonly next?: string;
  readonly pages?: number;
  /** Rows in all, where the pager says so (共 196 条). */
  readonly total?: number;
  readonly current?: number;
  /** The element that shows the pager, where there is one. */
  readonly element?: Element;
}

const NO_PAGER: Pager = {};

/** What a page says of the pages of its list: by a script of its CMS, by links, by words. */
export function readPager(view: View): Pager {
  const scripted = byScript(view);
  const worded = byWords(view);
  const element = pagerElement(view);
  const current = scripted.current ?? worded.current ?? currentIn(view, element);
  const pages = scripted.pages ?? worded.pages ?? lastNumber(view, element);
  const next = scripted.next ?? nextLink(view, element, current);
  const more = pages === undefined || current === undefined || current < pages;
  return {
    ...(next === undefined || !more ? {} : { next }),
    ...(pages === undefined ? {} : { pages }),
    ...(worded.total === undefined ? {} : { total: worded.total }),
    ...(current === undefined ? {} : { current }),
    ...(element === undefined ? {} : { element }),
  };
}

const CREATE =
  /createPage(?:HTML|s)?\s{0,3}\(\s{0,3}(?:["']?[\w-]{1,40}["']\s{0,3},\s{0,3})?(\d{1,6})\s{0,3},\s{0,3}(\d{1,6})\s{0,3},\s{0,3}(?:\d{1,6}\s{0,3},\s{0,3})?["']([^"']{1,80})["']\s{0,3},\s{0,3}["'](\w{1,8})["']/;
const OBJECT = /(?:Pager|page|pagination)\s{0,3}\(\s{0,3}\{([^{}]{1,400})\}/i;

function byScript(view: View): Pager {
  for (const script of view.scripts) {
    if (!/createPage|[Pp]ager?\s{0,3}\(|pagination|pageCount|countPage/i.test(script)) continue;
    const found = created(view, script) ?? declared(view, script) ?? widget(view, script) ?? counted(view, script);
    if (found !== undefined) return found;
  }
  return NO_PAGER;
}

/** TRS: `createPageHTML(total, current0, "index", "html")`; page n is `index_n.html`, counted from 0. */
function created(view: View, script: string): Pager | undefined {
  const match = CREATE.exec(calls(script));
  return match === null
    ? undefined
    : numbered(view, Number(match[1]), Number(match[2]), `${match[3] ?? ''}_#.${match[4] ?? ''}`);
}

/** A script without the definitions in it: `function createPageHTML(a, b)` is no call. */
function calls(script: string): string {
  return script.replace(/\/\/[^\n]{0,500}/g, '').replace(/function\s+createPage\w{0,10}/g, '');
}

function numbered(view: View, pages: number, current0: number, shape: string): Pager {
  const at = { pages, current: current0 + 1 };
  if (current0 + 1 >= pages) return at;
  const next = resolveUrl(shape.replace('#', String(current0 + 1)), view.base, view.charset);
  return next === undefined ? at : { ...at, next };
}

/** `Pager({ size: 16, current: 0, prefix: 'index', suffix: 'html' })`. */
function declared(view: View, script: string): Pager | undefined {
  const [, body = ''] = OBJECT.exec(script) ?? [];
  const value = (name: string): string | undefined =>
    new RegExp(`(?:^|[\\s,{])["']?${name}["']?\\s{0,3}:\\s{0,3}["']?([\\w./-]{1,60})`).exec(body)?.[1];
  const prefix = value('prefix');
  const size = Number(value('size') ?? value('pages') ?? value('pageCount'));
  if (prefix === undefined || !Number.isInteger(size)) return undefined;
  return numbered(view, size, Number(value('current') ?? 0), `${prefix}_#.${value('suffix') ?? 'html'}`);
}

/** A jQuery pager of `total` rows in pages of `pageSize`, with links like `2.html` beside the first page. */
function widget(view: View, script: string): Pager | undefined {
  const [, body = ''] = /\.pagination\s{0,3}\(\s{0,3}\{([^{}]{1,600})/.exec(script) ?? [];
  const number = (name: string): number => Number(new RegExp(`${name}\\s{0,3}:\\s{0,3}(\\d{1,8})`).exec(body)?.[1]);
  const total = number('total');
  const size = number('pageSize');
  if (!Number.isInteger(total) || !Number.isInteger(size) || size < 1) return undefined;
  const pages = Math.max(1, Math.ceil(total / size));
  const start = /pageIndex\s{0,3}:\s{0,3}(\d{1,6})/.exec(body)?.[1];
  const current = start === undefined ? 1 : Math.max(1, Number(start));
  const [, shape] =
    /["']([^"']{0,200}?)["']\s{0,3}\+\s{0,3}\w{1,30}\s{0,3}\+\s{0,3}["'](\.s?html?)["']/.exec(script) ?? [];
  const at = { pages, current, total };
  const folder = shape ?? (/moreinfo|list/i.test(view.url) ? '' : undefined);
  if (current >= pages || folder === undefined) return at;
  const next = resolveUrl(`${folder}${current + 1}.html`, view.base, view.charset);
  return next === undefined ? at : { ...at, next };
}

/** Variables that older scripts of TRS fill in: `var countPage = 3; var currentPage = 0;`, pages as `index_1.html`. */
function counted(view: View, script: string): Pager | undefined {
  const pages = /(?:var|let)\s+countPage\s{0,3}=\s{0,3}(\d{1,6})/.exec(script)?.[1];
  const current = /(?:var|let)\s+currentPage\s{0,3}=\s{0,3}(\d{1,6})/.exec(script)?.[1];
  if (pages === undefined || current === undefined) return undefined;
  const name = /["'](index|list|default)_["']/.exec(script)?.[1] ?? 'index';
  const suffix = /["']\.?(s?html?)["']/.exec(script)?.[1] ?? 'html';
  return numbered(view, Number(pages), Number(current), `${name}_#.${suffix}`);
}

const PAGES =
  /(?:共|总页数|总共|页数|共有|总计)\s?[:：]?\s?(\d{1,6})\s?页|(?:页次\s?[:：]?\s?|当前(?:第)?\s?[:：]?\s?|第\s?)?(?<![\d/.\-\w])(\d{1,5})\s?(?:页\s?)?\/\s?(?:共|总)?\s?(\d{1,5})(?![\d/.\-\w])|总页数\s?[:：]\s?(\d{1,6})/;
const TOTAL =
  /(?:共|总数|总记录数?|合计|总计)\s?[:：]?\s?(?:有\s?)?(\d{1,8})\s?(?:条|个?记录|篇|项|信息)|记录(?:总数)?\s?[:：]\s?(\d{1,8})|页\s?(\d{1,8})\s?条/;
const CURRENT = /(?:当前)?第\s?[:：]?\s?(\d{1,6})\s?(?:页|\/)|当前页?\s?[:：]?\s?(?:第)?\s?(\d{1,6})/;

function byWords(view: View): Pager {
  let words = NO_PAGER;
  for (let index = view.pieces.length - 1; index >= 0; index -= 1) {
    const piece = view.pieces[index];
    if (piece === undefined || piece.text.length > 60 || !/页|条|记录|\d\s?\/\s?\d/.test(piece.text)) continue;
    const line = nearby(view, piece.parent);
    if (!/(?:上|下|首|尾|前|后|末)\s?一?\s?页|共\s?\d|页次|总页/.test(line)) continue;
    const found = wordsOf(line);
    if (found === undefined) continue;
    // One box may say how many rows, another how many pages.
    words = { ...found, ...words };
    if (words.pages !== undefined && words.total !== undefined) break;
  }
  return words;
}

function nearby(view: View, start: Element): string {
  let line = lineOf(view, start);
  for (let box = start.parent; box !== undefined && box.to - box.from < 160 && box.tag !== 'body'; box = box.parent) {
    line = lineOf(view, box);
  }
  return line.length > 200 ? '' : line;
}

function wordsOf(line: string): Pager | undefined {
  const total = TOTAL.exec(line);
  const pages = PAGES.exec(line);
  const current = CURRENT.exec(line);
  if (pages === null && total === null) return undefined;
  const count = numberIn(pages, [1, 3, 4]);
  const at = numberIn(pages, [2]) ?? numberIn(current, [1, 2]);
  const all = numberIn(total, [1, 2, 3]);
  return {
    ...(count === undefined || count === 0 ? {} : { pages: count }),
    ...(at === undefined || at === 0 ? {} : { current: at }),
    ...(all === undefined ? {} : { total: all }),
  };
}

/** The first of these groups of a match that holds something, as a number. */
function numberIn(match: RegExpExecArray | null, groups: readonly number[]): number | undefined {
  for (const group of groups) if (match?.[group] !== undefined) return Number(match[group]);
  return undefined;
}

const NEXT = /^(?:下一?页|后一?页|下页|next(?:\s?page)?)\s?[>»›→]{0,2}$|^[>»›]\s?下一?页|^下一?页\s?[>»›→]{0,2}$/i;
const STEP =
  /^(?:上一?页|下一?页|首页|第一页|尾页|末页|最后一页|前一?页|后一?页|\d{1,4}|\.{2,6}|…|[<>«»‹›|]{1,2}|首|末|上页|下页|next|prev(?:ious)?|last|first)$/i;

function pagerElement(view: View): Element | undefined {
  for (let index = view.pieces.length - 1; index >= 0; index -= 1) {
    const piece = view.pieces[index];
    if (piece === undefined || piece.text.length > 8 || !PAGE_WORD.test(piece.text)) continue;
    return climb(piece.parent);
  }
  return numbersOnly(view);
}

const PAGE_WORD = /^(?:[<«‹]?\s?上一?页|下一?页\s?[>»›]?|尾页|末页|[<«]?前一?页|后一?页[>»]?|下页|上页)$/;

function climb(start: Element): Element {
  let box = start;
  for (let up = start.parent; up !== undefined && up.tag !== 'body' && up.to - up.from < 200; up = up.parent) box = up;
  return box;
}

/** A box of nothing but page numbers and arrows: `« 1 2 3 »`. The dots under a slide count up too, but point nowhere. */
function numbersOnly(view: View): Element | undefined {
  for (let index = view.pieces.length - 1; index >= 0; index -= 1) {
    const piece = view.pieces[index];
    if (piece?.text !== '2') continue;
    const box = widestOfSteps(view, piece.parent);
    if (box !== undefined) return box;
  }
  return undefined;
}

function widestOfSteps(view: View, start: Element): Element | undefined {
  let box: Element | undefined;
  for (let up: Element | undefined = start; up !== undefined && up.to - up.from < 120; up = up.parent) {
    const steps = view.pieces.slice(up.pieceFrom, up.pieceTo).map(({ text }) => text.replace(/[[\]\s]/g, ''));
    if (up.tag === 'body' || !steps.every((step) => STEP.test(step))) break;
    if (countsUp(steps) && (steps.some((step) => ARROW.test(step)) || PAGER_NAMES.test(namesOf(up)))) box = up;
  }
  return box === undefined || SLIDE_NAMES.test(namesOf(box)) ? undefined : box;
}

const ARROW = /^(?:[<>«»‹›]{1,2}|\.{2,6}|…)$/;
const PAGER_NAMES = /pag(?:e|er|es|ing|ination)(?:[\s_-]|$)|fenye|fanye|yema/;
const SLIDE_NAMES = /slid|banner|focus|swiper|carousel|flexslider|[\s_-]tab/;

/** Two numbers at least, each above the one before. */
function countsUp(steps: readonly string[]): boolean {
  const numbers = steps.flatMap((step) => (/^\d{1,5}$/.test(step) ? [Number(step)] : []));
  return numbers.length > 1 && numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0));
}

function nextLink(view: View, element: Element | undefined, current: number | undefined): string | undefined {
  for (let index = view.anchors.length - 1; index >= 0; index -= 1) {
    const anchor = view.anchors[index];
    if (anchor === undefined) continue;
    const text = lineOf(view, anchor).replace(/\s/g, '') || (attributeOf(anchor, 'title') ?? '').trim();
    if (NEXT.test(text)) return nextOf(view, anchor, current);
  }
  return element === undefined || current === undefined ? undefined : numberedLink(view, element, current + 1);
}

function nextOf(view: View, anchor: Element, current: number | undefined): string | undefined {
  const href = (attributeOf(anchor, 'href') ?? '').trim();
  const code = `${attributeOf(anchor, 'onclick') ?? ''} ${href.startsWith('javascript:') ? href : ''}`;
  if (href !== '' && !href.startsWith('#') && !href.startsWith('javascript:')) {
    const next = resolveUrl(href, view.base, view.charset);
    return next === undefined || sameBut(next, view.url) ? undefined : next;
  }
  return clicked(view, code, current);
}

function sameBut(one: string, other: string): boolean {
  return one.replace(/#.*$/s, '') === other.replace(/#.*$/s, '');
}

/** A next page that only a handler knows: an address in it, or the number of a page that a form asks for. */
function clicked(view: View, code: string, current: number | undefined): string | undefined {
  const [, address] =
    /["']([^"'\s()]{1,300}\.(?:s?html?|jspx?|aspx?|php|action|do)(?:\?[^"'\s]{0,300})?|\?[^"'\s]{1,300}|\/[^"'\s]{1,300})["']/.exec(
      code,
    ) ?? [];
  if (address !== undefined) return resolveUrl(address, view.base, view.charset);
  const number = /\(\s{0,3}["']?(\d{1,6})["']?\s{0,3}[,)]/.exec(code)?.[1];
  if (number === undefined || (current !== undefined && Number(number) <= current)) return undefined;
  return byForm(view, number);
}

/** The address that a form of the page would ask for with its page number set. */
function byForm(view: View, number: string): string | undefined {
  for (const form of view.elements) {
    if (form.tag !== 'form') continue;
    const inputs = inputsIn(view, form);
    const page = inputs.find((input) =>
      /^(?:page|pageno|pagenum|pageindex|currentpage|curpage|p|pn|cur_?page|nowpage)$/i.test(
        attributeOf(input, 'name') ?? '',
      ),
    );
    if (page === undefined) continue;
    const action = resolveUrl(attributeOf(form, 'action') ?? view.url, view.base, view.charset);
    if (action === undefined) continue;
    const url = new URL(action);
    for (const input of inputs) {
      const name = attributeOf(input, 'name') ?? '';
      const value = input === page ? number : (attributeOf(input, 'value') ?? '');
      if (name !== '' && (value !== '' || input === page)) url.searchParams.set(name, value);
    }
    return url.href;
  }
  return undefined;
}

function inputsIn(view: View, form: Element): readonly Element[] {
  return view.elements.slice(form.order, form.end + 1).filter(({ tag }) => tag === 'input');
}

function numberedLink(view: View, element: Element, number: number): string | undefined {
  for (let index = element.linkFrom; index < element.linkTo; index += 1) {
    const anchor = view.anchors[index];
    if (anchor !== undefined && lineOf(view, anchor).replace(/[[\]\s]/g, '') === String(number)) {
      return nextOf(view, anchor, number - 1);
    }
  }
  return undefined;
}

/** The page that is marked as the one shown: a number that is no link, or one with a class that says so. */
function currentIn(view: View, element: Element | undefined): number | undefined {
  if (element === undefined) return undefined;
  const marked = view.elements.slice(element.order, element.end + 1).find((one) => {
    const names = ` ${attributeOf(one, 'class') ?? ''} `;
    return (
      /[\s_-](?:current|cur|active|on|this|page-this|thispage|selected|no_d|now)[\s_-]/.test(names) &&
      /^\d{1,5}$/.test(lineOf(view, one))
    );
  });
  if (marked !== undefined) return Number(lineOf(view, marked));
  const bare = view.pieces
    .slice(element.pieceFrom, element.pieceTo)
    .find(({ text, parent }) => /^\d{1,5}$/.test(text) && !inAnchor(parent));
  return bare === undefined ? undefined : Number(bare.text);
}

function inAnchor(element: Element): boolean {
  for (let at: Element | undefined = element, up = 0; at !== undefined && up < 4; at = at.parent, up += 1) {
    if (at.tag === 'a') return attributeOf(at, 'href') !== undefined;
  }
  return false;
}

/** The highest page number in a pager that shows all of them. */
function lastNumber(view: View, element: Element | undefined): number | undefined {
  if (element === undefined) return undefined;
  let last = 0;
  let steps = 0;
  let open = false;
  for (let index = element.pieceFrom; index < element.pieceTo; index += 1) {
    const text = view.pieces[index]?.text.replace(/[[\]\s]/g, '') ?? '';
    if (!STEP.test(text)) continue;
    steps += 1;
    // Dots before a number only leave out the middle; dots behind the last one leave out the end.
    if (/^\.{2,}|…/.test(text)) open = true;
    if (/^\d{1,5}$/.test(text)) {
      last = Math.max(last, Number(text));
      open = false;
    }
  }
  return last > 0 && steps > 2 && !open ? last : undefined;
}

/** Whether an element is one of a pager's own: its links are no rows. */
export function isPagerStep(text: string): boolean {
  return STEP.test(text.replace(/[[\]\s]/g, ''));
}
