import { areaOf, type Areas } from './areas.ts';
import { collapse } from './lay-out.ts';
import { attributeOf, namesOf, rawTextOf, type Element } from './tree.ts';
import { lineOf, type View } from './view.ts';

/** `更多` alone is mostly the head of the next window. */
const WORDS =
  /^[+>»\s]{0,3}(?:点击|查看|加载|显示|浏览|获取|展开|下拉|上拉){1,2}更多[\u3400-\u9fff]{0,4}[+>».…\s]{0,4}$|^加载下一页$|^(?:load|show|view)\s?more/i;
const CALLS =
  /(?:^|[^\w.])(?:next|more|load\w{0,20}|get(?:more|next)\w{0,20}|(?:next|more|show)(?:page|list|data|more)\w{0,10})\s{0,3}\(/i;
const NAMES =
  /[\s_-](?:pull-?up|load-?more|more-?(?:btn|load|button)|btn-?(?:load-?)?more|get-?more|re-?more-?btn|dropload\S{0,10})[\s_-]/;
const TAGS = new Set(['a', 'button', 'div', 'span', 'p', 'input', 'li']);
const FAR = 60;

/** What right behind the last row of a list brings more rows by a script; a link to another page is no such thing. */
export function moreBehind(view: View, areas: Areas, box: Element, to: number): string | undefined {
  for (let order = box.order + 1; order < view.elements.length; order += 1) {
    const element = view.elements[order];
    if (element === undefined || element.from > to + FAR || order >= areas.footerOrder) break;
    if (isUnseen(element) || element.from < to || !TAGS.has(element.tag) || element.to - element.from > 20) continue;
    if (areaOf(element, areas) === 'footer' || areaOf(element, areas) === 'side') continue;
    if (element.tag !== 'a' && element.linkTo > element.linkFrom) continue;
    const said = bringsMore(view, element);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** The words of buttons are not laid out with the text of the page, so they count as hidden. */
function isUnseen({ hidden, tag, parent }: Element): boolean {
  return tag === 'button' ? parent?.hidden === true : hidden;
}

function wordsOf(view: View, element: Element): string {
  if (element.tag === 'button') return collapse(rawTextOf(element).slice(0, 200));
  return lineOf(view, element) || (attributeOf(element, 'value') ?? '');
}

function bringsMore(view: View, element: Element): string | undefined {
  const code = codeOf(element);
  if (code === undefined) return undefined;
  const words = wordsOf(view, element);
  const names = namesOf(element).trim();
  if (CALLS.test(code)) return (words || code).slice(0, 120);
  if (NAMES.test(` ${names} `)) return (words || names).slice(0, 120);
  return WORDS.test(words) && (element.tag !== 'li' || code !== '') ? words : undefined;
}

/** What a click on an element runs; undefined where it leads to another page. */
function codeOf(element: Element): string | undefined {
  const href = (attributeOf(element, 'href') ?? '').trim();
  const isScript = /^javascript:/i.test(href);
  if (href !== '' && !isScript && !href.startsWith('#')) return undefined;
  const code = (attributeOf(element, 'onclick') ?? '').trim();
  return code === '' && isScript ? href.slice(11).trim() : code;
}
