import type { Link, Page } from '../../contract/page.ts';
import { bareName, mayNameColumn, tidyName } from './names.ts';
import { addressOf, folderOf, spotOf } from './plain-url.ts';
import { typeOfName } from './type-of-name.ts';

/** An address that the menus of a site name. */
export interface MenuItem {
  readonly url: string;
  /** The name that most pages give it. */
  readonly name: string;
  /** A page that shows it. */
  readonly seenOn: Page;
  /** `menu`: of the whole site; `directory`: a page of columns lists it; `side`: beside the lists of a section. */
  readonly from: 'menu' | 'directory' | 'side';
}

interface Sighting {
  readonly url: string;
  /** How often each text stands for it. */
  readonly texts: Map<string, number>;
  seenOn: Page;
  nav: number;
  side: number;
  onHome: boolean;
  inDirectory: boolean;
}

/** The columns that menus name, by address. A link counts where it stands in the menu of the home page or on several pages. */
export function readMenus(all: readonly Page[], home: Page | undefined): ReadonlyMap<string, MenuItem> {
  const sightings = new Map<string, Sighting>();
  const byLink = new Map<string, Map<string, Sighting | undefined>>();
  for (const page of all) {
    if (page.kind === 'error' || page.file !== undefined) continue;
    const shown = new Set<Sighting>();
    for (const link of menuLinks(page)) {
      const sighting = sightedBefore(link, page, sightings, byLink);
      if (sighting === undefined || shown.has(sighting)) continue;
      shown.add(sighting);
      count(sighting, link, page, home);
    }
  }
  const items = [...sightings].flatMap(([address, sighting]) => {
    const item = itemOf(sighting);
    return item === undefined ? [] : [[address, item] as const];
  });
  return new Map(items);
}

function menuLinks(page: Page): readonly Link[] {
  const isDirectory = page.kind === 'directory';
  const own = spotOf(page.url);
  const names = new Set([page.column, page.title].flatMap((name) => (name === undefined ? [] : [bareName(name)])));
  return page.links.filter(({ area, url, text }) => {
    if (area !== 'nav' && area !== 'side' && !(isDirectory && area === 'main')) return false;
    // An anchor without an address is a button (登录, 一网搜索) and seems to lead to its own page: it gives that no name.
    return !url.startsWith(page.url) || spotOf(url) !== own || names.has(bareName(text));
  });
}

function count(sighting: Sighting, { area }: Link, page: Page, home: Page | undefined): void {
  if (area === 'side') sighting.side += 1;
  else sighting.nav += 1;
  if (area === 'main') sighting.inDirectory = true;
  if (page === home && area === 'nav') sighting.onHome = true;
}

/** The sighting of a link; undefined where its text names no column. Each text of each link is looked at once. */
function sightedBefore(
  { url, text }: Link,
  page: Page,
  sightings: Map<string, Sighting>,
  byLink: Map<string, Map<string, Sighting | undefined>>,
): Sighting | undefined {
  const texts = byLink.get(url) ?? new Map<string, Sighting | undefined>();
  byLink.set(url, texts);
  if (!texts.has(text)) texts.set(text, mayNameColumn(text) ? sight(sightings, url, page) : undefined);
  const sighting = texts.get(text);
  if (sighting !== undefined) sighting.texts.set(text, (sighting.texts.get(text) ?? 0) + 1);
  return sighting;
}

function sight(sightings: Map<string, Sighting>, url: string, page: Page): Sighting {
  const spot = spotOf(url);
  const sighting = sightings.get(spot) ?? newSighting(url, page);
  sightings.set(spot, sighting);
  return sighting;
}

function newSighting(url: string, seenOn: Page): Sighting {
  return { url, texts: new Map(), seenOn, nav: 0, side: 0, onHome: false, inDirectory: false };
}

function itemOf(sighting: Sighting): MenuItem | undefined {
  const name = commonest(sighting.texts);
  if (name === undefined) return undefined;
  const item = { url: sighting.url, name, seenOn: sighting.seenOn };
  if (sighting.onHome || sighting.nav >= 3) return { ...item, from: 'menu' };
  if (sighting.inDirectory) return { ...item, from: 'directory' };
  const isColumn =
    typeOfName(name) !== undefined || folderOf(addressOf(item.url)) !== undefined || item.url.endsWith('/');
  return sighting.side >= 2 && isColumn ? { ...item, from: 'side' } : undefined;
}

/** The name that stands most often, spellings that differ in blanks counted as one; of two as common, the first. */
function commonest(texts: ReadonlyMap<string, number>): string | undefined {
  const names = new Map<string, { readonly text: string; count: number }>();
  for (const [text, count] of texts) {
    const known = names.get(bareName(text));
    if (known === undefined) names.set(bareName(text), { text: tidyName(text), count });
    else known.count += count;
  }
  const [first, ...others] = names.values();
  return first && others.reduce((best, next) => (next.count > best.count ? next : best), first).text;
}
