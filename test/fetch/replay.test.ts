import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { FetchAnswer } from '../../src/contract/fetch.ts';
import { createReplayFetcher, type Replay } from '../../src/fetch/replay.ts';

const conformance = new URL('../../../shared/conformance/', import.meta.url).pathname;

function ask(replay: Replay, url: string): Promise<FetchAnswer> {
  return replay.fetcher.fetch({ url, signal: new AbortController().signal, refuses: () => undefined });
}

describe('a folder of saved pages', () => {
  const dir = mkdtempSync(join(tmpdir(), 'duwang-replay-'));
  let replay: Replay;
  const files = {
    'index.html': 'home',
    'zwgk/index.htm': 'column',
    'zwgk/t1.html': 'article',
    'list.jsp?id=1&page=2': 'query',
    'show.aspx@id=7.html': 'wget on Windows',
    '中文/页.html': 'names in Chinese',
    'file.pdf': '%PDF-1.4',
    'www.other.example/a.html': 'another host',
  };

  beforeAll(async () => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    writeFileSync(join(tmpdir(), 'duwang-secret.html'), 'secret');
    symlinkSync(join(tmpdir(), 'duwang-secret.html'), join(dir, 'link.html'));
    replay = await createReplayFetcher({ source: dir, base: 'http://www.a.example/' });
  });
  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
    rmSync(join(tmpdir(), 'duwang-secret.html'), { force: true });
  });

  it.each([
    ['http://www.a.example/', 'home'],
    ['https://a.example/', 'home'],
    ['http://www.a.example/index.html', 'home'],
    ['http://www.a.example/zwgk/', 'column'],
    ['http://www.a.example/zwgk', 'column'],
    ['http://www.a.example/zwgk/t1.html', 'article'],
    ['http://www.a.example/list.jsp?id=1&page=2', 'query'],
    ['http://www.a.example/show.aspx?id=7', 'wget on Windows'],
    ['http://www.a.example/%E4%B8%AD%E6%96%87/%E9%A1%B5.html', 'names in Chinese'],
    ['http://www.other.example/a.html', 'another host'],
  ])('%s is “%s”', async (url, text) => {
    const answer = await ask(replay, url);
    expect(answer.outcome === 'fetched' && new TextDecoder().decode(answer.body)).toBe(text);
  });

  it('says what a type its name promises, and when it was saved', async () => {
    const answer = await ask(replay, 'http://www.a.example/file.pdf');
    expect(answer).toMatchObject({ outcome: 'fetched', headers: [['content-type', 'application/pdf']] });
    expect(answer.at).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it.each([
    'http://www.a.example/absent.html',
    'http://elsewhere.example/',
    'http://www.a.example/link.html',
    'http://www.a.example/%2e%2e/duwang-secret.html',
    'http://www.a.example/..%2fduwang-secret.html',
    'http://www.a.example/zwgk%00/t1.html',
  ])('%s is not in the archive', async (url) => {
    expect(await ask(replay, url)).toMatchObject({ outcome: 'skipped', reason: 'not-in-archive' });
  });

  it('needs to know where the folder came from', async () => {
    await expect(createReplayFetcher({ source: dir })).rejects.toThrow(/--base/);
    await expect(createReplayFetcher({ source: join(dir, 'none'), base: 'http://a.example/' })).rejects.toThrow(
      /没有这个/,
    );
  });
});

describe.skipIf(!existsSync(conformance))('WARC and WACZ (needs ../shared/conformance)', () => {
  it.each([
    ['warc-warcio/example.warc', 'http://example.com/', 'fetched'],
    ['warc-warcio/example.warc.gz', 'http://example.com/', 'fetched'],
    ['warc-warcio/example-iana.org-chunked.warc', 'http://www.iana.org/', 'fetched'],
    ['warc-warcio/example-resource.warc.gz', 'http://example.com/', 'fetched'],
    ['warc-warcio/example-trunc.warc', 'http://example.com/', 'failed'],
    ['warc-warcio/example-wrong-chunks.warc.gz', 'http://example.com/', 'failed'],
    ['warc-warciojs/example-bad-length.warc', 'http://example.com/', 'failed'],
    ['wacz-pywacz/valid_example_1.wacz', 'http://www.example.com/', 'fetched'],
    ['wacz-pywacz/valid_signed_example_1.wacz', 'https://example.com/', 'fetched'],
  ])('%s: %s is %s', async (file, base, outcome) => {
    const replay = await createReplayFetcher({ source: join(conformance, file) });
    expect(replay.base).toBe(base);
    const answer = await ask(replay, base);
    expect(answer.outcome).toBe(outcome);
    expect(answer.at).toMatch(/^20/);
    if (outcome === 'failed') expect(answer).toMatchObject({ reason: 'incomplete' });
    await replay.fetcher.close();
  });

  it('says what is wrong with a file that holds no page', async () => {
    const source = join(conformance, 'wacz-pywacz/invalid_example_1.wacz');
    await expect(createReplayFetcher({ source })).rejects.toThrow(/not a readable WARC/);
  });
});
