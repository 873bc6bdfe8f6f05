import { rootCertificates, type TLSSocket } from 'node:tls';

import { buildConnector } from 'undici';

import { codeOf } from './failure.ts';
import type { Guard } from './guard.ts';

import type { Socket } from 'node:net';

/** Who answers for an origin: what the newest connection to it showed. */
export interface Peer {
  readonly remote?: string;
  readonly tls?: PeerTls;
}

/** The certificate that a server showed. `problem` is why it was not believed, in the machine's own word. */
export interface PeerTls {
  readonly digest: string;
  readonly notAfter: string;
  readonly verified: boolean;
  readonly problem?: string;
}

/** Old servers speak no TLS above 1.0, or know no safe renegotiation: they are read, and marked as unverified. */
const anyTls = {
  minVersion: 'TLSv1',
  ciphers: 'DEFAULT:@SECLEVEL=0',
  secureOptions: 0x4, // SSL_OP_LEGACY_SERVER_CONNECT
} as const;

/** What is asked of the other side's TLS. */
export interface TlsOptions {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string[];
}

/** TLS settings of a connection that checks what it sees, and of one that takes what it gets. */
export function tlsChooser(extraAuthorities: readonly string[]): (verified: boolean) => TlsOptions {
  const strict: TlsOptions = {
    rejectUnauthorized: true,
    ...(extraAuthorities.length === 0 ? {} : { ca: [...rootCertificates, ...extraAuthorities] }),
  };
  return (verified) => (verified ? strict : { ...anyTls, ...strict, rejectUnauthorized: false });
}

/** What a connector needs to know. */
export interface ConnectionOptions {
  readonly guard: Guard;
  readonly connectMs: number;
  readonly verified: boolean;
  readonly tls: TlsOptions;
  /** Told of each connection that stands, by origin. */
  readonly onPeer: (origin: string, peer: Peer) => void;
}

/** The code of a connection that stands, over which nobody shakes hands. */
export const handshakeTimeout = 'ERR_TLS_HANDSHAKE_TIMEOUT';

/** How many bytes had come over a socket when it broke, by the error that it broke with: a reused socket had some. */
export const bytesBefore = new WeakMap<Error, number>();

/** Opens sockets to checked addresses only, within the deadline, and tells whom they reached. */
export function createConnector(options: ConnectionOptions): buildConnector.connector {
  const { guard, connectMs, verified, tls, onPeer } = options;
  const connectors = new Map<unknown, buildConnector.connector>();
  return (target, callback) => {
    const origin = originOf(target);
    const lookup = guard.lookupFor(origin);
    let connect = connectors.get(lookup);
    if (connect === undefined) {
      connect = buildConnector({ timeout: 0, lookup, ...tls });
      connectors.set(lookup, connect);
    }
    let pastTcp = false;
    let late: NodeJS.Immediate | undefined;
    // The types say nothing of it, but a connector returns its socket.
    const socket = (connect as unknown as (...of: Parameters<buildConnector.connector>) => Socket)(
      target,
      (...result) => {
        clearTimeout(timer);
        clearImmediate(late);
        if (result[0] === null) onPeer(origin, peerOf(result[1], verified));
        callback(...result);
      },
    );
    const giveUp = () => {
      const code = pastTcp ? handshakeTimeout : 'UND_ERR_CONNECT_TIMEOUT';
      socket.destroy(Object.assign(new Error(`no connection within ${connectMs} ms`), { code }));
    };
    // One more turn of the loop: what came while we were busy counts.
    const timer = setTimeout(() => (late = setImmediate(giveUp)), connectMs);
    socket.once('connect', () => {
      pastTcp = target.protocol === 'https:';
    });
    socket.prependListener('error', (error: Error) => {
      clearTimeout(timer);
      bytesBefore.set(error, socket.bytesRead);
    });
    return socket;
  };
}

function originOf({ protocol, hostname, port }: buildConnector.Options): string {
  return new URL(
    `${protocol}//${hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname}:${port}`,
  ).origin;
}

function peerOf(socket: Socket | TLSSocket, verified: boolean): Peer {
  const remote = socket.remoteAddress;
  return {
    ...(remote === undefined ? {} : { remote }),
    ...('getPeerCertificate' in socket ? { tls: peerTls(socket, verified) } : {}),
  };
}

/** The certificate of a TLS socket, told short. */
export function peerTls(socket: TLSSocket, verified: boolean): PeerTls {
  const { fingerprint256, valid_to: notAfter } = socket.getPeerCertificate() as Partial<
    ReturnType<TLSSocket['getPeerCertificate']>
  >; // empty where a session was resumed without one
  const problem: unknown = verified ? undefined : socket.authorizationError;
  return {
    digest: fingerprint256 === undefined ? '' : `sha256:${fingerprint256.replaceAll(':', '').toLowerCase()}`,
    notAfter: notAfter === undefined ? '' : new Date(notAfter).toISOString(),
    verified: verified || socket.authorized,
    ...(problem === undefined || problem === null
      ? {}
      : { problem: typeof problem === 'string' ? problem : codeOf(problem) }),
  };
}
