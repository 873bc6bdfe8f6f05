import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { chromium, type Browser } from 'playwright';
import type { Guard } from '../guard.ts';
import { createStaticCache } from './static-cache.ts';
import { closeQuietly, firstLine, openTab, type RenderAnswer, type Tab, type Visit } from './tab.ts';

export interface RenderRequest extends Visit {
  readonly signal: AbortSignal;
}

export interface Renderer {
  readonly render: (request: RenderRequest) => Promise<RenderAnswer>;
  readonly close: () => Promise<void>;
}

export interface RendererOptions {
  readonly executablePath: string;
  readonly guard: Guard;
  readonly userAgent: string;
  /** Pages at a time; the number of cores unless given. */
  readonly concurrency?: number;
  /** Pages after which the browser is started anew. */
  readonly retireAfter?: number;
  /** All that one page may take, in ms, waiting for turns not counted. */
  readonly deadlineMs?: number;
}

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

/** A browser, and its tabs that wait for a page. */
interface Lease {
  readonly browser: Promise<Browser>;
  readonly idle: Tab[];
  pages: number;
  busy: number;
  isRetired: boolean;
}

/** Starts nothing until the first page is asked for. */
export function createRenderer(options: RendererOptions): Renderer {
  const { executablePath, guard, userAgent, retireAfter = 300, deadlineMs = 20_000 } = options;
  const limit = pLimit(options.concurrency ?? Math.max(1, availableParallelism()));
  const cache = createStaticCache();
  let current: Lease | undefined;

  const launch = (): Promise<Browser> =>
    chromium.launch({
      executablePath,
      headless: true,
      chromiumSandbox: !isRoot(),
      proxy: { server: 'http://127.0.0.1:1' }, // nobody listens there: each tab has a proxy of its own
      args: [...quietFlags, '--blink-settings=imagesEnabled=false', '--disable-remote-fonts'],
    });

  /** The browser in use, or a new one when that has served its time or died. */
  function lease(): Lease {
    if (!current || current.isRetired || current.pages >= retireAfter) {
      if (current) retire(current);
      current = { browser: launch(), idle: [], pages: 0, busy: 0, isRetired: false };
    }
    current.pages += 1;
    current.busy += 1;
    return current;
  }

  function retire(one: Lease): void {
    one.isRetired = true;
    if (one.busy === 0) void end(one);
  }

  async function renderOne(request: RenderRequest): Promise<RenderAnswer> {
    const one = lease();
    try {
      const tab = one.idle.pop() ?? (await openTab(await one.browser, { guard, userAgent, cache }));
      const answer = await withDeadline(tab, request, deadlineMs);
      if (answer.outcome === 'failed' && answer.reason === 'browser-crash') one.isRetired = true;
      if (answer.outcome === 'rendered' && !one.isRetired && (await tab.wipe())) one.idle.push(tab);
      else await tab.close();
      return answer;
    } catch (error) {
      one.isRetired = true;
      return { outcome: 'failed', reason: 'browser-crash', detail: firstLine(error) };
    } finally {
      one.busy -= 1;
      if (one.isRetired) retire(one);
    }
  }

  return {
    render: (request) => limit(() => renderOne(request)),
    async close() {
      limit.clearQueue();
      if (current) await end(current);
    },
  };
}

async function end({ browser, idle }: Lease): Promise<void> {
  await Promise.all(idle.splice(0).map((tab) => tab.close()));
  await browser.then(closeQuietly, () => undefined);
}

/** A page that loops for ever answers nobody: then its tab, and in the end its browser, is given up. */
async function withDeadline(tab: Tab, { signal, ...visit }: RenderRequest, deadlineMs: number): Promise<RenderAnswer> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const late = new Promise<RenderAnswer>((resolve) => {
    const giveUp = (detail: string): void => {
      resolve({ outcome: 'failed', reason: 'total-timeout', detail });
    };
    const look = (): void => {
      const left = deadlineMs + tab.waited() - (performance.now() - startedAt);
      if (left > 0) timer = setTimeout(look, left);
      else giveUp(`not finished after ${deadlineMs} ms`);
    };
    timer = setTimeout(look, deadlineMs);
    onAbort = () => {
      giveUp('interrupted');
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([tab.visit(visit), late]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
