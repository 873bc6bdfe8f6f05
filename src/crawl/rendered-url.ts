import type { Mode } from '../contract/seen.ts';
import type { Kind } from '../frontier/item.ts';
import { canonicalUrl } from '../lib/url.ts';

const mark = '#rendered';

/** The name under which the frontier knows a page that a browser is to show: no canonical URL has a fragment. */
export function renderedUrl(url: string): string {
  return `${canonicalUrl(url)}${mark}`;
}

/** The address itself, whoever is to ask for it. */
export function bareUrl(url: string): string {
  return url.endsWith(mark) ? url.slice(0, -mark.length) : url;
}

/** How what an item brings came to be read. */
export function modeOf(kind: Kind): Mode {
  if (kind === 'render') return 'browser';
  return kind === 'data-source' ? 'data-source' : 'http';
}
