import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import type { FailReason } from '../../contract/capture.ts';
import { toError } from '../../lib/error.ts';
import type { Guard } from '../guard.ts';
import { startFilteringProxy } from './filtering-proxy.ts';
import { createStaticCache, type StaticCache } from './static-cache.ts';
import { createTurns, holdBack, type Turns } from './turns.ts';

/** A page as its scripts left it, or why there is none. One page is all that a bad page can cost. */
export type RenderAnswer =
  | { readonly outcome: 'rendered'; readonly url: string; readonly html: string; readonly tookMs: number }
  | { readonly outcome: 'failed'; readonly reason: FailReason; readonly detail: string };

export interface RenderRequest {
  readonly url: string;
  readonly signal: AbortSignal;
  /** How long the page has to have been quiet after its last request, in ms. A list that comes late wants more. */
  readonly quietMs?: number;
  /**
   * Awaited before each request that the page makes by itself: the turn of its host; false refuses it. The page's own
   * request has had its turn. Absent: the rule of the renderer holds.
   */
  readonly admits?: (url: string) => Promise<boolean>;
}

export interface Renderer {
  readonly render: (request: RenderRequest) => Promise<RenderAnswer>;
  readonly close: () => Promise<void>;
}

export interface RendererOptions {
  readonly executablePath: string;
  readonly guard: Guard;
  readonly userAgent: string;
  /** As in `ProxyRules`: politeness, scope and budgets of the crawl hold for what a page loads. */
  readonly admit: (url: URL) => Promise<boolean>;
  /** Pages at a time; the number of cores unless given. */
  readonly concurrency?: number;
  /** Pages after which the browser is started anew. */
  readonly retireAfter?: number;
  /** All that one page may take, in ms. */
  readonly deadlineMs?: number;
}

const QUIET_MS = 100;
const SETTLE_MS = 6_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** Flags for a quiet browser that asks nobody but through our proxy, loopback included, and draws no pictures. */
export const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-extensions',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/** Whether this process may not use Chromium's sandbox: it refuses root. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/** Starts nothing until the first page is asked for. */
export function createRenderer(options: RendererOptions): Renderer {
  const limit = pLimit(options.concurrency ?? Math.max(1, availableParallelism()));
  let proxy: ReturnType<typeof startFilteringProxy> | undefined;
  const cache = createStaticCache();
  const retireAfter = options.retireAfter ?? 100;
  let current: { browser: Promise<Browser>; pages: number; busy: number; retired: boolean } | undefined;

  const launch = async (): Promise<Browser> => {
    proxy ??= startFilteringProxy({ guard: options.guard, admit: options.admit, maxBytes: MAX_BYTES });
    return chromium.launch({
      executablePath: options.executablePath,
      headless: true,
      chromiumSandbox: !isRoot(),
      proxy: { server: `http://127.0.0.1:${(await proxy).port}` },
      args: [...quietFlags, '--blink-settings=imagesEnabled=false', '--disable-remote-fonts'],
    });
  };

  /** The browser in use, or a new one when that has served its time or died. */
  function lease(): NonNullable<typeof current> {
    if (!current || current.retired || current.pages >= retireAfter) {
      if (current) retire(current);
      current = { browser: launch(), pages: 0, busy: 0, retired: false };
    }
    current.pages += 1;
    current.busy += 1;
    return current;
  }

  function retire(one: NonNullable<typeof current>): void {
    one.retired = true;
    if (one.busy === 0) void one.browser.then(closeQuietly, () => undefined);
  }

  function giveBack(one: NonNullable<typeof current>): void {
    one.busy -= 1;
    if (one.retired) retire(one);
  }

  async function renderOne(request: RenderRequest): Promise<RenderAnswer> {
    const one = lease();
    try {
      const browser = await one.browser;
      const answer = await withDeadline(browser, request, { ...options, cache });
      if (answer.outcome === 'failed' && answer.reason === 'browser-crash') one.retired = true;
      return answer;
    } catch (error) {
      one.retired = true;
      return { outcome: 'failed', reason: 'browser-crash', detail: firstLine(error) };
    } finally {
      giveBack(one);
    }
  }

  return {
    render: (request) => limit(() => renderOne(request)),
    async close() {
      limit.clearQueue();
      if (current) await current.browser.then(closeQuietly, () => undefined);
      await (await proxy)?.close();
    },
  };
}

const firstLine = (error: unknown): string => toError(error).message.split('\n')[0]?.slice(0, 300) ?? '';

/** Closing a browser that hangs must not hang us. */
async function closeQuietly(closable: { close: () => Promise<void> }): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, 3_000)));
  await Promise.race([closable.close().catch(() => undefined), late]);
  clearTimeout(timer);
}

/** A page that loops for ever answers nobody: then its context, and in the end its browser, is given up. */
async function withDeadline(
  browser: Browser,
  request: RenderRequest,
  { userAgent, deadlineMs = 20_000, guard, cache }: RendererOptions & { readonly cache: StaticCache },
): Promise<RenderAnswer> {
  const turns = createTurns(request);
  const { admits } = request;
  // A polite page has a proxy of its own: so the proxy knows whose request it holds back.
  const own =
    admits && (await startFilteringProxy({ guard, admit: turns.admit, maxBytes: MAX_BYTES, cache, plain: true }));
  const context = await browser.newContext({
    ...(own && { proxy: { server: `http://127.0.0.1:${own.port}`, bypass: '<-loopback>' } }),
    userAgent,
    acceptDownloads: false,
    serviceWorkers: 'block',
    ignoreHTTPSErrors: true, // what a visitor sees is wanted; the certificate is judged where it was fetched
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort();
  };
  request.signal.addEventListener('abort', onAbort, { once: true });
  const late = new Promise<RenderAnswer>((resolve) => {
    const look = (): void => {
      const left = deadlineMs + turns.waited() - (performance.now() - startedAt);
      if (left > 0) timer = setTimeout(look, left);
      else resolve({ outcome: 'failed', reason: 'total-timeout', detail: `not finished after ${deadlineMs} ms` });
    };
    timer = setTimeout(look, deadlineMs);
    stop.signal.addEventListener('abort', () => {
      resolve({ outcome: 'failed', reason: 'total-timeout', detail: 'interrupted' });
    });
  });
  try {
    if (own && request.url.startsWith('https:')) await holdBack(context, turns, cache);
    return await Promise.race([renderIn(context, request, turns), late]);
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', onAbort);
    await closeQuietly(context);
    await own?.close();
  }
}

async function renderIn(context: BrowserContext, request: RenderRequest, turns: Turns): Promise<RenderAnswer> {
  const startedAt = performance.now();
  const page = await context.newPage();
  context.on('page', (other) => {
    if (other !== page) void other.close().catch(() => undefined);
  });
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  const crashed = new Promise<RenderAnswer>((resolve) =>
    page.once('crash', () => {
      resolve({ outcome: 'failed', reason: 'browser-crash', detail: 'the tab crashed' });
    }),
  );
  return Promise.race([read(page, request, turns, startedAt), crashed]);
}

async function read(page: Page, request: RenderRequest, turns: Turns, startedAt: number): Promise<RenderAnswer> {
  const quiet = watchRequests(page, turns);
  try {
    const response = await page.goto(request.url, { waitUntil: 'load', timeout: 0 });
    await quiet(request.quietMs ?? QUIET_MS);
    const status = response?.status() ?? 0;
    if (status >= 400) return { outcome: 'failed', reason: 'http-status', detail: `HTTP ${status}` };
    const length = await page.evaluate('document.documentElement.outerHTML.length');
    if (typeof length !== 'number' || length > MAX_BYTES)
      return { outcome: 'failed', reason: 'too-large', detail: `${String(length)} characters` };
    const html = await page.content();
    return {
      outcome: 'rendered',
      url: page.url(),
      html,
      tookMs: Math.round(performance.now() - startedAt - turns.waited()),
    };
  } catch (error) {
    const detail = firstLine(error);
    return { outcome: 'failed', reason: /timeout/i.test(detail) ? 'total-timeout' : 'protocol', detail };
  }
}

/**
 * Counts what the page has under way. The function it answers waits until nothing was for so many ms: cheaper than
 * playwright's `networkidle`, which always waits 500.
 */
function watchRequests(page: Page, turns: Turns): (quietMs: number) => Promise<void> {
  let under = 0;
  let since = performance.now();
  const change = (by: number) => (): void => {
    under = Math.max(0, under + by);
    since = performance.now();
  };
  page.on('request', change(1));
  page.on('requestfinished', change(-1));
  page.on('requestfailed', change(-1));
  return async (quietMs) => {
    const until = performance.now() + SETTLE_MS - turns.waited();
    since = performance.now();
    while (performance.now() < until + turns.waited()) {
      if (under === 0 && performance.now() - since >= quietMs) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
}
