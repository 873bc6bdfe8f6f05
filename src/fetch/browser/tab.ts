import type { Browser, BrowserContext, CDPSession, Page, Request } from 'playwright';
import type { FailReason } from '../../contract/capture.ts';
import { toError } from '../../lib/error.ts';
import type { Guard } from '../guard.ts';
import { startFilteringProxy } from './filtering-proxy.ts';
import type { StaticCache } from './static-cache.ts';
import { createTurns, holdBack, type Turns } from './turns.ts';

/** A page as its scripts left it, or why there is none. One page is all that a bad page can cost. */
export type RenderAnswer =
  | { readonly outcome: 'rendered'; readonly url: string; readonly html: string; readonly tookMs: number }
  | { readonly outcome: 'failed'; readonly reason: FailReason; readonly detail: string };

/** One page to come into a tab. */
export interface Visit {
  readonly url: string;
  /**
   * Awaited before each request that the page makes by itself: the turn of its host; false refuses it. The page's own
   * request has had its turn. Absent: all may go.
   */
  readonly admits?: (url: string) => Promise<boolean>;
}

/**
 * A tab, in a context and behind a proxy of its own, so that the proxy knows whose request it holds back. Pages come
 * into it one after another, each as a stranger: to open one costs more than to read a page.
 */
export interface Tab {
  readonly visit: (visit: Visit) => Promise<RenderAnswer>;
  /** How long the page stood still for the sake of others, in ms. */
  readonly waited: () => number;
  /** Makes the tab as new for the next page; false where that cannot be known, and the tab is to be closed. */
  readonly wipe: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export interface TabOptions {
  readonly guard: Guard;
  readonly userAgent: string;
  readonly cache: StaticCache;
}

/** The time that a page's own clocks run once nothing is under way, in ms of that clock: it passes as fast as the page can run. */
const PAGE_CLOCK_MS = 2_000;
/** How long we look at a page that does not come to rest, in ms of ours, waiting for turns not counted. */
const SETTLE_MS = 6_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** Opens a tab. Throws where the browser cannot. */
export async function openTab(browser: Browser, { guard, userAgent, cache }: TabOptions): Promise<Tab> {
  let turns = createTurns({ url: 'about:blank' });
  let isHeldBack = false;
  const proxy = await startFilteringProxy({ guard, admit: (url) => turns.admit(url), maxBytes: MAX_BYTES, cache });
  const context = await browser
    .newContext({
      proxy: { server: `http://127.0.0.1:${proxy.port}`, bypass: '<-loopback>' },
      userAgent,
      acceptDownloads: false,
      serviceWorkers: 'block',
      ignoreHTTPSErrors: true, // what a visitor sees is wanted; the certificate is judged where it was fetched
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    .catch(async (error: unknown) => {
      await proxy.close();
      throw error;
    });
  const seat = await sitDown(context);

  /** Only the browser can tell the requests of a page over TLS apart; where nobody waits, that costs for nothing. */
  async function holdBackWhere(isWanted: boolean): Promise<void> {
    if (isWanted === isHeldBack) return;
    isHeldBack = isWanted;
    if (isWanted) await holdBack(context, () => turns, cache);
    else await context.unrouteAll();
  }

  return {
    async visit(visit) {
      turns = createTurns(visit);
      seat.origins.clear();
      await holdBackWhere(visit.admits !== undefined && visit.url.startsWith('https:'));
      return Promise.race([read(seat, visit.url, turns), seat.crashed]);
    },
    waited: () => turns.waited(),
    async wipe() {
      proxy.hangUp();
      return wipe(seat);
    },
    async close() {
      await closeQuietly(context);
      await proxy.close();
    },
  };
}

/** What a page sits in. */
interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly devtools: CDPSession;
  /** What is asked for and not answered. */
  readonly underWay: Set<Request>;
  /** Where the page asked: there it may have left something of itself. */
  readonly origins: Set<string>;
  readonly crashed: Promise<RenderAnswer>;
  /**
   * Of the last page: whether it came to rest, for one that did not may yet do what would be taken for the next one's;
   * and its document, or the one that a script put in its place.
   */
  readonly last: { isAtRest: boolean; document: Request | undefined };
}

async function sitDown(context: BrowserContext): Promise<Seat> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const underWay = new Set<Request>();
  const origins = new Set<string>();
  const last: Seat['last'] = { isAtRest: false, document: undefined };
  page.on('request', (request) => {
    underWay.add(request);
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) last.document = request;
    origins.add(originOf(request.url()));
  });
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  context.on('page', (other) => {
    if (other !== page) void other.close().catch(() => undefined);
  });
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  const crashed = new Promise<RenderAnswer>((resolve) =>
    page.once('crash', () => {
      resolve({ outcome: 'failed', reason: 'browser-crash', detail: 'the tab crashed' });
    }),
  );
  return { context, page, devtools, underWay, origins, crashed, last };
}

/** The page as HTML, or how long it is where that is too long to be handed over. */
const wholePage = `(() => {
  const { doctype, documentElement } = document;
  const html = (doctype ? new XMLSerializer().serializeToString(doctype) : '') + (documentElement?.outerHTML ?? '');
  return html.length > ${MAX_BYTES} ? html.length : html;
})()`;

/** What a script asked for in place of the page and did not get: a file to be saved, an answer without a page. The page stays. */
const leftAlone = 'net::ERR_ABORTED';

async function read(seat: Seat, url: string, turns: Turns): Promise<RenderAnswer> {
  const { page, underWay, last } = seat;
  const startedAt = performance.now();
  underWay.clear();
  last.isAtRest = false;
  try {
    // Not `load`: a script that writes into the page before that keeps it away for ever, and a picture may.
    const response = await page.goto(url, { waitUntil: 'commit', timeout: 0 });
    const status = response?.status() ?? 0;
    if (status >= 400) return { outcome: 'failed', reason: 'http-status', detail: `HTTP ${status}` };
    last.isAtRest = await settle(seat, turns);
    const missing = last.isAtRest ? undefined : ownDataUnderWay(page.url(), underWay);
    if (missing !== undefined)
      return { outcome: 'failed', reason: 'total-timeout', detail: `did not come in whole: ${missing}` };
    const cut = last.document?.failure()?.errorText;
    if (cut !== undefined && cut !== leftAlone) return { outcome: 'failed', reason: 'incomplete', detail: cut };
    const html: unknown = await page.evaluate(wholePage);
    if (typeof html !== 'string')
      return { outcome: 'failed', reason: 'too-large', detail: `${String(html)} characters` };
    const tookMs = Math.round(performance.now() - startedAt - turns.waited());
    return { outcome: 'rendered', url: page.url(), html, tookMs };
  } catch (error) {
    const detail = firstLine(error);
    return { outcome: 'failed', reason: /timeout/i.test(detail) ? 'total-timeout' : 'protocol', detail };
  }
}

/**
 * Lets the page's own clock run for `PAGE_CLOCK_MS` while nothing is under way, and stops it: a list that a timer fills
 * after a second is there, and nobody waited a second. False: the page asked without end, or ran without end.
 */
async function settle({ devtools }: Seat, turns: Turns): Promise<boolean> {
  const waitedBefore = turns.waited();
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    const look = (): void => {
      const left = SETTLE_MS + turns.waited() - waitedBefore - (performance.now() - startedAt);
      if (left > 0) timer = setTimeout(look, left);
      else resolve(false);
    };
    look();
  });
  const atRest = new Promise<boolean>((resolve) => {
    devtools.once('Emulation.virtualTimeBudgetExpired', () => {
      resolve(true);
    });
  });
  const started = devtools.send('Emulation.setVirtualTimePolicy', {
    policy: 'pauseIfNetworkFetchesPending',
    budget: PAGE_CLOCK_MS,
  });
  try {
    return await Promise.race([started.then(() => atRest), patience]);
  } finally {
    clearTimeout(timer);
  }
}

const ownData: ReadonlySet<string> = new Set(['document', 'fetch', 'xhr']);

/** An address of the page's own host that was still to come, itself or its data: without it the page is not what people see. */
function ownDataUnderWay(pageUrl: string, underWay: ReadonlySet<Request>): string | undefined {
  const { host } = new URL(pageUrl);
  for (const request of underWay) {
    const kind = request.resourceType();
    if (ownData.has(kind) && new URL(request.url()).host === host) return request.url();
  }
  return undefined;
}

/** Forgets all that the last page may have left. A frame of another origin has a store of the tab that we cannot reach. */
async function wipe({ context, page, devtools, origins, last }: Seat): Promise<boolean> {
  if (!last.isAtRest) return false;
  const own = originOf(page.url());
  const frames = page.frames().map((frame) => originOf(frame.url()));
  if (frames.some((origin) => origin !== own && origin !== 'null')) return false;
  try {
    // Not a blank page: Chromium would start a process for it, and one for the next page. The listeners of the page go
    // with its document, so that it leaves no word behind when it goes; its clock stands still.
    await page.evaluate('document.open(), document.close(), void (window.name = "")');
    await Promise.all([
      context.clearCookies(),
      ...(own === 'null'
        ? []
        : [devtools.send('DOMStorage.clear', { storageId: { securityOrigin: own, isLocalStorage: false } })]),
      devtools.send('Network.clearBrowserCache'),
      devtools.send('Page.resetNavigationHistory'),
      ...[...origins]
        .filter((origin) => origin !== 'null')
        .map((origin) => devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })),
    ]);
    return true;
  } catch {
    return false; // a new tab is always right
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'null');

/** The first line of what was thrown. */
export const firstLine = (error: unknown): string => toError(error).message.split('\n')[0]?.slice(0, 300) ?? '';

/** Closing what hangs must not hang us. */
export async function closeQuietly(closable: { close: () => Promise<void> }): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, 3_000)));
  await Promise.race([closable.close().catch(() => undefined), late]);
  clearTimeout(timer);
}
