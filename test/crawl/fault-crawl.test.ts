import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type FaultServer, startFaultServer } from '../../fixtures/fault-server/server.ts';
import { failReasons, skipReasons, type Capture } from '../../src/contract/capture.ts';
import { failTexts, skipTexts } from '../../src/contract/reasons.ts';
import { canonicalUrl } from '../../src/lib/url.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import type { FaultEnd, FaultJob } from './fault-child.ts';

describe('the fault server, crawled whole', () => {
  const dir = mkdtempSync(join(tmpdir(), 'duwang-faults-'));
  let server: FaultServer;
  let store: Store;
  let end: FaultEnd;
  let rows: readonly Capture[] = [];

  beforeAll(async () => {
    server = await startFaultServer();
    // A Crawl-delay binds its host: one second for each of the faults would be long.
    const { canary, robotsDelay, ...known } = server.origins;
    expect([canary, robotsDelay]).not.toContain(undefined);
    const first = `${server.origin}/`;
    const entries = Object.values(known).map((origin) => `${origin}/`);
    const job: FaultJob = {
      dir,
      entries: [first, ...entries.filter((entry) => entry !== first)],
      origins: Object.values(known),
      authority: server.authority,
    };
    const child = fileURLToPath(new URL('fault-child.ts', import.meta.url));
    // A small heap: what is only not collected yet, because the machine had better things to do, is not held.
    const heap = ['--max-old-space-size=256', '--max-semi-space-size=8'];
    const args = [...heap, '--import', 'jiti/register', child, JSON.stringify(job)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
    // Written by the child.
    end = JSON.parse(stdout) as FaultEnd;
    store = openStore(dir, 'read');
    const [sealed] = store.snapshots();
    rows = sealed ? store.readCaptures(sealed).map(({ capture }) => capture) : [];
    const { seconds, peakMb, bareMb } = end;
    process.stdout.write(
      `fault server: ${rows.length} rows, ${server.log.length} requests, ${seconds.toFixed(1)} s of CPU, peak ${peakMb.toFixed(0)} MB (${bareMb.toFixed(0)} before it began)\n`,
    );
  });

  afterAll(async () => {
    store.close();
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('ends, in bounded time and memory', () => {
    expect(end.ending).toMatch(/^(?:done|max-pages)$/);
    expect(end.seconds).toBeLessThan(120);
    // The whole process, the compiler that reads our sources included: the built program takes some 100 MB less.
    expect(end.peakMb).toBeLessThan(512);
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
