import { attributeOf, namesOf, type Element } from './tree.ts';
import { currentIn, pagesIn, STEP } from './pager-numbers.ts';
import { byScript, NO_PAGER, type Pager } from './pager-script.ts';
import { lineOf, type View } from './view.ts';

/** What a page says of the pages of its list: by a script of its CMS, by links, by words. */
export function readPager(view: View): Pager {
  const scripted = byScript(view);
  const worded = byWords(view);
  const element = pagerElement(view);
  const current = scripted.current ?? worded.current ?? currentIn(view, element);
  const pages = scripted.pages ?? worded.pages ?? pagesIn(view, element, current);
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

const PAGES =
  /(?:共|总页数|总共|页数|共有|总计)\s?[:：]?\s?(\d{1,6})\s?页|[条项]\s?[,，]?\s?(?:共\s?)?(\d{1,6})\s?页|(?:页次\s?[:：]?\s?|当前(?:第)?\s?[:：]?\s?|第\s?)?(?<![\d/.\-\w])(\d{1,5})\s?(?:页\s?)?\/\s?(?:共|总)?\s?(\d{1,5})(?![\d/.\-\w])|总页数\s?[:：]\s?(\d{1,6})/;
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
  const count = numberIn(pages, [1, 2, 4, 5]);
  const at = numberIn(pages, [3]) ?? numberIn(current, [1, 2]);
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
  let up: Element | undefined = start;
  for (let level = 0; level < 8 && up !== undefined && up.to - up.from < 120; level += 1, up = up.parent) {
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
    const text = lineOf(view, anchor).replace(/[[\]【】\s]/g, '') || (attributeOf(anchor, 'title') ?? '').trim();
    if (NEXT.test(text)) return nextOf(view, anchor, current);
  }
  return element === undefined || current === undefined ? undefined : numberedLink(view, element, current + 1);
}

function nextOf(view: View, anchor: Element, current: number | undefined): string | undefined {
  const href = (attributeOf(anchor, 'href') ?? '').trim();
  const code = `${attributeOf(anchor, 'onclick') ?? ''} ${href.startsWith('javascript:') ? href : ''}`;
  if (href !== '' && !href.startsWith('#') && !href.startsWith('javascript:')) {
    const next = view.resolve(href);
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
  if (address !== undefined) return view.resolve(address);
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
    const action = view.resolve(attributeOf(form, 'action') ?? view.url);
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
