import net, { type AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Fetcher } from '../../src/contract/fetch.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';
import { describeSuite } from '../support/conformance.ts';

interface Case {
  readonly file: string;
  readonly title: string;
  readonly meta: { readonly type?: string };
  readonly http: string;
  readonly log: string | null;
}

/** The bytes that a case stands for: line ends are CRLF, a backslash joins lines, escapes are bytes. */
function bytesOf({ http }: Case): Buffer {
  const text = http
    .replace(/\n$/, '')
    .replace(/\\\n/g, '')
    .replace(/\n/g, '\r\n')
    .replace(/\\([rnt])/g, (_, letter: string) => ({ r: '\r', n: '\n', t: '\t' })[letter] ?? '');
  return Buffer.from(text, 'latin1');
}

/** Broken by the letter and read all the same, as browsers read them: by the end of their titles. */
const readAllTheSame = new Set([
  'Only LFs present and no body',
  'Only LFs present',
  'No carriage ret',
  'Bare CR followed by CR after response line', // the parser inside undici takes it; one answer to a connection, so nothing is smuggled
  'HTTP/1.1 with keep-alive disabled, content-length', // what stands behind the declared length is dropped
]);

/** Whole by the letter, and not taken for a page: by the end of their titles. */
const refusedAllTheSame = new Map([
  ['`chunked` before other transfer-encoding', 'decoding'], // a transfer coding that nobody undoes
  ['multiple transfer-encoding where chunked is not the last one', 'decoding'],
  ['`chunkedchunked` transfer-encoding does not enable chunked enconding', 'decoding'],
  ['HTTP 100 first, then 400', 'protocol'], // 100 answers a request that waits with its body: ours has none
  ['Tabs in `Content-Length` (surrounding)', 'protocol'], // the case ends before its 42 bytes
]);

describeSuite('http-llhttp', (suite) => {
  const { cases } = suite.json('llhttp.cases.json') as { cases: Case[] };
  const responses = cases.filter(({ meta }) => meta.type?.startsWith('response') === true);
  let served: Buffer = Buffer.alloc(0);
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(served));
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

  const named = responses.map((each, at) => [`${at} ${each.title}`, each] as const);
  it.each(named)('%s', async (_, each) => {
    served = bytesOf(each);
    const answer = await fetcher.fetch({
      url: `${origin}/`,
      signal: new AbortController().signal,
      refuses: (url) => (url.startsWith(origin) ? undefined : 'out-of-scope'),
    });
    const title = each.title.split(' / ').at(-1) ?? '';
    const strict = each.meta.type === 'response';
    const broken = strict && /error code=(?!22)/.test(each.log ?? '') && !readAllTheSame.has(title);
    if (broken) {
      expect(answer).toMatchObject({ outcome: 'failed' });
      if (!each.http.includes(' 204 ')) expect(answer).toMatchObject({ reason: 'protocol' });
      return;
    }
    const reason = refusedAllTheSame.get(title);
    if (reason !== undefined) expect(answer).toMatchObject({ outcome: 'failed', reason });
    else if (answer.outcome === 'fetched') expect([200, 203]).toContain(answer.status);
    else expect(answer).not.toMatchObject({ reason: 'reset' });
  });

  it('reads what is whole', async () => {
    const whole = responses.filter(({ title }) => /Chunk extensions$|hello|on_(?:message|chunk)/.test(title));
    expect(whole.length).toBeGreaterThan(5);
    for (const each of whole) {
      served = bytesOf(each);
      const answer = await fetcher.fetch({
        url: origin,
        signal: new AbortController().signal,
        refuses: () => undefined,
      });
      expect(answer.outcome, each.title).toBe('fetched');
    }
  });
});
