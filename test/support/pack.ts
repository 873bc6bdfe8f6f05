import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Capture, Fetched, Snapshot } from '../../src/contract/capture.ts';
import type { FindingsDocument } from '../../src/contract/findings-document.ts';
import { makeKeys, readPrivateKey } from '../../src/evidence/keys.ts';
import type { PackInput } from '../../src/evidence/pack.ts';
import { rangeOf } from '../../src/evidence/personal.ts';
import { verifyPack, type Problem } from '../../src/evidence/verify.ts';
import { canonicalJson, sha256 } from '../../src/lib/hash.ts';
import { makeDocument, makeEvidence, makeFinding } from './findings.ts';
import { makeUnit } from './site.ts';

const at = '2026-03-02T01:00:00Z';
const site = 'http://www.example.gov.cn/';

function makeCapture(id: string, path: string, body: Uint8Array): Fetched {
  const contentType = 'text/html; charset=utf-8';
  return {
    id,
    outcome: 'fetched',
    asked: site + path,
    url: site + path,
    at,
    depth: 1,
    hops: [],
    status: 200,
    headers: [['content-type', contentType]],
    contentType,
    body: sha256(body),
    bytes: body.length,
    complete: true,
    mode: 'http',
  };
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const list = bytes('<title>通知公告</title><ul><li>关于开学的通知 2025-03-01</li></ul>');
const roll = bytes('<title>名单</title><p>电话13812341234</p>');
const later = bytes('<title>通知公告</title><ul><li>关于放假的通知 2026-03-01</li></ul>');

const captures = {
  list: makeCapture('c1', 'tzgg/', list),
  roll: makeCapture('c2', 'md.html', roll),
  later: makeCapture('live-c1', 'tzgg/', later),
};
const missing: Capture = {
  id: 'c3',
  outcome: 'failed',
  asked: `${site}x`,
  url: `${site}x`,
  at,
  depth: 1,
  hops: [],
  reason: 'http-status',
  status: 404,
  detail: 'HTTP 404',
};
const snapshot: Snapshot = {
  id: 's1',
  unit: makeUnit(),
  startedAt: '2026-03-02T00:59:00Z',
  endedAt: '2026-03-02T01:01:00Z',
  ending: 'done',
  tool: { version: '0.1.0', reader: '1' },
  captures: ['c1', 'c2', 'c3'],
};

/** The key of the store that the pack comes from. */
export const veil = Buffer.alloc(32, 7);

function documentOf(): FindingsDocument {
  const made = makeDocument([
    makeFinding(1, { evidence: [makeEvidence({ capture: captures.list.body, quote: '关于开学的通知 2025-03-01' })] }),
    makeFinding(2, {
      family: 'exposed-personal-data',
      evidence: [makeEvidence({ capture: captures.roll.body, quote: '138****1234' })],
    }),
  ]);
  const hash = sha256(canonicalJson({ snapshot, captures: [captures.list, captures.roll, missing] }));
  return { ...made, inputs: { ...made.inputs, snapshots: [{ unit: 'qs-county', id: 's1', hash }] } };
}

/** All that a pack may hold: two pages, a failure, a look at the live page, a number of a person, a picture. */
export function makePackInput(): PackInput {
  const [from, to] = rangeOf(roll, '138****1234') ?? [0, 1];
  const document = documentOf();
  const [first, second] = document.findings;
  return {
    document,
    bodies: [
      { capture: captures.list, body: list },
      { capture: captures.roll, body: roll },
      { capture: captures.later, body: later },
    ],
    others: [missing],
    snapshots: [snapshot],
    sheet: '<!doctype html><p>findings</p>',
    pictures: new Map([['p1.webp', Uint8Array.of(82, 73, 70, 70)]]),
    live: [
      {
        finding: first?.id ?? '',
        url: captures.list.url,
        stored: { hash: captures.list.body, at },
        live: { at, hash: captures.later.body, status: 200 },
        says: 'quote-gone',
        text: { zh: '页面已变', en: 'changed' },
      },
    ],
    personal: [
      {
        finding: second?.id ?? '',
        capture: captures.roll.body,
        from,
        to,
        hmac: createHmac('sha256', veil).update(roll.subarray(from, to)).digest('hex'),
      },
    ],
    key: signer,
  };
}

const signer = readPrivateKey(makeKeys().privateKey, 'key');

/** What verify says of bytes; a pack that is no ZIP any more is told as the fault of the file. */
export async function doubt(pack: Uint8Array, store?: { key: Uint8Array }): Promise<readonly Problem[]> {
  try {
    const tools = {
      wordsOf: (_: Fetched, body: Uint8Array) => [Buffer.from(body).toString('utf8')],
      ...(store && { store: { ...store, body: (hash: string) => (hash === captures.roll.body ? roll : undefined) } }),
    };
    return (await verifyPack(pack, 'pack.wacz', tools)).problems;
  } catch (error) {
    return [{ file: 'pack.wacz', what: error instanceof Error ? error.message : String(error) }];
  }
}

/** A file of a ZIP; two may bear one name. */
export type ZipEntry = readonly [path: string, bytes: Uint8Array];

/** A ZIP of these files in this order, written as ours are: what somebody with our own tools could make. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of entries) {
    const name = Buffer.from(path, 'utf8');
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(0x00210000, 6); // 1 January 1980
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
