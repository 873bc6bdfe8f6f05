import { createAgents } from './agents.ts';
import { bytesBefore, handshakeTimeout, type Peer } from './connection.ts';
import { Exchange, isLenientlyReadable, type Outcome, Watch } from './exchange.ts';
import { askLeniently } from './lenient.ts';
import { proxyFor, type ProxySettings } from './proxy.ts';

import type { Guard } from './guard.ts';
import type { Limits } from './limits.ts';

/** One request as it goes over the wire. Redirects are not followed here. */
interface WireRequest {
  readonly url: URL;
  /** Names and values in turn. */
  readonly headers: string[];
  /** Credentials: only for this origin, and only where its certificate is believed. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
  readonly pace: ((url: string) => Promise<void>) | undefined;
}

/** What came, and from whom. */
export interface WireAnswer {
  readonly outcome: Outcome;
  readonly peer: Peer | undefined;
  /** Spent on requests and answers, waits of the pace left out. */
  readonly tookMs: number;
}

/** Sends single requests: chooses the connection, and tries a second time where the fault may be of the moment. */
export interface Transport {
  readonly ask: (request: WireRequest) => Promise<WireAnswer>;
  readonly close: () => Promise<void>;
}

/** What a transport is made of. */
export interface TransportOptions {
  readonly guard: Guard;
  readonly limits: Limits;
  readonly proxy: ProxySettings | undefined;
  readonly extraAuthorities: readonly string[];
}

const interrupted: Outcome = { ok: false, trouble: { reason: 'interrupted', code: '', detail: 'stopped' } };

/** Opens nothing before the first request. */
export function createTransport(options: TransportOptions): Transport {
  const { guard, limits, proxy } = options;
  const watch = new Watch(limits);
  const peers = new Map<string, Peer>();
  /** Origins whose certificate was not believed, and why. */
  const unverified = new Map<string, string>();
  const agents = createAgents({
    ...options,
    onPeer(origin, peer) {
      peers.set(origin, peer);
    },
  });

  function exchange(request: WireRequest, verified: boolean): Promise<Outcome> {
    const { url, secrets, signal } = request;
    if (signal.aborted) return Promise.resolve(interrupted); // by the pace, perhaps
    const headers = verified && secrets.length > 0 ? [...request.headers, ...secrets] : request.headers;
    return new Promise((resolve) => {
      agents
        .for(url, verified)
        .dispatch(
          { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers },
          new Exchange(watch, limits, signal, resolve),
        );
    });
  }

  /** First as a careful visitor; where the certificate is not believed, once more as one who only looks. */
  async function exchangeOverTls(request: WireRequest): Promise<Outcome> {
    const { url } = request;
    if (url.protocol === 'http:') return exchange(request, true);
    if (unverified.has(url.origin)) return exchange(request, false);
    const first = await exchange(request, true);
    if (first.ok || first.trouble.reason !== 'tls' || first.trouble.code === handshakeTimeout) return first;
    const second = await exchange(request, false);
    if (!second.ok && second.trouble.reason === 'tls') return first;
    // A handshake that only broke off says nothing against a certificate that is in order.
    const brokeOff = first.trouble.code === 'ECONNRESET' || first.trouble.code === 'EPIPE';
    if (!brokeOff || peers.get(url.origin)?.tls?.verified !== true) unverified.set(url.origin, first.trouble.code);
    return second;
  }

  async function leniently(request: WireRequest, first: Outcome): Promise<{ outcome: Outcome; peer?: Peer }> {
    if (request.signal.aborted) return { outcome: interrupted };
    const verified = !unverified.has(request.url.origin);
    const headers = verified ? [...request.headers, ...request.secrets] : request.headers;
    const second = await askLeniently({ ...request, headers, guard, limits, verified, tls: agents.tls(verified) });
    return second.outcome.ok ? second : { outcome: first };
  }

  async function ask(request: WireRequest): Promise<WireAnswer> {
    const { url, pace } = request;
    let start = performance.now();
    let outcome = await exchangeOverTls(request);
    let tookMs = performance.now() - start;
    let peer: Peer | undefined;
    const again = isStale(outcome);
    if (again || (isLenientlyReadable(outcome) && proxyFor(url, proxy) === undefined)) {
      await pace?.(url.href);
      start = performance.now();
      if (again) outcome = await exchangeOverTls(request);
      else ({ outcome, peer } = await leniently(request, outcome));
      tookMs += performance.now() - start;
    }
    return { outcome, peer: peer ?? peerOf(url), tookMs };
  }

  function peerOf(url: URL): Peer | undefined {
    const peer = peers.get(url.origin);
    const reason = unverified.get(url.origin);
    if (reason === undefined) return peer;
    const problem = peer?.tls?.problem ?? reason;
    return { ...peer, tls: { digest: '', notAfter: '', ...peer?.tls, verified: false, problem } };
  }

  return {
    ask,
    close: agents.close,
  };
}

/** A kept connection that the server closed in the moment it was used again: not a fault of the server. */
function isStale(outcome: Outcome): boolean {
  if (outcome.ok || outcome.error === undefined || outcome.trouble.reason !== 'reset') return false;
  return (bytesBefore.get(outcome.error) ?? 0) > 0;
}
