import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crawl } from '../../src/crawl/crawl.ts';
import { readers } from '../../src/crawl/readers.ts';
import { browserFetcher } from '../../src/fetch/browser/browser-fetcher.ts';
import { findBrowser } from '../../src/fetch/browser/find-browser.ts';
import { createRenderer } from '../../src/fetch/browser/renderer.ts';
import { createGuard } from '../../src/fetch/guard.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeUnit } from '../support/site.ts';

const executablePath = findBrowser(undefined);
const DELAY_MS = 300;

/** A list that two scripts fill from two data sources, one of them on another host; a style sheet, a picture. */
const list = (
  other: string,
): string => `<!doctype html><html><head><meta charset="utf-8"><title>通知公告-示例县教育局</title>
<link rel="stylesheet" href="/a.css"><script src="/lib.js"></script><script src="/list.js"></script></head><body>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="PATH">通知公告</a></div><img src="/logo.png">
<ul class="list" id="list"></ul><script>fill('/rows.json');fill('${other}/more.json');fill('/private/rows.json')</script></body></html>`;

const files: Readonly<Record<string, string>> = {
  '/robots.txt': 'User-agent: *\nDisallow: /private/\n',
  '/lib.js': 'var rows=[];',
  '/list.js':
    "function fill(url){fetch(url).then(r=>r.json()).then(more=>{rows=rows.concat(more);document.getElementById('list').innerHTML=rows.map(r=>'<li><a href=\"'+r[0]+'\">'+r[1]+'</a><span>'+r[2]+'</span></li>').join('')}).catch(()=>0)}",
  '/rows.json': '[["/1.html","关于开展安全检查的通知","2026-02-02"],["/2.html","关于放假的通知","2026-01-05"]]',
  '/more.json': '[["/3.html","关于做好招生工作的通知","2026-01-02"]]',
  '/private/rows.json': '[["/4.html","关于保密的通知","2026-01-01"]]',
};

interface Log {
  readonly path: string;
  readonly at: number;
}

interface Host {
  readonly server: Server;
  readonly origin: string;
  readonly log: Log[];
}

async function host(pages: (path: string) => string | undefined, address: string): Promise<Host> {
  const log: Log[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    log.push({ path, at: performance.now() });
    const body = pages(path) ?? files[path];
    const type = path.endsWith('.json') ? 'application/json' : path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
      'access-control-allow-origin': '*',
    });
    response.end(body ?? '<title>404</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return { server, origin: `http://${address}:${(server.address() as AddressInfo).port}`, log };
}

const folder = mkdtempSync(join(tmpdir(), 'duwang-politeness-'));
const hosts: Host[] = [];
let texts: readonly string[] = [];

describe.skipIf(executablePath === undefined)('a page in the browser (skipped: no Chromium on this machine)', () => {
  beforeAll(async () => {
    const other = await host(() => undefined, '127.0.0.2');
    const own = await host((path) => {
      if (path === '/') return '<title>示例县教育局</title><a href="/a/">通知公告</a><a href="/b/">通知公告</a>';
      return path === '/a/' || path === '/b/' ? list(other.origin).replace('PATH', path) : undefined;
    }, '127.0.0.1');
    hosts.push(own, other);
    const allowOrigins = [own.origin, other.origin];
    const renderer = createRenderer({
      executablePath: executablePath ?? '',
      guard: createGuard({ allowOrigins }),
      userAgent: 'duwang-test',
    });
    const fetcher = createHttpFetcher({ userAgent: 'duwang-test', allowOrigins });
    const store = openStore(folder);
    try {
      const unit = { ...makeUnit(), entry: [`${own.origin}/`] as const };
      const [crawled] = await crawl({
        units: [unit],
        store,
        fetcher,
        readers,
        version: 'test',
        limits: { delayMs: DELAY_MS },
        renderer: browserFetcher(renderer),
        renderAll: true,
      });
      const captures = crawled?.snapshot ? store.readCaptures(crawled.snapshot) : [];
      texts = captures.flatMap(({ capture, reading }) =>
        capture.outcome === 'fetched' && capture.mode === 'browser' && /\/[ab]\/$/.test(capture.url)
          ? (reading?.text ?? '')
          : [],
      );
    } finally {
      store.close();
      await renderer.close();
      await fetcher.close();
    }
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    for (const { server } of hosts) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const askedFor = (path: string): number => hosts.flatMap(({ log }) => log).filter((one) => one.path === path).length;

  it('shows what its scripts fetched', () => {
    expect(texts).toHaveLength(2);
    for (const text of texts)
      expect(text).toMatch(/关于开展安全检查的通知[\s\S]*关于做好招生工作的通知|关于做好招生工作的通知/);
  });

  it('asks for nothing that robots.txt forbids, nor for style sheets and pictures, and for a script once', () => {
    expect(askedFor('/private/rows.json')).toBe(0);
    expect(askedFor('/a.css') + askedFor('/logo.png')).toBe(0);
    expect([askedFor('/lib.js'), askedFor('/list.js')]).toEqual([1, 1]);
    expect([askedFor('/rows.json'), askedFor('/more.json')]).toEqual([2, 2]);
  });

  it('makes each of its requests in its turn, at its own host and at others', () => {
    for (const { log } of hosts) {
      const stretch = (log.at(-1)?.at ?? 0) - (log[0]?.at ?? 0);
      expect(log.length).toBeGreaterThan(2);
      // Over all gaps, not each: a busy machine may be late with one request and in time with the next.
      expect(stretch).toBeGreaterThan((log.length - 2) * DELAY_MS);
    }
  });
});
