import { parseUrl, resolveUrl } from './url.ts';

/** Resolves the links of one page; see `resolveUrl`. */
export type Resolve = (href: string) => string | undefined;

/** A path that no parser would change: no dot segment, no escape, and perhaps a query of plain characters. */
const plainPath = /^[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*\/?(?:\?[\w.~=&%/:,;+@-]*)?$/;
const plainPlace = /^https?:\/\/(?:[a-z\d](?:-?[a-z\d])*\.)+[a-z]{2,}\/(?:[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*\/?)?$/;
const upwards = '../';

/**
 * A resolver for the links of one page, with the answers of `resolveUrl`: what most links are (a plain path, below or above
 * the page) is joined without a parse, and what a page repeats is resolved once.
 */
export function resolverOf(base: string, charset?: string): Resolve {
  const known = new Map<string, string | undefined>();
  const join = joinerOf(base);
  return (href) => {
    if (known.has(href)) return known.get(href);
    const url = join(href) ?? resolveUrl(href, base, charset);
    known.set(href, url);
    return url;
  };
}

/** Joins what is plain; undefined for all that needs a parser. */
function joinerOf(base: string): Resolve {
  const url = parseUrl(base);
  const bare = url === undefined ? '' : `${url.origin}/`;
  // Userinfo and whatever else stands before the path is kept by the parser.
  if (url === undefined || bare === 'null/' || !url.href.startsWith(bare)) return () => undefined;
  const folder = url.origin + url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1);
  return (href) => {
    const first = href.charCodeAt(0);
    if (first === 104 && plainPlace.test(href)) return own(href);
    if (first === 47) return plainPath.test(href.slice(1)) ? own(bare + href.slice(1)) : undefined;
    let above = folder;
    let from = href.startsWith('./') ? 2 : 0;
    while (href.startsWith(upwards, from)) {
      from += 3;
      if (above.length > bare.length) above = above.slice(0, above.lastIndexOf('/', above.length - 2) + 1);
    }
    const rest = href.slice(from);
    return plainPath.test(rest) ? own(above + rest) : undefined;
  };
}

/** A string of its own: one that is a part of another would keep the whole page in memory. */
function own(text: string): string {
  return ` ${text}`.slice(1);
}
