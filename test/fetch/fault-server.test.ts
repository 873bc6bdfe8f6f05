import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { type FaultServer, startFaultServer } from '../../fixtures/fault-server/server.ts';
import type { Expected } from '../../fixtures/fault-server/wire.ts';
import type { FetchAnswer, Fetcher } from '../../src/contract/fetch.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';

// The server lives in this process: what is only late, because the machine is busy, is not to pass for a fault.
const limits = { connectMs: 5_000, firstByteMs: 4_000, idleMs: 3_000, totalMs: 15_000 };
const secret = 'letmein';

let server: FaultServer;
let fetcher: Fetcher;
const answers = new Map<string, FetchAnswer>();
let tookMs = 0;
let peakRss = 0;

beforeAll(async () => {
  server = await startFaultServer();
  const { canary, ...known } = server.origins;
  fetcher = createHttpFetcher({
    userAgent: 'duwang-test/1 (+https://example.org/duwang)',
    limits,
    allowOrigins: Object.values(known),
    extraAuthorities: [server.authority],
  });
  expect(canary).toBeDefined();
  const watch = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 20);
  const start = performance.now();
  const ask = async ({ url }: { url: string }) => {
    const answer = await fetcher.fetch({
      url,
      headers: [
        ['authorization', secret],
        ['cookie', `own=${secret}`],
      ],
      signal: new AbortController().signal,
      refuses: (each) => (new URL(each).pathname.startsWith('/private/') ? 'robots' : undefined),
    });
    answers.set(url, answer);
  };
  // Eight at a time; the host that dies is asked in its order.
  const dying = server.manifest.filter(({ n }) => n === 70);
  const rest = server.manifest.filter(({ n }) => n !== 70);
  const queue = rest[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const entry of queue) await ask(entry);
    }),
  );
  for (const entry of dying) await ask(entry);
  tookMs = performance.now() - start;
  clearInterval(watch);
});

afterAll(async () => {
  await fetcher.close();
  await server.close();
  const sockets = () =>
    process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP') || name.startsWith('TLS'));
  // A closed handle leaves the list a turn of the loop after its callback; one that is held never does.
  await vi.waitFor(
    () => {
      expect(sockets()).toEqual([]);
    },
    { timeout: 60_000 },
  );
});

/** What an answer says, by the words of the manifest. */
function factsOf(answer: FetchAnswer, wanted: Expected): Readonly<Record<string, unknown>> {
  return {
    outcome: answer.outcome,
    reason: 'reason' in answer ? answer.reason : undefined,
    status: 'status' in answer ? answer.status : undefined,
    retryAfterMs: ('retryAfterMs' in answer ? answer.retryAfterMs : undefined) ?? 'none',
    verified: 'tls' in answer ? answer.tls.verified : undefined,
    hops: answer.hops.length,
    arrives: wanted.arrives !== undefined && answer.url.endsWith(wanted.arrives) ? wanted.arrives : answer.url,
  };
}

describe('the fault server', () => {
  it('has every fault of the plan, and every one is answered', () => {
    const numbers = new Set(server.manifest.map(({ n }) => n));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 70 }, (_, at) => at + 1));
    const told = server.manifest.flatMap(({ n, id, url, expect: wanted }) => {
      const answer = answers.get(url);
      const said = answer === undefined ? {} : factsOf(answer, wanted);
      const reason: readonly unknown[] = wanted.reason ?? [undefined];
      return Object.entries({ ...wanted, reason }).flatMap(([key, value]) => {
        const fact = said[key];
        return fact === value || (Array.isArray(value) && (value as readonly unknown[]).includes(fact))
          ? []
          : [{ n, id, key, value, answer }];
      });
    });
    expect(told).toEqual([]);
  });

  it('takes bounded time and memory', () => {
    expect(tookMs).toBeLessThan(180_000); // by the clock: what has no end is what this is about
    expect(peakRss).toBeLessThan(512 * 1024 * 1024);
  });

  it('never reaches what nobody allowed', () => {
    expect(server.log.filter(({ origin }) => origin === server.origins['canary'])).toEqual([]);
    expect(server.log.filter(({ path }) => path.startsWith('/private/'))).toEqual([]);
  });

  it('carries no credentials and no cookies to another origin', () => {
    const there = server.log.filter(({ path }) => path === '/arrived');
    expect(there).toHaveLength(1);
    for (const { headers } of there) {
      expect(headers.has('authorization')).toBe(false);
      expect(headers.has('cookie')).toBe(false);
    }
    const home = server.log.filter(({ path }) => path === '/55/other-origin');
    expect(home.map(({ headers }) => headers.get('authorization'))).toEqual([secret]);
  });

  it('gives no credentials to a server whose certificate is not believed', () => {
    const origins = ['tlsSelfSigned', 'tlsExpired', 'tlsWrongName', 'tlsOld'].map((name) => server.origins[name]);
    const asked = server.log.filter(({ origin }) => origins.includes(origin));
    expect(asked).toHaveLength(4);
    for (const { headers } of asked) expect(headers.has('authorization') || headers.has('cookie')).toBe(false);
  });

  it('says in one word what is wrong with a certificate', () => {
    const problem = (name: string) => {
      const answer = answers.get(`${server.origins[name] ?? ''}/`);
      return answer !== undefined && 'tls' in answer ? answer.tls.problem : undefined;
    };
    expect(problem('tlsGood')).toBeUndefined();
    expect(problem('tlsSelfSigned')).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(problem('tlsExpired')).toBe('CERT_HAS_EXPIRED');
    expect(problem('tlsWrongName')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(problem('tlsOld')).toMatch(/^ERR_SSL_/);
  });

  it('keeps no cookies in what is stored', () => {
    for (const answer of answers.values()) {
      if ('headers' in answer) expect(answer.headers.some(([name]) => name === 'set-cookie')).toBe(false);
    }
  });

  it('lets no control character into a detail', () => {
    for (const answer of answers.values()) {
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      if ('detail' in answer) expect(answer.detail).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e]/);
    }
  });
});
