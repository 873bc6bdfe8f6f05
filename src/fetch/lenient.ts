import http from 'node:http';
import https from 'node:https';

import { peerTls, type TlsOptions } from './connection.ts';
import type { Outcome } from './exchange.ts';
import { troubleOf } from './failure.ts';

import type { Guard } from './guard.ts';
import type { Limits } from './limits.ts';
import type { Peer } from './connection.ts';
import { TLSSocket } from 'node:tls';

/** What the second try needs. */
export interface LenientRequest {
  readonly url: URL;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly signal: AbortSignal;
  readonly guard: Guard;
  readonly limits: Limits;
  readonly verified: boolean;
  readonly tls: TlsOptions;
}

/**
 * Asks once more with the parser of `node:http` that takes what browsers take: lines that end in a bare LF, odd header
 * names. What even it must not take, two lengths or a length beside chunks, is still a fault of the protocol.
 */
export function askLeniently(request: LenientRequest): Promise<{ outcome: Outcome; peer: Peer }> {
  const { url, guard, limits, verified } = request;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(limits.totalMs)]);
  return new Promise((resolve) => {
    let peer: Peer = {};
    const fail = (error: Error) => {
      resolve({ outcome: { ok: false, trouble: troubleOf(error, 'waiting'), error }, peer });
    };
    const client = (url.protocol === 'https:' ? https : http).request(url, {
      agent: false,
      insecureHTTPParser: true,
      maxHeaderSize: limits.headerBytes,
      lookup: guard.lookupFor(url.origin),
      timeout: limits.firstByteMs,
      headers: [...request.headers, 'host', url.host, 'connection', 'close'],
      signal,
      ...request.tls,
    });
    client.on('timeout', () => client.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
    client.on('error', fail);
    client.on('response', (response) => {
      const remote = response.socket.remoteAddress;
      peer = {
        ...(remote === undefined ? {} : { remote }),
        ...(response.socket instanceof TLSSocket ? { tls: peerTls(response.socket, verified) } : {}),
      };
      collect(response, limits).then((outcome) => {
        resolve({ outcome, peer });
      }, fail);
    });
    client.end();
  });
}

async function collect(response: http.IncomingMessage, limits: Limits): Promise<Outcome> {
  const names = response.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  const lengths = names.filter((name) => name === 'content-length').length;
  if (lengths > 1 || (lengths === 1 && names.includes('transfer-encoding'))) {
    response.destroy();
    return trouble('protocol', 'two statements of the length');
  }
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received > limits.bodyBytes) return trouble('too-large', `more than ${limits.bodyBytes} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) return trouble('incomplete', `cut after ${received} bytes`);
  const rawHeaders = response.rawHeaders.map((text) => Buffer.from(text, 'latin1'));
  return { ok: true, status: response.statusCode ?? 0, rawHeaders, body: Buffer.concat(chunks) };
}

function trouble(reason: 'protocol' | 'too-large' | 'incomplete', detail: string): Outcome {
  return { ok: false, trouble: { reason, code: '', detail } };
}
