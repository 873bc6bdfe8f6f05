import type { Page, Table } from '../../contract/page.ts';
import type { AnnualReport, Column } from '../../contract/site.ts';
import type { ListedIn } from './documents.ts';
import { fromChinese } from './day-in.ts';
import { plainUrl } from './plain-url.ts';

const named = /信息公开.{0,12}(?:年度报告|年报)|信息公开(?:工作)?年度(?:工作)?报告|年度信息公开(?:工作)?报告/;
/** Papers about reports: calls for them, lists, statistics. */
const aboutReports = /指南|目录|规定|制度|办法|条例|流程|申请|通知|要求|模板|格式|统计表|汇总|培训|开展|编制|部署|一览/;

/** The 政府信息公开工作年度报告 of a site. */
export function buildAnnualReports(
  all: readonly Page[],
  listed: ListedIn,
  fileTitles: ReadonlyMap<Page, string>,
): readonly AnnualReport[] {
  return all.flatMap((page) => {
    const title = fileTitles.get(page) ?? page.title ?? '';
    return isReport(page, title, listed.get(page) ?? []) ? [reportOf(page, title)] : [];
  });
}

function isReport(page: Page, title: string, columns: readonly Column[]): boolean {
  if (page.kind !== 'article' || page.disguise !== undefined) return false;
  if (aboutReports.test(title)) return false;
  if (named.test(title)) return true;
  return (
    columns.some(({ type }) => type === 'annual-report') && /年度?报告|年报|公开(?:工作)?报告|信息公开/.test(title)
  );
}

function reportOf(page: Page, title: string): AnnualReport {
  const text = textOf(page);
  return {
    key: plainUrl(page.url),
    seen: page.seen,
    at: page.at,
    url: page.url,
    title,
    ...nameOf(title, text),
    publishedOn: page.published?.day,
    page,
    sections: sectionsIn(text),
    tables: tablesOf(page),
    text,
  };
}

/** The words of the page; where they have no sections and an attachment has, those of the attachment. */
function textOf(page: Page): string {
  const own = page.mainText;
  if (headingsIn(own) >= 2) return own;
  const attached = (page.files ?? []).map(({ text }) => text ?? '').find((text) => headingsIn(text) >= 2);
  return attached ?? own;
}

function tablesOf(page: Page): readonly Table[] {
  const own = page.tables;
  return own.length > 0 ? own : (page.files ?? []).flatMap(({ tables }) => tables);
}

const yearShape = /(?<!\d)(20[0-4]\d)(?!\d)/;

/** Year and body as a title says them, in either order: 甲局2024年…年度报告, 2024年甲局…年度报告. */
export function nameOf(
  title: string,
  text: string,
): { readonly year: number | undefined; readonly body: string | undefined } {
  const plain = fromChinese(title.normalize('NFKC')).replace(/\s/g, '');
  const head = fromChinese(text.slice(0, 600).normalize('NFKC')).replace(/\s/g, '');
  const year = yearShape.exec(plain) ?? /(20[0-4]\d)年(?:度)?(?:政府)?信息公开/.exec(head);
  return { year: year === null ? undefined : Number(year[1]), body: bodyIn(plain) };
}

function bodyIn(title: string): string | undefined {
  const before = title.split(/(?:政府|政务)?信息公开|政务公开|年度报告|年报/, 1)[0] ?? '';
  const body = before.replace(/20[0-4]\d年?度?/g, '').replace(/^关于|的$|[^\p{L}\p{N}]/gu, '');
  return body.length >= 2 ? body : undefined;
}

const heading = /^\s{0,40}([一二三四五六七八九十]{1,3})\s{0,4}[、.．,，]\s{0,4}(\S[^\n]{0,60})$/;
/** The third table of the form numbers its rows as the report numbers its parts. */
const tableRow = /^(?:本年新收|上年结转|本年度办理结果|结转下年度)|\d\s{1,9}\d{1,9}\s{1,9}\d/;
const order = '一二三四五六七八九十';

function headingsIn(text: string): number {
  return sectionsIn(text).length;
}

/** The parts under headings of the first rank (一、 二、 …), which must count up from one: a list inside a part does not. */
export function sectionsIn(text: string): AnnualReport['sections'] {
  const sections: { title: string; lines: string[] }[] = [];
  for (const line of text.slice(0, 300_000).split('\n')) {
    const [, number = '', title = ''] = heading.exec(line) ?? [];
    const isNext = number !== '' && (order[sections.length] ?? '') === number && !tableRow.test(title);
    if (isNext) sections.push(...partOf(title));
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }));
}

/** A heading that runs on into its first sentence ends at the full stop. */
function partOf(line: string): { title: string; lines: string[] }[] {
  const stop = line.search(/[。；：:]/);
  const title = (stop < 0 ? line : line.slice(0, stop)).trim();
  return [{ title, lines: stop < 0 ? [] : [line.slice(stop + 1)] }];
}
