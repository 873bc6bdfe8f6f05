import { expect, it } from 'vitest';

import { parseRobots } from '../../src/frontier/robots.ts';
import { describeSuite } from '../support/conformance.ts';
import { leastCpuMs } from '../support/cpu.ts';

interface Case {
  readonly robotstxt_b64: string;
  readonly userAgent: string;
  readonly url: string;
  readonly url_b64?: string;
  readonly allowed: boolean;
}

const bytes = (base64: string) => Buffer.from(base64, 'base64');

/** Where we differ on purpose, by name. Nowhere, at this revision. */
const deviations = new Set<string>();

describeSuite('robots-google', (suite) => {
  const { cases } = suite.json('robots_test.cases.json') as { cases: (Case & { test: string })[] };
  it.each(cases.map((each, at) => [`${at} ${each.test}`, each] as const))('%s', (name, each) => {
    const allowed = parseRobots(bytes(each.robotstxt_b64)).allows(each.url, each.userAgent);
    expect(allowed).toBe(deviations.has(name) ? !each.allowed : each.allowed);
  });
});

describeSuite('robots-google-spec', (suite) => {
  const { cases } = suite.json('ctc.cases.json') as { cases: (Case & { file: string })[] };
  it.each(cases.map((each, at) => [`${at} ${each.file}`, each] as const))('%s', (name, each) => {
    const url = each.url_b64 === undefined ? each.url : bytes(each.url_b64).toString('latin1');
    const allowed = parseRobots(bytes(each.robotstxt_b64)).allows(url, each.userAgent);
    expect(allowed).toBe(deviations.has(name) ? !each.allowed : each.allowed);
  });
});

describeSuite('robots-crawlercommons', (suite) => {
  it.each([
    // A name ends at the first digit: bot1 and bot2 are one agent, as Google reads it.
    ['dos-line-endings.txt', 'x', '/a', true],
    ['format-errors-robots.txt', 'bot', '/whitespace-before-colon/', false],
    ['format-errors-robots.txt', 'bot', '/no-colon/', false],
    ['format-errors-robots.txt', 'bot', '/no-colon-useragent/', false],
    ['format-errors-robots.txt', 'bot', '/whitespace-before-colon', true],
    ['format-errors-robots.txt', 'bot', '/other', false],
    ['directive-typos-robots.txt', 'bot', '/dissalow/', false],
    ['directive-typos-robots.txt', 'bot', '/desallow/', true], // a typo that Google does not forgive either
    ['directive-typos-robots.txt', 'bot', '/useragent/', false],
    ['directive-typos-robots.txt', 'bot', '/useragent-no-colon/', false],
    ['precedence-of-rules.txt', 'testy', '/foo/bar', true],
    ['precedence-of-rules.txt', 'testy', '/foo/baz', false],
    ['merge-rules.txt', 'wget', '/foo/bar', true],
    ['merge-rules.txt', 'wget', '/tmp/bar', false],
    ['merge-rules.txt', 'else', '/foo/bar', false],
    ['crawl-delay-group-merging.txt', 'mybot', '/private/', false],
    ['crawl-delay-group-merging.txt', 'mybot', '/login/', true],
    ['crawl-delay-group-merging.txt', 'yourbot', '/login/', false],
    ['extensions-group-merging.txt', 'mybot', '/private/', false],
    ['extensions-group-merging.txt', 'yourbot', '/login/', false],
    ['rfc9309-example-longest-match-robots.txt', 'foobot', '/example/page/', true],
    ['rfc9309-example-longest-match-robots.txt', 'foobot', '/example/page/disallowed.gif', false],
    ['robots-with-utf8-bom.txt', 'foobot', '/profile', false],
    ['robots-with-utf16le-bom.txt', 'foobot', '/profile', false],
    ['robots-with-utf16be-bom.txt', 'foobot', '/profile', false],
  ])('%s: %s may ask %s: %s', (file, agent, path, allowed) => {
    expect(parseRobots(suite.bytes(file)).allows(`http://example.com${path}`, agent)).toBe(allowed);
  });

  it('gives each agent its own delay', () => {
    const robots = parseRobots(suite.bytes('crawl-delay-group-merging.txt'));
    expect(robots.crawlDelayMs('mybot')).toBe(10_000);
    expect(robots.crawlDelayMs('yourbot')).toBeUndefined();
    expect(robots.crawlDelayMs('another')).toBe(30_000);
  });

  it('finds sitemaps anywhere, as written', () => {
    expect(parseRobots(suite.bytes('sitemap-robots.txt')).sitemaps).toEqual([
      'http://domain.com/sitemap.xml',
      'http://domain.com/dir/MixedCased-sitemap.xml',
    ]);
    expect(parseRobots(suite.bytes('relative-sitemap-robots.txt')).sitemaps).toEqual(['/sitemap.xml']);
  });
});

describeSuite('robots-fuzzcorpus', (suite) => {
  const files = ['protego-real', 'temoto'].flatMap((folder) => suite.files(folder).map((file) => `${folder}/${file}`));
  it('reads every file, the same way twice, none of them slowly', () => {
    const say = (file: string) => {
      const robots = parseRobots(suite.bytes(file));
      const paths = ['/', '/a', '/index.html', '/search?q=1', '/%E6%94%BF', '/a/b/c/d.pdf'];
      return [...paths.map((path) => robots.allows(path, 'duwang')), robots.crawlDelayMs('duwang'), robots.sitemaps];
    };
    for (const file of files) {
      let first: ReturnType<typeof say> = [];
      expect(
        leastCpuMs(100, () => (first = say(file))),
        file,
      ).toBeLessThan(100);
      expect(say(file), file).toEqual(first);
    }
    expect(files.length).toBeGreaterThan(400);
  });
});
