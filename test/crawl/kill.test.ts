import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStore } from '../../src/store/open-store.ts';
import { graph, serve, type SiteServer } from './site-server.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));
const isLong = process.env['DUWANG_LONG'] === '1';
const kills = isLong ? 100 : 20;
const points = ['before-commit', 'in-commit', 'after-commit', 'before-seal', 'after-seal'] as const;
const nths = isLong ? [1, 2, 3, 5, 8] : [1, 3];
const count = 90;
/** In flight, and one batch that was not committed. */
const lostAtMost = 1 + 7;

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const process_ = spawn(process.execPath, ['--import', 'jiti/register', child, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  process_.stdout.on('data', (text: Buffer) => (out += text.toString()));
  process_.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const exit = new Promise<Exit>((resolve) => {
    process_.on('close', (code, signal) => {
      resolve({ code, signal, out, err });
    });
  });
  return { kill: (signal: NodeJS.Signals) => process_.kill(signal), exit };
}

/** URL by URL what came of it: the last sealed snapshot, without times. */
function outcomes(dir: string): Readonly<Record<string, string>> {
  const store = openStore(dir, 'read');
  const [last] = store.snapshots();
  const rows = last ? store.readCaptures(last) : [];
  const seen = rows.filter(({ capture }) => capture.outcome !== 'skipped' || capture.reason !== 'no-browser');
  const all = seen.map(({ capture, reading }) => {
    const said = capture.outcome === 'fetched' ? `${capture.body} ${reading?.links.length ?? -1}` : capture.reason;
    return [new URL(capture.asked).pathname, `${capture.outcome} ${said}`] as const;
  });
  store.close();
  expect(new Set(all.map(([path]) => path)).size).toBe(all.length);
  return Object.fromEntries(all);
}

function makeDir(): string {
  return mkdtempSync(join(tmpdir(), 'duwang-kill-'));
}

describe('a crawl that is killed', () => {
  let server: SiteServer;
  const dirs: string[] = [];
  const dir = (): string => {
    const made = makeDir();
    dirs.push(made);
    return made;
  };
  let whole: Readonly<Record<string, string>>;
  let requests: number;

  beforeAll(async () => {
    server = await serve({}, graph(count), 4);
    const reference = dir();
    const { code, err } = await start([reference, server.url]).exit;
    expect(err).toBe('');
    expect(code).toBe(0);
    whole = outcomes(reference);
    requests = server.log.length;
    expect(Object.keys(whole)).toHaveLength(count + 1); // `/` and `/p0.html` are one page
  });

  afterAll(async () => {
    await server.close();
    for (const made of dirs) rmSync(made, { recursive: true, force: true });
  });

  /** Runs until the crawl ends by itself; the first run starts, the others resume. */
  async function runToEnd(
    store: string,
    next: (run: number) => { env?: Record<string, string>; killAfterMs?: number },
  ) {
    let deaths = 0;
    const before = server.log.length;
    for (let run = 0; ; run += 1) {
      expect(run).toBeLessThan(40);
      const { env, killAfterMs } = next(run);
      const running = start([store, server.url, ...(run === 0 ? [] : ['resume'])], env);
      const timer = killAfterMs === undefined ? undefined : setTimeout(() => running.kill('SIGKILL'), killAfterMs);
      const { code, signal, err } = await running.exit;
      clearTimeout(timer);
      if (signal === 'SIGKILL') {
        deaths += 1;
        continue;
      }
      expect(err).toBe('');
      expect(code).toBe(0);
      return { deaths, asked: server.log.length - before };
    }
  }

  it(
    `comes to the same after ${kills} kills at any moment`,
    async () => {
      let deaths = 0;
      for (let seed = 1; deaths < kills; seed += 1) {
        const store = dir();
        const result = await runToEnd(store, (run) =>
          run < 4 ? { killAfterMs: 350 + ((seed * 7919 + run * 104_729) % 900) } : {},
        );
        expect(outcomes(store)).toEqual(whole);
        // robots.txt may not have been committed either.
        expect(result.asked).toBeLessThanOrEqual(requests + result.deaths * (lostAtMost + 1));
        deaths += result.deaths;
      }
      process.stdout.write(`kill test: ${deaths} kills at random moments\n`);
    },
    isLong ? 3_600_000 : 600_000,
  );

  it.each(points.flatMap((point) => nths.map((nth) => [point, nth] as const)))(
    'comes to the same when killed %s, the %i. time',
    async (point, nth) => {
      if (point.endsWith('seal') && nth > 1) return; // one unit is sealed once
      const store = dir();
      const { deaths, asked } = await runToEnd(store, (run) => ({
        env: run === 0 ? { DUWANG_FAILPOINT: `${point}:${nth}` } : {},
      }));
      expect(deaths).toBe(1);
      expect(outcomes(store)).toEqual(whole);
      expect(asked).toBeLessThanOrEqual(requests + lostAtMost + 1);
    },
  );

  it.each(['SIGINT', 'SIGTERM'] as const)('seals a partial snapshot on %s, and goes on from it', async (signal) => {
    const store = dir();
    const slow = await serve({}, graph(count), 40);
    try {
      const running = start([store, slow.url]);
      while (slow.log.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
      running.kill(signal);
      const { code, out } = await running.exit;
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ ending: 'interrupted' });
      const partial = outcomes(store);
      expect(Object.values(partial)).toContain('skipped interrupted');
      expect(Object.values(partial).filter((said) => said.startsWith('fetched')).length).toBeGreaterThan(3);
      const { code: second } = await start([store, slow.url, 'resume']).exit;
      expect(second).toBe(0);
      expect(outcomes(store)).toEqual(whole);
    } finally {
      await slow.close();
    }
  });

  it('stops at once when told twice, and loses nothing that was stored', async () => {
    const store = dir();
    const hanging = await serve({}, (request, response) => {
      // The tenth request never gets an answer.
      if (hanging.log.length < 10) graph(count)(request, response);
    });
    try {
      const running = start([store, hanging.url]);
      while (hanging.log.length < 10) await new Promise((resolve) => setTimeout(resolve, 20));
      running.kill('SIGINT');
      // Two signals of one kind that both wait for a process are one: time for it to take the first.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      running.kill('SIGINT');
      const { code, out } = await running.exit;
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({ ending: 'interrupted' });
      const stored = openStore(store, 'read');
      expect(stored.why(hanging.url).captures).toHaveLength(1);
      stored.close();
    } finally {
      await hanging.close();
    }
  });

  it('lets no second process write to its store', async () => {
    const store = dir();
    const open = openStore(store);
    const { code, err } = await start([store, server.url]).exit;
    open.close();
    expect(code).toBe(5);
    expect(err).toContain('另一个 duwang');
  });
});
