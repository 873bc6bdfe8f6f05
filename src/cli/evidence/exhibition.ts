import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { Fetcher } from '../../contract/fetch.ts';
import type { Unit } from '../../contract/unit.ts';
import { createHttpFetcher } from '../../fetch/http.ts';
import type { Store } from '../../store/open-store.ts';
import type { Call } from '../call.ts';
import { crawlSetting, type Config } from '../config/read-config.ts';
import type { CommonFlags, CrawlFlags, OutputFlags } from '../flags.ts';
import { httpOptions } from '../run/collect.ts';
import { renderingOf } from '../run/rendering.ts';
import { openWeb, type Web } from '../run/web.ts';
import { liveAssets } from './assets.ts';
import { exhibitsOf, type Exhibition } from './exhibits.ts';

/** So many findings get a picture when a site was read from the web, where time is spent on waiting anyway. */
const PICTURES = 30;

/** Nothing beside the words. */
export const none: Exhibition = { exhibits: new Map(), files: new Map(), complaint: undefined };

/** Whether a report is written at all. */
export function isWanted(format: OutputFlags['format']): boolean {
  return format?.includes('html') !== false;
}

interface Audit {
  readonly units: readonly Unit[];
  readonly config: Config;
  readonly store: Store;
  readonly flags: CrawlFlags & OutputFlags & CommonFlags;
  readonly replay: Fetcher | undefined;
  readonly call: Call;
}

/**
 * What the report of an audit shows: stored pages always; pictures where the site was just read from the web, for it alone
 * has the style sheets that make a page look as its visitors know it.
 */
export async function exhibitionOf(document: FindingsDocument, audit: Audit): Promise<Exhibition> {
  const { store, config, flags, replay, call } = audit;
  if (!isWanted(flags.format)) return none;
  const { render, browser } = renderingOf(flags, config);
  const isWithout = replay !== undefined || render === 'never';
  const pictures = flags.pictures ?? (isWithout ? 0 : PICTURES);
  const web = replay === undefined && pictures > 0 ? webOf(audit) : undefined;
  try {
    const exhibition = await exhibitsOf(document, store, {
      pictures,
      browser,
      lang: call.lang,
      ...(web && { asset: liveAssets(web) }),
    });
    if (exhibition.complaint !== undefined && flags.pictures !== undefined) call.io.stderr(`${exhibition.complaint}\n`);
    return exhibition;
  } finally {
    await web?.close();
  }
}

/** A way to ask the web for single things, as this audit asks it. */
export function webOf({ units, config, store, flags, call }: Omit<Audit, 'replay'>): Web {
  return openWeb({
    fetcher: createHttpFetcher(httpOptions(units, config, flags, call)),
    delayMs: flags.delay ?? crawlSetting(config, 'delay'),
    robots: (origin) => {
      if (flags.ignoreRobots) return undefined;
      const json = store.robots(origin)?.json;
      // Written by us.
      return json === undefined ? undefined : (JSON.parse(json) as { readonly text?: string }).text;
    },
  });
}
