import type { Element } from './tree.ts';
import type { View } from './view.ts';

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

/** Nothing said of pages. */
export const NO_PAGER: Pager = {};

const CREATE =
  /createPage(?:HTML|s)?\s{0,3}\(\s{0,3}(?:["']?[\w-]{1,40}["']\s{0,3},\s{0,3})?(\d{1,6})\s{0,3},\s{0,3}(\d{1,6})\s{0,3},\s{0,3}(?:\d{1,6}\s{0,3},\s{0,3})?["']([^"']{1,80})["']\s{0,3},\s{0,3}["'](\w{1,8})["']/;
const OBJECT = /(?:Pager|page|pagination)\s{0,3}\(\s{0,3}\{([^{}]{1,400})\}/i;

/** What a script of a CMS says of the pages of a list. */
export function byScript(view: View): Pager {
  for (const script of view.scripts) {
    if (!/createPage|[Pp]ager?\s{0,3}\(|pagination|pageCount|countPage|jpage|laypage|totalPages/i.test(script))
      continue;
    const found =
      created(view, script) ??
      declared(view, script) ??
      called(view, script) ??
      widget(view, script) ??
      recorded(script) ??
      optioned(view, script) ??
      counted(view, script);
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
  const next = view.resolve(shape.replace('#', String(current0 + 1)));
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

/** `pagination('#pages', function (i) { … location.href = '…&pageIndex=' + (i + 1); }, 12, { currentPage: 0 })`. */
function called(view: View, script: string): Pager | undefined {
  const start = script.search(/\.pagination\s{0,3}\(\s{0,3}["'#$(]/);
  if (start < 0) return undefined;
  const call = script.slice(start, start + 3000);
  const [, count, options = ''] = /\}\s{0,9},\s{0,9}(\d{1,6})\s{0,9},\s{0,9}\{([^{}]{0,600})/.exec(call) ?? [];
  const pages = Number(count);
  if (count === undefined || pages === 0) return undefined;
  const at = /current(?:Page|_page)\s{0,3}:\s{0,3}\(?\s{0,3}(\d{1,6})(\s{0,3}-\s{0,3}1)?/.exec(options);
  const current = at === null ? 1 : Number(at[1]) + (at[2] === undefined ? 1 : 0);
  const [, shape] = /["']([^"'\s]{1,400}=)["']\s{0,3}\+\s{0,3}\(?\s{0,3}\w{1,20}\s{0,3}\+\s{0,3}1/.exec(call) ?? [];
  const next = shape === undefined || current >= pages ? undefined : view.resolve(`${shape}${current + 1}`);
  return { pages, current, ...(next === undefined ? {} : { next }) };
}

/** 大汉: `jpage({ perPage: 15, totalRecord: 230, proxyUrl: … })`; what lies behind the first page comes by post. */
function recorded(script: string): Pager | undefined {
  const [, body = ''] = /\.jpage\s{0,3}\(\s{0,3}\{([^{}]{1,900})/.exec(script) ?? [];
  const total = Number(/totalRecord\s{0,3}:\s{0,3}["']?(\d{1,8})/.exec(body)?.[1]);
  const size = Number(/perPage\s{0,3}:\s{0,3}["']?(\d{1,6})/.exec(body)?.[1]);
  if (!Number.isInteger(total) || !Number.isInteger(size) || size < 1) return undefined;
  return { pages: Math.max(1, Math.ceil(total / size)), total };
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
  const next = view.resolve(`${folder}${current + 1}.html`);
  return next === undefined ? at : { ...at, next };
}

const OPTIONED =
  /(?:pagination|paginat(?:or|e)|laypage\s{0,3}\.\s{0,3}render|paging|pager|twbsPagination)\s{0,3}\(\s{0,3}(?:["'][^"'\n]{1,60}["']\s{0,3},\s{0,3})?\{([^{}]{1,600})/i;

/** A widget with its numbers as options: `laypage.render({ count: 128, limit: 10 })`, `pagination('#p', { pageCount: 3, url: '…pageIndex=' })`. */
function optioned(view: View, script: string): Pager | undefined {
  const [, body = ''] = OPTIONED.exec(script) ?? [];
  const number = (names: string): number =>
    Number(
      new RegExp(`(?:^|[\\s,{])["']?(?:${names})["']?\\s{0,3}:\\s{0,3}["']?(\\d{1,8})["']?\\s{0,3}(?:[,\\n]|$)`).exec(
        body,
      )?.[1],
    );
  const counted = number('pageCount|totalPages?|pages');
  const total = number('count|total|totalCount|totalRecords?|totalNum');
  const size = number('limit|pageSize|perPage|pageNum|rows');
  const pages = counted > 0 ? counted : total >= 0 && size > 0 ? Math.max(1, Math.ceil(total / size)) : undefined;
  if (pages === undefined) return undefined;
  const current = Math.max(1, number('curr|current|currentPage|pageIndex|pageNo') || 1);
  const [, shape] =
    /["']([^"'\s]{1,300}=)["']\s{0,3}\+\s{0,3}\w{1,20}\.curr/.exec(script) ??
    /url["']?\s{0,3}:\s{0,3}["']([^"'\s]{1,300}=)["']/.exec(body) ??
    [];
  const next = shape === undefined || current >= pages ? undefined : view.resolve(`${shape}${String(current + 1)}`);
  return { pages, current, ...(Number.isNaN(total) ? {} : { total }), ...(next === undefined ? {} : { next }) };
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
