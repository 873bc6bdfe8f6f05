import type { Crumb } from '../contract/page.ts';
import { collapse } from './lay-out.ts';
import { isHomeName, isStanding } from './site/names.ts';
import { attributeOf, namesOf, pushKids, rawTextOf, type Element, type Node } from './tree.ts';
import { lineOf, viewOf, type View } from './view.ts';

/** A breadcrumb with the element that shows it (undefined where a script writes it). */
export interface Trail {
  readonly crumbs: readonly Crumb[];
  readonly element: Element | undefined;
}

const MARK =
  /(?:(?:您|你|当前|目前|现)[^：:>»，。]{0,10}?(?:的位置|位置|所在|所处|在))[^：:>»，。]{0,3}?\s?[:：>»]{1,2}|(?:当前|所在|您的|你的)(?:所在)?的?位置(?:是|为)?|^\s?(?:位置|路径)\s?[:：]|^\s?(?:(?:current\s)?(?:location|position)|you\sare\shere)\s?[:：]/i;
const NAMED =
  /crumb|bread|[\s_-](?:dq|cur|now|current|your|the|page)?_?-?(?:position|location|weizhi|dqwz|wz|place|curpos|navpath|path|local|site-?path|web_?site)[\s_-]|curpos|dqwz|weizhi|position|currentpath|[\s_-](?:mbx|mianbao\w{0,4}|szwz|curmb|dqlj)[\s_-]/;
const MAX_LENGTH = 260;
const MAX_STEPS = 12;
const MOST_LEVELS = 8;
const MOST_ELEMENTS = 120;
const MOST_BOXES = 30;

/** The breadcrumb of a page: shown with 当前位置 before it, by the name of its box, by its separators, hidden, or written by script. */
export function readTrail(view: View): Trail {
  return marked(view) ?? named(view, false) ?? homeward(view) ?? named(view, true) ?? written(view) ?? NO_TRAIL;
}

const NO_TRAIL: Trail = { crumbs: [], element: undefined };

function marked(view: View): Trail | undefined {
  for (const piece of view.pieces) {
    if (piece.text.length > 120) continue;
    const mark = MARK.exec(piece.text);
    if (mark === null || mark.index > 4) continue;
    const trail = around(view, piece.parent, mark[0]);
    if (trail !== undefined) return trail;
  }
  return undefined;
}

/** Climbs from the words 当前位置 until steps follow them. */
function around(view: View, start: Element, mark: string): Trail | undefined {
  let found: Trail | undefined;
  let box: Element | undefined = start;
  for (let up = 0; up < MOST_LEVELS && box !== undefined && box.tag !== 'body'; up += 1, box = box.parent) {
    if (box.to - box.from > MAX_LENGTH || box.end - box.order > MOST_ELEMENTS) break;
    const crumbs = stepsOf(view, box, mark);
    if (found !== undefined && crumbs.length <= found.crumbs.length) break;
    if (crumbs.length > MAX_STEPS) break;
    if (crumbs.length > 0) found = { crumbs, element: box };
    if (found !== undefined && BLOCK.has(box.tag)) break;
  }
  return found;
}

const BLOCK = new Set(['div', 'p', 'ul', 'ol', 'table', 'tr', 'nav', 'dl', 'h1', 'h2', 'h3', 'h4', 'section']);

function named(view: View, hidden: boolean): Trail | undefined {
  let boxes = 0;
  for (const element of view.elements) {
    if (element.attributes.length === 0 || element.hidden !== hidden) continue;
    if (element.end - element.order > MOST_ELEMENTS) continue;
    if (!hidden && (element.linkTo === element.linkFrom || element.to - element.from > MAX_LENGTH)) continue;
    if (!BOXES.has(element.tag) || !NAMED.test(namesOf(element))) continue;
    boxes += 1;
    if (boxes > MOST_BOXES) return undefined;
    const crumbs = stepsOf(view, element, '');
    if (crumbs.length > 0 && crumbs.length <= MAX_STEPS && looksRight(crumbs, element)) return { crumbs, element };
  }
  return undefined;
}

const BOXES = new Set(['div', 'p', 'ul', 'ol', 'span', 'nav', 'td', 'table', 'dl', 'section', 'h3', 'h4', 'h5', 'li']);

function looksRight(crumbs: readonly Crumb[], element: Element): boolean {
  if (crumbs.length < 2) return false;
  return crumbs.some(({ name }) => isHomeName(name)) || /crumb|bread/.test(namesOf(element));
}

/** Steps that begin at 首页 and are parted by arrows, in a box of any name. */
function homeward(view: View): Trail | undefined {
  for (const piece of view.pieces) {
    if (piece.text.length > MAX_LENGTH || !HOMEWARD.test(piece.text)) continue;
    let box: Element | undefined = piece.parent;
    for (let up = 0; up < 4 && box !== undefined && box.tag !== 'body'; up += 1, box = box.parent) {
      if (box.to - box.from > MAX_LENGTH || box.end - box.order > MOST_ELEMENTS) break;
      if (!ARROW.test(lineOf(view, box))) continue;
      const crumbs = stepsOf(view, box, '');
      if (crumbs.length > 1 && crumbs.length <= 8 && isHomeName(crumbs[0]?.name ?? '')) return { crumbs, element: box };
    }
  }
  return undefined;
}

const HOMEWARD = /^(?:[\u3400-\u9fff]{0,8}首\s?页|主页|Home)(?:\s?[>»›→＞▸➤]|$)/i;
const ARROW = /[>»›→＞▸➤]/;

/** A breadcrumb that a script writes as markup. */
function written(view: View): Trail | undefined {
  for (const script of view.scripts) {
    if (script.length > 20_000 || !/(?:当前|所在)位置|首页/.test(script)) continue;
    const markup = [...script.matchAll(WRITE)].map((match) => match[2]?.replaceAll('\\', '') ?? '').join('');
    if (markup === '') continue;
    const part = viewOf(`<div>${markup.slice(0, 4000)}</div>`, view.base);
    const trail = marked(part) ?? homeward(part);
    if (trail !== undefined) return { crumbs: trail.crumbs, element: undefined };
  }
  return undefined;
}

const WRITE =
  /(?:document\.write(?:ln)?|\.html|\.append|innerHTML\s{0,3}=)\s{0,3}\(?\s{0,3}(["'`])((?:(?!\1)[^\\\n]|\\.){1,3000})\1/g;

type Token = { readonly step: string; readonly href: string | undefined } | 'gap' | 'end';

function stepsOf(view: View, box: Element, mark: string): readonly Crumb[] {
  const crumbs: Crumb[] = [];
  let joins = false;
  let skipping = mark !== '';
  for (const token of tokensOf(box)) {
    // What stands under the line of the breadcrumb, in the same box, is the page itself.
    if (token === 'end' && crumbs.length > 0 && mark !== '') break;
    joins &&= typeof token !== 'string';
    if (typeof token === 'string') continue;
    const name = skipping ? afterMark(token.step, mark) : token.step;
    skipping &&= name === undefined;
    if (name === undefined || name === '' || NO_STEP.test(name)) continue;
    addStep(crumbs, name, token.href === undefined ? undefined : { url: view.resolve(token.href) }, joins);
    joins = true;
  }
  return columnsIn(withoutLeadWord(crumbs));
}

/** `位置 首页 → 信息公开`: a word without a link before 首页 says what the line is; it is no column. */
function withoutLeadWord(crumbs: readonly Crumb[]): readonly Crumb[] {
  const [first, second] = crumbs;
  if (first === undefined || first.url !== undefined || second?.url === undefined) return crumbs;
  return isHomeName(second.name) && !isHomeName(first.name) ? crumbs.slice(1) : crumbs;
}

/** The steps that name columns: the last ones may say only where the reader stands. */
function columnsIn(crumbs: readonly Crumb[]): readonly Crumb[] {
  const last = crumbs.findLastIndex(({ name }) => !isStanding(name));
  return crumbs.slice(0, last + 1).filter(({ name }) => name.length <= LONGEST_STEP);
}

const LONGEST_STEP = 60;

/** Words that follow words without a separator are one step; a link is one of its own. */
function addStep(
  crumbs: Crumb[],
  name: string,
  link: { readonly url: string | undefined } | undefined,
  joins: boolean,
): void {
  const last = crumbs.at(-1);
  if (joins && link === undefined && last !== undefined && last.url === undefined) {
    crumbs[crumbs.length - 1] = { name: last.name + name };
  } else if (last?.name !== name) {
    crumbs.push(link?.url === undefined ? { name } : { name, url: link.url });
  }
}

const NO_STEP =
  /^(?:[:：\s]*|面包屑|breadcrumbs?|设为首页|加入收藏|返回|English|繁体|登录|注册|搜索|字号.*|今天是.*|欢迎.*|\d{4}年\d{1,2}月\d{1,2}日.*)$/i;

/** The words behind the mark; its colon or arrow may have parted it from them. */
function afterMark(step: string, mark: string): string | undefined {
  const words = mark.replace(/[\s:：>»]+$/, '').trim();
  const at = step.indexOf(words);
  if (at < 0) return undefined;
  return collapse(step.slice(at + words.length).replace(/^[\s:：>»]+/, ''));
}

/** The words of a box, link by link, split where a separator stands. */
function tokensOf(box: Element): readonly Token[] {
  const tokens: Token[] = [];
  const stack: Node[] = [box];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.is === 'text') {
      addText(tokens, node.data);
    } else if (node.tag === 'a') {
      const step = collapse(rawTextOf(node)) || collapse(attributeOf(node, 'title') ?? '');
      const bare = step.replace(EDGES, '').trim();
      if (bare !== '') tokens.push('gap', { step: bare, href: attributeOf(node, 'href') ?? '' }, 'gap');
    } else if (!SKIPPED.has(node.tag)) {
      if (UNDER.has(node.tag)) tokens.push('end');
      else if (ITEMS.has(node.tag)) tokens.push('gap');
      pushKids(stack, node);
    }
  }
  return tokens;
}

const SKIPPED = new Set(['script', 'style', 'noscript', 'select', 'form', 'iframe', 'svg']);
/** What a breadcrumb never runs across: the end of its line, a ruled line, a heading. */
const UNDER = new Set(['br', 'hr', 'h1', 'h2', 'h3', 'h4']);
const ITEMS = new Set(['li', 'td', 'div', 'p', 'dd', 'dt']);
const EDGES = /^[\s>»›→＞▸➤/|\\·-]+|[\s>»›→＞▸➤/|\\]+$/g;

function addText(tokens: Token[], data: string): void {
  const text = collapse(data);
  if (text === '') return;
  const parts = text.split(text.includes('《') ? SEPARATORS : SEPARATORS_OR_BOOK);
  parts.forEach((part, index) => {
    if (index > 0) tokens.push('gap');
    const step = part.trim();
    if (step !== '') tokens.push({ step, href: undefined });
  });
}

const SEPARATORS = /\s?(?:-{0,3}[>»›→＞▸➤▶⇒→]|::)+\s?|(?:^|\s)[-–—/|\\·｜／~<≫]+(?:\s|$)/;
const SEPARATORS_OR_BOOK = /\s?(?:-{0,3}[>»›→＞▸➤▶⇒》→]|::)+\s?|(?:^|\s)[-–—/|\\·｜／~<≫]+(?:\s|$)/;
