import { canonicalUrl, parseUrl } from '../../lib/url.ts';

/**
 * What two links to one page have in common: the canonical URL without scheme and www. The port stays: two servers of
 * one machine are two sites. A text that is no URL stands for itself.
 */
export function addressOf(url: string): string {
  const canonical = canonicalUrl(url);
  const start = canonical.indexOf('://');
  if (start < 0) return canonical;
  return withoutWww(canonical.slice(start + 3));
}

/** The identity of a URL in keys that outlive a run: without scheme, port, www and session. */
export function plainUrl(url: string): string {
  return addressOf(url).replace(/^([^/:]+):\d{1,5}(?=\/|$)/, '$1');
}

/** Path and query only: what tells two columns of one name apart. */
export function pathOf(url: string): string {
  const parsed = parseUrl(canonicalUrl(url));
  return parsed === undefined ? url : `${parsed.pathname}${parsed.search}`;
}

/** The spot on a site that an address names: `a.example/b/` and `a.example/b/index.html` are one. For names, not for look-ups. */
export function spotOf(url: string): string {
  const address = addressOf(url);
  return folderOf(address) ?? address;
}

/** The folder that an index page stands for (`a.example/b/` for `a.example/b/index.html`); undefined for other pages. */
export function folderOf(address: string): string | undefined {
  const index = /\/(?:index|default)\.(?:s?html?|jsp|php|aspx?)$/i.exec(address);
  return index ? address.slice(0, index.index + 1) : undefined;
}

function withoutWww(address: string): string {
  return address.startsWith('www.') ? address.slice(4) : address;
}
