import { crawl } from '../../src/crawl/crawl.ts';
import { readers } from '../../src/crawl/readers.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeUnit } from '../support/site.ts';

/** What the crawl of the fault server is told, and what it tells. */
export interface FaultJob {
  readonly dir: string;
  readonly entries: readonly [string, ...string[]];
  readonly origins: readonly string[];
  readonly authority: string;
}
export interface FaultEnd {
  readonly ending: string | undefined;
  /** Of CPU: how long it waits for servers that do not answer is the limits' affair. */
  readonly seconds: number;
  /** The most memory that the process ever held; before it crawled. */
  readonly peakMb: number;
  readonly bareMb: number;
}

// The crawl of the fault server in a process of its own, so that its memory is its own: node … fault-child.ts JOB
// Written by the test.
const { dir, entries, origins, authority } = JSON.parse(process.argv[2] ?? '{}') as FaultJob;
const store = openStore(dir);
const fetcher = createHttpFetcher({
  userAgent: 'duwang-test/1 (+https://example.org/duwang)',
  limits: { connectMs: 4_000, firstByteMs: 3_000, idleMs: 2_000, totalMs: 8_000 },
  allowOrigins: origins,
  extraAuthorities: [authority],
});
// What reads files is loaded when the first file comes; here that means compiled, which is no part of the crawl.
for (const start of ['%PDF-1.4 ', 'PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0']) {
  const bytes = Buffer.from(start, 'latin1');
  await Promise.resolve(readers.readFile?.({ bytes, url: 'http://a.cn/a', contentType: '', mode: 'http' })).catch(
    () => undefined,
  );
}
const bareMb = process.memoryUsage.rss() / 2 ** 20;
const before = process.cpuUsage();
const [unit] = await crawl({
  units: [makeUnit({ entry: [...entries] })],
  store,
  fetcher,
  readers,
  version: 'test',
  limits: { delayMs: 0, concurrency: 16, retries: 1, maxPages: 4000 },
});
const { user, system } = process.cpuUsage(before);
const seconds = (user + system) / 1e6;
await fetcher.close();
store.close();
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ending: unit?.ending, seconds, peakMb, bareMb } satisfies FaultEnd));
