import { attributeOf, type Element, type TextNode } from './tree.ts';

/** A visible text node, with its words and where they stand in the text of the page. */
export interface Piece {
  readonly node: TextNode;
  readonly parent: Element;
  /** Blanks collapsed and trimmed; never empty. */
  readonly text: string;
  readonly from: number;
}

/** A page laid out: its tree with numbers filled in, and the lists that these numbers point into. */
export interface Layout {
  readonly root: Element;
  readonly body: Element;
  /** Every element in document order, hidden ones too. */
  readonly elements: readonly Element[];
  readonly pieces: readonly Piece[];
  /** Every visible anchor that has an href or an onclick. */
  readonly anchors: readonly Element[];
  readonly scripts: readonly string[];
  /** XML islands that may hold rows for a script to show. */
  readonly islands: readonly Element[];
  readonly head: readonly Element[];
  /** The visible text; blocks stand on lines of their own. */
  readonly text: string;
}

const NOT_SHOWN = new Set([
  ...['script', 'style', 'noscript', 'template', 'title', 'head', 'select', 'datalist', 'textarea', 'object', 'iframe'],
  ...['noframes', 'svg', 'math', 'video', 'audio', 'map', 'button'],
]);
const INLINE = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'b',
    'bdo',
    'big',
    'cite',
    'code',
    'del',
    'em',
    'font',
    'i',
    'img',
    'input',
    'ins',
    'kbd',
  ],
  ...[
    'label',
    'mark',
    'nobr',
    'o:p',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strike',
    'strong',
    'st1:chsdate',
    'sub',
    'sup',
  ],
  ...['time', 'tt', 'u', 'var', 'wbr', 'ucapcontent', 'ucaptitle', 'td', 'th', 'bdi', 'ruby', 'rb', 'rt', 'rp'],
]);
const CELLS = new Set(['td', 'th']);

/** What an element of a tag is to the text around it. */
interface Flow {
  /** What stands at the least before and behind it. */
  readonly gap: Walk['gap'];
  readonly shown: boolean;
}

const known = new Map<string, Flow>(
  [...NOT_SHOWN, ...INLINE].map((tag) => [
    tag,
    { gap: CELLS.has(tag) ? ' ' : INLINE.has(tag) ? '' : '\n', shown: !NOT_SHOWN.has(tag) },
  ]),
);
const BLOCK: Flow = { gap: '\n', shown: true };

interface Walk {
  readonly elements: Element[];
  readonly pieces: Piece[];
  readonly anchors: Element[];
  readonly scripts: string[];
  readonly islands: Element[];
  readonly head: Element[];
  body: Element | undefined;
  text: string;
  /** What has to stand before the next word: nothing, a blank, a line break. */
  gap: '' | ' ' | '\n';
}

/** Numbers the elements and collects the visible text, in one walk without recursion: pages may nest without end. */
export function layOut(root: Element): Layout {
  const walk: Walk = {
    elements: [],
    pieces: [],
    anchors: [],
    scripts: [],
    islands: [],
    head: [],
    body: undefined,
    text: '',
    gap: '',
  };
  const open: Element[] = [root];
  const next: number[] = [0];
  for (let element = open.at(-1); element !== undefined; element = open.at(-1)) {
    const at = next.length - 1;
    const index = next[at] ?? 0;
    const kid = element.kids[index];
    next[at] = index + 1;
    if (kid === undefined) {
      leave(walk, element);
      open.pop();
      next.pop();
    } else if (kid.is === 'element') {
      enter(walk, kid, element, open.length);
      open.push(kid);
      next.push(0);
    } else if (!element.hidden) {
      write(walk, kid, element);
    }
  }
  return { ...walk, root, body: walk.body ?? root };
}

function enter(walk: Walk, element: Element, parent: Element, depth: number): void {
  element.order = walk.elements.length;
  element.depth = depth;
  const { gap, shown } = known.get(element.tag) ?? BLOCK;
  element.hidden = (parent.hidden && element.tag !== 'body') || !shown || isHidden(element);
  walk.elements.push(element);
  note(walk, element, parent);
  part(walk, gap);
  element.from = walk.text.length;
  element.pieceFrom = walk.pieces.length;
  element.linkFrom = walk.anchors.length;
  if (element.tag === 'a' && !element.hidden && leads(element)) walk.anchors.push(element);
}

function leave(walk: Walk, element: Element): void {
  element.to = walk.text.length;
  element.pieceTo = walk.pieces.length;
  element.linkTo = walk.anchors.length;
  element.end = walk.elements.length - 1;
  part(walk, (known.get(element.tag) ?? BLOCK).gap);
}

/** Sees to it that what stands before the next word parts it at least so far. */
function part(walk: Walk, gap: Walk['gap']): void {
  if (gap === '\n' || walk.gap === '') walk.gap = gap;
}

function note(walk: Walk, element: Element, parent: Element): void {
  if (element.tag === 'script') {
    const [code] = element.kids;
    if (code?.is !== 'text') return;
    if (code.data.length > 0) walk.scripts.push(code.data);
    if (code.data.includes('<record')) walk.islands.push(element);
  } else if (element.tag === 'datastore' || element.tag === 'recordset') {
    walk.islands.push(element);
  } else if (element.tag === 'body') {
    walk.body ??= element;
  } else if (HEAD.has(element.tag)) {
    // A meta in the body is as good as one in the head: includes put them there. A <title> of an <svg> is not.
    if (element.tag !== 'title' || parent.tag !== 'svg') walk.head.push(element);
  }
}

const HEAD = new Set(['meta', 'title', 'base', 'link']);

function write(walk: Walk, node: TextNode, parent: Element): void {
  const { data } = node;
  const text = collapse(data);
  if (text === '') {
    if (walk.gap === '') walk.gap = ' ';
    return;
  }
  if (walk.gap === '' && isBlank(data.charCodeAt(0))) walk.gap = ' ';
  if (walk.text !== '') walk.text += walk.gap;
  walk.pieces.push({ node, parent, text, from: walk.text.length });
  walk.text += text;
  walk.gap = isBlank(data.charCodeAt(data.length - 1)) ? ' ' : '';
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0x3000 || code === 0x200b || code === 0xfeff;
}

/** Blanks of all sorts collapsed to one each, none at the ends. */
export function collapse(text: string): string {
  return isTidy(text) ? text : text.replace(BLANKS, ' ').trim();
}

/** Whether no blank stands in a text but single spaces between words: most texts need nothing done. */
function isTidy(text: string): boolean {
  let before = 32;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 32 ? isOddBlank(code) : code !== 32 || before === 32) return false;
    before = code;
  }
  return before !== 32 || text === '';
}

/** Perhaps a blank, a zero-width character or one for private use; certainly no ASCII and no Chinese character. */
function isOddBlank(code: number): boolean {
  if (code < 0x2000) return code > 126 && (code < 0xa1 || code === 0x1680);
  if (code < 0x3001) return code < 0x200e || code === 0x3000 || (code > 0x2027 && code < 0x2061);
  return code >= 0xe000 && (code < 0xf900 || code === 0xfeff);
}

const BLANKS = /[\s\u200b-\u200d\u2060\ue000-\uf8ff]+/g;

function leads(anchor: Element): boolean {
  return attributeOf(anchor, 'href') !== undefined || attributeOf(anchor, 'onclick') !== undefined;
}

const NO_DISPLAY = /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i;
const HIDING = /(?:^|\s)(?:hide|hidden|d-none)(?:\s|$)/;

function isHidden(element: Element): boolean {
  for (const { name, value } of element.attributes) {
    if (name === 'style' && NO_DISPLAY.test(value)) return true;
    if (name === 'class' && (value.includes('hid') || value.includes('none')) && HIDING.test(value)) return true;
    if (name === 'hidden') return true;
  }
  return false;
}
