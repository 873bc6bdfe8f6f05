import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Snapshot } from '../../contract/capture.ts';
import type { Fetcher } from '../../contract/fetch.ts';
import type { Unit } from '../../contract/unit.ts';
import { crawl } from '../../crawl/crawl.ts';
import type { CrawlLimits } from '../../crawl/limits.ts';
import type { CrawlRequest } from '../../crawl/session.ts';
import { createHttpFetcher, headersSent, type HttpOptions } from '../../fetch/http.ts';
import { proxyFromEnvironment } from '../../fetch/proxy.ts';
import { defined } from '../../lib/defined.ts';
import { UserError } from '../../lib/error.ts';
import type { Store } from '../../store/open-store.ts';
import { crawlSetting, type Config } from '../config/read-config.ts';
import type { CommonFlags, CrawlFlags } from '../flags.ts';
import { packageRoot } from '../package-root.ts';
import type { Call } from '../call.ts';
import { readers } from './doors.ts';
import { showProgress } from './progress.ts';
import { rendererOf, renderingOf } from './rendering.ts';

/** What is crawled, and how. */
export interface Collection {
  readonly units: readonly Unit[];
  readonly store: Store;
  readonly config: Config;
  readonly flags: CrawlFlags & CommonFlags;
  /** Stored pages that answer in place of the web. */
  readonly replay: Fetcher | undefined;
  /** Rows dated before it may be left out, where the depth policy says so. */
  readonly since: string;
  readonly call: Call;
}

/** What a crawl left: the sealed snapshots; `stopped` where it was ended at once and some are missing. */
export interface Collected {
  readonly snapshots: readonly Snapshot[];
  readonly stopped: boolean;
}

/** Crawls the units, from the web or from stored pages. Ctrl-C once seals what there is; twice stops at once. */
export async function collect(collection: Collection): Promise<Collected> {
  const { units, store, config, flags, since, call, replay } = collection;
  const { io } = call;
  refuseBadFlags(flags);
  const finish = new AbortController();
  const stop = new AbortController();
  const release = io.onInterrupt(() => {
    if (finish.signal.aborted) stop.abort();
    finish.abort();
    const words = { zh: '正在收尾；再按一次 Ctrl-C 立即停止', en: 'finishing; Ctrl-C again stops at once' };
    io.stderr(`\n${words[call.lang]}\n`);
  });
  const progress = showProgress(call, flags);
  const pages = await readers();
  const options = httpOptions(units, config, flags, call);
  const fetcher = replay ?? createHttpFetcher(options);
  const threads = threadsOf(flags, replay ? undefined : options, io.cwd);
  const ignoreRobots = flags.ignoreRobots ? flags.reason : undefined;
  // Stored pages are shown to no browser: their scripts would ask the web.
  const rendering = renderingOf(flags, config);
  const renderer = replay ? undefined : await rendererOf(rendering, options, call);
  try {
    const crawled = await crawl({
      units,
      store,
      fetcher,
      readers: pages,
      version: packageRoot().version,
      limits: limitsOf(config, flags, since),
      agent: 'duwang',
      replay: replay !== undefined,
      resume: flags.resume ?? false,
      signal: finish.signal,
      stopNow: stop.signal,
      onProgress: progress.show,
      ...(rendering.render === 'always' && { renderAll: true }),
      ...(!replay && { sent: headersSent(options) }),
      ...defined({ ignoreRobots, threads, renderer }),
    });
    return {
      snapshots: crawled.flatMap(({ snapshot }) => snapshot ?? []),
      stopped: crawled.some(({ snapshot }) => !snapshot),
    };
  } finally {
    progress.end();
    release();
    await renderer?.close();
    await fetcher.close();
  }
}

function refuseBadFlags({ ignoreRobots, reason, replay, base }: CrawlFlags): void {
  if (ignoreRobots && (reason ?? '').trim() === '')
    throw new UserError('--ignore-robots 须写明理由 (needs a reason)', { hint: '--reason "…"' });
  if (base !== undefined && replay === undefined)
    throw new UserError('--base 只与 --replay 同用 (--base goes with --replay)');
}

/** How the web is asked: who asks, through what, and which private addresses were named. */
export function httpOptions(units: readonly Unit[], config: Config, flags: CrawlFlags, { io }: Call): HttpOptions {
  const proxy = flags.proxy ?? crawlSetting(config, 'proxy');
  const settings = proxy === undefined ? proxyFromEnvironment(io.env) : { http: proxy, https: proxy };
  return {
    userAgent: userAgentOf(config, flags),
    allowOrigins: units.flatMap(({ entry }) => entry),
    allowPrivate: flags.allowPrivate ?? false,
    ...defined({ proxy: settings }),
  };
}

/** What threads fetch with and read with; none where the sources run unbuilt (a thread cannot load them), or for an archive in one file. */
function threadsOf(flags: CrawlFlags, options: HttpOptions | undefined, cwd: string): CrawlRequest['threads'] {
  const ending = extname(import.meta.filename);
  if (ending === '.ts') return undefined;
  const readers = new URL(`../../crawl/readers${ending}`, import.meta.url).href;
  if (options) return { source: { kind: 'http', options }, readers };
  const { replay, base } = flags;
  if (replay === undefined || base === undefined || !statSync(resolve(cwd, replay)).isDirectory()) return undefined;
  return { source: { kind: 'folder', source: resolve(cwd, replay), base }, readers };
}

/** Who asks, and whom to turn to. */
function userAgentOf(config: Config, flags: CrawlFlags): string {
  const own = flags.userAgent ?? crawlSetting(config, 'userAgent');
  if (own !== undefined) return own;
  const contact = flags.contact ?? crawlSetting(config, 'contact');
  return `Mozilla/5.0 (compatible; duwang/${packageRoot().version}${contact === undefined ? '' : `; +${contact}`})`;
}

function limitsOf(config: Config, flags: CrawlFlags, since: string): CrawlLimits {
  const { maxPages, maxDepth, concurrency, delay, depthPolicy, quietHours } = flags;
  return defined({
    since,
    maxPages: maxPages ?? crawlSetting(config, 'maxPages'),
    maxDepth: maxDepth ?? crawlSetting(config, 'maxDepth'),
    concurrency: concurrency ?? crawlSetting(config, 'concurrency'),
    delayMs: delay ?? crawlSetting(config, 'delay'),
    depthPolicy: depthPolicy ?? crawlSetting(config, 'depthPolicy'),
    quietHours: quietHours ?? crawlSetting(config, 'quietHours'),
  });
}
