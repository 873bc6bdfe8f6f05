import { html, Parser, type Token, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5';
import { Tokens } from './tokens.ts';

/** A run of characters in the tree. */
export interface TextNode {
  readonly is: 'text';
  readonly tag: '';
  data: string;
  parent: Element | undefined;
}

/** Whatever hangs in the tree; comments do not: what stands in one is not on the page. */
export type Node = Element | TextNode;

/**
 * An element, with where it stands. The numbers are filled in by `layOut`: `order`/`end` count elements in document
 * order, `from`/`to` are offsets into the visible text, `pieceFrom`/`pieceTo` and `linkFrom`/`linkTo` into the lists of
 * visible text nodes and visible anchors, so that "inside" and "how much text" cost nothing to ask.
 */
export interface Element {
  readonly is: 'element';
  readonly tag: string;
  readonly namespace: html.NS;
  readonly attributes: Token.Attribute[];
  parent: Element | undefined;
  kids: Node[];
  content: Element | undefined;
  hidden: boolean;
  order: number;
  end: number;
  depth: number;
  from: number;
  to: number;
  pieceFrom: number;
  pieceTo: number;
  linkFrom: number;
  linkTo: number;
  /** Once asked for: see `namesOf` and `lineOf`. */
  names: string | undefined;
  line: string | undefined;
}

interface Comment {
  readonly is: 'comment';
  readonly data: string;
}

type Child = Node | Comment;
type Types = TreeAdapterTypeMap<Child, Element, Child, Element, Element, Element, Comment, TextNode, Element, Comment>;

/** The root element of a page's tree (its kids: what stands at the top level). */
export function parseTree(text: string): Element {
  let made = 0;
  const treeAdapter: TreeAdapter<Types> = {
    ...adapter,
    createElement(tag, namespace, attributes) {
      made += 1;
      return makeElement(tag, namespace, attributes);
    },
  };
  const parser = new Parser<Types>({ treeAdapter, scriptingEnabled: true });
  parser.tokenizer = new Tokens(parser, () => made > mostElements(text));
  parser.tokenizer.write(text, true);
  return parser.document;
}

/**
 * How many elements a text may grow into: some times as many as any page has. Markup that is left open is opened anew in
 * every paragraph, so that what is made to do harm grows fivefold; the rest of it is not read.
 */
export function mostElements({ length }: string): number {
  return 150_000 + length / 8;
}

/** The value of an attribute, or undefined. */
export function attributeOf(element: Element, name: string): string | undefined {
  for (const attribute of element.attributes) if (attribute.name === name) return attribute.value;
  return undefined;
}

/** `class` and `id` in one lower-case string with a blank at each end. */
export function namesOf(element: Element): string {
  return (element.names ??= readNames(element));
}

function readNames(element: Element): string {
  let names = '';
  for (const { name, value } of element.attributes) if (name === 'class' || name === 'id') names += ` ${value}`;
  return names === '' ? '' : `${names.toLowerCase()} `;
}

/** The element kids of an element. */
export function elementsIn(element: Element): Element[] {
  const found: Element[] = [];
  for (const kid of element.kids) if (kid.is === 'element') found.push(kid);
  return found;
}

/** Whether one element stands inside another (or is it). */
export function isWithin(element: Element, outer: Element): boolean {
  return outer.order <= element.order && element.order <= outer.end;
}

const FAR = 100;

/** The nearest element of this tag, outwards from an element (itself included), at most 100 levels up. */
export function closest(element: Element | undefined, tag: string): Element | undefined {
  let at = element;
  for (let up = 0; up < FAR && at !== undefined && at.tag !== tag; up += 1) at = at.parent;
  return at?.tag === tag ? at : undefined;
}

/** All characters under an element, hidden ones and scripts too. */
export function rawTextOf(element: Element): string {
  let text = '';
  const stack: Node[] = [element];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.is === 'text') text += node.data;
    else pushKids(stack, node);
  }
  return text;
}

/** Puts the kids of an element on a stack, so that they come off in document order. */
export function pushKids(stack: Node[], element: Element): void {
  for (const kid of element.kids.toReversed()) stack.push(kid);
}

function makeElement(tag: string, namespace: html.NS, attributes: Token.Attribute[]): Element {
  return {
    is: 'element',
    tag,
    namespace,
    attributes,
    parent: undefined,
    kids: NONE,
    content: undefined,
    hidden: false,
    order: -1,
    end: -1,
    depth: 0,
    from: 0,
    to: 0,
    pieceFrom: 0,
    pieceTo: 0,
    linkFrom: 0,
    linkTo: 0,
    names: undefined,
    line: undefined,
  };
}

/** The kids of whoever has none, frozen. An array of its own takes more memory than the element, and most have one kid. */
const NONE = Object.freeze<Node[]>([]) as Node[];

/** Puts a child behind the kids of an element. */
export function append(parent: Element, child: Child): void {
  if (child.is === 'comment') return;
  child.parent = parent;
  if (parent.kids.length === 0) parent.kids = [child];
  else parent.kids.push(child);
}

/** Where a child stands among its siblings, from the end: the parser asks for late ones. */
function indexOf(parent: Element, child: Child): number {
  return parent.kids.lastIndexOf(child as Node);
}

function insertText(parent: Element, data: string): void {
  const last = parent.kids.at(-1);
  if (last?.is === 'text') last.data += data;
  else append(parent, { is: 'text', tag: '', data, parent });
}

function isElement(node: Child): node is Element {
  return node.is === 'element';
}

const DOCTYPE = '!doctype'; // none is ever made

const nothing = (): void => undefined;
const noName = (): string => '';

const adapter: TreeAdapter<Types> = {
  createDocument: () => makeElement('#document', html.NS.HTML, []),
  createDocumentFragment: () => makeElement('#fragment', html.NS.HTML, []),
  createElement: makeElement,
  createCommentNode: (data) => ({ is: 'comment', data }),
  createTextNode: (data) => ({ is: 'text', tag: '', data, parent: undefined }),
  appendChild: append,
  insertBefore(parent, child, reference) {
    if (child.is === 'comment') return;
    child.parent = parent;
    parent.kids.splice(indexOf(parent, reference), 0, child);
  },
  insertText,
  insertTextBefore(parent, data, reference) {
    const at = indexOf(parent, reference);
    const before = at > 0 ? parent.kids[at - 1] : undefined;
    if (before?.is === 'text') before.data += data;
    else parent.kids.splice(at, 0, { is: 'text', tag: '', data, parent });
  },
  detachNode(node) {
    if (node.is === 'comment' || node.parent === undefined) return;
    node.parent.kids.splice(indexOf(node.parent, node), 1);
    node.parent = undefined;
  },
  adoptAttributes(element, attributes) {
    for (const attribute of attributes)
      if (attributeOf(element, attribute.name) === undefined) element.attributes.push(attribute);
  },
  setTemplateContent(template, content) {
    template.content = content;
  },
  getTemplateContent: (template) => template.content ?? template,
  getAttrList: (element) => element.attributes,
  getChildNodes: (element) => element.kids,
  getFirstChild: (element) => element.kids[0] ?? null,
  getParentNode: (node) => (node.is === 'comment' ? null : (node.parent ?? null)),
  getTagName: (element) => element.tag,
  getNamespaceURI: (element) => element.namespace,
  getTextNodeContent: (node) => node.data,
  getCommentNodeContent: (node) => node.data,
  isTextNode: (node): node is TextNode => node.is === 'text',
  isElementNode: isElement,
  isCommentNode: (node): node is Comment => node.is === 'comment',
  isDocumentTypeNode: (node): node is Comment => node.is === 'comment' && node.data === DOCTYPE,
  getDocumentMode: () => html.DOCUMENT_MODE.NO_QUIRKS,
  setDocumentMode: nothing,
  setDocumentType: nothing,
  getDocumentTypeNodeName: noName,
  getDocumentTypeNodePublicId: noName,
  getDocumentTypeNodeSystemId: noName,
  getNodeSourceCodeLocation: () => null,
  setNodeSourceCodeLocation: nothing,
  updateNodeSourceCodeLocation: nothing,
};
