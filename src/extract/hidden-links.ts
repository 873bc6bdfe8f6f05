import type { Reading } from '../contract/page.ts';
import { hostOf } from '../lib/url.ts';
import { collapse } from './lay-out.ts';
import { attributeOf, rawTextOf, type Element } from './tree.ts';
import type { View } from './view.ts';

const MOST = 100;

/**
 * Links to other hosts in boxes that are not shown (`display: none`), the first of each host: what was planted for search
 * engines (暗链) stands there, and now and then a list of friends that a script opens. Undefined for none.
 */
export function hiddenLinksOf(view: View): Reading['hiddenLinks'] {
  let own: string | undefined;
  const found = new Map<string, { readonly url: string; readonly text: string }>();
  for (const element of view.elements) {
    if (element.tag !== 'a' || !element.hidden || found.size >= MOST) continue;
    const href = attributeOf(element, 'href') ?? '';
    if (!/^\s*(?:https?:)?\/\//i.test(href) || !isInHiddenBox(element)) continue;
    const url = view.resolve(href);
    const host = url === undefined ? '' : hostOf(url);
    if (url === undefined || host === '' || siteOf(host) === (own ??= siteOf(hostOf(view.url))) || found.has(host))
      continue;
    found.set(host, { url, text: collapse(rawTextOf(element)).slice(0, 80) });
  }
  return found.size === 0 ? undefined : [...found.values()];
}

/** Hidden by what its box says of itself, not because no browser shows such a tag. */
function isInHiddenBox(anchor: Element): boolean {
  let box = anchor;
  for (let up = 0; up < DEEPEST && box.parent?.hidden === true; up += 1) box = box.parent;
  return BOXES.has(box.tag);
}

const DEEPEST = 40;

const BOXES = new Set(['div', 'p', 'span', 'ul', 'ol', 'li', 'table', 'td', 'section', 'marquee', 'dl', 'a']);

/** The last labels of a host, by which the hosts of one owner agree: `a.gov.cn` for `www.a.gov.cn`. */
function siteOf(host: string): string {
  const labels = host.split('.');
  const isShort = /^(?:com|net|org|gov|edu|ac)$/.test(labels.at(-2) ?? '');
  return labels.slice(isShort ? -3 : -2).join('.');
}
