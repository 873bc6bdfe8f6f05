import type { Subject } from '../contract/seen.ts';
import type { Column, Site } from '../contract/site.ts';

/** Where a subject stands. */
export interface Location {
  readonly url?: string;
  readonly column?: { readonly path: readonly string[]; readonly url: string };
}

/** What a subject may say of its place: columns, pages, documents, sites and directory rows each say some of it. */
interface Placed extends Subject {
  readonly url?: unknown;
  readonly at?: { readonly url?: unknown };
  readonly path?: unknown;
  readonly entries?: unknown;
  readonly columns?: unknown;
  readonly column?: unknown;
}

/** The URL of a subject, and the column that it is or belongs to. */
export function locate(subject: Placed, site: Site | undefined): Location {
  const url = [subject.url, subject.at?.url].find((one) => typeof one === 'string');
  const column = isColumn(subject) ? subject : columnOf(subject, url, site);
  return {
    ...(url !== undefined && { url }),
    ...(column && { column: { path: column.path, url: column.url } }),
  };
}

function isColumn(subject: Placed): subject is Column {
  return Array.isArray(subject.path) && Array.isArray(subject.entries) && typeof subject.url === 'string';
}

/** A subject may carry its column, name the keys of its columns, or be listed by one. */
function columnOf({ column, columns }: Placed, url: string | undefined, site: Site | undefined): Column | undefined {
  if (isSubject(column) && isColumn(column)) return column;
  if (!site) return undefined;
  const { byKey, byUrl } = indexOf(site);
  if (Array.isArray(columns)) {
    const key: unknown = columns[0];
    const found = typeof key === 'string' ? byKey.get(key) : undefined;
    if (found) return found;
  }
  return url === undefined ? undefined : byUrl.get(url);
}

function isSubject(value: unknown): value is Placed {
  return typeof value === 'object' && value !== null && 'key' in value && 'seen' in value;
}

interface Index {
  readonly byKey: ReadonlyMap<string, Column>;
  readonly byUrl: ReadonlyMap<string, Column>;
}

/** Made once for each site and forgotten with it. */
const indexes = new WeakMap<Site, Index>();

function indexOf(site: Site): Index {
  const made = indexes.get(site);
  if (made) return made;
  const byUrl = new Map<string, Column>();
  const put = (url: string, column: Column): void => {
    if (!byUrl.has(url)) byUrl.set(url, column);
  };
  for (const column of site.columns)
    for (const url of [column.url, ...column.pages.map((page) => page.url)]) put(url, column);
  for (const column of site.columns) for (const { url } of column.entries) put(url, column);
  const index = { byKey: new Map(site.columns.map((column) => [column.key, column])), byUrl };
  indexes.set(site, index);
  return index;
}
