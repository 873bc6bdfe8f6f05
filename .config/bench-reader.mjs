// A reader that reads nothing but links, for the stage that measures fetch, hash, archive and store without reading.
// Long enough not to be taken for the shell of a page that a script fills.
// And another for every page, or they would be taken for an endless space that says nothing new.
const said = (url) => 'not read '.repeat(10) + url.replace(/\d/g, (digit) => 'abcdefghij'[digit]);

export const readers = {
  version: 'links-only',
  isFile: (url) => /\.(?:pdf|docx?|xlsx?|zip)$/.test(url),
  readPage: ({ bytes, url, mode }) => {
    const html = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).latin1Slice();
    const links = [];
    for (const [, href] of html.matchAll(/<a [^>]{0,300}?href="([^"#][^"]{0,500})"/g)) {
      if (/^(?:javascript|mailto|tel):/.test(href)) continue;
      try {
        links.push({ url: new URL(href, url).href, text: '', area: 'main' });
      } catch {
        // no URL
      }
    }
    const none = { breadcrumb: [], contradictions: [], rows: [], fields: [], attachments: [], metas: [], tables: [] };
    const encoding = { name: 'utf-8', how: 'default', sure: true };
    const rest = { kind: 'other', list: { state: 'none' }, forms: [], media: { images: 0, videos: 0 } };
    return { url, mode, encoding, ...none, ...rest, links, text: said(url), mainText: said(url) };
  },
};
