import type { Fetcher } from '../../contract/fetch.ts';
import type { HttpOptions } from '../../fetch/http.ts';
import { originOf } from '../../lib/url.ts';
import type { Call } from '../call.ts';
import type { CrawlFlags } from '../flags.ts';

/** The requests of one page to one origin begin this much apart, in ms, at the most: a visitor loads a page at once. */
const LONGEST_GAP_MS = 200;

/**
 * The browser for pages that say nothing without one; started when the first such page comes. Undefined where it is not
 * wanted, or where there is none, which is said in one line.
 */
export async function rendererOf(
  flags: CrawlFlags,
  options: HttpOptions,
  delayMs: number,
  { io, lang }: Call,
): Promise<Fetcher | undefined> {
  if (flags.render === 'never') return undefined;
  const { findBrowser } = await import('../../fetch/browser/find-browser.ts');
  const executablePath = findBrowser(flags.browser);
  if (executablePath === undefined) {
    const words = {
      zh: '没有浏览器：由脚本填充的栏目不做检查（安装 chromium，或用 --browser 指出）',
      en: 'no browser: columns filled by script are not checked (install chromium, or name it with --browser)',
    };
    io.stderr(`${words[lang]}\n`);
    return undefined;
  }
  let started: Promise<Fetcher> | undefined;
  const start = async (): Promise<Fetcher> => {
    const { createRenderer } = await import('../../fetch/browser/renderer.ts');
    const { browserFetcher } = await import('../../fetch/browser/browser-fetcher.ts');
    const { createGuard } = await import('../../fetch/guard.ts');
    const { allowOrigins, allowPrivate, userAgent } = options;
    return browserFetcher(
      createRenderer({
        executablePath,
        userAgent,
        guard: createGuard({
          ...(allowOrigins && { allowOrigins }),
          ...(allowPrivate !== undefined && { allowPrivate }),
        }),
        admit: paced(Math.min(LONGEST_GAP_MS, delayMs / 5)),
      }),
    );
  };
  return {
    fetch: async (request) => (await (started ??= start())).fetch(request),
    close: async () => {
      await (await started)?.close();
    },
  };
}

/** Lets everything pass, the requests to one origin one gap apart. */
function paced(gapMs: number): (url: URL) => Promise<boolean> {
  const next = new Map<string, number>();
  return async (url) => {
    const origin = originOf(url.href);
    const now = performance.now();
    const at = Math.max(now, next.get(origin) ?? 0);
    next.set(origin, at + gapMs);
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
    return true;
  };
}
