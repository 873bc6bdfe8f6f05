import { existsSync, readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Fetched, Snapshot } from '../../src/contract/capture.ts';
import { buildPack, type PackInput } from '../../src/evidence/pack.ts';
import { makeKeys, readPrivateKey } from '../../src/evidence/keys.ts';
import { verifyPack, type Verification } from '../../src/evidence/verify.ts';
import { canonicalJson, sha256 } from '../../src/lib/hash.ts';
import { makeDocument, makeEvidence, makeFinding } from '../support/findings.ts';
import { makeUnit } from '../support/site.ts';

const page =
  '<html><head><title>通知公告</title></head><body><ul><li>关于开学的通知 2025-03-01</li></ul><p>电话138****1234</p></body></html>';
const body = Buffer.from(page, 'utf8');

const capture: Fetched = {
  id: 'c1',
  outcome: 'fetched',
  asked: 'http://www.example.gov.cn/tzgg/',
  url: 'http://www.example.gov.cn/tzgg/',
  at: '2026-03-02T01:00:00Z',
  depth: 1,
  hops: [],
  status: 200,
  headers: [
    ['content-type', 'text/html; charset=utf-8'],
    ['content-encoding', 'gzip'],
    ['date', 'Mon, 02 Mar 2026 01:00:00 GMT'],
  ],
  contentType: 'text/html; charset=utf-8',
  body: sha256(body),
  bytes: body.length,
  complete: true,
  mode: 'http',
};
const snapshot: Snapshot = {
  id: 's1',
  unit: makeUnit(),
  startedAt: '2026-03-02T00:59:00Z',
  endedAt: '2026-03-02T01:01:00Z',
  ending: 'done',
  tool: { version: '0.1.0', reader: '1' },
  captures: ['c1', 'c2'],
};
const others: PackInput['others'] = [
  {
    id: 'c2',
    outcome: 'failed',
    asked: 'http://www.example.gov.cn/x',
    url: 'http://www.example.gov.cn/x',
    at: capture.at,
    depth: 1,
    hops: [],
    reason: 'http-status',
    status: 404,
    detail: 'HTTP 404',
  },
];
const made = makeDocument([
  makeFinding(1, { evidence: [makeEvidence({ capture: capture.body, quote: '关于开学的通知 2025-03-01' })] }),
  makeFinding(2, { evidence: [makeEvidence({ capture: capture.body, quote: '138****1234' })] }),
]);

const runHash = sha256(canonicalJson({ snapshot, captures: [capture, ...others] }));
const ofRun = (from: ReturnType<typeof makeDocument>): ReturnType<typeof makeDocument> => ({
  ...from,
  inputs: { ...from.inputs, snapshots: [{ unit: 'qs-county', id: 's1', hash: runHash }] },
});
const document = ofRun(made);

const input: PackInput = {
  document,
  bodies: [{ capture, body }],
  others,
  snapshots: [snapshot],
  sheet: '<!doctype html><p>findings</p>',
  pictures: new Map([['p1.png', Uint8Array.of(137, 80, 78, 71)]]),
};
const keys = makeKeys();
const key = readPrivateKey(keys.privateKey, 'key.pem');
const tools = { wordsOf: (_: Fetched, bytes: Uint8Array) => [Buffer.from(bytes).toString('utf8')] };

/** What verify says; a pack that is no ZIP any more is told too. */
async function doubt(bytes: Uint8Array): Promise<Pick<Verification, 'problems' | 'signedBy'>> {
  try {
    return await verifyPack(bytes, 'pack.wacz', tools);
  } catch (error) {
    return { problems: [{ file: 'pack.wacz', what: String(error) }], signedBy: undefined };
  }
}

describe('a pack', () => {
  it('has the same bytes whenever and wherever it is made', async () => {
    const first = await buildPack({ ...input, key });
    expect(Buffer.from(await buildPack({ ...input, key })).equals(first)).toBe(true);
    expect(Buffer.from(await buildPack({ ...input, others: [...input.others].reverse() })).length).toBeGreaterThan(0);
  });

  it('verifies, and says whose signature it bears', async () => {
    const signed = await verifyPack(await buildPack({ ...input, key }), 'pack.wacz', tools);
    expect(signed.problems).toEqual([]);
    expect(signed.signedBy).toMatch(/^ed25519 sha256:/);
    expect(signed.counts).toMatchObject({ findings: 2, quotes: 2 });
    expect(signed.content?.captures.map(({ id }) => id)).toEqual(['c1', 'c2']);
    const plain = await verifyPack(await buildPack(input), 'pack.wacz', tools);
    expect([plain.problems, plain.signedBy]).toEqual([[], undefined]);
  });
});

/** The files of a pack changed, and zipped again as an attacker with our own tools would. */
async function tampered(change: (files: Record<string, Uint8Array>) => void): Promise<Uint8Array> {
  const files = unzipSync(await buildPack({ ...input, key }));
  change(files);
  const names = Object.keys(files).sort();
  return zipSync(
    Object.fromEntries(
      names.map((name) => [name, [files[name] ?? new Uint8Array(), { mtime: new Date(1980, 0, 1), level: 0 }]]),
    ),
  );
}

const edit = (files: Record<string, Uint8Array>, name: string, from: string | RegExp, to: string): void => {
  files[name] = Buffer.from(
    Buffer.from(files[name] ?? [])
      .toString('utf8')
      .replace(from, to),
  );
};

describe('a pack that was tampered with', () => {
  const cases: readonly (readonly [name: string, file: string, change: (files: Record<string, Uint8Array>) => void])[] =
    [
      [
        'a number of a finding',
        'duwang/findings.json',
        (files) => {
          edit(files, 'duwang/findings.json', '366', '367');
        },
      ],
      [
        'a file dropped',
        'duwang/findings.html',
        (files) => {
          delete files['duwang/findings.html'];
        },
      ],
      [
        'a file added',
        'note.txt',
        (files) => {
          files['note.txt'] = Buffer.from('x');
        },
      ],
      [
        'a file renamed',
        'duwang/pictures/p2.png',
        (files) => {
          files['duwang/pictures/p2.png'] = files['duwang/pictures/p1.png'] ?? new Uint8Array();
          delete files['duwang/pictures/p1.png'];
        },
      ],
      [
        'two files swapped',
        'duwang/findings.html',
        (files) => {
          [files['duwang/findings.html'], files['duwang/snapshots.json']] = [
            files['duwang/snapshots.json'] ?? new Uint8Array(),
            files['duwang/findings.html'] ?? new Uint8Array(),
          ];
        },
      ],
      [
        'a capture dropped from the chain',
        'duwang/captures.jsonl',
        (files) => {
          edit(files, 'duwang/captures.jsonl', /^.*\n/, '');
        },
      ],
      [
        'the chain turned round',
        'duwang/captures.jsonl',
        (files) => {
          edit(files, 'duwang/captures.jsonl', /^(.*)\n(.*)\n$/, '$2\n$1\n');
        },
      ],
      [
        'a capture twice',
        'duwang/captures.jsonl',
        (files) => {
          edit(files, 'duwang/captures.jsonl', /^(.*\n)/, '$1$1');
        },
      ],
      [
        'a record of the archive twice',
        'archive/data.warc.gz',
        (files) => {
          const warc = files['archive/data.warc.gz'] ?? new Uint8Array();
          files['archive/data.warc.gz'] = Buffer.concat([warc, warc]);
        },
      ],
      [
        'a record of the archive dropped',
        'archive/data.warc.gz',
        (files) => {
          const warc = Buffer.from(files['archive/data.warc.gz'] ?? []);
          files['archive/data.warc.gz'] = warc.subarray(0, warc.lastIndexOf(Buffer.of(0x1f, 0x8b, 0x08)));
        },
      ],
      [
        'the index emptied',
        'indexes/index.cdx',
        (files) => {
          files['indexes/index.cdx'] = new Uint8Array();
        },
      ],
      [
        'the digest of another package',
        'datapackage-digest.json',
        (files) => {
          edit(files, 'datapackage-digest.json', /sha256:[0-9a-f]{4}/, 'sha256:0000');
        },
      ],
      [
        'the key exchanged',
        'datapackage-digest.json',
        (files) => {
          edit(
            files,
            'datapackage-digest.json',
            /"publicKey":"[^"]+"/,
            `"publicKey":"${makeKeys().publicKey.replace(/-----[^-]+-----|\n/g, '')}"`,
          );
        },
      ],
      [
        'line ends',
        'datapackage.json',
        (files) => {
          edit(files, 'datapackage.json', '}', '}\n');
        },
      ],
    ];

  it.each(cases)('%s: names %s', async (_, file, change) => {
    const { problems } = await doubt(await tampered(change));
    expect(problems.map((problem) => problem.file)).toContain(file);
  });

  it('made anew by someone else verifies, but not by our key', async () => {
    const forged = await verifyPack(
      await buildPack({ ...input, key: readPrivateKey(makeKeys().privateKey, 'k') }),
      'p',
      tools,
    );
    const own = await verifyPack(await buildPack({ ...input, key }), 'p', tools);
    expect(forged.signedBy).not.toBe(own.signedBy);
  });

  it('with a quote that its page does not say', async () => {
    const lying = ofRun(
      makeDocument([makeFinding(1, { evidence: [makeEvidence({ capture: capture.body, quote: '关于放假的通知' })] })]),
    );
    const { problems } = await doubt(await buildPack({ ...input, document: lying, key }));
    expect(problems[0]).toMatchObject({ file: 'duwang/findings.json', record: lying.findings[0]?.id });
  });

  it('made anew from another run than the one that was judged', async () => {
    const other = { ...snapshot, endedAt: '2026-03-02T02:00:00Z' };
    const { problems } = await doubt(await buildPack({ ...input, snapshots: [other], key }));
    expect(problems[0]).toMatchObject({ file: 'duwang/captures.jsonl', record: 's1' });
    expect((await doubt(await buildPack({ ...input, snapshots: [], key }))).problems[0]?.file).toBe(
      'duwang/snapshots.json',
    );
  });

  it('with evidence that is not in it', async () => {
    const { problems } = await doubt(
      await buildPack({ ...input, document: ofRun(makeDocument([makeFinding(1)])), key }),
    );
    expect(problems[0]?.what).toContain('not in the pack');
  });
});

const suites = '../shared/conformance';

describe.skipIf(!existsSync(suites))('the samples of others (skipped where ../shared is absent)', () => {
  const good = [
    'wacz-pywacz/valid_example_1.wacz',
    'wacz-pywacz/valid_example_2.wacz',
    'wacz-pywacz/valid_signed_example_1.wacz',
    'warc-warcio/example-iana.org-chunked.warc',
    'warc-warcio/example-resource.warc.gz',
    'warc-warcio/example-space-in-target-uri.warc.gz',
    'warc-warcio/example-wget-bad-target-uri.warc.gz',
    'warc-warcio/example.warc',
    'warc-warcio/example.warc.gz',
    'warc-warcio/post-test.warc.gz',
    'warc-warciojs/example-iana.org-chunked.warc',
    'warc-warciojs/example-resource.warc.gz',
    'warc-warciojs/example-url-agnostic-revisit.warc.gz',
    'warc-warciojs/example-wget-bad-target-uri.warc.gz',
    'warc-warciojs/example.warc',
    'warc-warciojs/example.warc.gz',
    'warc-warciojs/post-test-more.warc',
    'warc-warciojs/post-test.warc.gz',
    'warc-warciojs/redirect.warc',
  ];
  it.each(good)('%s passes', async (name) => {
    expect((await doubt(readFileSync(`${suites}/${name}`))).problems).toEqual([]);
  });

  it.each([
    ['wacz-pywacz/invalid_example_1.wacz', 'is listed and missing'],
    ['wacz-pywacz/invalid_signed_example_1.wacz', 'no known authority'],
    ['warc-warcio/example-bad-non-chunked.warc.gz', 'bytes more than its record'],
    ['warc-warcio/example-bad.warc.gz.bad', 'bytes more than its record'],
    ['warc-warcio/example-digest.warc', 'payload is'],
    ['warc-warcio/example-trunc.warc', 'does not end where its head says'],
    ['warc-warcio/example-wrong-chunks.warc.gz', 'its head says'],
    ['warc-warciojs/example-bad-length.warc', 'does not end where its head says'],
    ['warc-warcio/bad.arc', 'neither'],
    ['warc-warcio/example.arc', 'neither'],
    ['warc-warcio/example.arc.gz', 'does not begin as a record'],
  ])('%s fails: %s', async (name, what) => {
    const { problems } = await doubt(readFileSync(`${suites}/${name}`));
    expect(problems.map((problem) => problem.what).join('\n')).toContain(what);
  });
});
