import type { Page } from '../../contract/page.ts';
import type { Seen } from '../../contract/seen.ts';
import { bareName } from './names.ts';
import type { Pages } from './pages.ts';
import { addressOf } from './plain-url.ts';
import { whole } from './unseen.ts';

/** The pages of one list, first page first, and whether it was read to its end. */
export interface ListRun {
  readonly first: Page;
  readonly pages: readonly Page[];
  readonly seen: Seen;
}

/** Puts the list pages of a site together, by their links to the next page and by the spelling of their addresses. */
export function findListRuns(pages: Pages, home: Page | undefined): readonly ListRun[] {
  const shown = withoutFurniture(
    pages.all.filter((page) => page !== home && isList(page)),
    pages.all,
  );
  const lists = withoutArticles(withoutBranches(shown, pages), pages);
  const owners = ownersOf(lists, pages);
  const followers = followersOf(lists, pages);
  const isFollower = new Set(followers.values());
  const firsts = lists.filter((page) => !owners.has(page) && !isFollower.has(page));
  const taken = new Set<Page>();
  const runs: Page[][] = [];
  for (const first of [...firsts, ...[...lists].sort(byAddress)]) {
    if (taken.has(first) || owners.has(first)) continue;
    const run = walk(first, followers, taken);
    runs.push(run);
  }
  addStrays(runs, owners, taken);
  const full = fullestOf(lists);
  return runs.map((run) => finish(run, pages, full));
}

/** How many rows the fullest of the lists shows that load more by a click: a list that shows fewer has come to its end. */
function fullestOf(lists: readonly Page[]): number {
  return lists.reduce((most, { list, rows }) => (list.more === undefined ? most : Math.max(most, rows.length)), 0);
}

function isList(page: Page): boolean {
  return page.kind === 'column' && page.disguise === undefined;
}

/**
 * What stands on every page (a menu, a box of links) may be taken for the list of a page that has none. Such rows bear no
 * day, and half of the site links where they lead.
 */
function withoutFurniture(lists: readonly Page[], all: readonly Page[]): readonly Page[] {
  const doubtful = new Set(
    lists.filter(({ rows }) => rows.length >= 3 && rows.every(({ date }) => date === undefined)),
  );
  if (doubtful.size === 0 || all.length < 10) return lists;
  const counts = new Map<string, number>();
  for (const { rows } of doubtful) for (const { url } of rows) if (url !== undefined) counts.set(url, 0);
  for (const page of all) {
    const linked = new Set(page.links.map(({ url }) => url).filter((url) => counts.has(url)));
    for (const url of linked) counts.set(url, (counts.get(url) ?? 0) + 1);
  }
  const most = all.length / 2;
  const isFurniture = ({ rows }: Page): boolean =>
    rows.filter(({ url }) => (counts.get(url ?? '') ?? 0) >= most).length >= rows.length * 0.8;
  return lists.filter((page) => !doubtful.has(page) || !isFurniture(page));
}

/** A page whose rows bear no day and all lead to lists is a page of columns. */
function withoutBranches(lists: readonly Page[], pages: Pages): readonly Page[] {
  const isOne = new Set(lists);
  return lists.filter((page) => {
    if (page.rows.length === 0 || page.rows.some(({ date }) => date !== undefined)) return true;
    const led = page.rows.map(({ url }) => (url === undefined ? undefined : pages.lead(url)));
    return !led.every((to) => to?.kind === 'page' && to.page !== page && isOne.has(to.page));
  });
}

/**
 * An article may be taken for a list by the links beside it. It is an article where another list shows it as a row with a
 * day, or where its own breadcrumb ends at another list and no row of its own bears a day.
 */
function withoutArticles(lists: readonly Page[], pages: Pages): readonly Page[] {
  const shown = new Map<string, Set<Page>>();
  for (const list of lists) {
    for (const { url, date } of list.rows)
      if (url !== undefined && date !== undefined) note(shown, addressOf(url), list);
  }
  return lists.filter((page) => {
    const shownBy = shown.get(addressOf(page.url));
    const isShown = shownBy !== undefined && [...shownBy].some((list) => list !== page && !isPart(list, page, pages));
    return !isShown && !isBelowList(page, pages);
  });
}

function note(shown: Map<string, Set<Page>>, address: string, list: Page): void {
  const lists = shown.get(address) ?? new Set<Page>();
  shown.set(address, lists.add(list));
}

/** Whether two lists are pages of one. */
function isPart(list: Page, page: Page, pages: Pages): boolean {
  return [...stemsOf(list.url), list.next ?? ''].some((url) => url !== '' && pages.find(url) === page);
}

function isBelowList(page: Page, pages: Pages): boolean {
  if (page.rows.length === 0 || page.rows.some(({ date }) => date !== undefined)) return false;
  const crumb = page.breadcrumb.findLast(({ url }) => url !== undefined);
  const owner = crumb?.url === undefined ? undefined : pages.find(crumb.url);
  if (owner === undefined || owner === page || !isList(owner) || nameOf(owner) !== nameOf(page)) return false;
  return !isPart(page, owner, pages);
}

function byAddress(a: Page, b: Page): number {
  return a.url.length - b.url.length || (a.url < b.url ? -1 : 1);
}

function walk(first: Page, followers: ReadonlyMap<Page, Page>, taken: Set<Page>): Page[] {
  const run: Page[] = [];
  for (let page: Page | undefined = first; page !== undefined && !taken.has(page); page = followers.get(page)) {
    taken.add(page);
    run.push(page);
  }
  return run;
}

/** The page after each list page, where it was read. A page that calls itself the next ends its list. */
function followersOf(lists: readonly Page[], pages: Pages): ReadonlyMap<Page, Page> {
  const followers = new Map<Page, Page>();
  const followed = new Set<Page>();
  for (const page of lists) {
    const next = page.next === undefined ? undefined : pages.find(page.next);
    if (next === undefined || next === page || !isList(next) || followed.has(next)) continue;
    followers.set(page, next);
    followed.add(next);
  }
  return followers;
}

/** The first page of which a page bears the number (`18105_163` of `18105`, `?page=3`), where both are of one name. */
function ownersOf(lists: readonly Page[], pages: Pages): ReadonlyMap<Page, Page> {
  const owners = new Map<Page, Page>();
  for (const page of lists) {
    for (const stem of stemsOf(page.url)) {
      const owner = pages.find(stem);
      if (owner === undefined || owner === page || !isList(owner) || nameOf(owner) !== nameOf(page)) continue;
      owners.set(page, owner);
      break;
    }
  }
  return owners;
}

const pageParameter =
  /^(?:page|p|pageindex|page_index|pageno|pagenum|pagenumber|curpage|currentpage|cur|pg|paged|pn)$/i;

/** The addresses that a numbered page may be a part of. */
export function stemsOf(url: string): readonly string[] {
  const stems: string[] = [];
  const [path = '', query = ''] = url.split('?', 2);
  if (query !== '') {
    const rest = query.split('&').filter((part) => !pageParameter.test(part.split('=', 1)[0] ?? ''));
    if (rest.length < query.split('&').length) stems.push(rest.length > 0 ? `${path}?${rest.join('&')}` : path);
    return stems;
  }
  const numbered = /^(.*)[_-]\d{1,5}(\.[a-z]{3,5})$/i.exec(path);
  if (numbered) stems.push(`${numbered[1] ?? ''}${numbered[2] ?? ''}`, `${numbered[1] ?? ''}_1${numbered[2] ?? ''}`);
  const inFolder = /^(.*)\/\d{1,4}(\.[a-z]{3,5})$/i.exec(path);
  if (inFolder) stems.push(`${inFolder[1] ?? ''}${inFolder[2] ?? ''}`, `${inFolder[1] ?? ''}/`);
  return stems;
}

function nameOf(page: Page): string {
  return bareName(page.column ?? page.title ?? page.breadcrumb.at(-1)?.name ?? '');
}

function addStrays(runs: readonly Page[][], owners: ReadonlyMap<Page, Page>, taken: ReadonlySet<Page>): void {
  const homes = new Map(runs.flatMap((run) => run.map((page) => [page, run] as const)));
  for (const [page, owner] of owners) {
    if (!taken.has(page)) homes.get(rootOf(owner, owners))?.push(page);
  }
}

function rootOf(page: Page, owners: ReadonlyMap<Page, Page>): Page {
  let root = page;
  for (let hops = 0; hops < 10; hops += 1) {
    const owner = owners.get(root);
    if (owner === undefined) return root;
    root = owner;
  }
  return root;
}

function finish(run: readonly Page[], pages: Pages, full: number): ListRun {
  const [first] = run;
  if (first === undefined) throw new Error('a list without a page');
  return { first, pages: run, seen: seenOf(run, pages, full) };
}

/** A list is read to its end where each next page was read, the last has none, and no page is missing from its own count. */
function seenOf(run: readonly Page[], pages: Pages, full: number): Seen {
  const own = new Set(run.map((page) => addressOf(page.url)));
  for (const page of run) {
    if (!page.seen.whole) return page.seen;
    if (page.next === undefined) continue;
    const next = pages.find(page.next);
    if (next !== undefined && own.has(addressOf(next.url))) continue;
    const destination = pages.lead(page.next);
    const isBlocked = destination.kind === 'unread' && destination.reason === 'blocked';
    return { whole: false, reason: isBlocked ? 'blocked' : 'pages-left-out' };
  }
  const count = Math.max(0, ...run.map((page) => page.pages ?? 0));
  const last = run.at(-1);
  const goesOn = last?.list.more !== undefined && last.rows.length >= full;
  return goesOn || count > run.length ? { whole: false, reason: 'pages-left-out' } : whole;
}
