import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** A folder as a static web server would show it; pages say their encoding themselves, as on the real sites. */
export async function serveFolder(folder: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const file = fileOf(folder, request.url ?? '/');
    if (file === undefined) {
      response
        .writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
        .end('<title>404</title><p>404 Not Found</p>');
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file).toLowerCase()] ?? 'text/html' });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, server };
}

function fileOf(folder: string, url: string): string | undefined {
  let path: string;
  try {
    const { pathname, search } = new URL(url, 'http://localhost');
    // A page behind a query is stored as mirrors store it: column/1?type=4 in the file column/1@type=4.html.
    path = decodeURIComponent(search === '' ? pathname : `${pathname}@${search.slice(1)}.html`);
  } catch {
    return undefined;
  }
  const file = normalize(join(folder, path));
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  if (!existsSync(file)) return undefined;
  if (!statSync(file).isDirectory()) return file;
  return indexOf(file);
}

/** What a server shows for a folder. */
function indexOf(folder: string): string | undefined {
  return ['index.html', 'index.htm', 'default.html'].map((name) => join(folder, name)).find((file) => existsSync(file));
}
