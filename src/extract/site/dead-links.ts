import type { Link, Page } from '../../contract/page.ts';
import type { DeadLink } from '../../contract/site.ts';
import type { Destination, Pages } from './pages.ts';
import { addressOf, plainUrl } from './plain-url.ts';
import { whole } from './unseen.ts';

type Dead = Extract<Destination, { readonly kind: 'dead' }>;
type LinkedFrom = DeadLink['linkedFrom'][number];

/** Places kept for each dead link: a link in the menu of every page needs no list of all of them. */
const mostPlaces = 20;

/** Every URL of the site that did not come back as a page, with the pages that link to it. */
export function findDeadLinks(all: readonly Page[], pages: Pages): readonly DeadLink[] {
  const found = new Map<string, { url: string; dead: Dead; from: LinkedFrom[] }>();
  for (const page of all) {
    for (const link of linksOf(page)) {
      const dead = pages.lead(link.url);
      if (dead.kind !== 'dead') continue;
      const address = addressOf(link.url);
      const known = found.get(address) ?? { url: link.url, dead, from: [] };
      found.set(address, known);
      const isRepeated = known.from.some(({ url, area }) => url === page.at.url && area === link.area);
      if (known.from.length < mostPlaces && !isRepeated) {
        known.from.push({ ...page.at, quote: link.text.slice(0, 300), text: link.text, area: link.area });
      }
    }
  }
  const keys = new Set<string>();
  return [...found.values()].map(({ url, dead, from }) => {
    const wanted = plainUrl(url);
    const key = keys.has(wanted) ? addressOf(url) : wanted;
    keys.add(key);
    return { key, seen: whole, url, reason: dead.reason, status: dead.status, linkedFrom: from };
  });
}

/** The links of a page, and what its rows and attachments lead to where a script or a form hides it from the links. */
function* linksOf(page: Page): Iterable<Link> {
  yield* page.links;
  for (const row of page.rows) if (row.url !== undefined) yield { url: row.url, text: row.title, area: 'main' };
  for (const file of page.attachments)
    if (file.url !== undefined) yield { url: file.url, text: file.title, area: 'main' };
}
