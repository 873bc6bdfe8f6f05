import type { FetchAnswer, Fetcher } from '../../contract/fetch.ts';
import { createGateNames, isLoopback, systemAddresses } from '../../crawl/addresses.ts';
import { boundsOf } from '../../crawl/limits.ts';
import { createGate, type Gate } from '../../frontier/gate.ts';
import { parseRobots } from '../../frontier/robots.ts';
import { originOf } from '../../lib/url.ts';

/** A way to ask the web for single things beside a crawl: one at a time for each address, with the gap of the crawl. */
export interface Web {
  readonly ask: (url: string, signal?: AbortSignal) => Promise<FetchAnswer>;
  readonly close: () => Promise<void>;
}

/** What a web is made of. */
export interface WebOptions {
  readonly fetcher: Fetcher;
  /** As in `CrawlLimits`. */
  readonly delayMs: number | undefined;
  /** The robots.txt of an origin, where one was read. */
  readonly robots: (origin: string) => string | undefined;
}

/** Opens it. Whatever the fetcher guards (addresses, sizes, redirects) is guarded here. */
export function openWeb({ fetcher, delayMs, robots }: WebOptions): Web {
  const nameOf = createGateNames();
  const gates = new Map<string, { readonly gate: Gate; line: Promise<unknown> }>();
  const { politeness } = boundsOf(delayMs === undefined ? {} : { delayMs }, false);
  const entryOf = async (url: string): Promise<{ readonly gate: Gate; line: Promise<unknown> }> => {
    const { hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const addresses = await systemAddresses(host);
    const name = nameOf(host, addresses);
    const isLocal = addresses.length > 0 && addresses.every(isLoopback);
    const known = gates.get(name) ?? { gate: createGate(politeness(isLocal)), line: Promise.resolve() };
    gates.set(name, known);
    return known;
  };
  const pace = async (url: string): Promise<void> => {
    const { gate } = await entryOf(url);
    const origin = originOf(url);
    await sleep(gate.nextAt(origin) - Date.now());
    gate.next(Date.now(), origin);
  };
  const ask = async (url: string, signal: AbortSignal = new AbortController().signal): Promise<FetchAnswer> => {
    const text = robots(originOf(url));
    if (text !== undefined && !parseRobots(Buffer.from(text, 'latin1')).allows(url, 'duwang'))
      return { outcome: 'skipped', url, hops: [], tookMs: 0, reason: 'robots', detail: '' };
    const entry = await entryOf(url);
    const answer = entry.line.then(async () => {
      await pace(url);
      return fetcher.fetch({ url, signal, refuses: () => undefined, pace });
    });
    entry.line = answer.catch(() => undefined);
    return answer;
  };
  return { ask, close: () => fetcher.close() };
}

function sleep(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
