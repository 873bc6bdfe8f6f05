import type { FileText, Page } from '../../contract/page.ts';
import type { Column, Entry, Gazette, GazetteIssue } from '../../contract/site.ts';
import { dayIn } from './day-in.ts';
import { keyOfPath } from './find-columns.ts';
import { readIssueTitle, type IssueTitle } from './gazette-issue.ts';
import { bareName } from './names.ts';
import { plainUrl } from './plain-url.ts';

/** The gazettes of a site: the top columns of that type, each with what stands below it. */
export function buildGazettes(columns: readonly Column[], home: Page | undefined): readonly Gazette[] {
  const typed = columns.filter(({ type, seen, pages }) => type === 'gazette' && (seen.whole || pages.length > 0));
  const tops = typed.filter((column) => !typed.some((other) => other !== column && isBelow(column, other)));
  return tops.map((top) =>
    gazetteOf(
      top,
      columns.filter((column) => column === top || isBelow(column, top)),
      home,
    ),
  );
}

function isBelow(column: Column, above: Column): boolean {
  return keyOfPath(column.path).startsWith(`${keyOfPath(above.path)}/`);
}

function gazetteOf(top: Column, family: readonly Column[], home: Page | undefined): Gazette {
  const first = top.pages[0];
  const unseen = family.find(({ seen }) => !seen.whole)?.seen;
  return {
    key: top.key,
    seen: unseen ?? top.seen,
    at: top.at,
    columns: family.map(({ key }) => key),
    issues: issuesOf(family),
    text: family
      .slice(0, 20)
      .flatMap((column) => textOf(column))
      .join('\n'),
    hasSearch: first !== undefined && hasOwnForm(first, home),
    hasFindError:
      first !== undefined && family.slice(0, 20).some((column) => column.pages.slice(0, 1).some(hasFindError)),
  };
}

/** The words of the column itself, and of short pages beside its issues: 导语, 赠阅范围. */
function textOf(column: Column): readonly string[] {
  const own = column.pages.slice(0, 1).map(({ mainText }) => mainText.slice(0, 20_000));
  const beside = column.entries
    .filter(({ title, page }) => page !== undefined && /赠阅|发行|简介|说明|导语|征订|查阅|免费/.test(title))
    .slice(0, 5)
    .map(({ page }) => page?.mainText.slice(0, 20_000) ?? '');
  return [...own, ...beside];
}

/** A search of its own: a form that the home page has not, or a field called so in the content. */
function hasOwnForm(page: Page, home: Page | undefined): boolean {
  const key = ({ action, inputs }: Page['forms'][number]): string => `${action}\n${inputs.join()}`;
  const left = new Map<string, number>();
  for (const form of home?.forms ?? []) left.set(key(form), (left.get(key(form)) ?? 0) + 1);
  // The search of the whole site comes again on every page; a second one beside it is the column's own.
  const isOwn = page.forms.some((form) => {
    const count = left.get(key(form)) ?? 0;
    left.set(key(form), count - 1);
    return form.inputs.length > 0 && count <= 0;
  });
  return isOwn || /检索|公报查询|公报搜索|关键[词字]查[找询]|全文搜索/.test(page.mainText);
}

/** In the content, not in the footer: 我为政府网站找错 stands on every page of the site. */
function hasFindError(page: Page): boolean {
  const words = /找错|纠错|挑错/;
  return page.links.some(({ text, area }) => area === 'main' && words.test(text)) || words.test(page.mainText);
}

function issuesOf(family: readonly Column[]): readonly GazetteIssue[] {
  const issues = new Map<string, GazetteIssue>();
  for (const column of family) {
    const own = readIssueTitle(column.path.at(-1) ?? '');
    if (own !== undefined && own.numbers.length > 0) add(issues, fromColumn(column, withYear(own, column.path)));
    for (const entry of column.entries) {
      const title = readIssueTitle(entry.title);
      if (title !== undefined && title.numbers.length > 0) add(issues, fromEntry(entry, withYear(title, column.path)));
    }
  }
  return [...issues.values()];
}

function add(issues: Map<string, GazetteIssue>, issue: GazetteIssue): void {
  const before = issues.get(issue.key);
  if (before === undefined || (before.contents.length === 0 && issue.contents.length > 0)) issues.set(issue.key, issue);
}

/** 政府公报 / 2025年 / 第3期: the year may stand above. */
function withYear(title: IssueTitle, path: readonly string[]): IssueTitle {
  if (title.year !== undefined) return title;
  const [, year] = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(path.toReversed().join(' ')) ?? [];
  return year === undefined ? title : { ...title, year: Number(year) };
}

function fromColumn(column: Column, title: IssueTitle): GazetteIssue {
  const page = column.pages[0];
  const contents = column.entries.map((entry) => ({ section: undefined, title: entry.title, url: entry.url }));
  return {
    ...title,
    key: plainUrl(column.url),
    seen: column.seen,
    at: column.at,
    url: column.url,
    title: column.path.at(-1) ?? '',
    publishedOn: page?.published?.day,
    page,
    contents,
    files: page?.files ?? [],
  };
}

function fromEntry(entry: Entry, title: IssueTitle): GazetteIssue {
  const { page } = entry;
  return {
    ...title,
    key: plainUrl(entry.url),
    seen: page?.seen ?? { whole: false, reason: 'not-fetched' },
    at: page?.at ?? entry.at,
    url: entry.url,
    title: entry.title,
    publishedOn: (page && dayShown(page)) ?? page?.published?.day ?? entry.date?.day,
    page,
    contents: page === undefined ? [] : contentsOf(page),
    files: page === undefined ? [] : filesOf(page),
  };
}

/** The day of the issue itself, which may stand in its text: 出刊日期, 出版日期. */
function dayShown(page: Page): ReturnType<typeof dayIn> {
  const field = page.fields.find(({ label }) => /^(?:出刊|出版|刊发|印发)(?:日期|时间)/.test(label));
  return dayIn(
    field?.value ?? /(?:出刊|出版)(?:日期|时间)\s{0,5}[:：]\s{0,5}(\S{8,12})/.exec(page.mainText.slice(0, 5_000))?.[1],
  );
}

/** Its PDF, read or not. A page that is itself a file has itself. */
function filesOf(page: Page): readonly FileText[] {
  if (page.file !== undefined) {
    const { gaveUp, unread } = page.file;
    const file = { url: page.url, title: page.title ?? '', at: page.at, tables: [] };
    const own: FileText =
      gaveUp === undefined ? { ...file, text: page.mainText } : { ...file, text: undefined, why: gaveUp };
    return [own, ...(unread ?? []).map(({ name, why }) => ({ ...file, title: name, text: undefined, why }))];
  }
  if (page.files !== undefined) return page.files;
  return page.attachments.flatMap(({ url, title }) =>
    url === undefined ? [] : [{ url, title, at: undefined, text: undefined, tables: [], why: 'not-fetched' }],
  );
}

/** The 目录: the rows of the page, else the links of its content, else the lines of its text, by the section above them. */
function contentsOf(page: Page): GazetteIssue['contents'] {
  const linked = new Map<string, string>();
  for (const row of page.rows) if (row.url !== undefined) linked.set(bareName(row.title), row.url);
  for (const link of page.links) {
    if (link.area === 'main' && bareName(link.text).length >= 6) linked.set(bareName(link.text), link.url);
  }
  const lines = contentLines(page.mainText);
  if (lines.length > 0) return lines.map((line) => ({ ...line, ...urlOf(linked.get(bareName(line.title))) }));
  return page.rows.map(({ title, url }) => ({ section: undefined, title, ...urlOf(url) }));
}

function urlOf(url: string | undefined): { readonly url?: string } {
  return url === undefined ? {} : { url };
}

const sectionLine =
  /^[【[〔◎●■◆]?\s{0,4}((?:[\u3400-\u9fff]{0,8}(?:政府|部门|办公室|办公厅|县委|市委))?[\u3400-\u9fff]{0,6}(?:文件|规章|解读|任免|人事|大事记|讲话|统计|要闻|公告|资料|令))\s{0,4}[】\]〕]?$/;
const itemLine = /^(?:[\d一二三四五六七八九十]{1,3}[、.．]\s{0,4})?(.{6,200}?)[\s.…·]{0,200}(?:[（(]?\d{1,3}[）)]?)?$/;

/** Lines after 目录, up to the first that is a paragraph. */
function contentLines(text: string): { readonly section: string | undefined; readonly title: string }[] {
  const lines = text
    .slice(0, 30_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const start = lines.findIndex((line) => /^(?:本期)?目\s{0,8}[录次]$/.test(line));
  if (start < 0) return [];
  const found: { section: string | undefined; title: string }[] = [];
  let section: string | undefined;
  for (const line of lines.slice(start + 1, start + 300)) {
    if (line.length > 160) break;
    const named = sectionLine.exec(line)?.[1];
    const title = itemLine.exec(line)?.[1]?.trim();
    if (named !== undefined) section = named;
    else if (
      title !== undefined &&
      !/^上一|^下一|^(?:赠阅|发行|发送|主办|主管|编辑|出刊|出版|印刷|刊号|准印)/.test(title)
    )
      found.push({ section, title });
  }
  return found;
}
