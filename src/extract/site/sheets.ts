import type { Field, Page } from '../../contract/page.ts';
import type { Column, ElementSheet } from '../../contract/site.ts';
import { bareLabel, fieldsOfTable, fieldsOfText, headerOf, isElementLabel } from './labelled-text.ts';
import { bareName } from './names.ts';
import { plainUrl } from './plain-url.ts';
import { describesBody } from './type-column.ts';

/** Which list of elements the pages of a column are held against. */
const sheetOf: Readonly<Partial<Record<Column['type'], ElementSheet['of']>>> = {
  organisation: 'organisation',
  leaders: 'leader',
  guide: 'guide',
  'item-list': 'item-list',
  relief: 'relief',
  application: 'application',
  consulting: 'consulting',
  'service-guide': 'service-guide',
};

/** Kinds of which one page may show many, a row or a block each. */
const several: ReadonlySet<ElementSheet['of']> = new Set([
  'organisation',
  'leader',
  'item-list',
  'relief',
  'service-guide',
]);
const firstLabels = /^(?:姓名|(?:机构|单位|部门|事项|政策|项目|科室|公开事项|服务事项|办理事项)名称|公开事项|事项)$/;

/** Pages of one column that are opened for their elements. */
const mostPages = 300;

/** The sheets of elements that a site shows, by its columns. */
export function buildSheets(columns: readonly Column[]): readonly ElementSheet[] {
  const taken = new Set<string>();
  const done = new Set<string>();
  return columns.flatMap((column) => {
    const of = sheetOf[column.type];
    if (of === undefined) return [];
    const isSingle = column.form === 'single-page';
    return pagesOf(column, of).flatMap((page) => {
      const once = `${of}\n${page.key}`;
      if (done.has(once)) return [];
      done.add(once);
      const sheets = sheetsOf(page, of).filter((sheet) => isSingle || isSheet(sheet));
      return sheets.map((sheet) => ({ ...sheet, key: freeKey(sheet.key, taken) }));
    });
  });
}

/** Among the entries of a list there are news and plans too: an item or a guide shows at least two of its labels, or is called one. */
function isSheet({ of, title, elements }: ElementSheet): boolean {
  if (of !== 'service-guide' && of !== 'relief' && of !== 'item-list') return true;
  if (/指南|办事流程|办理流程|政策要点|事项清单|事项目录/.test(title)) return true;
  return [...elements.keys()].filter(isElementLabel).length >= 2;
}

function freeKey(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let count = 2; taken.has(key); count += 1) key = `${wanted}#${count}`;
  taken.add(key);
  return key;
}

/** The page of a single-page column, or the articles of a list: of a guide only those that are called one. */
function pagesOf(column: Column, of: ElementSheet['of']): readonly Page[] {
  if (column.content === 'placeholder' || column.content === 'statement') return [];
  if (column.form === 'single-page') return column.pages;
  if (column.form === 'branch') return [];
  const articles = column.entries.flatMap(({ page, title }) => (page === undefined ? [] : [{ page, title }]));
  const fitting = articles.filter(({ title }) => fits(title, of)).slice(0, mostPages);
  return fitting.map(({ page }) => page).filter(({ kind }) => kind === 'article');
}

/** News and notices that stand in such a column are no sheets. */
function fits(title: string, of: ElementSheet['of']): boolean {
  if (/通知|公告|公示|通报|会议|召开|任免|任前/.test(title)) return false;
  if (of === 'guide') return title.includes('指南');
  if (of === 'organisation') return describesBody(title);
  if (of === 'application') return /依申请|申请公开|流程|指南|须知|说明/.test(title);
  return true;
}

function sheetsOf(page: Page, of: ElementSheet['of']): readonly ElementSheet[] {
  const rows = several.has(of) ? page.tables.flatMap((table) => rowSheets(table)) : [];
  const fields = fieldsOf(page);
  const groups = rows.length > 0 ? rows : blocks(of === 'leader' ? withName(fields, page) : fields, of);
  const title = page.title ?? page.column ?? '';
  return groups.map((fields) => {
    const own = groups.length > 1 ? nameIn(fields) : undefined;
    return {
      key: own === undefined ? plainUrl(page.url) : `${plainUrl(page.url)}#${bareName(own)}`,
      seen: page.seen,
      at: own === undefined ? page.at : { ...page.at, quote: own.slice(0, 300) },
      of,
      title: own ?? title,
      page,
      elements: elementsOf(fields.map((field) => withPicture(field, page))),
    };
  });
}

/** The elements of a page: its fields, its tables of labels and values, and its labelled lines. */
function fieldsOf(page: Page): readonly Field[] {
  const shown = page.fields.map((field) => ({ ...field, label: bareLabel(field.label) }));
  return [...shown, ...page.tables.flatMap(fieldsOfTable), ...fieldsOfText(page.mainText)];
}

/** A leader's name may stand over his sheet without a label, or in its title: 党组成员、副局长：某某. */
function withName(fields: readonly Field[], { mainText, text, title = '' }: Page): readonly Field[] {
  if (fields.some(({ label }) => label === '姓名')) return fields;
  const [, titled] =
    /(?:书记|[局县镇乡院校市区处科所队]长|主任|成员|调研员|组长|主席|会长)\s?[:：]\s?([\u3400-\u9fff]{2,4})$/.exec(
      title,
    ) ?? [];
  const value = titled ?? nameOver(mainText) ?? nameOver(text);
  return value === undefined ? fields : [{ label: '姓名', value }, ...fields];
}

/** The line before the office of a leader, if it can be a name. */
function nameOver(text: string): string | undefined {
  const lines = text.slice(0, 20_000).split('\n');
  const office = lines.findIndex((line) => /^(?:担任|现任|领导)?职\s{0,4}务\s?[:：]/.test(line));
  const before = (lines[office - 1] ?? '').replace(/\s/g, '');
  return /^[\u3400-\u9fff]{2,4}$/.test(before) && !NO_NAME.test(before) ? before : undefined;
}

const NO_NAME =
  /领导|信息|简介|介绍|分工|之窗|简历|班子|成员|书记|[局县镇乡院校市区处科所队]长$|主任|首页|活动|个人|基本|资料/;

/** A photograph has no words: where pictures stand on the page, its label is not blank. */
function withPicture(field: Field, { media }: Page): Field {
  const isPicture = /^(?:个人|领导|工作)?(?:照片?|图片|头像)$/.test(field.label);
  return isPicture && field.value.trim() === '' && media.images > 0 ? { ...field, value: '〔图〕' } : field;
}

/** A table under a header row of known labels: one sheet a row. A cell that spans several rows stands in each of them. */
function rowSheets(table: Page['tables'][number]): readonly (readonly Field[])[] {
  const header = headerOf(table);
  if (header === undefined) return [];
  return header.body
    .filter((row) => row.some((cell) => cell.trim() !== '') && new Set(row).size > 1)
    .map((row) => row.flatMap((value, index) => fieldAt(header.labels[index], value)));
}

function fieldAt(label: string | undefined, value: string): readonly Field[] {
  return label === undefined || label === '' ? [] : [{ label, value: value.trim() }];
}

/** Cut anew wherever the label that opens a block comes again: 姓名 … 职务 … 姓名 … 职务. */
function blocks(fields: readonly Field[], of: ElementSheet['of']): readonly (readonly Field[])[] {
  const opening = several.has(of) ? fields.find(({ label }) => firstLabels.test(label))?.label : undefined;
  const starts = fields.flatMap(({ label }, index) => (label === opening ? [index] : []));
  const names = new Set(starts.map((index) => fields[index]?.value));
  if (opening === undefined || starts.length < 2 || names.size < starts.length) return [fields];
  return starts.map((start, index) => fields.slice(index === 0 ? 0 : start, starts[index + 1]));
}

function nameIn(fields: readonly Field[]): string | undefined {
  const named =
    fields.find(({ label, value }) => firstLabels.test(label) && value !== '') ??
    fields.find(({ value }) => /[\u3400-\u9fff]/.test(value));
  return named?.value.slice(0, 60);
}

/** Of a label that comes twice, the value that says more stands first; an empty one never hides a full one. */
function elementsOf(fields: readonly Field[]): ReadonlyMap<string, Field> {
  const elements = new Map<string, Field>();
  for (const field of fields) {
    const before = elements.get(field.label);
    if (before === undefined || before.value.trim() === '') elements.set(field.label, field);
  }
  return elements;
}
