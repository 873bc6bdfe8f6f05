import type { Link, Page } from '../../contract/page.ts';
import { bareName, mayNameColumn, tidyName } from './names.ts';
import { addressOf, folderOf } from './plain-url.ts';
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
  readonly names: Map<string, { text: string; count: number }>;
  seenOn: Page;
  nav: number;
  side: number;
  onHome: boolean;
  inDirectory: boolean;
}

/** The columns that menus name, by address. A link counts where it stands in the menu of the home page or on several pages. */
export function readMenus(all: readonly Page[], home: Page | undefined): ReadonlyMap<string, MenuItem> {
  const sightings = new Map<string, Sighting>();
  const rejected = new Set<string>();
  for (const page of all) {
    if (page.kind === 'error' || page.file !== undefined) continue;
    const shown = new Set<Sighting>();
    for (const link of menuLinks(page)) {
      const identity = `${link.url}\n${link.text}`;
      if (rejected.has(identity)) continue;
      if (!mayNameColumn(link.text)) {
        rejected.add(identity);
        continue;
      }
      const sighting = sight(sightings, link, page);
      if (!shown.has(sighting)) count(sighting, link, page, home);
      shown.add(sighting);
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
  return page.links.filter(({ area }) => area === 'nav' || area === 'side' || (isDirectory && area === 'main'));
}

function count(sighting: Sighting, { area }: Link, page: Page, home: Page | undefined): void {
  if (area === 'side') sighting.side += 1;
  else sighting.nav += 1;
  if (area === 'main') sighting.inDirectory = true;
  if (page === home && area === 'nav') sighting.onHome = true;
}

function sight(sightings: Map<string, Sighting>, { url, text }: Link, page: Page): Sighting {
  const address = addressOf(url);
  const known = sightings.get(address);
  const sighting = known ?? newSighting(url, page);
  if (known === undefined) sightings.set(address, sighting);
  const name = bareName(text);
  const before = sighting.names.get(name);
  if (before === undefined) sighting.names.set(name, { text: tidyName(text), count: 1 });
  else before.count += 1;
  return sighting;
}

function newSighting(url: string, seenOn: Page): Sighting {
  return { url, names: new Map(), seenOn, nav: 0, side: 0, onHome: false, inDirectory: false };
}

function itemOf(sighting: Sighting): MenuItem | undefined {
  const [first, ...others] = [...sighting.names.values()];
  if (first === undefined) return undefined;
  const name = others.reduce((best, next) => (next.count > best.count ? next : best), first).text;
  const item = { url: sighting.url, name, seenOn: sighting.seenOn };
  if (sighting.onHome || sighting.nav >= 3) return { ...item, from: 'menu' };
  if (sighting.inDirectory) return { ...item, from: 'directory' };
  const isColumn =
    typeOfName(name) !== undefined || folderOf(addressOf(item.url)) !== undefined || item.url.endsWith('/');
  return sighting.side >= 2 && isColumn ? { ...item, from: 'side' } : undefined;
}
