import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type FaultServer, startFaultServer } from '../../fixtures/fault-server/server.ts';
import { failReasons, skipReasons, type Capture } from '../../src/contract/capture.ts';
import { failTexts, skipTexts } from '../../src/contract/reasons.ts';
import { crawl, type CrawledUnit } from '../../src/crawl/crawl.ts';
import { readers } from '../../src/crawl/readers.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';
import { canonicalUrl } from '../../src/lib/url.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { makeUnit } from '../support/site.ts';

describe('the fault server, crawled whole', () => {
  const dir = mkdtempSync(join(tmpdir(), 'duwang-faults-'));
  let server: FaultServer;
  let store: Store;
  let unit: CrawledUnit | undefined;
  let rows: readonly Capture[] = [];
  let seconds = 0;
  let peakMb = 0;

  beforeAll(async () => {
    server = await startFaultServer();
    store = openStore(dir);
    // A Crawl-delay binds all hosts on its address: one second for each of the faults would be half an hour.
    const { canary, robotsDelay, ...known } = server.origins;
    expect([canary, robotsDelay]).not.toContain(undefined);
    const entries = Object.values(known).map((origin) => `${origin}/`);
    const fetcher = createHttpFetcher({
      userAgent: 'duwang-test/1 (+https://example.org/duwang)',
      limits: { connectMs: 1500, firstByteMs: 800, idleMs: 600, totalMs: 4000 },
      allowOrigins: Object.values(known),
      extraAuthorities: [server.authority],
    });
    const watch = setInterval(() => (peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20)), 50);
    const start = performance.now();
    const first = `${server.origin}/`;
    [unit] = await crawl({
      units: [makeUnit({ entry: [first, ...entries.filter((entry) => entry !== first)] })],
      store,
      fetcher,
      readers,
      version: 'test',
      limits: { delayMs: 0, concurrency: 16, retries: 1, maxPages: 4000 },
    });
    seconds = (performance.now() - start) / 1000;
    clearInterval(watch);
    await fetcher.close();
    rows = unit?.snapshot ? store.readCaptures(unit.snapshot).map(({ capture }) => capture) : [];
    process.stdout.write(
      `fault server: ${rows.length} rows, ${server.log.length} requests, ${seconds.toFixed(1)} s, peak ${peakMb.toFixed(0)} MB\n`,
    );
  }, 300_000);

  afterAll(async () => {
    store.close();
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('ends, in bounded time and memory', () => {
    expect(unit?.ending).toMatch(/^(?:done|max-pages)$/);
    expect(seconds).toBeLessThan(200);
    expect(peakMb).toBeLessThan(1024); // of the whole test process; the crawl itself is measured by the bench
  });

  it('gives every URL exactly one row for each way of reading, with a reason from the closed list and a remedy', () => {
    const keys = rows.map(
      (row) =>
        `${row.asked} ${row.outcome === 'fetched' ? row.mode : 'http'} ${row.outcome === 'skipped' && row.reason === 'no-browser' ? 'render' : ''}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const row of rows) {
      if (row.outcome === 'failed') {
        expect(failReasons).toContain(row.reason);
        expect(failTexts[row.reason].remedy.zh).not.toBe('');
      } else if (row.outcome === 'skipped') {
        expect(skipReasons).toContain(row.reason);
        expect(skipTexts[row.reason].remedy.zh).not.toBe('');
      }
    }
  });

  it('has a row for every fault of the manifest', () => {
    const asked = new Set(rows.map((row) => row.asked));
    const missing = server.manifest
      .filter(({ url }) => !asked.has(canonicalUrl(url)))
      .map(({ id, url }) => `${id} ${url.slice(0, 100)}`);
    expect(missing).toEqual([]);
  });

  it('never asks the canary, nor what robots.txt forbids', () => {
    expect(server.log.filter(({ origin }) => origin === server.origins['canary'])).toEqual([]);
    expect(server.log.filter(({ origin, path }) => origin === server.origin && path.startsWith('/private/'))).toEqual(
      [],
    );
  });

  it('takes nothing for a page that the manifest says is none', () => {
    const byUrl = new Map(rows.filter((row) => row.outcome === 'fetched').map((row) => [row.asked, row]));
    const wrong = server.manifest.filter(
      ({ url, expect: { outcome }, n }) =>
        outcome !== 'fetched' && n !== 68 && n !== 62 && byUrl.has(canonicalUrl(url)),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
