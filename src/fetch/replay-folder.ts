import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

import type { Archive, Stored } from './replay-archive.ts';

/** What a server would send for the name of a file; without a charset: a copy does not know it. */
const types: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['html', 'htm', 'shtml', 'jsp', 'jspx', 'php', 'asp', 'aspx', 'do', 'action'].map((name) => [name, 'text/html']),
  ),
  xhtml: 'application/xhtml+xml',
  xml: 'text/xml',
  json: 'application/json',
  js: 'application/javascript',
  css: 'text/css',
  txt: 'text/plain',
  csv: 'text/csv',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  wps: 'application/vnd.ms-works',
  ofd: 'application/ofd',
  zip: 'application/zip',
  rar: 'application/vnd.rar',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
};

/** Names under which a folder's own page is kept. */
const indexes = ['index', 'default', 'Index', 'Default', 'main'].flatMap((stem) =>
  ['html', 'htm', 'shtml', 'jsp', 'php', 'aspx', 'asp', 'do'].map((ending) => `${stem}.${ending}`),
);
const biggestFile = 64 * 1024 * 1024;

/**
 * A folder of saved files. Paths below the base are paths below the folder; other hosts, and the base's own where there
 * is such a folder, lie under a folder of their name, as wget leaves them. Query strings stand in the name, as written
 * by wget (`a.jsp?id=1`, `a.jsp@id=1`, with or without `.html` after it) or by a browser.
 */
export function openFolder(root: string, base: string): Archive {
  const files = filesBelow(root);
  const home = new URL(base);
  const find = (text: string): ReturnType<Archive['find']> => {
    const url = new URL(text);
    for (const path of pathsFor(files, home, url)) {
      const found = findAt(root, files, path, url);
      if (found) return found;
    }
    return undefined;
  };
  return { find, first: base, close: () => undefined };
}

/**
 * Every file below the folder by its path, `/` between names; folders end with `/`. Only what is listed can be asked for:
 * no `..`, no link leads out.
 */
function filesBelow(root: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length).split(sep).join('/');
    const name = path.startsWith('/') ? path : `/${path}`;
    if (entry.isDirectory()) found.add(`${name}/`);
    else if (entry.isFile()) found.add(name);
  }
  return found;
}

/** Where the page of a URL may lie: the paths of it as it would be below the folder. */
function pathsFor(files: ReadonlySet<string>, home: URL, url: URL): readonly string[] {
  const names = [url.host, url.hostname, url.host.replace(':', '+'), url.host.replace(':', '_')];
  const own = [...new Set(names)].filter((name) => files.has(`/${name}/`)).map((name) => `/${name}${url.pathname}`);
  if (bareHost(url) !== bareHost(home)) return own;
  const prefix = home.pathname.slice(0, home.pathname.lastIndexOf('/') + 1);
  const below = url.pathname.startsWith(prefix) ? [url.pathname.slice(prefix.length - 1)] : [];
  // A copy of the whole host whose audit starts in a folder of it.
  return [...below, ...(prefix === '/' ? [] : [url.pathname]), ...own];
}

function bareHost({ host }: URL): string {
  return host.replace(/^www\./, '').replace(/:(?:80|443)$/, '');
}

function findAt(root: string, files: ReadonlySet<string>, path: string, url: URL): ReturnType<Archive['find']> {
  for (const name of spellings(path)) {
    const file = candidates(name, url.search).find((candidate) => files.has(candidate));
    if (file !== undefined) return stored(join(root, file), url);
    if (!name.endsWith('/') && indexes.some((index) => files.has(`${name}/${index}`))) {
      return { movedTo: `${url.origin}${url.pathname}/${url.search}` };
    }
  }
  return undefined;
}

/** A path as written, and decoded as UTF-8 and as GBK: savers differ. */
function spellings(path: string): readonly string[] {
  const bytes = Buffer.from(
    path.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const decoded = ['utf-8', 'gb18030'].map((charset) => new TextDecoder(charset).decode(bytes));
  return [...new Set([path, ...decoded])];
}

function candidates(path: string, search: string): readonly string[] {
  if (search.length < 2)
    return path.endsWith('/') ? indexes.map((name) => path + name) : [path, `${path}.html`, `${path}.htm`];
  const queries = spellings(search.slice(1));
  const stems = path.endsWith('/')
    ? ['index.html', 'index.htm', 'index.jsp', 'index.php'].map((name) => path + name)
    : [path];
  return stems.flatMap((stem) =>
    queries.flatMap((query) =>
      ['?', '@', '%3F', '_'].flatMap((mark) => {
        const name = `${stem}${mark}${query.replaceAll('/', '%2F')}`;
        return [name, `${name}.html`, `${name}.htm`];
      }),
    ),
  );
}

/** Saved at the time of the file, which archives and copies keep; never in the future. */
function stored(file: string, url: URL): Stored | undefined {
  const { mtimeMs, size } = statSync(file);
  if (size > biggestFile) return undefined;
  const ending = /\.(\w{1,6})$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const asked = /\.(\w{1,6})$/.exec(url.pathname)?.[1]?.toLowerCase() ?? '';
  const type = types[ending] ?? types[asked] ?? '';
  return {
    at: new Date(Math.floor(mtimeMs / 1000) * 1000).toISOString(),
    status: 200,
    headers: type === '' ? [] : [['content-type', type]],
    body: readFileSync(file),
  };
}
