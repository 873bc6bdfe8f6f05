import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { UserError } from '../../lib/error.ts';
import type { CommonFlags, JudgeFlags, OutputFlags } from '../flags.ts';
import { packageRoot } from '../package-root.ts';
import type { Call } from '../program.ts';
import { audit } from './audit.ts';

/** `duwang demo`: serves the bundled sites on loopback, each on a port of its own, and audits them. Exit 0 where that worked. */
export async function demo(flags: JudgeFlags & OutputFlags & CommonFlags, call: Call): Promise<number> {
  const folder = join(packageRoot().root, 'fixtures', 'sites');
  const sites = existsSync(folder)
    ? readdirSync(folder).filter((name) => indexOf(join(folder, name)) !== undefined)
    : [];
  if (sites.length === 0) throw new UserError('没有样例网站 (no sites to show)', { where: { file: folder } });
  const servers = await Promise.all(sites.map((name) => serveFolder(join(folder, name))));
  try {
    const out = flags.out ?? 'out/demo';
    const exitCode = await audit(
      servers.map(({ url }) => url),
      { ...flags, out, store: flags.store ?? '.duwang/demo' },
      call,
    );
    const words = {
      zh: `报告: ${join(out, 'report', 'index.html')}`,
      en: `report: ${join(out, 'report', 'index.html')}`,
    };
    call.io.stderr(`${words[call.lang]}\n`);
    // The sites are made with faults: what the gate says of them is no fault of the demonstration.
    return exitCode === 1 || exitCode === 3 ? 0 : exitCode;
  } finally {
    for (const { server } of servers) server.close();
  }
}

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
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
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
