import type { Fetcher } from '../../contract/fetch.ts';
import type { HttpOptions } from '../../fetch/http.ts';
import type { Call } from '../call.ts';
import type { CrawlFlags } from '../flags.ts';

/**
 * The browser for pages that say nothing without one; started when the first such page comes. Undefined where it is not
 * wanted, or where there is none, which is said in one line.
 */
export async function rendererOf(
  flags: CrawlFlags,
  options: HttpOptions,
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
