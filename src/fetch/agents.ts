import { Agent, type Dispatcher, ProxyAgent } from 'undici';

import { type ConnectionOptions, createConnector, tlsChooser, type TlsOptions } from './connection.ts';
import type { Limits } from './limits.ts';
import { proxyFor, type ProxySettings } from './proxy.ts';

/** The pools of connections: checked and unchecked, direct and through each proxy; each made when first asked for. */
export interface Agents {
  readonly for: (url: URL, verified: boolean) => Dispatcher;
  readonly tls: (verified: boolean) => TlsOptions;
  /** Ends every connection, requests under way included. */
  readonly close: () => Promise<void>;
}

/** What they are made of. */
export interface AgentsOptions extends Pick<ConnectionOptions, 'guard' | 'onPeer'> {
  readonly limits: Limits;
  readonly proxy: ProxySettings | undefined;
  readonly extraAuthorities: readonly string[];
}

/** Opens nothing yet. */
export function createAgents({ guard, onPeer, limits, proxy, extraAuthorities }: AgentsOptions): Agents {
  const tls = tlsChooser(extraAuthorities);
  const agents = new Map<string, Dispatcher>();
  const make = (via: string | undefined, verified: boolean): Dispatcher => {
    if (via !== undefined) return proxyAgent(limits, via, tls(verified));
    return directAgent(limits, { guard, connectMs: limits.connectMs, verified, tls: tls(verified), onPeer });
  };
  return {
    tls,
    for(url, verified) {
      const via = proxyFor(url, proxy);
      const key = `${verified ? 'checked' : 'unchecked'} ${via ?? ''}`;
      const agent = agents.get(key) ?? make(via, verified);
      agents.set(key, agent);
      return agent;
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

/** The times are the exchange's own matter. */
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
