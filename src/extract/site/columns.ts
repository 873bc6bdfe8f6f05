import type { Page } from '../../contract/page.ts';
import type { Place, Seen } from '../../contract/seen.ts';
import type { Column, Entry } from '../../contract/site.ts';
import type { Day } from '../../lib/day.ts';
import { contentOfList, contentOfPage, idleScripts, type Content } from './column-content.ts';
import { isClosed } from './closed.ts';
import { entriesOf, isOneDay, newestOf } from './entries.ts';
import { findColumns, keyOfPath, type Candidate, type Sources } from './find-columns.ts';
import { pathOf, plainUrl } from './plain-url.ts';
import { typeColumn } from './type-column.ts';

/** What columns need to know of the run. */
export interface Surroundings {
  readonly captured: Day;
  readonly clicks: ReadonlyMap<Page, number>;
}

/** The same, and what the lists of the site say together. */
interface Known extends Surroundings {
  readonly idle: ReadonlySet<string>;
}

type Draft = Omit<Column, 'key' | 'children'> & { readonly pathKey: string };

/** The columns of a site, with their entries, in the order of their paths on the site. */
export function buildColumns(sources: Sources, around: Surroundings): readonly Column[] {
  const known = { ...around, idle: idleScripts(sources.runs.flatMap(({ pages }) => pages)) };
  const drafts = findColumns(sources).flatMap((candidate) => draftOf(candidate, sources, known) ?? []);
  const sorted = [...drafts].sort((a, b) => order(a.pathKey, b.pathKey) || order(plainUrl(a.url), plainUrl(b.url)));
  const keys = keysOf(sorted);
  const paths = sorted.map(({ pathKey }) => pathKey);
  return sorted.map(({ pathKey, ...column }, index) => {
    const children = childrenOf(pathKey, paths, keys);
    return { ...column, ...branchOf(column, children), key: keys[index] ?? pathKey, children };
  });
}

/** A page that is no article and has columns below it only leads to them; nor is a list without rows empty where they are. */
function branchOf(column: Omit<Draft, 'pathKey'>, children: readonly string[]): Partial<Column> {
  const { form, pages, entries } = column;
  if (children.length === 0 || pages[0] === undefined) return {};
  const leads = form === 'single-page' ? pages[0].kind !== 'article' : form === 'list' && entries.length === 0;
  return leads ? { form: 'branch', content: 'filled' } : {};
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The path; where two columns have one path, the address too. */
function keysOf(drafts: readonly Draft[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { pathKey } of drafts) counts.set(pathKey, (counts.get(pathKey) ?? 0) + 1);
  const taken = new Set<string>();
  return drafts.map(({ pathKey, url }) => {
    const wanted = counts.get(pathKey) === 1 ? pathKey : `${pathKey}@${pathOf(url)}`;
    const key = taken.has(wanted) ? `${pathKey}@${plainUrl(url)}` : wanted;
    taken.add(key);
    return key;
  });
}

/** The columns one step below: the list is sorted, so all below a path stand together. */
function childrenOf(pathKey: string, paths: readonly string[], keys: readonly string[]): readonly string[] {
  const prefix = `${pathKey}/`;
  const children: string[] = [];
  for (let index = lowerBound(paths, prefix); index < paths.length; index += 1) {
    const path = paths[index] ?? '';
    if (!path.startsWith(prefix)) break;
    if (!path.slice(prefix.length).includes('/')) children.push(keys[index] ?? path);
  }
  return children;
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Undefined where nothing stored would prove that there is such a column. */
function draftOf(candidate: Candidate, sources: Sources, around: Known): Draft | undefined {
  const { found } = candidate;
  switch (found.kind) {
    case 'list': {
      const entries = entriesOf(found.run.pages, sources.pages);
      const content = contentOfList(found.run.pages, entries, found.run.seen.whole, around.idle);
      const seen = seenOfList(found.run.seen, entries, content);
      return finish(candidate, { pages: found.run.pages, form: 'list', entries, content, seen }, around);
    }
    case 'page': {
      const content: Content = found.isBranch ? { content: 'filled' } : contentOfPage(found.page);
      const form = found.isBranch ? 'branch' : 'single-page';
      return finish(candidate, { pages: [found.page], form, entries: [], content, seen: found.page.seen }, around);
    }
    case 'absent':
      return absent(candidate, around);
  }
}

function seenOfList(seen: Seen, entries: readonly Entry[], { content }: Content): Seen {
  if (!seen.whole) return seen;
  if (content === 'script') return { whole: false, reason: 'unrendered' };
  if (content === 'unknown') return { whole: false, reason: 'unparsed' };
  const hasDates = entries.some(({ date }) => date !== undefined);
  return entries.length > 0 && !hasDates && content !== 'statement' ? { whole: false, reason: 'dates-unread' } : seen;
}

interface Body {
  readonly pages: readonly Page[];
  readonly form: Column['form'];
  readonly entries: readonly Entry[];
  readonly content: Content;
  readonly seen: Seen;
}

function finish(candidate: Candidate, body: Body, { captured, clicks }: Surroundings): Draft | undefined {
  const [first] = body.pages;
  if (first === undefined) return undefined;
  const newest = newestOf(body.entries);
  return {
    ...base(candidate, first.at),
    ...typeColumn({ ...candidate, metas: first.metas, entries: body.entries }),
    ...body.content,
    seen: body.seen,
    form: body.form,
    pages: body.pages,
    entries: body.entries,
    newest,
    undated: body.entries.filter(({ date }) => date === undefined).length,
    closed: isClosed(candidate.path, newest?.date?.day, captured),
    oneDay: isOneDay(body.entries),
    clicks: clicks.get(first) ?? fewest(candidate, clicks),
  };
}

function base({ url, path }: Candidate, at: Place): Pick<Draft, 'pathKey' | 'at' | 'url' | 'path'> {
  return { pathKey: keyOfPath(path), at, url, path };
}

/** A column that was named and not read: its evidence is the page that names it. */
function absent(candidate: Candidate, { captured, clicks }: Surroundings): Draft | undefined {
  const { found, seenOn } = candidate;
  if (found.kind !== 'absent' || seenOn === undefined) return undefined;
  const { destination } = found;
  const reason =
    destination.kind === 'elsewhere' ? 'elsewhere' : destination.kind === 'dead' ? 'not-fetched' : destination.reason;
  return {
    ...base(candidate, { ...seenOn.at, quote: candidate.path.at(-1) ?? '' }),
    ...typeColumn({ ...candidate, metas: [], entries: [] }),
    content: reason === 'elsewhere' ? 'elsewhere' : 'unknown',
    seen: { whole: false, reason },
    form: 'list',
    pages: [],
    entries: [],
    newest: undefined,
    undated: 0,
    closed: isClosed(candidate.path, undefined, captured),
    oneDay: false,
    clicks: fewest(candidate, clicks),
  };
}

/** One click more than the page that names it; 1 where even that is not known. */
function fewest({ seenOn }: Candidate, clicks: ReadonlyMap<Page, number>): number {
  const named = seenOn === undefined ? undefined : clicks.get(seenOn);
  return (named ?? 0) + 1;
}
