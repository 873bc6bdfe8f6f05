import type { ListState } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import { isLibrary } from './own-scripts.ts';
import { attributeOf, namesOf, type Element } from './tree.ts';
import type { View } from './view.ts';

const BOXES = new Set(['ul', 'ol', 'dl', 'div', 'tbody', 'table', 'section']);
const LIST_NAME = /list|lb|liebiao|data|content|wzlb|record|rows/;
/** Attributes by which a library knows what to ask the server for. */
const ASKING = /^(?:data-ajax-(?:url|id|method|mode|parameter)|hx-get|lay-url)$/;
/** The same on a box without kids. */
const ASKING_EMPTY =
  /^(?:data-(?:url|api|source|load|remote|bind|ajax)|lay-[a-z-]{1,20}|ng-[a-z-]{1,20}|v-[a-z-]{1,20})$/;
/** Scripts of their own that are named for fetching what a list shows. */
const LIST_SCRIPT =
  /(?:^|[/_.-])(?:\w{0,20}(?:list|load|query|ajax|render|getdata)\w{0,20}|vue|angular|react|chunk-[\w-]{1,40}|app\.[\da-f]{4,32})(?:\.min|[._-][\w.-]{0,60})?\.js(?:[?@]|$)/i;
const CALLS =
  /(?<!\w)(?!getElement|querySelector)\w{0,20}(?:get|load|list|query|fetch|fill|render|show|init|data|build|page)\w{0,30}\s{0,3}\([^()"']{0,80}(?:["'][^"'()]{0,80}["']\s{0,3},[^()"']{0,40}){0,6}["'][#.]?ID(?![\w-])/i;

/** A list without rows that the page means to fill: its box, a library's attribute or a script of its own says so. */
export function askedFor(view: View, areas: Areas): ListState | undefined {
  const inContent = view.elements.filter(
    ({ tag, from, order, hidden }) =>
      (tag === 'script' || !hidden) && from >= areas.trailTo && order < areas.footerOrder,
  );
  const asking = inContent.find((element) => isAsking(element) || writesRows(element));
  if (asking !== undefined) return script(asking);
  const boxes = inContent.filter(isEmptyBox).slice(0, 8);
  const own = boxes.find(({ attributes }) => attributes.some(({ name }) => ASKING_EMPTY.test(name)));
  if (own !== undefined) return script(own);
  const called = boxes.find((box) => isCalled(view, box));
  if (called !== undefined) return script(called);
  const [first] = boxes.filter((box) => LIST_NAME.test(namesOf(box)) || box.tag === 'ul' || box.tag === 'tbody');
  if (first !== undefined && view.scripts.slice(0, 40).some((code) => LOADS.test(code.slice(0, 20_000))))
    return script(first);
  const written = boxes.find((box) => inContent.some((element) => isWriterBehind(box, element)));
  if (written !== undefined) return script(written);
  const named = boxes.find((box) => LIST_NAME.test((attributeOf(box, 'id') ?? '').toLowerCase()));
  return named !== undefined && view.elements.some(isListScript) ? script(named) : undefined;
}

/** Functions that are named for fetching rows. Pagers and counters of clicks have other names. */
const LOADS =
  /(?<![\w.])(?:load|get|query|fetch|init|find|render)_?(?:more)?(?:news|list|data|article|info|content|doc|record|table|column)\w{0,20}\s{0,3}\(/i;
const GRID = /easyui-|datagrid|bootstrap-table|jqgrid|layui-table|el-table/;

function isAsking(element: Element): boolean {
  return element.attributes.some(
    ({ name, value }) =>
      ASKING.test(name) || (name === 'data-options' && value.includes('url')) || (name === 'class' && GRID.test(value)),
  );
}

const WRITER = /\.(?:jsp|do|action|php|aspx|ashx|asp)(?:\?|$)|[?&](?:callback|jsonp)=/i;
const COUNTER =
  /count|hit|click|visit|stat|tongji|analy|conac|share|jiucuo|login|weather|tianqi|kefu|time|date|user|log/i;

/** A script of the server in the place of the content, which writes what it was asked for. */
function writesRows({ tag, attributes }: Element): boolean {
  if (tag !== 'script') return false;
  return attributes.some(({ name, value }) => name === 'src' && WRITER.test(value) && !COUNTER.test(value));
}

/** A script of the site's own right behind a list without rows: what else is it there for. */
function isWriterBehind(box: Element, { tag, order, from, parent, attributes }: Element): boolean {
  if (tag !== 'script' || order <= box.end || from !== box.to) return false;
  if (parent !== box.parent && parent !== box.parent?.parent) return false;
  if (!LIST_NAME.test(namesOf(box)) && box.tag !== 'ul' && box.tag !== 'tbody') return false;
  return attributes.some(({ name, value }) => name === 'src' && !COUNTER.test(fileOf(value)) && !isLibrary(value));
}

/** The last part of an address: /static/ is no counter. */
function fileOf(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
}

function script(element: Element): ListState {
  return { state: 'script', quote: namesOf(element).trim() || element.tag };
}

const NO_LIST = /menu|nav|share|page|slide|swiper|banner|tab(?!le)|focus|logo|foot|search|crumb|side|float|code/;

function isEmptyBox(element: Element): boolean {
  const { tag, from, to, order, end } = element;
  return BOXES.has(tag) && from === to && end - order <= 3 && !NO_LIST.test(namesOf(element));
}

/** Whether a script hands the id of a box, or of one around it, to a function that is named for lists or loading. */
function isCalled(view: View, box: Element): boolean {
  for (
    let at: Element | undefined = box, up = 0;
    at?.from === at?.to && at !== undefined && up < 3;
    at = at.parent, up += 1
  ) {
    const id = attributeOf(at, 'id') ?? '';
    if (!/^[A-Za-z][\w-]{2,60}$/.test(id) || NO_LIST.test(namesOf(at))) continue;
    const call = new RegExp(CALLS.source.replace('ID', id), 'i');
    if (view.scripts.slice(0, 40).some((code) => code.includes(id) && call.test(code.slice(0, 20_000)))) return true;
  }
  return false;
}

function isListScript(element: Element): boolean {
  return element.tag === 'script' && LIST_SCRIPT.test(attributeOf(element, 'src') ?? '');
}
