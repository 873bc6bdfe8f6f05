import type { FailReason, Hop, SkipReason } from '../contract/capture.ts';
import type { FetchAnswer, Fetcher, FetchRequest } from '../contract/fetch.ts';

import { refusalReason } from './classify.ts';
import { ChaseCookies } from './cookies.ts';
import { acceptEncoding, decode } from './decode.ts';
import { printable } from './failure.ts';
import { createGuard, type Guard, type GuardOptions } from './guard.ts';
import { type HeaderLines, headerLines, headerOf, headersOf, withoutSecrets } from './headers.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { ProxySettings } from './proxy.ts';
import { framingFault } from './framing.ts';
import { isRedirect, locationUrl } from './redirect.ts';
import { httpDate, retryAfterMs } from './retry-after.ts';
import { createTransport, type Transport, type WireAnswer } from './transport.ts';

/** How the web is asked. */
export interface HttpOptions extends GuardOptions {
  /** Names us, with a contact. */
  readonly userAgent: string;
  /** Where they differ from `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  readonly proxy?: ProxySettings;
  /** Certificates of authorities that are believed beside the well-known ones, as PEM. */
  readonly extraAuthorities?: readonly string[];
}

/** What does not change from request to request. */
interface Means {
  readonly transport: Transport;
  readonly guard: Guard;
  readonly limits: Limits;
  readonly baseHeaders: readonly string[];
}

/** Where a chase stands. */
interface Chase {
  readonly request: FetchRequest;
  readonly origin: string;
  readonly hops: Hop[];
  readonly cookies: ChaseCookies;
  readonly seen: Set<string>;
  url: URL;
  tookMs: number;
  remote: string | undefined;
}

/**
 * A fetcher over HTTP/1.1. It reads every answer to its end or says that it did not, follows redirects by hand, asks only
 * addresses that the guard lets through, and throws for nothing that the world does.
 */
export function createHttpFetcher(options: HttpOptions): Fetcher {
  const limits = { ...defaultLimits, ...options.limits };
  const guard = createGuard(options);
  const transport = createTransport({
    guard,
    limits,
    proxy: options.proxy,
    extraAuthorities: options.extraAuthorities ?? [],
  });
  const baseHeaders = headersSent(options).flat();
  const means: Means = { transport, guard, limits, baseHeaders };
  return { fetch: (request) => chase(means, request), close: transport.close };
}

/** What is said with every request, lower-case names. A proxy's credentials are no part of it, nor are cookies. */
export function headersSent({
  userAgent,
}: Pick<HttpOptions, 'userAgent'>): readonly (readonly [name: string, value: string])[] {
  return [
    ['user-agent', userAgent],
    ['accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['accept-language', 'zh-CN,zh;q=0.9,en;q=0.5'],
    ['accept-encoding', acceptEncoding],
  ];
}

async function chase(means: Means, request: FetchRequest): Promise<FetchAnswer> {
  const start = startOf(request.url, means.limits);
  if (typeof start === 'string') return unasked(request.url, start, request.url);
  const state: Chase = {
    request,
    origin: start.origin,
    hops: [],
    cookies: new ChaseCookies(),
    seen: new Set(),
    url: start,
    tookMs: 0,
    remote: undefined,
  };
  for (;;) {
    const refusal = refusalOf(means, state);
    if (refusal !== undefined) return skipped(state, refusal, state.url.href);
    if (state.hops.length > 0) await request.pace?.(state.url.href);
    if (request.signal.aborted) return skipped(state, 'interrupted', 'stopped');
    const wire = await means.transport.ask(wireRequest(means, state));
    state.tookMs += wire.tookMs;
    state.remote = wire.peer?.remote ?? state.remote;
    const answer = answerOf(means, state, wire);
    if (answer !== undefined) return answer;
  }
}

function startOf(text: string, limits: Limits): URL | SkipReason {
  if (text.length > limits.urlChars) return 'too-long';
  try {
    const url = new URL(text);
    if (url.hash !== '') url.hash = '';
    return url;
  } catch {
    return 'bad-url';
  }
}

function refusalOf({ guard }: Means, { request, url }: Chase): SkipReason | undefined {
  return guard.refuses(url) ?? request.refuses(url.href);
}

function wireRequest({ baseHeaders }: Means, state: Chase): Parameters<Transport['ask']>[0] {
  const { request, url } = state;
  const headers = [...baseHeaders];
  if (request.etag !== undefined) headers.push('if-none-match', request.etag);
  if (request.lastModified !== undefined) headers.push('if-modified-since', request.lastModified);
  const given = url.origin === state.origin ? (request.headers ?? []) : [];
  const own = given.filter(([name]) => name.toLowerCase() !== 'proxy-authorization'); // that stands in the proxy's URL
  const set = state.hops.length === 0 ? undefined : state.cookies.for(url.origin);
  const secrets = own.flatMap(([name, value]) => {
    return set !== undefined && name.toLowerCase() === 'cookie' ? [] : [name, value];
  });
  const typed = own.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  if (set !== undefined && typed === undefined) headers.push('cookie', set);
  else if (set !== undefined) secrets.push('cookie', `${typed ?? ''}; ${set}`);
  return { url, headers, secrets, signal: request.signal, pace: request.pace };
}

/** The answer that ends the chase; undefined where it goes on at `state.url`. */
function answerOf(means: Means, state: Chase, wire: WireAnswer): FetchAnswer | undefined {
  const { outcome } = wire;
  if (!outcome.ok) {
    const { reason, detail } = outcome.trouble;
    if (reason === 'private-address' || reason === 'interrupted') return skipped(state, reason, detail);
    return failed(state, reason, detail);
  }
  const { status, body } = outcome;
  const lines = headerLines(outcome.rawHeaders);
  if (isRedirect(status)) return nextHop(means, state, { status, lines });
  if (status === 304) return notModified(state, wire, lines);
  if (status === 200 || status === 203) return page(means, state, { wire, lines, status, body });
  if (status === 206) return failed(state, 'incomplete', 'a part was sent where the whole was asked for', { status });
  if (status > 599) return failed(state, 'protocol', `status ${status}`, { status });
  return refused(means, state, { lines, status, body });
}

function nextHop(means: Means, state: Chase, answer: { status: number; lines: HeaderLines }): FetchAnswer | undefined {
  const { status, lines } = answer;
  const { limits } = means;
  const location = headerOf(lines, 'location');
  if (location === undefined || location.trim() === '') {
    return failed(state, 'bad-redirect', 'a redirect without a Location', { status });
  }
  const next = locationUrl(location, state.url);
  if (next === undefined || !/^https?:$/.test(next.protocol) || next.href.length > limits.urlChars) {
    return failed(state, 'bad-redirect', `leads nowhere: ${location}`, { status });
  }
  state.seen.add(`${state.url.href} ${state.cookies.version}`);
  state.cookies.take(state.url.origin, lines);
  state.hops.push({ url: state.url.href, status, location: printable(next.href), kind: 'http' });
  // The same place again leads on only if a cookie was set in between.
  if (state.seen.has(`${next.href} ${state.cookies.version}`)) {
    return failed(state, 'redirect-loop', `back to ${next.href}`, { status });
  }
  if (state.hops.length > limits.hops)
    return failed(state, 'redirect-loop', `more than ${limits.hops} hops`, { status });
  if (state.tookMs > 2 * limits.totalMs) return failed(state, 'total-timeout', 'redirects took too long', { status });
  state.url = next;
  return undefined;
}

function notModified(state: Chase, wire: WireAnswer, lines: HeaderLines): FetchAnswer {
  const { etag, lastModified } = state.request;
  if (etag === undefined && lastModified === undefined) {
    return failed(state, 'protocol', '304 to a request without conditions', { status: 304 });
  }
  return {
    ...arrived(state),
    ...evidence(wire, lines),
    outcome: 'not-modified',
    status: 304,
    body: nothing,
    received: { bytes: nothing, coding: '' },
  };
}

const nothing = new Uint8Array();

interface Whole {
  readonly lines: HeaderLines;
  readonly status: number;
  readonly body: Uint8Array;
}

function page(means: Means, state: Chase, { wire, lines, status, body }: Whole & { wire: WireAnswer }): FetchAnswer {
  const coding = headersOf(lines, 'content-encoding').trim();
  const received = { bytes: body, coding };
  const contentType = headerOf(lines, 'content-type') ?? '';
  if (state.request.knows?.({ url: state.url.href, contentType, received })) {
    const unread = { body: nothing, received: { bytes: nothing, coding: '' } };
    return { ...arrived(state), ...evidence(wire, lines), outcome: 'not-modified', status, ...unread };
  }
  const decoded = decode(body, coding, means.limits.bodyBytes);
  if (!decoded.ok) return failed(state, decoded.reason, decoded.detail, { status });
  const framing = framingFault(lines, decoded.body);
  if (framing !== undefined) return failed(state, framing.reason, framing.detail, { status });
  return {
    ...arrived(state),
    ...evidence(wire, lines),
    outcome: 'fetched',
    status,
    body: decoded.body,
    received,
  };
}

function refused(means: Means, state: Chase, { lines, status, body }: Whole): FetchAnswer {
  const decoded = decode(body, headersOf(lines, 'content-encoding').trim(), means.limits.bodyBytes);
  const reason = refusalReason({ status, headers: lines, body: decoded.ok ? decoded.body : nothing });
  const header = headerOf(lines, 'retry-after');
  const waitMs = header === undefined ? undefined : retryAfterMs(header, Date.now());
  return failed(state, reason, `HTTP ${status}`, { status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) });
}

function arrived(state: Chase): { url: string; hops: readonly Hop[]; tookMs: number; remote?: string } {
  const { url, hops, tookMs, remote } = state;
  return { url: url.href, hops, tookMs, ...(remote === undefined ? {} : { remote }) };
}

type Evidence = Pick<Extract<FetchAnswer, { received: unknown }>, 'headers' | 'tls' | 'clockOffset'>;

function evidence(wire: WireAnswer, lines: HeaderLines): Evidence {
  const date = headerOf(lines, 'date');
  const now = Date.now();
  const theirs = date === undefined ? undefined : httpDate(date, now);
  return {
    headers: withoutSecrets(lines),
    ...(wire.peer?.tls === undefined ? {} : { tls: wire.peer.tls }),
    ...(theirs === undefined || Number.isNaN(theirs) ? {} : { clockOffset: theirs - now }),
  };
}

function failed(
  state: Chase,
  reason: FailReason,
  detail: string,
  more: { status?: number; retryAfterMs?: number } = {},
): FetchAnswer {
  return { ...arrived(state), outcome: 'failed', reason, detail: printable(detail), ...more };
}

function skipped(state: Chase, reason: SkipReason, detail: string): FetchAnswer {
  return { ...arrived(state), outcome: 'skipped', reason, detail: printable(detail) };
}

function unasked(url: string, reason: SkipReason, detail: string): FetchAnswer {
  return { url, hops: [], tookMs: 0, outcome: 'skipped', reason, detail: printable(detail) };
}
