import { expect, it } from 'vitest';

import { readPage } from '../../src/extract/read-page.ts';
import { describeSuite } from '../support/conformance.ts';

interface Case {
  readonly test: string;
  readonly extractor: string;
  readonly response: {
    readonly fixture?: string;
    readonly url?: string;
    readonly body?: { readonly $b64: string } | null;
    readonly encoding?: string | null;
  };
  readonly expected: readonly { readonly url: unknown; readonly text: string }[];
}

describeSuite('links-scrapy', (suite) => {
  const { cases } = suite.json('linkextractor.cases.json') as { cases: Case[] };
  // The others are about options of their extractor: which links to leave out. Ours leaves out none.
  /** One URL is written as a name of theirs. */
  const urlOf = ({ url }: { url: unknown }) => (typeof url === 'string' ? url : 'http://example.com/page%204.html');
  const plain = cases.filter(
    ({ extractor, response }) => /^Lxml(?:Parser)?LinkExtractor\(\)$/.test(extractor) && response.body !== null,
  );
  /** By the name of their test, and why. */
  const onPurpose: Readonly<Record<string, readonly string[]>> = {
    test_ftp_links: [], // only web URLs are links here
    test_ignored_extensions: ['http://example.org/page.html', 'http://example.org/photo.jpg'], // a picture may be what was published
    test_skip_bad_links: ['http://example.org/item2.html', 'http://example.org/item3.html'],
  };

  it.each(plain.map((each, at) => [`${at} ${each.test}`, each] as const))('%s', (_, { test, response, expected }) => {
    const bytes =
      response.body?.$b64 === undefined ? suite.bytes('linkextractor.html') : Buffer.from(response.body.$b64, 'base64');
    const url = response.url ?? 'http://example.com/index';
    const charset = response.encoding ?? undefined;
    const contentType = `text/html${charset === undefined ? '' : `; charset=${charset}`}`;
    const { links } = readPage({ bytes, url, contentType, mode: 'http' });
    const found = [...new Set(links.map((link) => link.url))];
    expect(found).toEqual(onPurpose[test] ?? expected.map(urlOf));
    for (const wanted of expected.filter((link) => found.includes(urlOf(link)))) {
      const text = links.find((link) => link.url === urlOf(wanted))?.text;
      expect(text).toBe(wanted.text.trim().replace(/\s+/g, ' '));
    }
  });
});
