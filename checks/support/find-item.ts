import type { Column, ColumnType, Entry, Site } from '../../src/contract/site.ts';
import type { DirectoryItem } from '../../src/contract/standards.ts';
import { plain } from './rows.ts';
import { words } from './rules.ts';

/** Where an item of the directory stands on a site, and what tells so. */
export type Found =
  | { readonly by: 'name' | 'alias' | 'part-of-name' | 'type'; readonly column: Column }
  | { readonly by: 'entry'; readonly column: Column; readonly entry: Entry }
  | { readonly by: 'elsewhere' | 'link'; readonly name: string; readonly url: string }
  | { readonly by: 'mention'; readonly column: Column; readonly word: string };

/** A site looked through for every row of a directory. */
export interface Placed {
  readonly found: ReadonlyMap<string, Found>;
  /** The part of the rows that columns bear the name, an alias or the type of, from 0 to 1. */
  readonly recognised: number;
}

interface Named {
  readonly column: Column;
  /** The last step of its path, without what every name may carry. */
  readonly name: string;
}

/** What is looked through for every row, made ready once. */
interface Index {
  readonly site: Site;
  readonly named: readonly Named[];
  readonly titles: readonly { readonly column: Column; readonly entry: Entry; readonly title: string }[];
  readonly links: readonly { readonly name: string; readonly text: string; readonly url: string }[];
  readonly texts: readonly { readonly column: Column; readonly lines: readonly string[] }[];
}

/** Entries of one column, and letters of one page, beyond which nothing is searched. */
const MOST_ENTRIES = 500;
const LONGEST = 50_000;

/** Columns whose titles name everything and hold nothing of it. */
const TALK: ReadonlySet<ColumnType> = new Set<ColumnType>(['news', 'grassroots', 'item-list', 'catalogue', 'clean-up']);

const CURRENT: ReadonlySet<ColumnType> = new Set<ColumnType>(['news', 'notice']);

function indexOf(site: Site): Index {
  const pages = [...(site.home ? [site.home] : []), ...site.columns.flatMap((column) => column.pages.slice(0, 1))];
  const links = new Map(
    pages.flatMap((page) =>
      page.links.filter(({ text }) => text.length <= 24).map((link) => [`${link.text} ${link.url}`, link]),
    ),
  );
  return {
    site,
    named: site.columns.map((column) => ({ column, name: bare(column.path.at(-1) ?? '', site) })),
    titles: site.columns
      .filter(({ type }) => !CURRENT.has(type))
      .flatMap((column) =>
        column.entries
          .slice(0, MOST_ENTRIES)
          .map((entry) => ({ column, entry, title: bare(entry.title.slice(0, 100), site) })),
      ),
    links: [...links.values()].map(({ text, url }) => ({ name: bare(text, site), text, url })),
    texts: site.columns.filter(({ type }) => !TALK.has(type)).map((column) => ({ column, lines: linesOf(column) })),
  };
}

/**
 * Finds each row: by name, by alias, by a name that holds it, by the type of a column that no other row claims, as an
 * entry of its own in a column that is no news, behind a link of the menus. Words in the running text are only a mention.
 */
export function placeItems(items: readonly DirectoryItem[], site: Site): Placed {
  const index = indexOf(site);
  const found = new Map<string, Found>();
  for (const item of items) {
    const claim = byName(item, index);
    if (claim) found.set(item.id, claim);
  }
  for (const item of items) {
    const part = found.has(item.id) ? undefined : byPartOfName(longNames(item, site), index);
    if (part) found.set(item.id, part);
  }
  const claimed = new Set([...found.values()].flatMap((one) => ('column' in one ? [one.column.key] : [])));
  const free = index.named.filter(({ column }) => !claimed.has(column.key));
  for (const item of items) {
    if (found.has(item.id)) continue;
    const names = longNames(item, site);
    const further = byType(item, free) ?? byEntry(names, index) ?? byLink(item, index) ?? byMention(names, index);
    if (further) found.set(item.id, further);
  }
  const sure = [...found.values()].filter(({ by }) => by !== 'mention').length;
  return { found, recognised: items.length === 0 ? 0 : sure / items.length };
}

/** Names of two letters are too few to be told within others. */
function longNames(item: DirectoryItem, site: Site): readonly string[] {
  return namesOf(item, site).filter((name) => name.length >= 3);
}

/** The names of a row as they are compared. */
function namesOf({ path, aliases }: DirectoryItem, site: Site): readonly string[] {
  return [path.at(-1) ?? '', ...aliases].map((name) => bare(name, site));
}

const ORDINAL = /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s?)/;
const WHOSE = /^(?:本|我)(?:级|县|市|区|镇|乡|街道|局|校|院|园|单位|机关|部门|公司)/;
const DECORATION = /(?:专栏|栏目|专题|专区|板块|版块|一览|公示栏|公开栏)$/;

/** A name without number, brackets, the unit's own name and what may follow any name. */
export function bare(name: string, { unit }: Pick<Site, 'unit'>): string {
  const text = plain(name).replace(/[“”"'《》]/g, '');
  const short = text
    .replace(ORDINAL, '')
    .replace(/[（(【[][^（()）】\]]{0,20}[)）】\]]/g, '')
    .replace(plain(unit.name), '')
    .replace(WHOSE, '')
    .replace(DECORATION, '');
  return short.length >= 2 ? short : text;
}

function byName(item: DirectoryItem, { named, site }: Index): Found | undefined {
  const [own = '', ...others] = namesOf(item, site);
  const exact = named.find(({ name }) => name === own);
  if (exact) return { by: 'name', column: exact.column };
  const alias = named.find(
    ({ name }) => others.includes(name) || others.includes(`${name}信息`) || `${own}信息` === name,
  );
  return alias && { by: 'alias', column: alias.column };
}

/** 学校收费信息公示 holds 收费信息. */
function byPartOfName(names: readonly string[], { named }: Index): Found | undefined {
  const part = named.find(({ name }) => names.some((one) => name.includes(one)));
  return part && { by: 'part-of-name', column: part.column };
}

function byType(item: DirectoryItem, free: readonly Named[]): Found | undefined {
  const types = words(item, 'types');
  const typed = free.find(({ column }) => isSurelyOf(column) && types.includes(column.type));
  return typed && { by: 'type', column: typed.column };
}

function isSurelyOf({ knownBy }: Column): boolean {
  return knownBy === 'name' || knownBy === 'alias' || knownBy === 'meta';
}

/** An article that is the thing itself: hardly more in its title than the name. */
function byEntry(names: readonly string[], { titles }: Index): Found | undefined {
  const hit = titles.find(({ title }) => names.some((name) => title.includes(name) && title.length <= name.length + 8));
  return hit && { by: 'entry', column: hit.column, entry: hit.entry };
}

/** A link that bears the name, to another site or to a page that was not made a column. */
function byLink(item: DirectoryItem, { site, links }: Index): Found | undefined {
  const names = namesOf(item, site);
  const away = site.elsewhere.find(({ name }) => names.includes(bare(name, site)));
  if (away) return { by: 'elsewhere', name: away.name, url: away.url };
  const link = links.find(({ name }) => names.includes(name));
  return link && { by: 'link', name: link.text, url: link.url };
}

/** The lines of a column in which a thing may be published without a column of its own: titles, and headings of a page. */
function linesOf(column: Column): readonly string[] {
  const titles = column.entries.slice(0, MOST_ENTRIES).map(({ title }) => plain(title));
  const pages = column.form === 'single-page' ? column.pages : [];
  const headings = pages
    .flatMap(({ mainText }) => mainText.slice(0, LONGEST).split('\n'))
    .filter((line) => line.length <= 20);
  return [...titles.filter((title) => !/目录|会议|部署|培训|讲话|调研/.test(title)), ...headings.map(plain)];
}

/** What any page may give of itself tells of no other row. */
const CONTACT = /^(?:联系(?:方式|电话|我们)|(?:监督|投诉|咨询|服务|举报)(?:电话|热线)|客户服务)$/;

/** A thing that has no place of its own may still be published among notices, or under a heading of a page. */
function byMention(names: readonly string[], { texts }: Index): Found | undefined {
  const long = names.filter((name) => name.length >= 4 && !CONTACT.test(name));
  for (const { column, lines } of texts) {
    const word = long.find((name) => lines.some((line) => line.includes(name)));
    if (word !== undefined) return { by: 'mention', column, word };
  }
  return undefined;
}

/** A column and how near its name is to that of a row, from 0 to 1. */
export interface Near {
  readonly column: Column;
  readonly near: number;
}

/** The columns whose names are nearest to that of the row, nearest first, for a person who wants to look. */
export function nearestColumns(item: DirectoryItem, site: Site): readonly Near[] {
  const names = namesOf(item, site);
  return site.columns
    .map((column) => {
      const own = bare(column.path.at(-1) ?? '', site);
      return { column, near: Math.max(...names.map((name) => likeness(name, own))) };
    })
    .filter(({ near }) => near >= 0.25)
    .sort((a, b) => b.near - a.near || (a.column.key < b.column.key ? -1 : 1));
}

/** Whether a column stands for some row already. */
export function isClaimed(column: Column, { found }: Placed): boolean {
  return [...found.values()].some((one) => 'column' in one && one.by !== 'mention' && one.column.key === column.key);
}

/** The share of pairs of letters that two names have in common (Dice), from 0 to 1. */
function likeness(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  const common = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * common) / (left.size + right.size);
}

function pairs(name: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, index) => name.slice(index, index + 2)));
}

/** The words by which a unit says that it has no such thing: in the column itself, or as an article of its own. */
export function saidToBeNone(item: DirectoryItem, found: Found | undefined, site: Site): string | undefined {
  if (found && 'column' in found && found.column.content === 'statement' && NONE.test(found.column.quote ?? ''))
    return found.column.quote;
  const names = namesOf(item, site).filter((name) => name.length >= 3);
  for (const { entries } of site.columns) {
    const entry = entries.find(
      ({ title }) => NONE_TITLE.test(title) && names.some((name) => plain(title).includes(name)),
    );
    if (entry) return entry.title.slice(0, 200);
  }
  return undefined;
}

const NONE = /无|没有|不涉及|不存在|不承担|未发生|未产生/;
const NONE_TITLE = /(?:暂?无|不涉及|没有|不存在|不承担).{0,30}(?:说明|事项|情况|信息|职能|项目)/;
