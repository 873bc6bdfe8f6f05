import { gunzipSync } from 'node:zlib';

import { expect, it } from 'vitest';

import { parseSitemap } from '../../src/frontier/sitemap.ts';
import { describeSuite } from '../support/conformance.ts';

describeSuite('sitemaps-crawlercommons', (suite) => {
  const read = (file: string, url: string) => {
    const bytes = suite.bytes(file);
    return parseSitemap(file.endsWith('gz') ? gunzipSync(bytes) : bytes, url);
  };
  it.each([
    ['sitemap.ns.xml', 'urlset'],
    ['sitemap.badns.xml', 'urlset'],
    ['sitemap.index.xml', 'index'],
    ['xmlSitemap.gz', 'urlset'],
    ['sitemap.txt', 'text'],
    ['sitemap.txt.gz', 'text'],
    ['sitemap-with-bom.txt', 'text'],
    ['atom.xml', 'feed'],
    ['rss/feed.rss', 'feed'],
    ['rss/xmlRss_pubDate.xml', 'feed'],
    ['extension/sitemap-images.xml', 'urlset'],
    ['extension/sitemap-links.xml', 'urlset'],
    ['extension/sitemap-mobile.xml', 'urlset'],
    ['extension/sitemap-news.xml', 'urlset'],
    ['extension/sitemap-videos.xml', 'urlset'],
    ['extension/pagemaps-sitemap.xml', 'urlset'],
    ['extension/hebdenbridgetimes-articles-sitemap.xml', 'urlset'],
    ['extension/shinpaideshou-news-sitemap.xml', 'urlset'],
  ])('%s is read whole', (file, kind) => {
    const text = file.endsWith('gz') ? gunzipSync(suite.bytes(file)).toString() : suite.text(file);
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    // Whichever host it is that the file speaks of: all its entries are told of, and on one host there are some.
    const hosts = new Set([...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([host]) => host));
    const readings = [...hosts].map((host) => read(file, `${host}/`));
    const named =
      kind === 'text'
        ? new Set(text.match(/^\uFEFF?https?:.*/gm)).size
        : count(/<(?:\w+:)?(?:url|sitemap|item|entry)>/g);
    for (const reading of readings) {
      expect(reading.kind).toBe(kind);
      expect(reading.problem).toBeUndefined();
      expect(reading.entries.length + reading.sitemaps.length + reading.dropped).toBe(named);
    }
    expect(Math.max(...readings.map(({ entries, sitemaps }) => entries.length + sitemaps.length))).toBeGreaterThan(0);
  });
});
