import { attributeOf, parseTree, type Element, type Node, type TextNode } from './tree.ts';

/** Words to be marked on a page, under the id of whoever quotes them. `*` stands for what was masked. */
export interface QuoteMark {
  readonly id: string;
  readonly quote: string;
}

/** A stored page made fit to be shown to a person. */
export interface ShownPage {
  /** The name of the page, for the window. */
  readonly title: string;
  readonly head: readonly string[];
  /** The decoded body. */
  readonly text: string;
  readonly marks: readonly QuoteMark[];
}

const MAX_LENGTH = 600_000;

/** Elements whose content is not for the eye, or not of the page. */
const dropped = new Set(
  (
    'script style template iframe frame frameset noframes noembed object embed applet param source track svg math canvas ' +
    'audio video base link meta title head-title xmp plaintext textarea select option datalist map area dialog portal'
  ).split(' '),
);
/** What is written again as it was; everything else becomes a bare `span` or `div`. */
const kept = new Set(
  (
    'p div span a ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 b strong i em u s ' +
    'small sub sup br hr pre code blockquote center font section article header footer nav main aside figure figcaption address'
  ).split(' '),
);
const blocks = new Set(['form', 'fieldset', 'details', 'summary', 'legend', 'marquee', 'body', 'html', 'noscript']);
const empty = new Set(['br', 'hr', 'col']);
const attributes = new Set([
  'colspan',
  'rowspan',
  'align',
  'valign',
  'width',
  'height',
  'border',
  'start',
  'lang',
  'dir',
]);

const style =
  'body{font:15px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 16px 24px;color:#222;overflow-wrap:anywhere}' +
  '.duwang{font-size:13px;line-height:1.6;background:#fff6e5;border-bottom:2px solid #a3171b;margin:0 -16px 12px;padding:8px 16px}' +
  '.duwang p{margin:0}a{color:#0b57a4}img,table{max-width:100%}table{border-collapse:collapse}td,th{border:1px solid #c8c8c8;padding:3px 8px}' +
  'mark{background:#ffe38a;outline:2px solid #a3171b}.gone{color:#666;font-size:13px}';

/**
 * Writes a stored page anew as a file that can do nothing: no script, no form, no link that leads anywhere, nothing that is
 * fetched; text, headings, lists and tables stay, the quotes marked and reachable by `#id`. It is made from the parsed tree
 * by a list of what may stay, so what nobody thought of is not there. Answers, too, which quotes were found.
 */
export function showPage({ title, head, text, marks }: ShownPage): {
  readonly html: string;
  readonly found: ReadonlySet<string>;
} {
  const root = parseTree(text);
  const spans = findQuotes(root, marks);
  const out: string[] = [];
  let length = 0;
  const put = (piece: string): void => {
    length += piece.length;
    if (length <= MAX_LENGTH) out.push(piece);
  };
  write(root, put, spans.byNode);
  const cut = length > MAX_LENGTH ? '<p class="gone">（页面过长，以下从略；全文见证据包）</p>' : '';
  const lines = head.map((line) => `<p>${escape(line)}</p>`).join('');
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return {
    html:
      `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
      `<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">` +
      `<title>${escape(title)}</title><style>${style}</style></head><body><div class="duwang">${lines}</div>${out.join('')}${cut}</body></html>\n`,
    found: spans.found,
  };
}

type Put = (piece: string) => void;
interface Span {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}
type Spans = ReadonlyMap<TextNode, readonly Span[]>;

/** Walks without recursion: a hostile page may be deep. */
function write(root: Element, put: Put, spans: Spans): void {
  const stack: (Node | string)[] = [root];
  const named = new Set<string>();
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (typeof at === 'string') put(at);
    else if (at.is === 'text') writeText(at, put, spans.get(at) ?? [], named);
    else open(at, put, stack);
  }
}

function open(element: Element, put: Put, stack: (Node | string)[]): void {
  const { tag } = element;
  if (isDropped(element)) return;
  const stands = standIn(element);
  if (stands !== undefined) {
    put(stands);
    return;
  }
  const name = kept.has(tag) ? tag : blocks.has(tag) ? 'div' : 'span';
  const isRoot = element.parent === undefined || tag === 'html' || tag === 'body';
  if (!isRoot) {
    put(`<${name}${attributesOf(element)}>`);
    if (empty.has(name)) return;
    stack.push(`</${name}>`);
  }
  for (const kid of element.kids.toReversed()) stack.push(kid);
}

/** What is said in place of an element that shows something and has no words of its own. */
function standIn(element: Element): string | undefined {
  if (element.tag === 'img') return `<span class="gone">[图片${escape(suffix(attributeOf(element, 'alt')))}]</span>`;
  if (element.tag !== 'input') return undefined;
  if (attributeOf(element, 'type') === 'hidden') return '';
  const label = attributeOf(element, 'value') ?? attributeOf(element, 'placeholder');
  return `<span class="gone">[输入框${escape(suffix(label))}]</span>`;
}

/** What has no words for a reader: the head, and what is no HTML. */
function isDropped({ tag, namespace }: Element): boolean {
  return (
    dropped.has(tag) ||
    tag === 'head' ||
    (namespace as string).endsWith('svg') ||
    (namespace as string).endsWith('MathML')
  );
}

function suffix(label: string | undefined): string {
  const said = (label ?? '').trim().slice(0, 80);
  return said === '' ? '' : `：${said}`;
}

function attributesOf(element: Element): string {
  const written = element.attributes
    .filter(({ name, value }) => attributes.has(name) && value.length < 100)
    .map(({ name, value }) => ` ${name}="${escape(value)}"`);
  // Where a link led is told, and cannot be followed: a frame that goes elsewhere is no evidence.
  const href = element.tag === 'a' ? attributeOf(element, 'href') : undefined;
  if (href !== undefined) written.push(` title="${escape(href.slice(0, 500))}"`);
  return written.join('');
}

function writeText({ data }: TextNode, put: Put, spans: readonly Span[], named: Set<string>): void {
  let at = 0;
  for (const { id, from, to } of spans) {
    if (from < at) continue;
    const anchor = named.has(id) ? '' : ` id="${escape(id)}"`;
    named.add(id);
    put(`${escape(data.slice(at, from))}<mark${anchor}>${escape(data.slice(from, to))}</mark>`);
    at = to;
  }
  put(escape(data.slice(at)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char).replace(/\0/g, '\ufffd');
}

/** The characters of the page that are not blank, each with where it stands. */
interface Letters {
  readonly text: string;
  readonly nodes: readonly TextNode[];
  /** For each character: which node, and which place in it. */
  readonly node: readonly number[];
  readonly offset: readonly number[];
}

const MOST_LETTERS = 2_000_000;

function lettersOf(root: Element): Letters {
  const nodes: TextNode[] = [];
  const node: number[] = [];
  const offset: number[] = [];
  const pieces: string[] = [];
  const stack: Node[] = [root];
  for (let at = stack.pop(); at !== undefined && node.length < MOST_LETTERS; at = stack.pop()) {
    if (at.is === 'element') {
      if (!isDropped(at)) for (const kid of at.kids.toReversed()) stack.push(kid);
      continue;
    }
    nodes.push(at);
    for (let place = 0; place < at.data.length; place += 1) {
      const letter = squeeze(at.data.charAt(place));
      for (const each of letter) {
        if (each === '') continue;
        node.push(nodes.length - 1);
        offset.push(place);
      }
      pieces.push(letter);
    }
  }
  return { text: pieces.join(''), nodes, node, offset };
}

const squeeze = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '');

/** Where each quote stands, in the first place that says it. */
function findQuotes(root: Element, marks: readonly QuoteMark[]): { byNode: Spans; found: ReadonlySet<string> } {
  const letters = lettersOf(root);
  const byNode = new Map<TextNode, Span[]>();
  const found = new Set<string>();
  for (const { id, quote } of marks) {
    const place = placeOf(letters.text, quote);
    if (!place) continue;
    found.add(id);
    for (let at = place[0]; at < place[1];) {
      const number = letters.node[at] ?? 0;
      let end = at;
      while (end < place[1] && letters.node[end] === number) end += 1;
      const owner = letters.nodes[number];
      const from = letters.offset[at] ?? 0;
      const to = (letters.offset[end - 1] ?? from) + 1;
      if (owner) byNode.set(owner, [...(byNode.get(owner) ?? []), { id, from, to }]);
      at = end;
    }
  }
  for (const spans of byNode.values()) spans.sort((a, b) => a.from - b.from);
  return { byNode, found };
}

function placeOf(text: string, quote: string): readonly [from: number, to: number] | undefined {
  const wanted = squeeze(quote).replace(/…$/, '');
  if (wanted === '' || /^\*+$/.test(wanted)) return undefined;
  const exact = text.indexOf(wanted);
  if (exact >= 0) return [exact, exact + wanted.length];
  if (wanted.includes('*')) {
    const parts = wanted.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const match = new RegExp(parts.join('.{1,40}?')).exec(text);
    return match ? [match.index, match.index + match[0].length] : undefined;
  }
  // A quote of several pieces (a title and its date) is found by the first of them.
  const first = squeeze(quote.trim().split(/\s+/)[0] ?? '').slice(0, 60);
  const at = first.length < 4 ? -1 : text.indexOf(first);
  return at < 0 ? undefined : [at, at + first.length];
}
