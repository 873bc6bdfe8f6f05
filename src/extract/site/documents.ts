import type { Page } from '../../contract/page.ts';
import type { Column, Document } from '../../contract/site.ts';
import type { Day } from '../../lib/day.ts';
import { kindOf } from './document-kind.ts';
import { normalNumber } from './document-number.ts';
import { isMetadata, normalLabel } from './field-labels.ts';
import { dayIn } from './day-in.ts';
import { plainUrl } from './plain-url.ts';

/** Columns by the articles that they list. */
export type ListedIn = ReadonlyMap<Page, readonly Column[]>;

/** For every article the columns that list it. */
export function listedIn(columns: readonly Column[]): ListedIn {
  const listed = new Map<Page, Column[]>();
  for (const column of columns) {
    for (const { page } of column.entries) {
      if (page === undefined) continue;
      const before = listed.get(page);
      if (before === undefined) listed.set(page, [column]);
      else if (!before.includes(column)) before.push(column);
    }
  }
  return listed;
}

/** What the rows that lead to a file call it: a file itself knows only its name. */
export function fileTitles(columns: readonly Column[]): ReadonlyMap<Page, string> {
  const titles = new Map<Page, string>();
  for (const { entries } of columns) {
    for (const { page, title } of entries) if (page?.file !== undefined && !titles.has(page)) titles.set(page, title);
  }
  return titles;
}

const policyTypes: ReadonlySet<Column['type']> = new Set<Column['type']>(['policy', 'library']);

/** The documents of a site: articles with a metadata block, and what stands in policy columns. */
export function buildDocuments(all: readonly Page[], listed: ListedIn): readonly Document[] {
  const found = all.flatMap((page) => documentOf(page, listed.get(page) ?? []) ?? []);
  const sorted = [...found].sort((a, b) => (plainUrl(a.url) < plainUrl(b.url) ? -1 : 1));
  const taken = new Set<string>();
  const keys = new Map<Document, string>();
  for (const document of sorted) {
    const key = taken.has(document.key) ? `${document.key}@${plainUrl(document.url)}` : document.key;
    taken.add(key);
    keys.set(document, key);
  }
  return found.map((document) => ({ ...document, key: keys.get(document) ?? document.key }));
}

function documentOf(page: Page, columns: readonly Column[]): Document | undefined {
  if (page.kind !== 'article' || page.disguise !== undefined) return undefined;
  const fields = fieldsOf(page);
  const isListed = columns.some(({ type }) => policyTypes.has(type));
  if (!isListed && !isMetadata(new Set(fields.keys()))) return undefined;
  const title = page.title ?? fields.get('名称') ?? '';
  const number =
    normalNumber(fields.get('文号') ?? '') ??
    normalNumber(fields.get('索引号') ?? '') ??
    numberOfText(page, isListed && !isListing(title));
  const index = indexOf(fields.get('索引号'));
  return {
    key: index ?? number ?? plainUrl(page.url),
    seen: page.seen,
    at: page.at,
    url: page.url,
    title,
    page,
    columns: columns.map(({ key }) => key),
    fields,
    number,
    index,
    issuer: filled(fields.get('发布机构')),
    writtenOn: dayIn(fields.get('成文日期')),
    publishedOn: publishedOn(page, fields),
    validity: filled(fields.get('有效性')),
    topic: filled(fields.get('主题分类')),
    lifeStage: filled(fields.get('生命周期分类')),
    kind: kindOf({ title, number, fields, columns }),
    interpretations: [],
  };
}

/** The fields of a page by their normal labels. Of a label that comes twice, the value that is not blank. */
export function fieldsOf(page: Page): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const { label, value } of page.fields) {
    const name = normalLabel(label);
    if ((fields.get(name) ?? '') === '') fields.set(name, value.trim());
  }
  return fields;
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

/** A 文号 typed into 索引号 is none. */
function indexOf(value: string | undefined): string | undefined {
  const bare = value?.normalize('NFKC').replace(/\s/g, '') ?? '';
  return bare === '' || normalNumber(bare) !== undefined || !/\d/.test(bare) ? undefined : bare;
}

/** A list of papers opens with the numbers of others. */
function isListing(title: string): boolean {
  return /(?:目录|清单|一览表|清理结果)(?:[(（].{0,12}[)）])?$/.test(title.slice(0, 200));
}

/** The number below the headline of a document without a metadata block; only in policy columns is the text opened. */
function numberOfText(page: Page, isListed: boolean): string | undefined {
  if (!isListed) return undefined;
  const head = page.mainText.slice(0, 300);
  const line = head.split('\n').find((one) => one.trim().length <= 40 && normalNumber(one) !== undefined);
  return line === undefined ? undefined : normalNumber(line);
}

function publishedOn(page: Page, fields: ReadonlyMap<string, string>): Day | undefined {
  return page.published?.day ?? dayIn(fields.get('发布日期'));
}
