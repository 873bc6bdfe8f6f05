import { describe, expect, it } from 'vitest';

import { createReceiver, createSender } from '../../src/crawl/crossing.ts';
import type { JobResult } from '../../src/crawl/job.ts';

/** A page with these runs of links. */
function page(...hashes: readonly string[]): JobResult {
  return {
    answer: { outcome: 'fetched', status: 200, headers: [], url: 'http://a.example/', hops: [], tookMs: 1 },
    contentType: 'text/html',
    hash: 'sha256:0',
    bytes: 1,
    same: false,
    reading: {
      packed: {
        bytes: new Uint8Array([123, 125]),
        ends: [2, 2, 2],
        main: '0,0',
        digests: '',
        links: hashes.map((hash) => ({ hash, json: `links of ${hash}` })),
      },
      followed: {
        trail: {
          ways: '[]',
          runs: hashes.map((hash) => ({ hash, plain: `ways of ${hash}` })),
          newest: undefined,
          signature: 7,
        },
        disguise: undefined,
        title: 'a title',
      },
    },
  };
}

describe('results on their way from a thread', () => {
  it('arrive whole, however often their links were told before, and whatever was forgotten in between', () => {
    const [send, receive] = [createSender(), createReceiver()];
    for (let at = 0; at < 4000; at += 1) {
      const sent = page('header', `column ${at % 700}`, `own ${at}`, 'footer');
      const arrived = receive(structuredClone(send(sent)));
      expect(arrived.reading?.packed.links.map(({ hash, json }) => ({ hash, json }))).toEqual(
        sent.reading?.packed.links,
      );
      expect(arrived.reading?.followed.trail.runs.map(({ hash, plain }) => ({ hash, plain }))).toEqual(
        sent.reading?.followed.trail.runs,
      );
    }
  });

  it('name what was told twice by its hash alone', () => {
    const send = createSender();
    const told = Array.from({ length: 4 }, () => send(page('header')).runs[0]);
    expect(told.map((run) => typeof run)).toEqual(['object', 'object', 'string', 'string']);
  });

  it('are as they were where nothing was read', () => {
    const { answer, contentType, hash, bytes, same } = page();
    const unread = { answer, contentType, hash, bytes, same };
    expect(createReceiver()(createSender()(unread))).toEqual(unread);
  });
});
