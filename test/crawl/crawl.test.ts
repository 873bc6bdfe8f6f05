import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import type { Capture, Snapshot } from '../../src/contract/capture.ts';
import type { Unit } from '../../src/contract/unit.ts';
import { crawl, type CrawledUnit } from '../../src/crawl/crawl.ts';
import type { CrawlLimits } from '../../src/crawl/limits.ts';
import type { CrawlRequest } from '../../src/crawl/session.ts';
import { scanPage } from '../../src/extract/scan.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { makeUnit } from '../support/site.ts';
import { graph, page, serve, type SiteServer } from './site-server.ts';
import { readers as standIn } from './stand-in.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function site(
  paths: Parameters<typeof serve>[0],
  more?: Parameters<typeof serve>[1],
  slowMs?: number,
): Promise<SiteServer> {
  const server = await serve(paths, more, slowMs);
  closers.push(server.close);
  return server;
}

function newStore(): Store {
  const dir = mkdtempSync(join(tmpdir(), 'duwang-crawl-'));
  const store = openStore(dir);
  closers.push(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return store;
}

async function run(
  store: Store,
  units: readonly Unit[],
  limits: CrawlLimits = {},
  more: Partial<CrawlRequest> = {},
): Promise<readonly CrawledUnit[]> {
  const allowOrigins = units.flatMap(({ entry }) => entry.map((url) => new URL(url).origin));
  const fetcher = createHttpFetcher({
    userAgent: 'duwang-test',
    allowOrigins,
    limits: { firstByteMs: 60_000, idleMs: 60_000, totalMs: 120_000 },
  });
  try {
    return await crawl({ units, store, fetcher, readers: standIn, version: 'test', limits, ...more });
  } finally {
    await fetcher.close();
  }
}

/** What came of each path: `fetched`, or the reason. */
function said(store: Store, crawled: CrawledUnit | undefined): Readonly<Record<string, string>> {
  if (!crawled?.snapshot) throw new Error('no snapshot');
  const rows = rowsOf(store, crawled.snapshot);
  expect(new Set(rows.map(([url]) => url)).size).toBe(rows.length);
  return Object.fromEntries(rows);
}

/** Without the rows that say that no browser was there to show a page once more. */
function rowsOf(store: Store, snapshot: Snapshot): (readonly [string, string])[] {
  const captures = store.readCaptures(snapshot).map(({ capture }) => capture);
  return captures
    .map((capture) => [short(capture.asked), word(capture)] as const)
    .filter(([, said_]) => said_ !== 'no-browser');
}

function short(url: string): string {
  const { host, pathname, search } = new URL(url);
  return host.startsWith('127.0.0.1') ? pathname + search : url;
}

function word(capture: Capture): string {
  return capture.outcome === 'fetched' ? 'fetched' : capture.reason;
}

describe('a crawl', () => {
  it('follows what is in scope and says of everything else why not', async () => {
    const server = await site({
      '/': page('首页', ['/a/', '/b.html', 'http://other.example/', '/film.mp4', '/gone.html']),
      '/a/': page('栏目', ['/b.html', '/c.html']),
      '/b.html': page('甲', []),
      '/c.html': page('乙', ['/a/']),
    });
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(unit?.ending).toBe('done');
    expect(said(store, unit)).toEqual({
      '/': 'fetched',
      '/a/': 'fetched',
      '/b.html': 'fetched',
      '/c.html': 'fetched',
      '/film.mp4': 'depth-policy',
      '/gone.html': 'http-status',
      'http://other.example/': 'out-of-scope',
    });
    expect(server.log[0]?.path).toBe('/robots.txt');
  });

  it('obeys robots.txt, unless a reason is given, which the snapshot keeps', async () => {
    const paths = {
      '/robots.txt': 'User-agent: *\nDisallow: /private',
      '/': page('首页', ['/private/x.html', '/open.html']),
      '/open.html': page('甲', []),
      '/private/x.html': page('乙', []),
    };
    const server = await site(paths);
    const store = newStore();
    const [obeyed] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(said(store, obeyed)).toMatchObject({ '/private/x.html': 'robots', '/open.html': 'fetched' });
    expect(server.log.map(({ path }) => path)).not.toContain('/private/x.html');
    const [ignored] = await run(store, [makeUnit({ entry: [server.url] })], {}, { ignoreRobots: '主管部门授权' });
    expect(said(store, ignored)['/private/x.html']).toBe('fetched');
    expect(ignored?.snapshot?.ignoredRobots).toBe('主管部门授权');
  });

  it('asks for nothing where robots.txt is broken', async () => {
    const server = await site({
      '/robots.txt': (_, response) => response.writeHead(503).end(),
      '/': page('首页', []),
    });
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(unit?.ending).toBe('entry-failed');
    expect(said(store, unit)).toEqual({ '/': 'robots-unreachable' });
    expect(new Set(server.log.map(({ path }) => path))).toEqual(new Set(['/robots.txt']));
  });

  it('follows redirects through robots.txt and scope, and asks for the target once', async () => {
    const to =
      (location: string): NonNullable<Parameters<typeof serve>[1]> =>
      (_, response) => {
        response.writeHead(302, { location }).end();
      };
    const server = await site({
      '/robots.txt': 'User-agent: *\nDisallow: /private',
      '/': page('首页', ['/one', '/two', '/three', '/four', '/loop', '/target.html']),
      '/one': to('/target.html'),
      '/two': to('/target.html'),
      '/three': to('/private/x.html'),
      '/four': to('http://127.0.0.1:9/'),
      '/loop': to('/loop'),
      '/target.html': page('目标', []),
    });
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(said(store, unit)).toMatchObject({
      '/one': 'fetched',
      '/two': 'fetched',
      '/three': 'robots',
      '/loop': 'redirect-loop',
      '/target.html': 'fetched',
    });
    expect(['out-of-scope', 'private-address']).toContain(said(store, unit)['/four']);
    expect(server.log.filter(({ path }) => path === '/target.html')).toHaveLength(1);
    const hops = store.why(new URL('/two', server.url).href).captures[0]?.capture.hops;
    expect(hops).toMatchObject([{ status: 302, kind: 'http' }]);
  });

  it('goes on behind a page that broke the reader, by a glance at its links', async () => {
    const server = await site({
      '/': page('首页', ['/b.html']),
      '/b.html': page('乙', ['/c.html']),
      '/c.html': page('丙', []),
    });
    const store = newStore();
    const readers = {
      ...standIn,
      scanPage,
      readPage: (input: Parameters<typeof standIn.readPage>[0]) => {
        if (input.url.endsWith('/b.html')) throw new Error('a defect of ours');
        return standIn.readPage(input);
      },
    };
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })], {}, { readers });
    expect(said(store, unit)).toEqual({ '/': 'fetched', '/b.html': 'fetched', '/c.html': 'fetched' });
    const rows = unit?.snapshot ? store.readCaptures(unit.snapshot) : [];
    expect(rows.find(({ capture }) => capture.asked.endsWith('/b.html'))?.reading).toBeUndefined();
  });

  it('goes where a Refresh header sends', async () => {
    const server = await site({
      '/': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', refresh: '0; url="/zwgk/"' }).end('<html></html>');
      },
      '/zwgk/': page('政务公开', [], '正文正文正文正文正文正文'),
    });
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(said(store, unit)).toEqual({ '/': 'fetched', '/zwgk/': 'fetched' });
  });

  it('knows a page that says "not found" with status 200', async () => {
    const server = await site(
      { '/': page('首页', ['/a.html', '/gone-1.html', '/gone-2.html']), '/a.html': page('甲', [], '一段正文') },
      (request, response) => {
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(page('提示', [], `您访问的页面不存在 ${request.url ?? ''}`));
      },
    );
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(said(store, unit)).toEqual({
      '/': 'fetched',
      '/a.html': 'fetched',
      '/gone-1.html': 'soft-404',
      '/gone-2.html': 'soft-404',
    });
  });

  it('stops at max-pages and max-depth, and says so', async () => {
    const server = await site({}, graph(40));
    const store = newStore();
    const [few] = await run(store, [makeUnit({ entry: [server.url] })], { maxPages: 5 });
    expect(few?.ending).toBe('max-pages');
    expect(Object.values(said(store, few)).filter((one) => one === 'fetched')).toHaveLength(5);
    expect(Object.values(said(store, few))).toContain('max-pages');
    const [near] = await run(store, [makeUnit({ id: 'b', entry: [server.url] })], { maxDepth: 1 });
    expect(near?.ending).toBe('done');
    expect(Object.values(said(store, near)).filter((one) => one === 'fetched')).toHaveLength(6);
    expect(Object.values(said(store, near))).toContain('max-depth');
  });

  it('comes to the same list every time, however many requests are in flight', async () => {
    const server = await site({}, graph(120));
    const lists: string[][] = [];
    for (const limits of [{}, { delayMs: 0, concurrency: 8 }, { delayMs: 0, concurrency: 8, maxPages: 1000 }]) {
      const store = newStore();
      const [unit] = await run(store, [makeUnit({ entry: [server.url] })], limits);
      lists.push(Object.entries(said(store, unit)).map(([path, one]) => `${path} ${one}`));
    }
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).toEqual(lists[0]);
  });

  it('picks the same pages under a budget, however many requests are in flight', async () => {
    const server = await site({}, (request, response) => {
      setTimeout(
        () => {
          graph(200)(request, response);
        },
        ((request.url?.length ?? 0) % 3) * 7,
      );
    });
    const lists: string[][] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const store = newStore();
      const [unit] = await run(store, [makeUnit({ entry: [server.url] })], {
        delayMs: 0,
        concurrency: 8,
        maxPages: 60,
      });
      lists.push(Object.entries(said(store, unit)).map(([path, one]) => `${path} ${one}`));
    }
    expect(lists[1]).toEqual(lists[0]);
  });
});

describe('the next night', () => {
  it('asks conditionally, keeps readings, and finds the same', async () => {
    const server = await site({}, graph(60));
    const store = newStore();
    const [first] = await run(store, [makeUnit({ entry: [server.url] })]);
    const asked = server.log.length;
    const [second] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(said(store, second)).toEqual(said(store, first));
    const again = server.log.slice(asked).filter(({ conditional }) => conditional);
    expect(again.length).toBeGreaterThan(50);
    const bodies = (unit: CrawledUnit | undefined) =>
      unit?.snapshot &&
      store
        .readCaptures(unit.snapshot)
        .map(({ capture, reading }) => [capture.outcome === 'fetched' && capture.body, reading?.text]);
    expect(bodies(second)).toEqual(bodies(first));
  });
});

describe('politeness, by the log of the server', () => {
  it('one request in flight and the gap kept, robots.txt and redirects and retries counted', async () => {
    let flaky = 0;
    const server = await site({
      '/': page('首页', ['/a.html', '/r', '/flaky.html', '/b.html']),
      '/a.html': page('甲', []),
      '/b.html': page('乙', []),
      '/c.html': page('丙', []),
      '/r': (_, response) => response.writeHead(302, { location: '/c.html' }).end(),
      '/flaky.html': (_, response) => {
        flaky += 1;
        if (flaky < 3) response.writeHead(500).end();
        else response.writeHead(200, { 'content-type': 'text/html' }).end(page('丁', []));
      },
    });
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })], { delayMs: 300, responseFactor: 2 });
    expect(said(store, unit)).toMatchObject({ '/flaky.html': 'fetched', '/r': 'fetched' });
    expect(server.log[0]?.path).toBe('/robots.txt');
    expect(Math.max(...server.log.map(({ inFlight }) => inFlight))).toBe(1);
    // The gap is counted from where a request starts. One that is seen late, by however much, took at least that long,
    // and the next one waits twice as long: 150 ms are left between any two, and the gaps make up for themselves.
    for (const [from, { at: start }] of server.log.entries()) {
      for (const [more, { at }] of server.log.slice(from + 1).entries()) {
        expect(at - start).toBeGreaterThan((more + 1) * 300 - 250);
      }
    }
    expect(server.log.filter(({ path }) => path === '/flaky.html')).toHaveLength(3);
  });

  it('waits as long as Retry-After says', async () => {
    let asked = 0;
    const server = await site({
      '/': page('首页', ['/a.html', '/b.html']),
      '/a.html': (_, response) => {
        asked += 1;
        if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
        else response.writeHead(200, { 'content-type': 'text/html' }).end(page('甲', []));
      },
      '/b.html': page('乙', []),
    });
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })]);
    expect(said(store, unit)).toMatchObject({ '/a.html': 'fetched', '/b.html': 'fetched' });
    const at = server.log.findIndex(({ path }) => path === '/a.html');
    expect((server.log[at + 1]?.at ?? 0) - (server.log[at]?.at ?? 0)).toBeGreaterThan(950);
  });

  it('two units on one host share its budget and take turns; a page that both want is asked for once', async () => {
    const server = await site({
      '/a/': page('甲校', ['/a/1.html', '/shared/x.html']),
      '/b/': page('乙校', ['/b/1.html', '/shared/x.html']),
      '/a/1.html': page('甲一', []),
      '/b/1.html': page('乙一', []),
    });
    const store = newStore();
    const units = ['a', 'b'].map((id) => makeUnit({ id, entry: [`${server.url}${id}/`], scope: { kind: 'prefix' } }));
    const crawled = await run(store, units, { delayMs: 30 });
    expect(crawled.map(({ ending }) => ending)).toEqual(['done', 'done']);
    expect(Math.max(...server.log.map(({ inFlight }) => inFlight))).toBe(1);
    const pages = server.log.map(({ path }) => path).filter((path) => /^\/[ab]\//.test(path));
    expect(pages.slice(0, 2)).toEqual(['/a/', '/b/']);
    expect(server.log.filter(({ path }) => path === '/robots.txt')).toHaveLength(1);
  });

  it('two hosts that send each other their visitors do not wait for each other for ever', async () => {
    const paths = Array.from({ length: 6 }, (_, at) => `/to/${at}.html`);
    const hosts = ['127.0.0.1', 'localhost'];
    const server = await site(
      {
        '/': (request, response) => {
          const links = paths.map((path) => `http://${request.headers.host ?? ''}${path}`);
          response.writeHead(200, { 'content-type': 'text/html' }).end(page('首页', links));
        },
      },
      (request, response) => {
        const [name = '', port = ''] = (request.headers.host ?? '').split(':');
        const other = hosts.find((host) => host !== name) ?? '';
        if (request.url?.startsWith('/to/')) {
          response.writeHead(302, { location: `http://${other}:${port}/at${request.url}` }).end();
        } else if (request.url?.startsWith('/at/')) {
          response.writeHead(200, { 'content-type': 'text/html' }).end(page(request.url, [], `${name} ${request.url}`));
        } else response.writeHead(404).end();
      },
      20,
    );
    const port = new URL(server.url).port;
    const entry = hosts.map((host) => `http://${host}:${port}/`);
    const [first = '', ...others] = entry;
    const store = newStore();
    const [unit] = await run(
      store,
      [makeUnit({ entry: [first, ...others] })],
      { delayMs: 5 },
      { addresses: (host) => Promise.resolve([host === 'localhost' ? '127.0.0.2' : '127.0.0.1']) },
    );
    expect(unit?.ending).toBe('done');
    const captures = unit?.snapshot ? store.readCaptures(unit.snapshot).map(({ capture }) => capture) : [];
    const sent = captures.filter(({ asked }) => asked.includes('/to/'));
    expect(sent).toHaveLength(12);
    for (const capture of sent) expect(capture).toMatchObject({ outcome: 'fetched', hops: [{ status: 302 }] });
    expect(Math.max(...server.log.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(2);
  });

  it('a host that dies is left alone', async () => {
    let alive = true;
    const links = Array.from({ length: 40 }, (_, at) => `/p${at}.html`);
    const server = await site({ '/': page('首页', links) }, (request, response) => {
      if (request.url === '/p5.html') alive = false;
      if (alive)
        response.writeHead(200, { 'content-type': 'text/html' }).end(page(request.url ?? '', [], request.url ?? ''));
      else request.socket.destroy();
    });
    const store = newStore();
    const died = server.log;
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })], { retries: 0, delayMs: 1 });
    const after = died.slice(died.findIndex(({ path }) => path === '/p5.html') + 1);
    expect(after.length).toBeLessThanOrEqual(20);
    const all = Object.values(said(store, unit));
    expect(all.filter((one) => one === 'host-down').length).toBeGreaterThan(20);
    expect(unit?.ending).toBe('done');
  });

  it('what the budget of a day left over comes first the next day, after the columns', async () => {
    const articles = Array.from({ length: 30 }, (_, at) => `/a/${at}.html`);
    const server = await site(
      { '/': page('首页', ['/a/', ...articles]), '/a/': page('栏目', articles) },
      (request, response) => {
        const isArticle = request.url?.endsWith('.html') === true && !request.url.includes('404');
        if (isArticle)
          response.writeHead(200, { 'content-type': 'text/html' }).end(page(request.url ?? '', [], request.url));
        else response.writeHead(404).end();
      },
    );
    const store = newStore();
    const units = [makeUnit({ entry: [server.url] })];
    let now = Date.UTC(2026, 2, 2, 1);
    const clock = {
      now: () => (now += 1),
      iso: () => new Date(now).toISOString(),
      sleep: () => Promise.resolve(),
    };
    const read = (from: number): string[] =>
      server.log
        .slice(from)
        .map(({ path }) => path)
        .filter((path) => path === '/a/' || /\/\d+\.html/.test(path));
    const [first] = await run(store, units, { hostBudget: 15 }, { clock });
    expect(first?.ending).toBe('host-budget');
    const done = read(0);
    now += 86_400_000;
    const asked = server.log.length;
    const [second] = await run(store, units, { hostBudget: 15 }, { clock });
    const next = read(asked);
    expect(next[0]).toBe('/a/');
    expect(next.slice(1).filter((path) => done.includes(path))).toEqual([]);
    expect(next.slice(1)).toEqual(articles.filter((path) => !done.includes(path)).slice(0, next.length - 1));
    expect(second?.ending).toBe('host-budget');
  });

  it('stops when the budget of the day is spent, also across runs', async () => {
    const server = await site({}, graph(40));
    const store = newStore();
    const [unit] = await run(store, [makeUnit({ entry: [server.url] })], { hostBudget: 10 });
    expect(unit?.ending).toBe('host-budget');
    expect(server.log.length).toBe(10);
    await run(store, [makeUnit({ entry: [server.url] })], { hostBudget: 10 });
    expect(server.log.length).toBe(10);
  });
});
