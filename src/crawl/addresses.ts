import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** The addresses of a host; none where it has none. */
export type Addresses = (hostname: string) => Promise<readonly string[]>;

/** As the system resolves it; a name that nobody knows keeps a gate of its own. */
export const systemAddresses: Addresses = async (hostname) => {
  if (isIP(hostname)) return [hostname];
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
};

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return /^(?:127\.|::1$|::ffff:127\.)/.test(address);
}

/** Names gates: hosts that share an address share one, under the name of the first of them. */
export function createGateNames(): (host: string, addresses: readonly string[]) => string {
  const byAddress = new Map<string, string>();
  return (host, addresses) => {
    const known = addresses.map((address) => byAddress.get(address)).find((name) => name !== undefined);
    const name = known ?? addresses.toSorted()[0] ?? host;
    for (const address of addresses) byAddress.set(address, name);
    return name;
  };
}
