import type { ListState } from '../contract/page.ts';
import { areaOf, type Areas } from './areas.ts';
import { dateOf } from './page-dates.ts';
import { askedFor } from './to-be-asked.ts';
import { filledTable, hiddenList } from './to-be-shown.ts';
import { attributeOf, namesOf, type Element } from './tree.ts';
import type { View } from './view.ts';

const NOTHING =
  /(?:暂无|暂时没有|没有(?:相关|任何|找到|查询到|检索到|数据|内容|信息|记录|文章)|目前没有|尚无|无相关|未(?:找到|查询到|检索到)|还没有)\s?(?:任何|相关|符合)?[^。\n]{0,10}(?:信息|内容|数据|文章|记录|文件|资料|公告|新闻|结果|条目)?|(?:该|本|此)栏目(?:下)?(?:暂|没有|无|正在建设|建设中|内容(?:正在)?更新)|内容(?:正在)?(?:更新|建设|完善|整理)中|(?:正在|栏目)建设中|敬请期待|no\s(?:data|records?|results?)/i;
const TEMPLATE = /\{\{[^{}]{1,120}\}\}|<%[=-]?[^%]{1,120}%>|\$\{[\w.]{1,60}\}/;
const BINDING = /^(?:v-for|v-html|ng-repeat|ms-for|ms-repeat|ms-each|:for|x-for|data-bind|wx:for|ms-text|v-text)$/;
const FILLING =
  /(?:\$|jQuery)\s{0,3}\.\s{0,3}(?:ajax|get|post|getJSON)\s{0,3}\(|fetch\s{0,3}\(|axios|XMLHttpRequest|new\s+Vue\s{0,3}\(|layui\.|laytpl|template\s{0,3}\(|\.dataTable|loadData|getList|initList|queryList/i;
const LIST_NAME = /list|lb|liebiao|news|data|content|wzlb|record/i;

/** What a column page without rows is: filled by script, told to be empty, or empty. */
export function emptyState(view: View, areas: Areas, total: number | undefined): ListState {
  const source = storeOf(view);
  const bound = boundElement(view, areas);
  if (source !== undefined) return { state: 'script', source };
  if (bound !== undefined) return { state: 'script', quote: bound };
  const filled = filledByScript(view) ?? filledTable(view, areas) ?? hiddenList(view, areas) ?? askedFor(view, areas);
  if (filled !== undefined) return filled;
  const loading = toldLoading(view, areas);
  if (loading !== undefined) return { state: 'script', quote: loading };
  const framed = framedIn(view, areas);
  if (framed !== undefined) return framed;
  const told = toldEmpty(view, areas);
  if (told !== undefined) return { state: 'placeholder', quote: told };
  // Entries in a form that was not understood are entries: never call such a page empty.
  const some = total === undefined ? showsSomething(view, areas) : total > 0;
  return some ? { state: 'none' } : { state: 'empty' };
}

/** 大汉 and its kin: the rows stand in an XML island, or are fetched from a proxy that the page names. */
function storeOf(view: View): string | undefined {
  for (const script of view.scripts) {
    const [, url] =
      /["']([^"']{0,200}(?:dataproxy|jpage|datastore|queryList|unitbuild|channel\/data)[^"']{0,300})["']/i.exec(
        script,
      ) ?? [];
    if (url !== undefined && /jpage|dataproxy|unitbuild/i.test(url)) return view.resolve(url);
  }
  return undefined;
}

function boundElement(view: View, areas: Areas): string | undefined {
  for (const element of view.elements) {
    if (element.from >= areas.footerFrom && element.order > 0 && element.from > areas.trailTo) break;
    for (const { name, value } of element.attributes) if (BINDING.test(name)) return `${name}=${value}`.slice(0, 120);
  }
  const between = view.text.slice(areas.trailTo, areas.footerFrom);
  return TEMPLATE.exec(between)?.[0];
}

/** A frame in the place of the content: what it shows is another page. */
function framedIn(view: View, areas: Areas): ListState | undefined {
  for (const element of view.elements) {
    if (element.tag !== 'iframe' || element.from < areas.trailTo || element.from > areas.footerFrom) continue;
    const size = `${attributeOf(element, 'height') ?? ''} ${attributeOf(element, 'width') ?? ''} ${attributeOf(element, 'style') ?? ''}`;
    if (/(?:^|[\s:])[01]?(?:px)?(?:\s|;|$)|display\s?:\s?none/.test(size) && !/\d{3}/.test(size)) continue;
    const source = view.resolve(attributeOf(element, 'src') ?? '');
    return { state: 'script', quote: 'iframe', ...(source === undefined || source === view.url ? {} : { source }) };
  }
  return undefined;
}

/** A list box without kids, and a script that names it while it asks the server. */
function filledByScript(view: View): ListState | undefined {
  const boxes = view.elements.filter((element) => isEmptyBox(element)).slice(0, 40);
  for (const code of view.scripts.slice(0, 80)) {
    const script = code.slice(0, 60_000);
    if (!FILLING.test(script) && !/\.(?:html|append|innerHTML)\b/.test(script)) continue;
    for (const box of boxes) {
      const id = attributeOf(box, 'id') ?? '';
      const named = id.length > 2 && new RegExp(`["'#]${escaped(id)}["'\\s]`).test(script);
      const classed = namedByClass(box, script);
      if (!named && !classed) continue;
      // A script that only appends later pages to a list that came with its first page leaves that list empty.
      if (LATER.test(script) && !FIRST.test(script)) continue;
      return { state: 'script', quote: id === '' ? namesOf(box).trim() : `#${id}`, ...sourceIn(view, script) };
    }
  }
  return undefined;
}

/** Whether dates, long links or pictures stand where the list should. */
function showsSomething(view: View, areas: Areas): boolean {
  let long = 0;
  for (const anchor of view.anchors) {
    if (anchor.from < areas.trailTo || anchor.order >= areas.footerOrder || areaOf(anchor, areas) !== 'main') continue;
    if (anchor.to - anchor.from >= 14) long += 1;
  }
  if (long >= 3 || showsTable(view, areas)) return true;
  return view.pieces.some(
    ({ text, from, parent }) =>
      from >= areas.trailTo &&
      from < areas.footerFrom &&
      text.length < 40 &&
      dateOf(text) !== undefined &&
      areaOf(parent, areas) === 'main',
  );
}

/** Whether a table of words stands in the content: two rows of two filled cells without links, as a list has none. */
function showsTable(view: View, areas: Areas): boolean {
  let rows = 0;
  for (const row of view.elements) {
    if (row.tag !== 'tr' || row.hidden || row.from < areas.trailTo || row.from >= areas.footerFrom) continue;
    if (row.linkFrom < row.linkTo || areaOf(row, areas) !== 'main') continue;
    const filled = row.kids.filter((cell) => cell.is === 'element' && cell.to > cell.from && cell.to - cell.from <= 80);
    if (filled.length >= 2) rows += 1;
    if (rows >= 2) return true;
  }
  return false;
}

const LATER = /(?:datas?_|index_|page_?)["']?\s{0,3}\+|加载更多|loadMore|load_more|nextPage|\.scroll\s{0,3}\(/i;
const FIRST = /(?:page|pageNo|pageIndex|pageNum|currentPage|curr)["']?\s{0,3}[:=]\s{0,3}["']?[01]\b/i;

function isEmptyBox(element: Element): boolean {
  if (!BOXES.has(element.tag) || element.attributes.length === 0 || element.hidden) return false;
  if (element.to > element.from || element.end - element.order > 3) return false;
  return LIST_NAME.test(namesOf(element)) || attributeOf(element, 'id') !== undefined;
}

const BOXES = new Set(['ul', 'ol', 'div', 'tbody', 'table', 'dl']);

function namedByClass(box: Element, script: string): boolean {
  const first = (attributeOf(box, 'class') ?? '').trim().split(/\s+/)[0] ?? '';
  return first.length > 3 && LIST_NAME.test(first) && script.includes(`.${first}`);
}

function escaped(text: string): string {
  return text.replace(/[^\w\u3400-\u9fff-]/g, '\\$&');
}

function sourceIn(view: View, script: string): { readonly source?: string } {
  const [, url] =
    /(?:url\s{0,3}:|\.(?:get|post|getJSON|ajax)\s{0,3}\(|fetch\s{0,3}\()\s{0,3}["']([^"'\s]{2,300})["']/.exec(script) ??
    [];
  const source = url === undefined ? undefined : view.resolve(url);
  return source === undefined ? {} : { source };
}

const LOADING =
  /^(?:数据|内容|信息)?(?:正在)?(?:努力|拼命)?(?:加载|载入)(?:数据)?中?[,，]?(?:请稍[候后等])?[.。…·]{0,6}$|^loading[.…]{0,6}$/i;

/** The words that stand in the place of a list until a script has fetched it. */
function toldLoading(view: View, areas: Areas): string | undefined {
  for (const { text, from, parent } of view.pieces) {
    if (from >= areas.footerFrom) break;
    if (from < areas.trailTo || text.length > 20 || !LOADING.test(text)) continue;
    if (areaOf(parent, areas) === 'main' && parent.tag !== 'a') return text;
  }
  return undefined;
}

function toldEmpty(view: View, areas: Areas): string | undefined {
  for (const piece of view.pieces) {
    if (piece.from >= areas.footerFrom) break;
    if (piece.from < areas.trailTo || piece.text.length > 40) continue;
    const match = NOTHING.exec(piece.text);
    if (match !== null) return piece.text;
  }
  return undefined;
}
