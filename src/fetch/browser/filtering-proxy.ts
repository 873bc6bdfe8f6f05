import {
  createServer,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Guard } from '../guard.ts';
import { biggestStatic, type StaticCache, type StaticFile } from './static-cache.ts';

/** What the browser may load through the proxy. */
export interface ProxyRules {
  readonly guard: Guard;
  /** Asked for each request (for https: each connection, whose path is sealed). False refuses it. Waiting here is how a host is spared. */
  readonly admit: (url: URL) => Promise<boolean>;
  /** Bytes of one answer, or of one sealed connection, after which it is cut. */
  readonly maxBytes: number;
  /** Scripts that pages share are asked for once. */
  readonly cache: StaticCache;
}

export interface FilteringProxy {
  readonly port: number;
  /** Ends the sealed connections: what one page opened and was admitted to carries no request of the next. */
  readonly hangUp: () => void;
  readonly close: () => Promise<void>;
}

/** Methods by which a page reads. A script that wants to write has no business with a visitor that is a program. */
const reading = new Set(['GET', 'HEAD', 'POST']);
/** Headers that belong to one leg of the way. */
const hopByHop = new Set(['connection', 'proxy-connection', 'proxy-authorization', 'keep-alive', 'te', 'upgrade']);
/** Nothing that is read stands in pictures, films, fonts. */
const media = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|mp4|m4v|webm|flv|mp3|wav|ogg|woff2?|ttf|otf|eot)$/i;

/**
 * A proxy on loopback that all requests of the browser go through, so that the address guard holds for them without
 * intercepting each in the browser, which costs 50 ms a page.
 */
export async function startFilteringProxy(rules: ProxyRules): Promise<FilteringProxy> {
  const open = new Set<Duplex>();
  const server = createServer((incoming, outgoing) => void forward(rules, incoming, outgoing));
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    void tunnel(rules, incoming, socket);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hangUp = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    hangUp,
    port: (server.address() as AddressInfo).port, // a listening TCP server has one
    close: () =>
      new Promise((resolve) => {
        hangUp();
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function forward(rules: ProxyRules, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const refuse = (status: number): void => {
    if (!outgoing.headersSent) outgoing.writeHead(status);
    outgoing.end();
  };
  const asked = incoming.url ?? '';
  if (!reading.has(incoming.method ?? '') || !URL.canParse(asked)) {
    refuse(405);
    return;
  }
  const url = new URL(asked);
  if (media.test(url.pathname) || rules.guard.refuses(url) !== undefined) {
    refuse(403);
    return;
  }
  // No word of a page stands in a style sheet, and each would cost its host a request.
  if (isStyle(incoming)) {
    outgoing.writeHead(200, { 'content-type': 'text/css' }).end();
    return;
  }
  if (isScript(incoming, url) && (await fromCache(rules, { url, incoming, outgoing }))) return;
  if (!(await rules.admit(url))) {
    refuse(403);
    return;
  }
  const onward = ask(rules, url, incoming, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    limited(answer, rules.maxBytes);
    // What breaks off here breaks off there: a cut page must not look whole to the browser.
    pipeline(answer, outgoing, () => undefined);
  });
  onward.on('error', () => {
    refuse(502);
  });
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

function ask(
  { guard }: ProxyRules,
  url: URL,
  { method, headers: all }: IncomingMessage,
  then: (answer: IncomingMessage) => void,
): ClientRequest {
  const headers = Object.fromEntries(Object.entries(all).filter(([name]) => !hopByHop.has(name)));
  const onward = httpRequest(url, { method, headers, lookup: guard.lookupFor(url.origin), timeout: 15_000 }, then);
  onward.on('timeout', () => onward.destroy(new Error('timeout')));
  return onward;
}

/** What a browser accepts for a style sheet, and for nothing else. */
const isStyle = ({ headers }: IncomingMessage): boolean => headers.accept?.startsWith('text/css') === true;

/** A script by its name: what a script fetches is data, and may be another each time. */
const isScript = ({ method, headers }: IncomingMessage, { pathname }: URL): boolean =>
  method === 'GET' && /\.m?js$/i.test(pathname) && headers.range === undefined;

interface Exchange {
  readonly url: URL;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Answers with a script that was asked for before, or asks for it. False: it cannot be kept, or did not come. */
async function fromCache(rules: ProxyRules, { url, incoming, outgoing }: Exchange): Promise<boolean> {
  const file = await rules.cache.of(url.href, async () => {
    if (!(await rules.admit(url))) return undefined;
    return new Promise<StaticFile | undefined>((resolve) => {
      const onward = ask(rules, url, incoming, (answer) => void keep(answer).then(resolve));
      onward.on('error', () => {
        resolve(undefined);
      });
      onward.end();
    });
  });
  if (!file) return false;
  outgoing
    .writeHead(file.status, { 'content-type': file.contentType, 'access-control-allow-origin': '*' })
    .end(file.body);
  return true;
}

async function keep(answer: IncomingMessage): Promise<StaticFile | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > biggestStatic) return undefined;
      pieces.push(piece);
    }
  } catch {
    return undefined; // cut: whoever comes next asks again
  }
  const coding = answer.headers['content-encoding'];
  if (answer.statusCode !== 200) return undefined;
  const body = decoded(Buffer.concat(pieces), coding);
  return body && { status: 200, contentType: answer.headers['content-type'] ?? 'text/javascript', body };
}

function decoded(bytes: Buffer, coding: string | undefined): Buffer | undefined {
  try {
    const limit = { maxOutputLength: biggestStatic };
    if (coding === undefined || coding === 'identity') return bytes;
    if (coding === 'gzip') return gunzipSync(bytes, limit);
    if (coding === 'br') return brotliDecompressSync(bytes, limit);
    return undefined;
  } catch {
    return undefined;
  }
}

async function tunnel(rules: ProxyRules, incoming: IncomingMessage, client: Duplex): Promise<void> {
  client.on('error', () => client.destroy());
  const target = `https://${incoming.url ?? ''}`;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url || rules.guard.refuses(url) !== undefined || !(await rules.admit(url))) {
    client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  const { hostname } = url;
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const onward = connect({ host, port: Number(url.port || 443), lookup: rules.guard.lookupFor(url.origin) }, () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    limited(onward, rules.maxBytes);
    onward.pipe(client);
    client.pipe(onward);
  });
  onward.setTimeout(30_000, () => onward.destroy());
  onward.on('error', () => client.destroy());
  client.on('close', () => onward.destroy());
}

/** Cuts a stream that brings more than it should. */
function limited(stream: IncomingMessage | Socket, maxBytes: number): void {
  let left = maxBytes;
  stream.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) stream.destroy();
  });
}
