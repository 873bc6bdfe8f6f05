import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface Asked {
  readonly path: string;
  readonly at: number;
  readonly inFlight: number;
  readonly conditional: boolean;
}

export interface SiteServer {
  readonly url: string;
  readonly log: readonly Asked[];
  readonly close: () => Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that notes what it is asked, and answers by path; 404 for the rest. */
export async function serve(
  paths: Readonly<Record<string, Answer | string>>,
  more?: Answer,
  slowMs = 0,
): Promise<SiteServer> {
  const log: Asked[] = [];
  let inFlight = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    inFlight += 1;
    response.on('close', () => {
      inFlight -= 1;
    });
    const conditional = request.headers['if-none-match'] !== undefined;
    log.push({ path: request.url ?? '', at: performance.now(), inFlight, conditional });
    const answer = paths[pathname] ?? more;
    const act = (): void => {
      if (typeof answer === 'function') answer(request, response);
      else if (answer === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<p>没有</p>');
      else response.writeHead(200, { 'content-type': 'text/html' }).end(answer);
    };
    if (slowMs > 0) setTimeout(act, slowMs);
    else act();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A page of these links. */
export function page(title: string, links: readonly string[], text = ''): string {
  const list = links.map((href) => `<li><a href="${href}">${href}</a></li>`).join('\n');
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1><ul>${list}</ul><p>${text}</p></body></html>`;
}

/** A fixed graph of so many pages: each links to some that come after it, and to a few that came before. */
export function graph(count: number): Answer {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const number = pathname === '/' ? 0 : Number(/^\/p(\d+)\.html$/.exec(pathname)?.[1] ?? Number.NaN);
    if (Number.isNaN(number) || number >= count) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<p>没有</p>');
      return;
    }
    const links = [1, 2, 3, 4].map((step) => number * 4 + step).filter((next) => next < count);
    const back = [Math.floor(number / 3), Math.floor(number / 2)];
    const etag = `"v${number}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html', etag });
    response.end(
      page(
        `第 ${number} 页`,
        [...links, ...back].map((to) => `/p${to}.html`),
        '正文'.repeat(number % 50),
      ),
    );
  };
}
