import type { Link, Reading } from '../../src/contract/page.ts';
import type { PageInput } from '../../src/contract/reader.ts';
import { resolveUrl } from '../../src/lib/url.ts';
import type { Readers } from '../../src/crawl/how-to-read.ts';

/** A reader of a few lines, so that the tests of the crawl do not hang on how pages are read. */
function readPage({ bytes, url, mode }: PageInput): Reading {
  const html = Buffer.from(bytes).toString('utf8');
  const links: Link[] = [];
  for (const [, href = '', text = ''] of html.matchAll(/<a href="([^"]{1,2000})"[^>]{0,200}>([^<]{0,200})/g)) {
    const absolute = resolveUrl(href, url);
    if (absolute !== undefined) links.push({ url: absolute, text, area: 'main' });
  }
  const next = /<a rel="next" href="([^"]{1,2000})"/.exec(html)?.[1];
  const refresh = /<meta http-equiv="refresh" content="0;url=([^"]{1,2000})"/.exec(html)?.[1];
  const title = /<title>([^<]{0,200})/.exec(html)?.[1];
  const absolute = { next: next && resolveUrl(next, url), redirectTo: refresh && resolveUrl(refresh, url) };
  const text = html.replace(/<[^>]{0,2000}>/g, ' ');
  return {
    url,
    mode,
    encoding: { name: 'utf-8', how: 'default', sure: true },
    kind: absolute.redirectTo ? 'redirect' : 'other',
    ...(title && { title }),
    ...(absolute.next && { next: absolute.next }),
    ...(absolute.redirectTo && { redirectTo: absolute.redirectTo }),
    ...(html.includes('请输入验证码') && { disguise: 'captcha' as const }),
    breadcrumb: [],
    contradictions: [],
    list: { state: 'none' },
    rows: [],
    fields: [],
    attachments: [],
    metas: [],
    links,
    forms: [],
    media: { images: 0, videos: 0 },
    text,
    mainText: text,
    tables: [],
  };
}

/** Under the name by which a thread loads it. */
export const readers: Readers = {
  version: 'stand-in',
  readPage,
  isFile: (url) => /\.(?:pdf|docx?|xlsx?)$/.test(url),
};
