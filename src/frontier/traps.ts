import type { Day } from '../lib/day.ts';

/** Why a URL is taken for part of an endless space. Printed in the detail of a skip. */
export type Trap =
  'path-repeats' | 'path-too-deep' | 'too-many-parameters' | 'calendar' | 'facets' | 'pages-say-nothing-new';

const deepest = 24;
const mostParameters = 24;

/**
 * Whether a URL by itself looks like a step in an endless space: a path that repeats itself, a parameter that piles up,
 * a calendar far from any day on which something was published. `asOf` is the day of the crawl.
 */
export function trapOf(url: string, asOf: Day): Trap | undefined {
  const { path, query } = split(url);
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length > deepest) return 'path-too-deep';
  if (repeats(segments)) return 'path-repeats';
  if (query !== '' && pilesUp(query)) return 'too-many-parameters';
  return isFarCalendar(url, asOf) ? 'calendar' : undefined;
}

function split(url: string): { readonly host: string; readonly path: string; readonly query: string } {
  const [, host = '', path = '/', query = ''] = /^\w+:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(url) ?? [];
  return { host, path, query };
}

/** A run of one to four segments three times in a row, or one name in five places. Numbers may repeat: they are dates. */
function repeats(segments: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    if (/^\d+$/.test(segment)) continue;
    const count = (counts.get(segment) ?? 0) + 1;
    if (count >= 5) return true;
    counts.set(segment, count);
  }
  for (let length = 1; length <= 4; length += 1) {
    let same = 0;
    for (let at = length; at < segments.length; at += 1) {
      const segment = segments[at];
      same = segment === segments[at - length] && !/^\d+$/.test(segment ?? '') ? same + 1 : 0;
      if (same >= 2 * length) return true;
    }
  }
  return false;
}

function pilesUp(query: string): boolean {
  const names = query.split('&').map((part) => part.split('=', 1)[0] ?? '');
  if (names.length > mostParameters) return true;
  const counts = new Map<string, number>();
  for (const name of names.filter((each) => !each.endsWith('[]') && !/%5B/i.test(each))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count > 3);
}

const monthOfYear = '(?:0?[1-9]|1[0-2])';
/** A year that says so, a month or a day, and a folder of a calendar. A bare number is a number of anything. */
const calendars: readonly RegExp[] = [
  /[?&](?:year|yr|nian|nianfen)=(\d{4})(?:&|$)/i,
  new RegExp(
    String.raw`[?&][\w-]{0,20}(?:date|day|month|time|start|begin|from|end)=(\d{4})[-/.]${monthOfYear}(?:\D|$)`,
    'i',
  ),
  /[?&](?:date|day|month|ym|cal)=(\d{4})(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?:&|$)/i,
  new RegExp(
    String.raw`/(?:cal|calendar|events?|rili|schedule)/(?:[a-z]{1,12}/)?(\d{4})(?:[-/]${monthOfYear})?(?:[-/.?]|$)`,
    'i',
  ),
];

/** Plans reach some years ahead, yearbooks back to the beginning of the republic; only a calendar goes further. */
function isFarCalendar(url: string, asOf: Day): boolean {
  const now = Number(asOf.slice(0, 4));
  return calendars.some((pattern) => {
    const year = Number(pattern.exec(url)?.[1] ?? now);
    return year > now + 5 || year < 1949;
  });
}

/** How many pages of one pattern may say what was said before, until the pattern is given up. */
const patience = 40;
/** And how many for each that did say something new. */
const patiencePerNew = 3;
const mostPatterns = 20_000;
const mostSignatures = 4_000;
/** Ways to combine filters of one list before new combinations are left out. */
const mostFilterSets = 24;

interface Pattern {
  said: Set<number>;
  fresh: number;
  stale: number;
}

/**
 * Remembers what the pages of a site said, pattern by pattern. A space is endless when its pages go on but say nothing
 * new, so the budget of a pattern is earned: an archive of 200,000 articles has no limit, a calendar of empty months ends.
 */
export interface TrapWatch {
  /** Why the URL is not worth asking for; undefined where it is. */
  readonly check: (url: string) => Trap | undefined;
  /**
   * Told of each page that was read, with `signatureOf` its text. Not to be told of pages whose content comes by script
   * and was not rendered: their equal shells say nothing of what is in them.
   */
  readonly learn: (url: string, signature: number) => void;
}

/** A watch over one host or one unit. It holds numbers only: no page, no URL but the patterns. */
export function watchTraps(asOf: Day): TrapWatch {
  const patterns = new Map<string, Pattern>();
  const filters = new Map<string, Set<string>>();

  function isSpent(key: string): boolean {
    const pattern = patterns.get(key);
    return pattern !== undefined && pattern.stale >= patience && pattern.stale > patiencePerNew * pattern.fresh;
  }

  function isNewFilterSet(url: string): boolean {
    const { host, path, query } = split(url);
    const names = [...new Set(query.split('&').map((part) => part.split('=', 1)[0] ?? ''))].sort();
    if (names.length < 3) return false;
    const key = `${host}${path.split('/').map(blot).join('/')}`;
    const known = filters.get(key) ?? new Set<string>();
    const set = names.join('&');
    if (known.has(set)) return false;
    if (known.size >= mostFilterSets) return true;
    if (filters.size < mostPatterns) filters.set(key, known.add(set));
    return false;
  }

  return {
    check(url) {
      const own = trapOf(url, asOf);
      if (own !== undefined) return own;
      if (url.includes('?') && isNewFilterSet(url)) return 'facets';
      return isSpent(patternOf(url)) || isSpent(shapeOf(url)) ? 'pages-say-nothing-new' : undefined;
    },
    learn(url, signature) {
      for (const key of [patternOf(url), shapeOf(url)]) {
        let pattern = patterns.get(key);
        if (pattern === undefined) {
          if (patterns.size >= mostPatterns) continue;
          pattern = { said: new Set(), fresh: 0, stale: 0 };
          patterns.set(key, pattern);
        }
        if (pattern.said.has(signature)) pattern.stale += 1;
        else {
          pattern.fresh += 1;
          if (pattern.said.size < mostSignatures) pattern.said.add(signature);
        }
      }
    },
  };
}

/** The URL with its numbers and tokens blotted out: what all articles of a column, or all days of a calendar, share. */
export function patternOf(url: string): string {
  const { host, path, query } = split(url);
  const names = query.split('&').map((part) => {
    const [name = '', value = ''] = part.split('=', 2);
    return `${name}=${blot(value)}`;
  });
  return `${host}${path.split('/').map(blot).join('/')}?${names.sort().join('&')}`;
}

/** Tokens of a session or a nonce, and digits. */
function blot(text: string): string {
  if (/^(?=[^\d]*\d)[\w-]{16,}$/.test(text)) return '*';
  return text.replace(/\d+/g, '#');
}

/** Coarser: names of folders count by their kind only, so that random paths that all say the same come together. */
function shapeOf(url: string): string {
  const { host, path, query } = split(url);
  return `shape ${host}${coarse(path)}?${query === '' ? '' : query.split('&').length}`;
}

function coarse(path: string): string {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  // The first folder stays: what a site's own sections share is no space of its own.
  const [first = '', top = '', ...rest] = segments;
  const extension = /\.\w{1,5}$/.exec(file)?.[0] ?? '';
  return [first, blot(top), ...rest.map(() => 'w'), file === '' ? '' : `w${extension}`].join('/');
}

/**
 * What a page says, as a number: its text without digits and blanks, so that the empty May and the empty June of a
 * calendar, or page 900 and page 901 of an endless pager, are one.
 */
export function signatureOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1000193;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || (code >= 48 && code <= 57) || code === 0x3000 || code === 0xa0) continue;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + (low >>> 24)), 0x85ebca6b);
  }
  return (high >>> 12) * 0x1_0000_0000 + (low >>> 0);
}
