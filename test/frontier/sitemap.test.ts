import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { parseSitemap } from '../../src/frontier/sitemap.ts';

const home = 'http://www.example.gov.cn/sitemap.xml';
const read = (text: string) => parseSitemap(new TextEncoder().encode(text), home);
const urls = (text: string) => read(text).entries.map(({ url }) => url);

describe('parseSitemap', () => {
  it('reads a urlset, each URL once, with its date', () => {
    const text = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc> http://www.example.gov.cn/a?x=1&amp;y=2 </loc><lastmod>2026-01-02</lastmod></url>
      <url><loc>/b</loc></url><url><loc>http://www.example.gov.cn/b</loc></url></urlset>`;
    expect(read(text)).toEqual({
      kind: 'urlset',
      entries: [
        { url: 'http://www.example.gov.cn/a?x=1&y=2', lastModified: '2026-01-02' },
        { url: 'http://www.example.gov.cn/b' },
      ],
      sitemaps: [],
      dropped: 0,
    });
  });

  it('reads an index', () => {
    const text =
      '<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap>http://www.example.gov.cn/b.xml</sitemap></sitemapindex>';
    expect(read(text)).toMatchObject({
      kind: 'index',
      entries: [],
      sitemaps: ['http://www.example.gov.cn/a.xml', 'http://www.example.gov.cn/b.xml'],
    });
  });

  it.each([
    [
      '<rss><channel><link>http://www.example.gov.cn/</link><item><title> 通知 </title><link>/1</link></item></channel></rss>',
      '/1',
    ],
    ['<rss><channel><item><link><![CDATA[http://www.example.gov.cn/2]]></link></item></channel></rss>', '/2'],
    [
      '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/f"/><entry><link rel="edit" href="/e"/><link href="/3"/></entry></feed>',
      '/3',
    ],
    ['<rdf:RDF xmlns:rdf="x"><item><link>/4</link></item></rdf:RDF>', '/4'],
    [
      '<s:urlset xmlns:s="x"><s:url><s:loc>/5</s:loc><i:image xmlns:i="y"><i:loc>/5.png</i:loc></i:image></s:url></s:urlset>',
      '/5',
    ],
    ['http://www.example.gov.cn/6\r\nnonsense\n', '/6'],
  ])('finds the page in %s', (text, path) => {
    expect(urls(text)).toEqual([`http://www.example.gov.cn${path}`]);
  });

  it('drops other hosts and what is no web URL, and counts them', () => {
    const text =
      '<urlset><url><loc>http://evil.example/</loc></url><url><loc>file:///etc/passwd</loc></url><url><loc>https://example.gov.cn/a</loc></url></urlset>';
    expect(read(text)).toMatchObject({ entries: [{ url: 'https://example.gov.cn/a' }], dropped: 2 });
  });

  it.each([
    ['<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><urlset><url><loc>/&lol2;</loc></url></urlset>'],
    ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&e;</loc></url></urlset>'],
  ])('refuses a DOCTYPE: %s', (text) => {
    expect(read(text)).toMatchObject({ entries: [], problem: 'doctype' });
  });

  it('gives what stood before the break', () => {
    expect(read('<urlset><url><loc>/a</loc></url><url><loc>/b</lo')).toMatchObject({
      entries: [{ url: 'http://www.example.gov.cn/a' }],
      problem: 'malformed',
    });
  });

  it('takes a web page for none', () => {
    expect(read('<html><body>404</body></html>')).toMatchObject({ kind: 'none', problem: 'no-sitemap' });
    expect(read('')).toMatchObject({ kind: 'none', problem: 'no-sitemap' });
  });

  it('reads GBK where the declaration says so', () => {
    const head = Buffer.from('<?xml version="1.0" encoding="gb2312"?><rss><channel><item><title>');
    const bytes = Buffer.concat([
      head,
      Buffer.from([0xcd, 0xa8, 0xd6, 0xaa]),
      Buffer.from('</title><link>/1</link></item></channel></rss>'),
    ]);
    expect(parseSitemap(bytes, home).entries).toEqual([{ url: 'http://www.example.gov.cn/1', title: '通知' }]);
  });

  test('whatever the bytes, there is an answer, and it holds only pages of this host', () => {
    const soup = fc.array(
      fc.constantFrom(
        '<urlset>',
        '<url>',
        '<loc>',
        '</loc>',
        '</url>',
        '/a',
        'http://b.cn/',
        '<!DOCTYPE',
        '&',
        '<![CDATA[',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          soup.map((parts) => Buffer.from(parts.join(''))),
        ),
        (bytes) => {
          for (const { url } of parseSitemap(bytes, home).entries)
            expect(new URL(url).host).toMatch(/^(www\.)?example\.gov\.cn$/);
        },
      ),
    );
  });
});
