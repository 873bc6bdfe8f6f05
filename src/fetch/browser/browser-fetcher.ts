import type { FetchAnswer, Fetcher, FetchRequest } from '../../contract/fetch.ts';
import type { Renderer } from './renderer.ts';

/** A renderer behind the port of a fetcher: what comes back is the page as its scripts left it, written as HTML in UTF-8. */
export function browserFetcher(renderer: Renderer): Fetcher {
  return {
    fetch: (request) => answerOf(renderer, request),
    close: () => renderer.close(),
  };
}

async function answerOf(renderer: Renderer, { url, signal, refuses, admits }: FetchRequest): Promise<FetchAnswer> {
  const startedAt = performance.now();
  const refusal = refuses(url);
  if (refusal) return { outcome: 'skipped', url, hops: [], tookMs: 0, reason: refusal, detail: '' };
  const rendered = await renderer.render({ url, signal, ...(admits && { admits }) });
  // Waiting for its turn is no slowness of the host.
  const tookMs = rendered.outcome === 'rendered' ? rendered.tookMs : Math.round(performance.now() - startedAt);
  if (rendered.outcome === 'failed') {
    const { reason, detail } = rendered;
    return { outcome: 'failed', url, hops: [], tookMs, reason, detail };
  }
  const body = Buffer.from(rendered.html, 'utf8');
  return {
    outcome: 'fetched',
    url: rendered.url,
    hops: [],
    tookMs,
    status: 200,
    headers: [['content-type', 'text/html; charset=utf-8']],
    body,
    received: { bytes: body, coding: 'identity' },
  };
}
