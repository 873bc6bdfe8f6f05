import type { Page } from '../../src/contract/page.ts';
import { canonicalUrl } from '../../src/lib/url.ts';

/** What two spellings of an address have in common: scheme, `www.` and the slash at the end make no difference. */
export function sameAddress(a: string, b: string): boolean {
  return addressOf(a) === addressOf(b);
}

/** An address as it is compared. */
export function addressOf(url: string): string {
  return canonicalUrl(url)
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/$/, '');
}

/** Whether a page links to one of these addresses. What stands in its menu or footer links every page to every other. */
export function linksTo(page: Page, urls: readonly string[]): boolean {
  const wanted = new Set(urls.map(addressOf));
  return page.links.some(({ url, area }) => area !== 'nav' && area !== 'footer' && wanted.has(addressOf(url)));
}
