import { describe, expect, it } from 'vitest';

import { canonicalUrl, resolveUrl } from '../../src/lib/url.ts';
import { describeSuite, type Suite } from '../support/conformance.ts';

interface Row {
  readonly input: string;
  readonly theirs: string;
}

/** Every escape undone, as often as it goes. */
function undone(text: string): string {
  const next = text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return next === text ? text : undone(next);
}

function sorted(url: string): string {
  const [path = '', query = ''] = url.split('?');
  const parts = undone(query.replaceAll('+', ' ')).split('&');
  return `${undone(path)}?${parts
    .map((part) => part.replace(/=$/, ''))
    .filter((part) => part !== '' && !part.startsWith('='))
    .sort()
    .join('&')}`;
}

/** Where the policies of others differ from ours, and why ours does not follow. Each takes what it explains away. */
const onPurpose: readonly (readonly [why: string, (row: Row, ours: string) => boolean])[] = [
  ['what is no absolute web URL is not ours to mend', ({ input }, ours) => ours === input],
  ['the order of parameters may mean something', ({ theirs }, ours) => sorted(ours) === sorted(theirs)],
  [
    'a default page may be another page',
    ({ theirs }, ours) => ours.replace(/\/(?:index|default)\.\w+$/i, '/') === theirs,
  ],
  ['a short sid may be the number of a site', ({ theirs }, ours) => ours.replace(/&sid=xyz/, '') === theirs],
  ['a fragment is never sent, whatever stands in it', ({ theirs }, ours) => theirs.replace(/#.*$/, '') === ours],
  [
    'a fragment is not made a query',
    ({ input }, ours) => canonicalUrl(input.replace(/#.*$/, '')) === ours && input.includes('#'),
  ],
  [
    'credentials are no part of the identity',
    ({ theirs }, ours) => theirs.replace(/\/\/[^/@]*@/, '//').replace(/#.*$/, '') === ours,
  ],
  ['an empty query is none', ({ theirs }, ours) => theirs.replace(/\?$/, '') === ours],
  ['escapes are undone once, and only where no byte changes', ({ theirs }, ours) => undone(theirs) === undone(ours)],
  ['a bare percent stays what it was', ({ input }) => /%(?![\da-f]{2})/i.test(input)],
  ['a host of dots is no address', ({ input }) => /^http:\/*(?:%2e)+\//i.test(input)],
  ['a blank parameter stays', ({ input }) => /=(?:&|$)/.test(input)],
  [
    'queries are written in UTF-8 here; the charset of the page is its reader’s matter',
    ({ theirs }) => /%E9sum%E9|country=%D0%EE/.test(theirs),
  ],
  ['their file holds UTF-8 read as Latin-1', ({ input }) => /[\x80-\xff]/.test(input) && !/[^\0-\xff]/.test(input)],
  ['the host is written as the platform writes it', ({ input }) => input.startsWith('http://.éx')],
  [
    'a doubled slash is taken away where it was written, not before dots are resolved',
    ({ input }) => input.includes('//..') || input.endsWith('/../..'),
  ],
];

function check(rows: readonly Row[]): void {
  it.each(rows)('$input', (row) => {
    const ours = canonicalUrl(row.input);
    const why = ours === row.theirs ? 'same' : onPurpose.find(([, explains]) => explains(row, ours))?.[0];
    expect(why, `ours: ${ours}, theirs: ${row.theirs}`).toBeDefined();
  });
}

const lines = (suite: Suite, file: string) =>
  suite
    .text(file)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
/** Cells of a line: quoted or bare, commas between. */
function cells(line: string): string[] {
  return [...line.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)].map(([, quoted, bare]) =>
    (quoted?.replaceAll('""', '"') ?? bare ?? '').trim(),
  );
}

describeSuite('url-wpt', (suite) => {
  interface Case {
    readonly input: string;
    readonly base: string | null;
    readonly href?: string;
    readonly failure?: boolean;
  }
  /** Newer than the platform: opaque paths of schemes that are not ours, and `^` in their paths. */
  const known = new Set([
    'non-special:opaque  ?hi',
    'non-special:opaque  #hi',
    'non-special:opaque \t\t  \t#hi',
    'non-special:opaque \t\t  #hi',
    'non-special:opaque\t\t  \r #hi',
    'foo://host/ !"$%&\'()*+,-./:;<=>@[\\]^_`{|}~',
    'wss://host/ !"$%&\'()*+,-./:;<=>@[\\]^_`{|}~',
  ]);
  const cases = (suite.json('urltestdata.json') as (Case | string)[]).filter((each) => typeof each !== 'string');

  it('the platform resolves as the standard says, but for what is newer', () => {
    const wrong = cases.filter(({ input, base, href, failure }) => {
      const ours = URL.canParse(input, base ?? undefined) ? new URL(input, base ?? undefined).href : undefined;
      return ours !== (failure === true ? undefined : href);
    });
    expect(wrong.filter(({ input }) => !known.has(input)).map(({ input }) => input)).toEqual([]);
    expect(cases.length).toBeGreaterThan(860);
  });

  it('resolveUrl gives the same for web URLs and nothing for others', () => {
    for (const { input, base, href, failure } of cases) {
      if (base === null || base === 'about:blank' || /^[\x80-\uffff]|[\x80-\uffff]$/.test(input)) continue; // trimmed wider here
      const web = failure !== true && href !== undefined && /^https?:/.test(href);
      if (!known.has(input)) expect(resolveUrl(input, base), input).toBe(web ? href : undefined);
    }
  });

  it('every href has one canonical form, on the same host', () => {
    for (const { href } of cases) {
      if (href === undefined) continue;
      const form = canonicalUrl(href);
      expect(canonicalUrl(form), href).toBe(form);
      if (/^https?:/.test(href))
        expect(new URL(form).hostname).toBe(new URL(href).hostname.replace(/(?<=[^.])\.$/, ''));
    }
  });
});

describeSuite('url-crawlercommons', (suite) => {
  describe('normalised', () => {
    check(
      lines(suite, 'weirdToNormalizedUrls.csv')
        .map(cells)
        .map(([input = '', theirs = '']) => ({ input, theirs })),
    );
  });
  it.each(lines(suite, 'invalidUrls.csv'))('%s is let be', (url) => {
    expect(canonicalUrl(url)).toBe(url);
    expect(resolveUrl(url, 'http://example.org/')).toBeUndefined();
  });
  it.each(
    lines(suite, 'url-resolve.csv')
      .map(cells)
      .filter(([, base]) => base !== '' && !base?.startsWith('file:')),
  )('%s on %s is %s', (href = '', base = '', expected = '') => {
    expect(resolveUrl(href, base)).toBe(expected);
  });
});

describeSuite('url-urlcanon', (suite) => {
  const table = (file: string) => suite.json(file) as Record<string, string>;
  describe('semantic_precise', () => {
    const rows = Object.entries(table('semantic_precise.json')).map(([input, theirs]) => ({ input, theirs }));
    check(rows.filter(({ input }) => /^\s*https?:/i.test(input)));
  });
  it.each(suite.json('idempotence.json') as string[])('%s: once is enough', (url) => {
    expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
  });
  it.each(Object.entries((suite.json('path_dots.json') as { special: Record<string, string> }).special))(
    'dots: %s is %s',
    (path, theirs) => {
      // A backslash is a slash to every browser, and slashes are not doubled here.
      const expected = theirs.replaceAll('\\', '/').replace(/^$/, '/');
      const ours = canonicalUrl(`http://h${path}`).slice('http://h'.length);
      expect(ours).toBe(
        path.includes('\\')
          ? canonicalUrl(`http://h${path.replaceAll('\\', '/')}`).slice('http://h'.length)
          : canonicalUrl(`http://h${expected}`).slice('http://h'.length),
      );
    },
  );
  it.each(Object.entries(table('funky_ipv4.json') as Record<string, string | null>))(
    'address %s is %s',
    (host, address) => {
      const ours = URL.canParse(`http://${host}/`) ? new URL(canonicalUrl(`http://${host}/`)).hostname : null;
      expect(ours).toBe(host === '0000xa' ? '0000xa' : address); // a name to the platform, an error to them
    },
  );
});

describeSuite('url-nutch', (suite) => {
  check(
    lines(suite, 'regex-normalize-default.test')
      .map((line) => line.trim().split(/\s+/))
      .map(([input = '', theirs = '']) => ({ input, theirs })),
  );
});

describeSuite('url-w3lib', (suite) => {
  const { asserts } = suite.json('w3lib.cases.json') as {
    asserts: { canonicalize_url: { args: unknown[]; expected: unknown }[] };
  };
  const rows = asserts.canonicalize_url.map(({ args, expected }) => ({ input: args[0], theirs: expected }));
  check(rows.filter((row): row is Row => typeof row.input === 'string' && typeof row.theirs === 'string'));
});
