import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';

import type { SkipReason } from '../contract/capture.ts';

/** What an error of the guard carries, so that it is told from an error of the network. */
export const privateAddress = 'EPRIVATE';

/**
 * Addresses that are nobody's on the public Internet: the special-purpose registries of IANA (RFC 6890 and successors),
 * multicast, and the tunnels whose inner address cannot be trusted. Kept as numbers: no form of writing gets around it.
 */
const special = new BlockList();
const subnets4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata services of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];
const subnets6: readonly (readonly [string, number])[] = [
  ['::', 96], // unspecified, loopback, IPv4-compatible
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23], // Teredo, benchmarking, ORCHID
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7], // unique local
  ['fe80::', 10], // link-local
  ['fec0::', 10], // site-local, deprecated
  ['ff00::', 8], // multicast
];
for (const [net, prefix] of subnets4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of subnets6) special.addSubnet(net, prefix, 'ipv6');

/** The eight groups of an IPv6 address, its zone left out. */
function groupsOf(address: string): readonly number[] {
  const [bare = ''] = address.split('%');
  const [head = '', tail] = bare.split('::');
  const front = sixteens(head);
  const back = sixteens(tail ?? '');
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => 0), ...back];
}

/** Groups of one side of the `::`; a dotted IPv4 address at its end makes two. */
function sixteens(side: string): readonly number[] {
  if (side === '') return [];
  return side.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** The IPv4 address that an IPv6 address only wraps: mapped, translated (NAT64) or 6to4. */
function wrapped(groups: readonly number[]): string | undefined {
  const dotted = (high = 0, low = 0) => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  const [a, b, c, d, e, f, g, h] = groups;
  const zeros = (...of: (number | undefined)[]) => of.every((group) => group === 0);
  if (zeros(a, b, c, d, e) && f === 0xffff) return dotted(g, h);
  if (zeros(a, b, c, d, f) && e === 0xffff) return dotted(g, h); // ::ffff:0:a.b.c.d, translated
  if (a === 0x64 && b === 0xff9b && zeros(c, d, e, f)) return dotted(g, h);
  return a === 0x2002 ? dotted(b, c) : undefined;
}

/** Whether an address, in any textual form that the system resolver gives, is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  const groups = groupsOf(address);
  const inner = wrapped(groups);
  if (inner !== undefined) return isPublicAddress(inner);
  return !special.check(groups.map((group) => group.toString(16)).join(':'), 'ipv6');
}

/** How a host name becomes addresses; `dns.lookup` unless a test gives its own. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/** Which addresses may be asked. One resolution serves check and connection: a second answer of the DNS changes nothing. */
export interface Guard {
  /** Why the URL is not asked, as far as its text tells: scheme, or an address written out. */
  readonly refuses: (url: URL) => SkipReason | undefined;
  /** To be given to the connection to this origin. */
  readonly lookupFor: (origin: string) => LookupFunction;
}

/** What the person who runs duwang allows. */
export interface GuardOptions {
  /** Origins that the user typed: these, port and all, may lie at a private address. */
  readonly allowOrigins?: readonly string[];
  readonly allowPrivate?: boolean;
  readonly resolve?: Resolve;
}

/** Builds the guard; it holds no state but its options. */
export function createGuard(options: GuardOptions = {}): Guard {
  const allowed = new Set(options.allowOrigins?.map((origin) => new URL(origin).origin));
  const resolve = options.resolve ?? systemLookup;
  const open = lookupWith(resolve, () => true);
  const guarded = lookupWith(resolve, isPublicAddress);
  const mayBePrivate = (origin: string) => options.allowPrivate === true || allowed.has(origin);
  return {
    refuses(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'unsupported-scheme';
      const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
      if (isIP(host) === 0 || mayBePrivate(url.origin) || isPublicAddress(host)) return undefined;
      return 'private-address';
    },
    lookupFor: (origin) => (mayBePrivate(origin) ? open : guarded),
  };
}

/** A lookup hook for `net.connect` that gives only the addresses that pass. */
function lookupWith(resolve: Resolve, passes: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    const { hints } = options;
    const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : (options.family ?? 0);
    resolve(hostname, { all: true, family, ...(hints === undefined ? {} : { hints }) }, (error, found) => {
      if (error !== null) {
        done(error, '', 0);
        return;
      }
      const usable = found.filter(({ address }) => passes(address));
      const [first] = usable;
      if (first === undefined) {
        const [private_] = found;
        const why = private_ === undefined ? 'has no address' : `lies at ${private_.address}, which is not public`;
        const code = private_ === undefined ? 'ENOTFOUND' : privateAddress;
        done(Object.assign(new Error(`${hostname} ${why}`), { code }), '', 0);
        return;
      }
      if (options.all === true) done(null, usable);
      else done(null, first.address, first.family);
    });
  };
}
