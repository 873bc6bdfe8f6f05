import type { Page } from '../../contract/page.ts';
import type { Bounds } from './bounds.ts';
import { bareName, mayNameColumn, tidyName } from './names.ts';
import type { Pages } from './pages.ts';
import { spotOf } from './plain-url.ts';

/** What sections are told by. */
interface Ground {
  readonly pages: Pages;
  readonly bounds: Bounds;
  readonly home: Page | undefined;
  readonly siteNames: ReadonlySet<string>;
}

/**
 * The name of the section whose front page stands at an address: a site within the site (纪检监察组, 诉求平台), whose own
 * pages call that front page 首页. Undefined for the home page under another address, for what lies above it, and where
 * the page does not say its name: a front page has to say it in its ColumnName.
 */
export function sectionNames({ pages, bounds, home, siteNames }: Ground): (url: string) => string | undefined {
  return (url) => {
    const destination = bounds.holds(url) ? pages.lead(url) : undefined;
    if (home === undefined || destination?.kind !== 'page') return undefined;
    const { page } = destination;
    if (page === home || page.kind === 'error' || spotOf(home.url).startsWith(frontOf(page.url))) return undefined;
    const said = page.metas.find(({ name, content }) => name.toLowerCase() === 'columnname' && content.trim() !== '');
    const name = tidyName(said?.content ?? (page.kind === 'home' ? '' : (page.column ?? '')));
    return mayNameColumn(name) && !siteNames.has(bareName(name)) ? name : undefined;
  };
}

/** The folder that a front page stands for; another page stands for itself. */
function frontOf(url: string): string {
  return spotOf(url).replace(/(?:index|default|main|home)[^/]{0,12}$/i, '');
}
