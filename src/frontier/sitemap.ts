import { SaxesParser } from 'saxes';

import { hostOf, resolveUrl } from '../lib/url.ts';

/** A page that a sitemap or a feed names. */
interface SitemapEntry {
  readonly url: string;
  /** As written: a day, an instant, or the date of a feed. */
  readonly lastModified?: string;
  readonly title?: string;
}

/** What stood in a sitemap, a sitemap index, a feed or a list of URLs. */
export interface Sitemap {
  readonly kind: 'urlset' | 'index' | 'feed' | 'text' | 'none';
  /** On the host of the sitemap, in order, each once. */
  readonly entries: readonly SitemapEntry[];
  /** Of an index: the sitemaps to read next. */
  readonly sitemaps: readonly string[];
  /** How many URLs were left out: on other hosts, or no URLs. */
  readonly dropped: number;
  /** Why it was read in part or not at all; nothing is concluded from what such a file does not name. */
  readonly problem?: 'doctype' | 'malformed' | 'too-many' | 'no-sitemap';
}

const mostEntries = 100_000;
const longestText = 8_192;

/** One element that is open. */
interface Open {
  readonly name: string;
  readonly href: string | undefined;
  text: string;
}

/**
 * Reads a sitemap: the protocol's two forms (whatever their namespace), RSS, RDF, Atom, and plain lists. A DOCTYPE is
 * refused: entities are the only use of one here. Total: a broken file gives what stood before the break, and says so.
 */
export function parseSitemap(bytes: Uint8Array, url: string): Sitemap {
  const text = textOf(bytes);
  const start = text.slice(0, 4_096).trimStart();
  if (start.startsWith('<')) return new XmlSitemap(url).read(text);
  const found = new Collector(url);
  const lines = text.split(/[\r\n]+/, mostEntries).map((line) => line.trim());
  for (const line of lines.filter((each) => /^https?:/i.test(each))) found.add({ href: line });
  return found.entries.size === 0 ? none : { ...found.result(), kind: 'text', sitemaps: [] };
}

const none: Sitemap = { kind: 'none', entries: [], sitemaps: [], dropped: 0, problem: 'no-sitemap' };

/** Decodes by BOM, by the XML declaration, else as UTF-8. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const label = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w-]{1,40})["']/i.exec(head)?.[1] ?? 'utf-8';
  return decoderOf(/^gb/i.test(label) ? 'gb18030' : label).decode(bytes);
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}

/** Takes the URLs that are found. */
class Collector {
  readonly entries = new Map<string, SitemapEntry>();
  readonly #url: string;
  readonly #host: string;
  #dropped = 0;

  constructor(url: string) {
    this.#url = url;
    this.#host = hostOf(url).replace(/^www\./, '');
  }

  /** Whether there is room for more. */
  add(found: { href: string; lastModified?: string | undefined; title?: string | undefined }): boolean {
    const url = resolveUrl(found.href, this.#url);
    if (url === undefined || hostOf(url).replace(/^www\./, '') !== this.#host) {
      this.#dropped += 1;
      return this.#dropped < mostEntries;
    }
    const { lastModified = '', title = '' } = found;
    if (!this.entries.has(url)) {
      this.entries.set(url, { url, ...(lastModified && { lastModified }), ...(title && { title }) });
    }
    return this.entries.size < mostEntries;
  }

  result(): { entries: readonly SitemapEntry[]; dropped: number } {
    return { entries: [...this.entries.values()], dropped: this.#dropped };
  }
}

/** Roots, and what an entry of theirs is called. */
const roots = new Map([
  ['urlset', { kind: 'urlset', entry: 'url' }],
  ['sitemapindex', { kind: 'index', entry: 'sitemap' }],
  ['rss', { kind: 'feed', entry: 'item' }],
  ['rdf', { kind: 'feed', entry: 'item' }],
  ['feed', { kind: 'feed', entry: 'entry' }],
] as const);

const dates = new Set(['lastmod', 'pubdate', 'updated', 'published', 'date']);

class XmlSitemap {
  readonly #found: Collector;
  readonly #open: Open[] = [];
  #root: { readonly kind: Sitemap['kind']; readonly entry: string } | undefined;
  #entry: { href?: string; guid?: string; lastModified?: string; title?: string } = {};
  #problem: Sitemap['problem'];
  #stopped = false;

  constructor(url: string) {
    this.#found = new Collector(url);
  }

  read(text: string): Sitemap {
    const parser = new SaxesParser();
    parser.on('doctype', () => {
      this.#stop('doctype');
    });
    parser.on('error', () => {
      this.#problem ??= 'malformed';
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.#openTag(name, attributes);
    });
    parser.on('text', (piece) => {
      this.#text(piece);
    });
    parser.on('cdata', (piece) => {
      this.#text(piece);
    });
    parser.on('closetag', () => {
      this.#close();
    });
    // In pieces, so that nothing is read on after a stop.
    for (let at = 0; at < text.length && !this.#stopped; at += 65_536) parser.write(text.slice(at, at + 65_536));
    if (!this.#stopped) parser.close();
    return this.#result();
  }

  #stop(problem: Sitemap['problem']): void {
    this.#problem = problem;
    this.#stopped = true;
  }

  #openTag(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#stopped) return;
    const local = name.toLowerCase().replace(/^.*:/, '');
    if (this.#open.length === 0) {
      this.#root = roots.get(local as 'rss'); // any string may be asked for
      if (this.#root === undefined) this.#stop('no-sitemap');
    }
    if (this.#open.length > 64) this.#stop('malformed');
    if (local === this.#root?.entry) this.#entry = {};
    // Atom says where in an attribute; only the page itself counts, not its other forms.
    const rel = attributes['rel'] ?? 'alternate';
    this.#open.push({ name: local, href: rel === 'alternate' ? attributes['href'] : undefined, text: '' });
  }

  #text(piece: string): void {
    const open = this.#open.at(-1);
    if (open !== undefined && open.text.length < longestText) open.text += piece;
  }

  #close(): void {
    const element = this.#open.pop();
    if (element === undefined || this.#stopped || this.#root === undefined) return;
    const parent = this.#open.at(-1)?.name;
    const { entry } = this.#root;
    if (element.name === entry) this.#entryEnds(element.text);
    else if (parent === entry) this.#take(element);
  }

  /** A child of an entry; `image:loc` and the like stand deeper. */
  #take({ name, text, href }: Open): void {
    const value = text.trim();
    if (name === 'loc' || name === 'link') {
      const where = href ?? value;
      if (where !== '') this.#entry.href ??= where;
    } else if (name === 'guid' && /^https?:/i.test(value)) this.#entry.guid = value;
    else if (dates.has(name) && value !== '') this.#entry.lastModified ??= value.slice(0, 64);
    else if (name === 'title' && value !== '') this.#entry.title ??= value.replace(/\s+/g, ' ').slice(0, 500);
  }

  #entryEnds(text: string): void {
    // Some write the URL into the entry itself.
    const href = this.#entry.href ?? this.#entry.guid ?? text.trim();
    if (href !== '' && !this.#found.add({ ...this.#entry, href })) this.#stop('too-many');
  }

  #result(): Sitemap {
    const { entries, dropped } = this.#found.result();
    const kind = this.#root?.kind ?? 'none';
    const problem = this.#problem === undefined ? {} : { problem: this.#problem };
    if (kind === 'index') return { kind, entries: [], sitemaps: entries.map(({ url }) => url), dropped, ...problem };
    return { kind, entries, sitemaps: [], dropped, ...problem };
  }
}
