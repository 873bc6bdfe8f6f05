import type { BrowserContext, Route } from 'playwright';
import { biggestStatic, type StaticCache } from './static-cache.ts';

/** The requests of one page, each waiting for its turn. */
export interface Turns {
  /** What the proxy of the page asks: for each request, and for each connection over TLS. */
  readonly admit: (url: URL) => Promise<boolean>;
  /** Waits for the turn of one request; false refuses it. */
  readonly turn: (url: URL) => Promise<boolean>;
  /** True once, for the page itself: it stood in line before it was asked for. */
  readonly isPageItself: () => boolean;
  /** How long the page stood still for the sake of others, in ms: that is not the page's fault. */
  readonly waited: () => number;
}

/** Requests of one page beyond which it gets no more: nobody reads a page that needs a hundred. */
const MOST_REQUESTS = 100;
/** Waiting beyond this counts against the page, in ms: it shall end some time. */
const MOST_WAIT_MS = 180_000;

/** The turns of a page that is asked for. */
export function createTurns({
  url: own,
  admits,
}: {
  readonly url: string;
  readonly admits?: (url: string) => Promise<boolean>;
}): Turns {
  const state = { first: true, asked: 0, waiting: 0, since: 0, waited: 0 };
  const begin = (): void => {
    if (state.waiting === 0) state.since = performance.now();
    state.waiting += 1;
  };
  const end = (): void => {
    state.waiting -= 1;
    if (state.waiting === 0) state.waited += performance.now() - state.since;
  };
  const turn = async (url: URL): Promise<boolean> => {
    state.asked += 1;
    if (state.asked > MOST_REQUESTS) return false;
    if (!admits) return true;
    begin();
    try {
      return await admits(url.href);
    } finally {
      end();
    }
  };
  const isPageItself = (): boolean => {
    const { first } = state;
    state.first = false;
    return first;
  };
  return {
    turn,
    admit(url) {
      // What goes over TLS from a page over TLS is held back in the browser, one by one.
      if (url.protocol === 'https:' && own.startsWith('https:')) return Promise.resolve(true);
      return url.href === own && isPageItself() ? Promise.resolve(true) : turn(url);
    },
    isPageItself,
    waited: () => Math.min(MOST_WAIT_MS, state.waited + (state.waiting > 0 ? performance.now() - state.since : 0)),
  };
}

/**
 * Holds the requests of a page over TLS back: what goes through a sealed connection only the browser itself can tell
 * apart. It costs a page some 50 ms, and is done only where waiting costs a second anyway.
 */
export async function holdBack(context: BrowserContext, current: () => Turns, cache: StaticCache): Promise<void> {
  await context.route('**/*', async (route) => {
    const request = route.request();
    const kind = request.resourceType();
    if (kind === 'image' || kind === 'media' || kind === 'font') return route.abort();
    if (kind === 'stylesheet') return route.fulfill({ status: 200, contentType: 'text/css', body: '' });
    const turns = current();
    if (request.isNavigationRequest() && turns.isPageItself()) return route.continue();
    const url = new URL(request.url());
    if (kind === 'script' && request.method() === 'GET') {
      const file = await cache.of(url.href, async () => ((await turns.turn(url)) ? fetched(route) : undefined));
      return file ? route.fulfill({ status: 200, contentType: file.contentType, body: file.body }) : route.abort();
    }
    return (await turns.turn(url)) ? route.continue() : route.abort();
  });
}

async function fetched(route: Route): Promise<{ status: number; contentType: string; body: Buffer } | undefined> {
  const answer = await route.fetch({ maxRedirects: 0 });
  const body = await answer.body();
  if (answer.status() !== 200 || body.length > biggestStatic) return undefined;
  return { status: 200, contentType: answer.headers()['content-type'] ?? 'text/javascript', body };
}
