import net, { type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { FetchAnswer, Fetcher } from '../../src/contract/fetch.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';

/** What the server sends next, piece by piece, and whether it then breaks off. */
let pieces: readonly Uint8Array[] = [];
let reset = false;
const server = net.createServer((socket: Socket) => {
  socket.on('error', () => undefined);
  socket.once('data', () => {
    for (const piece of pieces) socket.write(piece);
    if (reset) socket.resetAndDestroy();
    else socket.end();
  });
});
let origin = '';
let fetcher: Fetcher;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const limits = { connectMs: 30_000, firstByteMs: 30_000, idleMs: 30_000, totalMs: 60_000 };
  fetcher = createHttpFetcher({ userAgent: 'duwang-test/1', allowOrigins: [origin], limits });
});
afterAll(async () => {
  await fetcher.close();
  await new Promise((resolve) => server.close(resolve));
});

const fetch = (): Promise<FetchAnswer> =>
  fetcher.fetch({
    url: origin,
    signal: new AbortController().signal,
    refuses: (url) => (url.startsWith(origin) ? undefined : 'out-of-scope'),
  });

const line = fc.constantFrom(
  ...['HTTP/1.1 200 OK', 'HTTP/1.1 302 Found', 'HTTP/1.0 404', 'HTTP/1.1 103 Early Hints', 'ICY 200 OK', 'HTTP/9'],
  ...[
    'content-length: 5',
    'content-length: -1',
    'transfer-encoding: chunked',
    'content-encoding: gzip, br',
    'location: /',
  ],
  ...[
    'location: \xd5\xfe',
    'set-cookie: a=b',
    'retry-after: 1',
    'date: never',
    ': empty',
    'x',
    ' folded',
    '5',
    '0',
    'hello',
  ],
);
const eol = fc.constantFrom('\r\n', '\n', '\r', '\r\n\r\n');
const soup = fc
  .array(fc.tuple(line, eol))
  .map((lines) => Buffer.from(lines.map((each) => each.join('')).join(''), 'latin1'));

describe('whatever a server sends', () => {
  test('there is one answer, in time, and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(soup, fc.uint8Array({ maxLength: 60 })), { maxLength: 4 }),
        fc.boolean(),
        async (sent, breaks) => {
          pieces = sent;
          reset = breaks;
          const answer = await fetch();
          expect(['fetched', 'failed', 'skipped']).toContain(answer.outcome);
          if (answer.outcome === 'failed') expect(answer.detail).not.toBe('');
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a page is the same, however it is cut into pieces', async () => {
    const html = `<html>${'政务公开'.repeat(50)}</html>`;
    const zipped = gzipSync(html);
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${zipped.length}\r\n\r\n`;
    const whole = Buffer.concat([Buffer.from(head), zipped]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        pieces = places.slice(1).map((to, at) => whole.subarray(places[at], to));
        reset = false;
        const answer = await fetch();
        expect(answer.outcome === 'fetched' && Buffer.from(answer.body).toString()).toBe(html);
      }),
      { numRuns: 60 },
    );
  });

  test('a page that is cut short anywhere is never a page', async () => {
    const html = `<html>${'政务公开'.repeat(20)}</html>`;
    const heads = {
      'content-length': [`content-length: ${Buffer.byteLength(html)}`, html],
      chunked: ['transfer-encoding: chunked', `${Buffer.byteLength(html).toString(16)}\r\n${html}\r\n0\r\n\r\n`],
      'until close': ['connection: close', html],
    };
    for (const [name, [header = '', body = '']] of Object.entries(heads)) {
      const whole = Buffer.from(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n${body}`);
      // The line end after the last chunk, and what stands behind </html, are all that may be missing.
      const end = name === 'chunked' ? whole.length - 2 : whole.length - 1;
      for (let at = 0; at < end; at += 3) {
        pieces = [whole.subarray(0, at)];
        reset = false;
        expect((await fetch()).outcome, `${name}, cut at ${at}`).toBe('failed');
      }
      pieces = [whole];
      expect((await fetch()).outcome, name).toBe('fetched');
    }
  });
});
