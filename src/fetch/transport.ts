import { Agent, type Dispatcher, ProxyAgent } from 'undici';

import {
  bytesBefore,
  type ConnectionOptions,
  createConnector,
  type Peer,
  tlsChooser,
  type TlsOptions,
} from './connection.ts';
import { Exchange, isLenientlyReadable, type Outcome, Watch } from './exchange.ts';
import { askLeniently } from './lenient.ts';
import { proxyFor, type ProxySettings } from './proxy.ts';

import type { Guard } from './guard.ts';
import type { Limits } from './limits.ts';

/** One request as it goes over the wire. Redirects are not followed here. */
export interface WireRequest {
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

/** Opens nothing before the first request. */
export function createTransport(options: TransportOptions): Transport {
  const { guard, limits, proxy } = options;
  const tls = tlsChooser(options.extraAuthorities);
  const watch = new Watch(limits);
  const peers = new Map<string, Peer>();
  const agents = new Map<string, Dispatcher>();
  /** Origins whose certificate was not believed, and why. */
  const unverified = new Map<string, string>();
  const onPeer = (origin: string, peer: Peer) => {
    peers.set(origin, peer);
  };

  function agentFor(url: URL, verified: boolean): Dispatcher {
    const via = proxy === undefined ? undefined : proxyFor(url, proxy);
    const key = `${verified ? 'v' : 'u'} ${via ?? ''}`;
    const known = agents.get(key);
    if (known !== undefined) return known;
    const connector = { guard, connectMs: limits.connectMs, verified, tls: tls(verified), onPeer };
    const agent = via === undefined ? directAgent(limits, connector) : proxyAgent(limits, via, tls(verified));
    agents.set(key, agent);
    return agent;
  }

  function exchange(request: WireRequest, verified: boolean): Promise<Outcome> {
    const { url, secrets, signal } = request;
    const headers = verified && secrets.length > 0 ? [...request.headers, ...secrets] : request.headers;
    return new Promise((resolve) => {
      agentFor(url, verified).dispatch(
        { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers },
        new Exchange(watch, limits, signal, resolve),
      );
    });
  }

  async function ask(request: WireRequest): Promise<WireAnswer> {
    const { url, pace } = request;
    let spent = 0;
    const timed = async <T>(work: Promise<T>): Promise<T> => {
      const start = performance.now();
      const result = await work;
      spent += performance.now() - start;
      return result;
    };
    let verified = url.protocol === 'http:' || !unverified.has(url.origin);
    let outcome = await timed(exchange(request, verified));
    if (!outcome.ok && outcome.trouble.reason === 'tls' && verified && url.protocol === 'https:') {
      const second = await timed(exchange(request, false));
      if (second.ok || second.trouble.reason !== 'tls') {
        unverified.set(url.origin, outcome.trouble.code);
        verified = false;
        outcome = second;
      }
    }
    if (isStale(outcome)) {
      await pace?.(url.href);
      outcome = await timed(exchange(request, verified));
    }
    if (isLenientlyReadable(outcome) && proxyFor(url, proxy) === undefined) {
      await pace?.(url.href);
      const headers = verified ? [...request.headers, ...request.secrets] : request.headers;
      const second = await timed(askLeniently({ ...request, headers, guard, limits, verified, tls: tls(verified) }));
      if (second.outcome.ok) return { ...second, tookMs: spent };
    }
    return { outcome, peer: peerOf(url, verified), tookMs: spent };
  }

  function peerOf(url: URL, verified: boolean): Peer | undefined {
    const peer = peers.get(url.origin);
    if (verified) return peer;
    const problem = peer?.tls?.problem ?? unverified.get(url.origin) ?? '';
    return { ...peer, tls: { digest: '', notAfter: '', ...peer?.tls, verified, problem } };
  }

  return {
    ask,
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

function agentOptions(limits: Limits): Agent.Options {
  return { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: limits.headerBytes };
}

function directAgent(limits: Limits, connector: ConnectionOptions): Dispatcher {
  return new Agent({ ...agentOptions(limits), connect: createConnector(connector) });
}

/** What lies behind a proxy is resolved there; addresses written out are checked here all the same. */
function proxyAgent(limits: Limits, uri: string, tls: TlsOptions): Dispatcher {
  const timeout = limits.connectMs;
  return new ProxyAgent({ ...agentOptions(limits), requestTls: { ...tls, timeout }, proxyTls: { timeout }, uri });
}

/** A kept connection that the server closed in the moment it was used again: not a fault of the server. */
function isStale(outcome: Outcome): boolean {
  if (outcome.ok || outcome.error === undefined || outcome.trouble.reason !== 'reset') return false;
  return (bytesBefore.get(outcome.error) ?? 0) > 0;
}
