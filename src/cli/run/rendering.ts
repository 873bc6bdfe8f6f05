import type { Fetcher } from '../../contract/fetch.ts';
import type { HttpOptions } from '../../fetch/http.ts';
import { defined } from '../../lib/defined.ts';
import type { Call } from '../call.ts';
import { crawlSetting, type Config } from '../config/read-config.ts';
import type { CrawlFlags } from '../flags.ts';

/** Whether and with which browser pages are rendered. */
export type Rendering = Pick<CrawlFlags, 'render' | 'browser'>;

/** As the command line says, else as the configuration does. */
export function renderingOf({ render, browser }: Rendering, config: Config): Rendering {
  return defined({
    render: render ?? crawlSetting(config, 'render'),
    browser: browser ?? crawlSetting(config, 'browser'),
  });
}

/**
 * The browser for pages that say nothing without one; started when the first such page comes. Undefined where it is not
 * wanted, or where there is none, which is said in one line.
 */
export async function rendererOf(
  { render, browser }: Rendering,
  options: HttpOptions,
  { io, lang }: Call,
): Promise<Fetcher | undefined> {
  if (render === 'never') return undefined;
  const { findBrowser } = await import('../../fetch/browser/find-browser.ts');
  const executablePath = findBrowser(browser);
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
