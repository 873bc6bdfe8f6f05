import { getDomain } from 'tldts';

import { escapeAsGbk } from './gbk.ts';

/**
 * An absolute http(s) URL resolved against a base, or undefined where the text is none (`javascript:`, `mailto:`,
 * broken). Never throws. `charset` is that of the page: in the query of a link, and only there, characters are sent in
 * it, and a GBK server that is asked in UTF-8 finds nothing.
 */
export function resolveUrl(href: string, base: string, charset?: string): string | undefined {
  const url = parseUrl(charset === undefined ? href : withQueryIn(charset, href), base);
  return url !== undefined && isWeb(url) ? url.href : undefined;
}

function withQueryIn(charset: string, href: string): string {
  const query = href.indexOf('?');
  if (query < 0 || !/^(?:gbk|gb2312|gb18030|gb_2312-80|x-gbk)$/i.test(charset) || !/[^\0-\x7f]/.test(href)) return href;
  const hash = href.indexOf('#', query);
  const end = hash < 0 ? href.length : hash;
  return href.slice(0, query) + escapeAsGbk(href.slice(query, end)) + href.slice(end);
}

/** A URL, or undefined where the text is none: one parse, and no exception for what the web writes. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text.trim(), base);
  } catch {
    return undefined;
  }
}

function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

/** Nothing in it that the canonical form would change: most links of a real page. */
const plain = /^https?:\/\/[a-z0-9.-]*[a-z0-9](?::\d+)?(?:\/[\w.~-]+)*\/?$/;
/** A path that is its own canonical form, dot segments left out: no parser is asked where its host was seen before. */
const plainPath = /^(?:\/[\w~-][\w.~-]*)*\/?$/;

const mostPlaces = 4096;

/** Remembers what is made of a scheme and a host: a site has few, and links to them by the thousand. */
function perPlace<T>(make: (place: string) => T): (place: string) => T {
  const known = new Map<string, T>();
  return (place) => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const made = make(place);
    if (known.size >= mostPlaces) known.clear();
    known.set(copied(place), made);
    return made;
  };
}

/** Not a slice: that would keep the text it was cut from, a whole page perhaps. */
function copied(text: string): string {
  return Buffer.from(text).toString();
}

/** Where the path of a URL begins that is written with its host; -1 where it is not plain to see. */
function pathStart(text: string): number {
  if (!text.startsWith('http://') && !text.startsWith('https://')) return -1;
  const from = text.charCodeAt(4) === 58 ? 7 : 8;
  const at = text.indexOf('/', from);
  return at > from ? at : -1;
}

const canonicalPlace = perPlace((place) => {
  const url = parseUrl(place);
  const made = url === undefined ? '' : `${url.protocol}//${trimDots(url.host)}`;
  return plain.test(made) ? made : '';
});
const originOfPlace = perPlace((place) => parseUrl(place)?.origin ?? '');
/** A host as links write it: whatever else there is goes the long way. */
const simplePlace = /^https?:\/\/[\w.:-]+$/;

/**
 * The identity of a URL: what two links to one page have in common. Fragment, userinfo, the dot after the host, session
 * ids, tracking parameters and random nonces go; escapes are written in one way, byte for byte (a GBK escape stays what
 * it is), doubled slashes as one. The order of parameters and default pages stay: servers may tell them apart. What is not a
 * web URL comes back as it is. Idempotent; never throws.
 */
export function canonicalUrl(text: string): string {
  const start = pathStart(text);
  const path = start < 0 ? '' : text.slice(start);
  if (path !== '' && plainPath.test(path) && simplePlace.test(text.slice(0, start))) {
    const place = canonicalPlace(text.slice(0, start));
    if (place !== '') return place + path;
  }
  return canonicalOf(text);
}

function canonicalOf(text: string): string {
  const url = parseUrl(text);
  if (url === undefined || !isWeb(url)) return text;
  if (plain.test(url.href)) return url.href;
  const path = canonicalPath(url.pathname);
  const bare = `${url.protocol}//${trimDots(url.host)}${path}${canonicalQuery(url.search)}`;
  // What was cut out of the path may have hidden a dot segment.
  return path === url.pathname ? bare : (parseUrl(bare)?.href ?? bare);
}

/** One dot after a name only says that the name is whole; more than one is a name of its own, if a useless one. */
function trimDots(host: string): string {
  return host.replace(/([^.])\.(?=:|$)/, '$1');
}

/** Servlet containers and PHP put it after `;`, cookieless ASP.NET into a path segment of its own: `/(S(…))/`. */
const pathSession = /;(?:jsessionid|phpsessid|sessionid|sid)=[^/;?#&]*/gi;
const aspSession = /\/\((?:[A-Z]\([\w-]{16,64}\)){1,3}\)(?=\/)/g;

function canonicalPath(path: string): string {
  const written = canonicalEscapes(path);
  const bare = written.includes(';') ? written.replace(pathSession, '') : written;
  const place = bare.includes('(') ? bare.replace(aspSession, '') : bare;
  return place.includes('//') ? place.replace(/(^|[^:/])\/{2,}/g, '$1/') : place;
}

function canonicalQuery(search: string): string {
  if (search.length < 2) return '';
  const query = canonicalEscapes(search.slice(1))
    .replace(pathSession, '')
    .split('&')
    .filter((part) => !isNoise(part))
    .join('&');
  return query === '' ? '' : `?${query}`;
}

const sessionName =
  /^(?:jsessionid|phpsessid|phpsession|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|oscsid|zenid|_?sessionid|session_id|sessid|bv_sessionid)$/i;
/** Names that carry a session on one site and a plain number on the next: told apart by the value. */
const perhapsSession = /^_?(?:sid|session)$/i;
const sessionValue = /^(?=.*\d)[A-Za-z\d-]{20,128}$/;
const tracking =
  /^(?:utm_\w+|gclid|fbclid|msclkid|dclid|yclid|bd_vid|spm|scm|isappinstalled|_hsenc|_hsmi|mc_cid|mc_eid|hmsr|hmpl|hmcu|hmkw|hmci)$/i;
/** `Math.random()` and the clock in ms, which scripts append against caches. */
const nonceName = /^(?:_|t|r|v|rnd|rand|random|timestamp|_t|_r|ts)$/i;
const nonceValue = /^(?:0\.\d{6,20}|1\d{12})$/;

/** Whether a parameter says nothing of which page it is. */
function isNoise(part: string): boolean {
  if (part === '') return true;
  const cut = part.indexOf('=');
  if (cut < 1) return false;
  const name = part.slice(0, cut);
  const value = part.slice(cut + 1);
  if (sessionName.test(name) || tracking.test(name)) return true;
  if (perhapsSession.test(name)) return sessionValue.test(value);
  return nonceName.test(name) && nonceValue.test(value);
}

const unreserved = /[\w.~-]/;
const hexDigit = /[\da-f]/i;

/** Escapes in capitals, and none where none is needed. Neither changes a byte of what the server reads. */
function canonicalEscapes(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%[\da-f]{2}/gi, (escape: string, at: number) => {
    const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    // After a bare `%` or `%4` the character itself would finish an escape that is none.
    const opened = text[at - 1] === '%' || (text[at - 2] === '%' && hexDigit.test(text[at - 1] ?? ''));
    return unreserved.test(char) && !opened ? char : escape.toUpperCase();
  });
}

const hostOfPlace = perPlace((place) => trimDots(parseUrl(place)?.host ?? ''));

/** Host and port in lower case, the port only where it is not the scheme's own; empty where the text is no web URL. */
export function hostOf(url: string): string {
  const start = pathStart(url);
  const place = start < 0 ? '' : url.slice(0, start);
  if (simplePlace.test(place)) return hostOfPlace(place);
  const parsed = parseUrl(url);
  return parsed !== undefined && isWeb(parsed) ? trimDots(parsed.host) : '';
}

/** Scheme, host and port: whom credentials and cookies belong to. Empty where the text is no web URL. */
export function originOf(url: string): string {
  const start = pathStart(url);
  const place = start < 0 ? '' : url.slice(0, start);
  if (simplePlace.test(place)) return originOfPlace(place);
  const parsed = parseUrl(url);
  return parsed !== undefined && isWeb(parsed) ? parsed.origin : '';
}

/** The domain that somebody registered (`example.gov.cn`); the host itself where there is none (an address, localhost). */
export function siteOf(url: string): string {
  return siteOfHost(hostOf(url));
}

const siteOfHost = perPlace((host) => getDomain(host.replace(/:\d+$/, ''), { allowPrivateDomains: true }) ?? host);

/** Whether two URLs lie under one registered domain; addresses and local names are compared with their ports. */
export function sameSite(a: string, b: string): boolean {
  const site = siteOf(a);
  return site !== '' && site === siteOf(b);
}

/** The bounds of a unit, as its register entry says them. */
interface Bounds {
  readonly entry: readonly string[];
  readonly scope:
    { readonly kind: 'host' | 'prefix' | 'domain' } | { readonly kind: 'columns'; readonly urls: readonly string[] };
}

/**
 * Whether a URL lies within the bounds of a unit: on a host of its entries (`www.` and the scheme make no difference),
 * below an entry's folder, under the same registered domain, or in one of the columns named.
 */
export function isWithinScope(url: string, unit: Bounds): boolean {
  const { kind } = unit.scope;
  if (kind === 'domain') return hostOf(url) !== '' && unit.entry.some((entry) => sameSite(url, entry));
  if (kind === 'host') {
    const host = bare(hostOf(url));
    return host !== '' && unit.entry.some((entry) => bare(hostOf(entry)) === host);
  }
  const parsed = parseUrl(url);
  if (parsed === undefined || !isWeb(parsed)) return false;
  const { scope } = unit;
  if (scope.kind === 'columns') return scope.urls.some((column) => isWithinColumn(parsed, column));
  return unit.entry.some((entry) => {
    const root = parseUrl(entry);
    return root !== undefined && bareHost(root) === bareHost(parsed) && isBelow(parsed.pathname, root.pathname);
  });
}

function bareHost(url: URL): string {
  return bare(trimDots(url.host));
}

function bare(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host;
}

/** `/a/b/index.html` and `/a/b/` hold all below `/a/b/`; `/a/b` holds itself and all below it. */
function isBelow(path: string, root: string): boolean {
  const file = root.slice(root.lastIndexOf('/') + 1);
  if (file === '' || file.includes('.')) return path.startsWith(root.slice(0, root.length - file.length));
  return path === root || path.startsWith(`${root}/`);
}

/** A column page and the pages after it: the same folder, the same name with a number after it, or the same parameters. */
function isWithinColumn(url: URL, column: string): boolean {
  const root = parseUrl(column);
  if (root === undefined || bareHost(root) !== bareHost(url)) return false;
  if (root.search.length > 1) {
    if (url.pathname !== root.pathname) return false;
    // A path that ends in a number is that of the unit or the column: what the parameters choose is a part of it.
    if (/\/\d{4,}\/?$/.test(root.pathname)) return true;
    return [...root.searchParams].every(([name, value]) => url.searchParams.get(name) === value);
  }
  const file = root.pathname.slice(root.pathname.lastIndexOf('/') + 1);
  const stem = file.replace(/\.\w+$/, '');
  if (!file.includes('.') || /^(?:index|default|list)$/i.test(stem)) return isBelow(url.pathname, root.pathname);
  const prefix = root.pathname.slice(0, root.pathname.length - file.length + stem.length);
  return url.pathname.startsWith(prefix) && !/^[A-Za-z\d]/.test(url.pathname.slice(prefix.length));
}
