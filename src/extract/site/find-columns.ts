import type { Page } from '../../contract/page.ts';
import { spotOf } from './plain-url.ts';
import type { Bounds } from './bounds.ts';
import type { ListRun } from './list-runs.ts';
import type { MenuItem } from './menus.ts';
import { bareName, isTool, tidyName } from './names.ts';
import type { Destination, Pages } from './pages.ts';
import type { Trails } from './trails.ts';
import { typeOfName } from './type-of-name.ts';

/** All that columns are found from. */
export interface Sources {
  readonly pages: Pages;
  readonly bounds: Bounds;
  readonly home: Page | undefined;
  readonly runs: readonly ListRun[];
  readonly trails: Trails;
  readonly menus: ReadonlyMap<string, MenuItem>;
}

/** A column before its entries are read. */
export interface Candidate {
  readonly url: string;
  readonly path: readonly [string, ...string[]];
  /** Other names by which menus lead to it. */
  readonly otherNames: readonly string[];
  /** Where it was named, for a column that was not read itself. */
  readonly seenOn: Page | undefined;
  readonly found:
    | { readonly kind: 'list'; readonly run: ListRun }
    | { readonly kind: 'page'; readonly page: Page; readonly isBranch: boolean }
    | { readonly kind: 'absent'; readonly destination: Exclude<Destination, { readonly kind: 'page' }> };
}

/** The columns of a site: its lists, the pages that its menus and breadcrumbs name, and what they name and was not read. */
export function findColumns(sources: Sources): readonly Candidate[] {
  const lists = told(
    sources.runs.flatMap((run) => listCandidate(run, sources) ?? []),
    sources,
  );
  const singles = namedPages(sources, rowsOf(lists, sources.pages));
  const read = [...lists, ...singles];
  return [...read, ...absentColumns(sources, read)];
}

/** Lists that go by one name alone, and are several (市场动态 of each game), bear the names of the folders that they lie in. */
function told(lists: readonly Candidate[], sources: Sources): readonly Candidate[] {
  const counts = new Map<string, number>();
  for (const { path } of lists) counts.set(keyOfPath(path), (counts.get(keyOfPath(path)) ?? 0) + 1);
  return lists.map((list) => {
    const [name] = list.path;
    if (list.path.length > 1 || counts.get(keyOfPath(list.path)) === 1) return list;
    const above = folderPath(list.url, name, sources);
    return { ...list, path: asPath(sameName(above.at(-1) ?? '', name) ? above : [...above, name]) ?? list.path };
  });
}

/** The names of the lists that show a page as a row; a page of a list is shown by itself. */
type Shown = ReadonlyMap<Page, ReadonlySet<string>>;

function rowsOf(lists: readonly Candidate[], pages: Pages): Shown {
  const shown = new Map<Page, Set<string>>();
  const note = (page: Page | undefined, name: string): void => {
    if (page !== undefined) shown.set(page, (shown.get(page) ?? new Set()).add(name));
  };
  for (const { path, found } of lists) {
    const name = bareName(path.at(-1) ?? '');
    if (found.kind !== 'list') continue;
    for (const list of found.run.pages) {
      note(list, itself);
      for (const { url } of list.rows) if (url !== undefined) note(pages.find(url), name);
    }
  }
  return shown;
}

const itself = '';

function listCandidate(run: ListRun, sources: Sources): Candidate | undefined {
  const { first } = run;
  if (!isOwn(first, sources) || isSearch(first.url)) return undefined;
  const path = pathOfList(first, sources);
  if (path === undefined || path.some(isTool)) return undefined;
  return {
    url: first.url,
    path,
    otherNames: otherNamesOf(first, path, sources),
    seenOn: undefined,
    found: { kind: 'list', run },
  };
}

/** What a search found is no column, whatever its words were. */
function isSearch(url: string): boolean {
  return /\/(?:search|sousuo|query)[^/?]{0,80}(?:\?|$)/i.test(url);
}

/** In scope by its address, or because its breadcrumb passes through a column that is. */
function isOwn(page: Page, { bounds, trails }: Sources): boolean {
  return bounds.holds(page.url) || trails.of(page).some(({ url }) => url !== undefined && bounds.holds(url));
}

function pathOfList(page: Page, sources: Sources): readonly [string, ...string[]] | undefined {
  const names = sources.trails.of(page).map(({ name }) => name);
  const own = tidyName(page.column ?? page.title ?? '');
  const voted = sources.trails.named.get(spotOf(page.url))?.path;
  if (names.length > 0) return asPath(pathByTrail(page, names, own, sources) ?? fuller(names, voted));
  if (voted !== undefined) return asPath(voted);
  const name = own === '' ? sources.menus.get(spotOf(page.url))?.name : own;
  return name === undefined ? undefined : asPath([...folderPath(page.url, name, sources), name]);
}

/** The path of a list whose breadcrumb does not end with its own name: that name takes the place of the end, or follows it. */
function pathByTrail(
  page: Page,
  names: readonly string[],
  own: string,
  sources: Sources,
): readonly string[] | undefined {
  const last = sources.trails.of(page).at(-1);
  if (last === undefined || own === '' || sameName(last.name, own)) return undefined;
  if (isSelf(last.url, page, sources)) return [...names.slice(0, -1), own];
  // Plain text at the end is mostly the page itself; it stands above it where it names another column.
  if (last.url === undefined && !isNamedElsewhere(last.name, page, sources)) return undefined;
  return [...names, own];
}

function isNamedElsewhere(name: string, page: Page, { menus, trails }: Sources): boolean {
  const own = spotOf(page.url);
  for (const [address, item] of menus) if (address !== own && sameName(item.name, name)) return true;
  for (const [address, { path }] of trails.named) {
    if (address !== own && sameName(path.at(-1) ?? '', name)) return true;
  }
  return false;
}

/** A list that names only itself may have a whole path in the breadcrumbs of its articles. */
function fuller(names: readonly string[], voted: readonly string[] | undefined): readonly string[] {
  const isMore = names.length === 1 && voted !== undefined && voted.length > 1;
  return isMore && sameName(voted.at(-1) ?? '', names[0] ?? '') ? voted : names;
}

function isSelf(url: string | undefined, page: Page, { pages }: Sources): boolean {
  if (url === undefined) return false;
  const destination = pages.lead(url);
  return destination.kind === 'page' && destination.page === page;
}

function sameName(a: string, b: string): boolean {
  return bareName(a) === bareName(b);
}

function asPath(names: readonly string[]): readonly [string, ...string[]] | undefined {
  const [first, ...others] = names;
  return first === undefined ? undefined : [first, ...others];
}

/** The path of the nearest folder above an address that menus or breadcrumbs name: `/zwgk/` for `/zwgk/tzgg/`. */
function folderPath(url: string, name: string, sources: Sources): readonly string[] {
  const { trails, menus, home } = sources;
  const homeSpot = home === undefined ? undefined : spotOf(home.url);
  let folder = spotOf(url);
  for (let depth = 0; depth < 8; depth += 1) {
    folder = folder.slice(0, folder.replace(/\/$/, '').lastIndexOf('/') + 1);
    if (folder.split('/').length <= 2 || folder === homeSpot) return [];
    const voted = trails.named.get(folder);
    if (voted !== undefined) return voted.path;
    const item = menus.get(folder);
    if (item !== undefined && !sameName(item.name, name))
      return [...folderPath(item.url, item.name, sources), item.name];
  }
  return [];
}

function otherNamesOf(page: Page, path: readonly string[], { menus, trails }: Sources): readonly string[] {
  const own = bareName(path.at(-1) ?? '');
  const address = spotOf(page.url);
  const names = [
    menus.get(address)?.name,
    trails.named.get(address)?.path.at(-1),
    page.kind === 'column' ? page.column : undefined,
  ];
  const others = names.flatMap((name) => (name === undefined || bareName(name) === own ? [] : [tidyName(name)]));
  return [...new Set(others)];
}

/** Pages that are no lists and stand in a menu or breadcrumb as a column: single pages and branches. */
function namedPages(sources: Sources, shown: Shown): readonly Candidate[] {
  const found = new Map<Page, Candidate>();
  const add = (naming: Naming, page: Page, isDirect: boolean): void => {
    if (found.has(page) || isRow(page, naming, shown) || !mayBeSingle(page, naming, sources)) return;
    const path = asPath((isDirect ? naming.path : undefined) ?? pathOfSingle(page, naming, sources));
    if (path !== undefined && !path.some(isTool)) found.set(page, singleCandidate(page, path, sources));
  };
  const redirected: (readonly [Naming, Page])[] = [];
  for (const naming of namings(sources)) {
    const destination = sources.pages.lead(naming.url);
    if (destination.kind !== 'page') continue;
    if (sources.pages.find(naming.url) === destination.page) add(naming, destination.page, true);
    else redirected.push([naming, destination.page]);
  }
  // The name of an index that only sends on is that of the section, and says less than the page's own.
  for (const [naming, page] of redirected) add(naming, page, false);
  return [...found.values()];
}

/** An entry of a list of that name, or of any list where only its own breadcrumb names it, is no column of its own. */
function isRow(page: Page, naming: Naming, shown: Shown): boolean {
  const names = shown.get(page);
  if (names === undefined) return false;
  const name = bareName(naming.name);
  // A long name in a menu is a headline that somebody put there.
  if (page.kind === 'article' && name.length > 8) return true;
  return names.has(itself) || names.has(name) || (naming.path !== undefined && !isBranch(page));
}

function mayBeSingle(page: Page, naming: Naming, sources: Sources): boolean {
  if (page === sources.home || page.file !== undefined || !isOwn(page, sources)) return false;
  if (page.kind === 'error' || page.kind === 'redirect' || isSearch(page.url)) return false;
  if (page.kind === 'article' && isOwnCrumb(page, naming, sources)) return false;
  return isBranch(page) || naming.isSure || typeOfName(naming.name) !== undefined;
}

/**
 * An article that only its own breadcrumb names is the end of that breadcrumb, and no column; but the index page of a
 * folder is one, and so is a page whose headline is the name of its column (领导信息).
 */
function isOwnCrumb(page: Page, naming: Naming, { menus }: Sources): boolean {
  const spot = spotOf(page.url);
  if (naming.seenOn !== page || menus.has(spot) || spot.endsWith('/')) return false;
  return !sameName(naming.name, page.title ?? '');
}

function isBranch({ kind }: Page): boolean {
  return kind === 'directory' || kind === 'home';
}

function singleCandidate(page: Page, path: Candidate['path'], sources: Sources): Candidate {
  const otherNames = otherNamesOf(page, path, sources);
  const found = { kind: 'page', page, isBranch: isBranch(page) } as const;
  return { url: page.url, path, otherNames, seenOn: undefined, found };
}

interface Naming {
  readonly url: string;
  readonly name: string;
  readonly path: readonly string[] | undefined;
  readonly seenOn: Page;
  /** Named in a breadcrumb or in the menu of the whole site, not only beside a list. */
  readonly isSure: boolean;
}

/** Every address that a breadcrumb or a menu gives a name, breadcrumbs first: they give a whole path. */
function* namings({ trails, menus }: Sources): Iterable<Naming> {
  for (const { url, path, seenOn } of trails.named.values()) {
    yield { url, name: path.at(-1) ?? '', path, seenOn, isSure: true };
  }
  for (const { url, name, seenOn, from } of menus.values()) {
    yield { url, name, path: undefined, seenOn, isSure: from !== 'side' };
  }
}

function pathOfSingle(page: Page, { name, path }: Naming, sources: Sources): readonly string[] {
  const names = sources.trails.of(page).map((step) => step.name);
  if (names.length === 0) return path ?? [...folderPath(page.url, name, sources), name];
  return names.some((known) => sameName(known, name)) ? names : [...names, name];
}

/** Columns that menus and breadcrumbs name and that were not read: they exist, and nobody may call them missing or empty. */
function absentColumns(sources: Sources, read: readonly Candidate[]): readonly Candidate[] {
  const known = new Set(read.map(({ path }) => keyOfPath(path)));
  const readNames = new Set(read.flatMap(({ path, otherNames }) => [path.at(-1) ?? '', ...otherNames]).map(bareName));
  const absent = new Map<string, Candidate>();
  for (const naming of namings(sources)) {
    const destination = sources.pages.lead(naming.url);
    if (destination.kind === 'page' || !mayBeColumn(naming, destination, sources)) continue;
    if (naming.path === undefined && readNames.has(bareName(naming.name))) continue;
    const path = asPath(naming.path ?? [...folderPath(naming.url, naming.name, sources), naming.name]);
    if (path === undefined || path.some(isTool)) continue;
    const key = keyOfPath(path);
    if (known.has(key)) continue;
    known.add(key);
    const found = { kind: 'absent', destination } as const;
    absent.set(key, { url: naming.url, path, otherNames: [], seenOn: naming.seenOn, found });
  }
  return [...absent.values()];
}

/** Links to other hosts count only where the name says what column it is: a menu of friends is no column of this site. */
function mayBeColumn(naming: Naming, destination: Destination, { bounds }: Sources): boolean {
  const isTyped = typeOfName(naming.name) !== undefined;
  if (destination.kind === 'elsewhere') return isTyped;
  if (!bounds.holds(naming.url)) return isTyped && bounds.wholeHost;
  return naming.isSure || isTyped;
}

/** A path as keys hold it: NFKC, without blanks, its names parted by `/`. */
export function keyOfPath(path: readonly string[]): string {
  return path.map(bareName).join('/');
}
