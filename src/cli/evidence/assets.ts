import type { Asset, ShootOptions } from '../../evidence/screenshot.ts';
import { hostOf } from '../../lib/url.ts';
import type { Web } from '../run/web.ts';

/** A page looks as it does with its style sheets and a few pictures; more would only cost the host requests. */
const MOST_PER_HOST = { stylesheet: 12, image: 12, font: 0 } as const;
const MOST_BYTES = 3 * 1024 * 1024;

/** Style sheets and pictures from the live site, each asked for once, with the politeness of a crawl. */
export function liveAssets(web: Web): NonNullable<ShootOptions['asset']> {
  const known = new Map<string, Promise<Asset | undefined>>();
  const counts = new Map<string, number>();
  return (url, kind) => {
    const before = known.get(url);
    if (before) return before;
    const key = `${kind} ${hostOf(url)}`;
    const count = counts.get(key) ?? 0;
    if (count >= MOST_PER_HOST[kind]) return Promise.resolve(undefined);
    counts.set(key, count + 1);
    const asked = ask(web, url);
    known.set(url, asked);
    return asked;
  };
}

async function ask(web: Web, url: string): Promise<Asset | undefined> {
  if (!/^https?:/i.test(url)) return undefined;
  const answer = await web.ask(url);
  if (answer.outcome !== 'fetched' || answer.status !== 200 || answer.body.length > MOST_BYTES) return undefined;
  return { body: answer.body, contentType: answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '' };
}
