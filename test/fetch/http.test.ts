import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from 'vitest';

import type { FetchAnswer, FetchRequest } from '../../src/contract/fetch.ts';
import type { Resolve } from '../../src/fetch/guard.ts';
import { createHttpFetcher, type HttpOptions } from '../../src/fetch/http.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(server: net.Server): Promise<string> {
  const open = new Set<net.Socket>();
  server.on('connection', (socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (handler: http.RequestListener) => listen(http.createServer(handler));
const hello: http.RequestListener = (_, response) => response.end('hello');

function fetcherFor(origins: readonly string[], options: Partial<HttpOptions> = {}) {
  const limits = { connectMs: 30_000, firstByteMs: 30_000, idleMs: 30_000, totalMs: 60_000 };
  const fetcher = createHttpFetcher({ userAgent: 'duwang-test/1', allowOrigins: origins, limits, ...options });
  closers.push(fetcher.close);
  return (url: string, more: Partial<FetchRequest> = {}): Promise<FetchAnswer> =>
    fetcher.fetch({ url, signal: new AbortController().signal, refuses: () => undefined, ...more });
}

const bodyOf = (answer: FetchAnswer) => ('body' in answer ? Buffer.from(answer.body).toString() : undefined);

describe('createHttpFetcher', () => {
  it('gives the page, its bytes as they came, and what the server said', async () => {
    const zipped = gzipSync('政务公开');
    const origin = await serve((_, response) => {
      response.writeHead(200, {
        'Content-Type': 'text/html',
        'Content-Encoding': 'gzip',
        'X-B': '1',
        'Set-Cookie': 's=1',
      });
      response.end(zipped);
    });
    const answer = await fetcherFor([origin])(`${origin}/a#part`);
    expect(answer).toMatchObject({
      outcome: 'fetched',
      status: 200,
      url: `${origin}/a`,
      hops: [],
      remote: '127.0.0.1',
      received: { coding: 'gzip' },
    });
    expect(bodyOf(answer)).toBe('政务公开');
    if (answer.outcome !== 'fetched') throw new Error(answer.outcome);
    expect(Buffer.from(answer.received.bytes).equals(zipped)).toBe(true);
    expect(answer.headers.slice(0, 3)).toEqual([
      ['content-type', 'text/html'],
      ['content-encoding', 'gzip'],
      ['x-b', '1'],
    ]);
    expect(Math.abs(answer.clockOffset ?? Infinity)).toBeLessThan(30_000);
  });

  it('names itself, and asks only for codings that it undoes', async () => {
    let headers: http.IncomingHttpHeaders = {};
    const origin = await serve((request, response) => {
      ({ headers } = request);
      response.end();
    });
    await fetcherFor([origin])(origin);
    expect(headers['user-agent']).toBe('duwang-test/1');
    expect(headers['accept-encoding']).toMatch(/^gzip, deflate, br/);
    expect(headers.cookie).toBeUndefined();
  });

  it('asks whether a page is still the same', async () => {
    const asked: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.headers['if-none-match'], request.headers['if-modified-since']);
      response.writeHead(request.headers['if-none-match'] === '"v1"' ? 304 : 200).end();
    });
    const fetch = fetcherFor([origin]);
    const day = 'Mon, 23 Nov 2026 08:00:00 GMT';
    expect(await fetch(origin, { etag: '"v1"', lastModified: day })).toMatchObject({
      outcome: 'not-modified',
      status: 304,
    });
    expect(await fetch(origin, { etag: '"v0"' })).toMatchObject({ outcome: 'fetched', status: 200 });
    expect(asked).toEqual(['"v1"', day, '"v0"', undefined]);
  });

  it('asks for leave before every hop, and keeps the gap before every further request', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/c') response.end('there');
      else response.writeHead(302, { location: request.url === '/a' ? '/b' : '/c' }).end();
    });
    const asked: string[] = [];
    const fetch = fetcherFor([origin]);
    const answer = await fetch(`${origin}/a`, {
      refuses(url) {
        asked.push(`leave ${new URL(url).pathname}`);
        return undefined;
      },
      pace(url) {
        asked.push(`gap ${new URL(url).pathname}`);
        return Promise.resolve();
      },
    });
    expect(bodyOf(answer)).toBe('there');
    expect(answer.hops.map(({ status, location }) => [status, new URL(location).pathname])).toEqual([
      [302, '/b'],
      [302, '/c'],
    ]);
    expect(asked).toEqual(['leave /a', 'leave /b', 'gap /b', 'leave /c', 'gap /c']);
    const refused = await fetch(`${origin}/a`, { refuses: (url) => (url.endsWith('/c') ? 'out-of-scope' : undefined) });
    expect(refused).toMatchObject({ outcome: 'skipped', reason: 'out-of-scope', url: `${origin}/c` });
  });

  it('stops when it is told to', async () => {
    const origin = await serve(() => undefined);
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 30);
    const fetch = fetcherFor([origin]); // whose limits would end it as `failed`
    expect(await fetch(origin, { signal: controller.signal })).toMatchObject({
      outcome: 'skipped',
      reason: 'interrupted',
    });
    expect(await fetch(origin, { signal: controller.signal })).toMatchObject({
      outcome: 'skipped',
      reason: 'interrupted',
    });
  });

  it('asks again, once, where a kept connection was closed under it', async () => {
    let requests = 0;
    const origin = await listen(
      net.createServer((socket) => {
        let served = 0;
        socket.on('error', () => undefined);
        socket.on('data', () => {
          requests += 1;
          served += 1;
          if (served === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
          else socket.destroy();
        });
      }),
    );
    const fetch = fetcherFor([origin]);
    expect(bodyOf(await fetch(origin))).toBe('ok');
    await new Promise((resolve) => setTimeout(resolve, 500)); // until the connection is known to be free
    expect(bodyOf(await fetch(origin))).toBe('ok');
    expect(requests).toBe(3);
  });

  it('does not ask again where a fresh connection was closed', async () => {
    let requests = 0;
    const origin = await listen(
      net.createServer((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', () => {
          requests += 1;
          socket.destroy();
        });
      }),
    );
    expect(await fetcherFor([origin])(origin)).toMatchObject({ outcome: 'failed', reason: 'reset' });
    expect(requests).toBe(1);
  });

  it.each([
    ['not a url', 'bad-url'],
    [`http://www.example.gov.cn/${'x'.repeat(9_000)}`, 'too-long'],
    ['ftp://www.example.gov.cn/', 'unsupported-scheme'],
    ['http://10.0.0.1/', 'private-address'],
  ])('skips %.30s: %s', async (url, reason) => {
    expect(await fetcherFor([])(url)).toMatchObject({ outcome: 'skipped', reason });
  });

  it('never sends the userinfo of a URL', async () => {
    let authorization: string | undefined = 'none yet';
    const origin = await serve((request, response) => {
      ({ authorization } = request.headers);
      response.end();
    });
    await fetcherFor([origin])(origin.replace('//', '//user:secret@'));
    expect(authorization).toBeUndefined();
  });

  it('joins the cookie of the user and that of a wall', async () => {
    const cookies: (string | undefined)[] = [];
    const origin = await serve((request, response) => {
      cookies.push(request.headers.cookie);
      if (cookies.length === 1) response.writeHead(302, { location: '/', 'set-cookie': 'seen=1; HttpOnly' }).end();
      else response.end('in');
    });
    const fetch = fetcherFor([origin]);
    expect(bodyOf(await fetch(origin, { headers: [['Cookie', 'own=2']] }))).toBe('in');
    expect(cookies).toEqual(['own=2', 'own=2; seen=1']);
    await fetch(origin);
    expect(cookies[2]).toBeUndefined(); // nothing outlives the chase
  });

  it('keeps many requests apart', async () => {
    const origin = await serve((request, response) => {
      setTimeout(() => response.end(request.url), 5);
    });
    const fetch = fetcherFor([origin]);
    const paths = Array.from({ length: 200 }, (_, at) => `/${at}`);
    const answers = await Promise.all(paths.map((path) => fetch(`${origin}${path}`)));
    expect(answers.map(bodyOf)).toEqual(paths);
  });
});

describe('names', () => {
  const resolveTo =
    (address: string): Resolve =>
    (_, __, done) => {
      done(null, [{ address, family: 4 }]);
    };

  it('connects to the address that was checked: a second answer of the DNS changes nothing', async () => {
    const origin = await serve(hello);
    const { port } = new URL(origin);
    let answers = 0;
    const rebinding: Resolve = (_, __, done) => {
      answers += 1;
      done(null, [{ address: answers === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]);
    };
    const fetch = fetcherFor([], { resolve: rebinding });
    expect(await fetch(`http://rebind.example:${port}/`)).toMatchObject({
      outcome: 'skipped',
      reason: 'private-address',
    });
    expect(answers).toBe(1);
    expect(await fetch(`http://rebind.example:${port}/`)).toMatchObject({
      outcome: 'skipped',
      reason: 'private-address',
    });
  });

  it('reaches a private name that the user typed', async () => {
    const { port } = new URL(await serve(hello));
    const typed = `http://intranet.example:${port}`;
    const fetch = fetcherFor([typed], { resolve: resolveTo('127.0.0.1') });
    expect(bodyOf(await fetch(`${typed}/`))).toBe('hello');
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL'])('knows %s', async (code) => {
    const resolve: Resolve = (_, __, done) => {
      done(Object.assign(new Error(`getaddrinfo ${code}`), { code }), []);
    };
    expect(await fetcherFor([], { resolve })('http://none.example/')).toMatchObject({
      outcome: 'failed',
      reason: 'dns',
    });
  });

  it('does not wait for a DNS that does not answer', async () => {
    const fetch = fetcherFor([], { resolve: () => undefined, limits: { connectMs: 200 } });
    expect(await fetch('http://slow.example/')).toMatchObject({ outcome: 'failed', reason: 'connect-timeout' });
  });

  it('tries the next of several addresses', async () => {
    const { port } = new URL(await serve(hello));
    const typed = `http://many.example:${port}`;
    const resolve: Resolve = (_, __, done) => {
      done(null, [
        { address: '127.0.0.2', family: 4 }, // nobody listens there
        { address: '127.0.0.1', family: 4 },
      ]);
    };
    expect(bodyOf(await fetcherFor([typed], { resolve })(typed))).toBe('hello');
  });
});

describe('proxies', () => {
  async function proxy(): Promise<{ uri: string; asked: string[] }> {
    const asked: string[] = [];
    const server = http.createServer((_, response) => response.writeHead(500).end());
    server.on('connect', (request, client: net.Socket) => {
      asked.push(request.url ?? '');
      const [, port] = (request.url ?? '').split(':');
      const far = net.connect(Number(port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        far.pipe(client).pipe(far);
      });
      far.on('error', () => client.destroy());
      client.on('error', () => far.destroy());
    });
    return { uri: await listen(server), asked };
  }

  it('asks through the proxy, but for the hosts that are asked directly', async () => {
    const origin = await serve(hello);
    const { uri, asked } = await proxy();
    const { port } = new URL(origin);
    const far = `http://far.example:${port}/`;
    expect(bodyOf(await fetcherFor([], { proxy: { http: uri } })(far))).toBe('hello');
    expect(asked).toEqual([`far.example:${port}`]);
    const direct = fetcherFor([origin], { proxy: { http: uri, no: ['127.0.0.1'] } });
    expect(bodyOf(await direct(origin))).toBe('hello');
    expect(asked).toHaveLength(1);
  });

  it('reaches no address through it that it may not reach itself', async () => {
    const { uri, asked } = await proxy();
    const fetch = fetcherFor([], { proxy: { http: uri } });
    expect(await fetch('http://127.0.0.1:9/')).toMatchObject({ outcome: 'skipped', reason: 'private-address' });
    expect(asked).toEqual([]);
  });

  it('takes bytes that are known for the known ones, and does not decode them', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync('<p>甲</p>'));
    });
    const fetch = fetcherFor([origin]);
    const seen: string[] = [];
    const known = await fetch(`${origin}/`, {
      knows: ({ url, contentType, received }) => {
        seen.push(url, contentType, received.coding);
        return received.bytes.byteLength > 0;
      },
    });
    expect(known).toMatchObject({ outcome: 'not-modified', status: 200, body: new Uint8Array() });
    expect(seen).toEqual([`${origin}/`, 'text/html', 'gzip']);
    const other = await fetch(`${origin}/`, { knows: () => false });
    expect(other.outcome).toBe('fetched');
  });
});
