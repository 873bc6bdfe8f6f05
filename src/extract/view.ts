import type { MetaTag } from '../contract/page.ts';
import { resolverOf, type Resolve } from '../lib/resolver.ts';
import { resolveUrl } from '../lib/url.ts';
import { collapse, layOut, type Layout } from './lay-out.ts';
import { graftStores } from './stores.ts';
import { attributeOf, mostElements, parseTree, rawTextOf, type Element } from './tree.ts';

/** A page as all readers of its parts see it. */
export interface View extends Layout {
  readonly url: string;
  /** What links are relative to: `<base href>`, else the URL of the page. */
  readonly base: string;
  /** Where a link of the page leads; undefined for one that leads nowhere on the web. */
  readonly resolve: Resolve;
  readonly metas: readonly MetaTag[];
  /** The first <title> that says something. */
  readonly documentTitle: string;
  /** There is more of it than is read: it grew beyond what any page is. */
  readonly overgrown: boolean;
}

const MOST_TITLE = 300;

/** Parses a text and lays it out. */
export function viewOf(text: string, url: string, charset = 'utf-8'): View {
  const root = parseTree(text);
  let layout = layOut(root);
  if (graftStores(layout, text)) layout = layOut(root);
  const stated = layout.head.find(({ tag }) => tag === 'base') ?? layout.root;
  const base = resolveUrl(attributeOf(stated, 'href') ?? '', url) ?? url;
  const titles = layout.head
    .filter(({ tag }) => tag === 'title')
    .map((title) => collapse(rawTextOf(title).slice(0, 4000)));
  return {
    ...layout,
    url,
    base,
    // The queries of its links are sent in the encoding that the page was read in.
    resolve: resolverOf(base, charset),
    metas: layout.head.flatMap(metaOf),
    overgrown: layout.elements.length >= mostElements(text),
    documentTitle: (titles.find((title) => title !== '') ?? '').slice(0, MOST_TITLE),
  };
}

function metaOf(element: Element): readonly MetaTag[] {
  if (element.tag !== 'meta') return [];
  const name = attributeOf(element, 'name') ?? attributeOf(element, 'property');
  return name === undefined ? [] : [{ name: name.trim(), content: attributeOf(element, 'content') ?? '' }];
}

/** The visible text of an element, blanks collapsed, blocks on lines of their own. */
export function textOf(view: Layout, element: Element): string {
  return view.text.slice(element.from, element.to).trim();
}

/** The visible text of an element on one line. */
export function lineOf(view: Layout, element: Element): string {
  return (element.line ??= view.text.slice(element.from, element.to).replaceAll('\n', ' ').trim());
}

/** How many characters of an element stand in links. */
export function linkLengthOf(view: Layout, element: Element): number {
  let length = 0;
  for (let index = element.linkFrom; index < element.linkTo; index += 1) {
    const anchor = view.anchors[index];
    if (anchor !== undefined) length += anchor.to - anchor.from;
  }
  return length;
}

/** The content of the first label of these names (without regard to case) that says something; '' where there is none. */
export function labelOf(view: View, ...names: readonly string[]): string {
  for (const name of names) {
    for (const meta of view.metas) {
      if (meta.name.toLowerCase() !== name) continue;
      const content = collapse(meta.content);
      if (content !== '' && !isPlaceholder(content)) return content;
    }
  }
  return '';
}

/** Texts that a template left in place of a value. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

const PLACEHOLDER =
  /^(?:网站名称|网站域名|网站标识码|栏目名称|栏目类别|栏目类型|栏目描述|栏目关键词|文章标题|发布日期|发布时间|信息来源|来源|标题|null|undefined|none|无|-+|\{.{0,60}\}|\$\{.{0,60}\}|<%.{0,80}|\$[\w.]{1,60})$/i;
