import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../../src/evidence/archive.ts';
import { chainLines } from '../../src/evidence/chain.ts';
import { buildPack, type PackInput } from '../../src/evidence/pack.ts';
import type { Problem } from '../../src/evidence/verify.ts';
import { canonicalJson, sha256 } from '../../src/lib/hash.ts';
import { doubt, makePackInput, veil, zipOf, type ZipEntry } from '../support/pack.ts';

/** All positions and all bits take minutes: `npm run test:long`. Otherwise every byte once, and of forgeries each tenth. */
const isLong = process.env['DUWANG_LONG'] === '1';

let pack: Uint8Array = new Uint8Array();
let entries: readonly ZipEntry[] = [];

beforeAll(async () => {
  pack = await buildPack(makePackInput());
  entries = [...unzip(pack, 'pack.wacz')].sort(([a], [b]) => (a < b ? -1 : 1));
});

/** The rows of the table that `npm run test:long` prints. */
const table: { kind: string; count: number; found: number; named: number; 'not evidence': number }[] = [];
afterAll(() => {
  if (isLong) process.stdout.write(`${table.map((row) => Object.values(row).join(' | ')).join('\n')}\n`);
});

interface Mutation {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Files of which one has to be named. */
  readonly files: readonly string[];
  /** Records of which one has to be named, where the file has records. */
  readonly records?: readonly string[];
}

const isNamed = (problems: readonly Problem[], { files, records }: Mutation): boolean =>
  problems.some(
    ({ file, record }) => files.includes(file) && (records === undefined || records.includes(record ?? 'none')),
  );

/** Every one is found, and by its name. */
async function findAll(kind: string, mutations: Iterable<Mutation>): Promise<void> {
  const row = { kind, count: 0, found: 0, named: 0, 'not evidence': 0 };
  const missed: string[] = [];
  for (const mutation of mutations) {
    const problems = await doubt(mutation.bytes);
    row.count += 1;
    if (problems.length > 0) row.found += 1;
    if (isNamed(problems, mutation)) row.named += 1;
    else missed.push(`${mutation.name}: ${JSON.stringify(problems.slice(0, 3))}`);
  }
  table.push(row);
  expect(missed).toEqual([]);
  expect(row.count).toBeGreaterThan(0);
}

const whole = 'pack.wacz';
const flip = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
};

/** Where the bytes of each file lie in the ZIP, head and name included; then its place in the directory. */
function regions(): readonly {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly isHead: boolean;
}[] {
  let end = 0;
  const next = (size: number): { from: number; to: number } => ({ from: end, to: (end += size) });
  return [
    ...entries.flatMap(([path, bytes]) => [
      { path, isHead: true, ...next(30 + path.length) },
      { path, isHead: false, ...next(bytes.length) },
    ]),
    ...entries.map(([path]) => ({ path, isHead: true, ...next(46 + path.length) })),
    { path: whole, isHead: true, ...next(22) },
  ];
}

/** Every byte, once or with each of its bits. */
function* flips(wanted: 'head' | 'content'): Iterable<Mutation> {
  for (const { path, from, to, isHead } of regions()) {
    if (isHead !== (wanted === 'head')) continue;
    for (let at = from; at < to; at += 1)
      for (const bit of isLong ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8])
        yield {
          name: `${path} byte ${at} bit ${bit}`,
          bytes: flip(pack, at, bit),
          // A head that misleads makes the ZIP unreadable, and then it is the pack that is broken.
          files: isHead ? [path, whole] : [path],
        };
  }
}

describe('every byte of a signed pack', { timeout: 1_200_000 }, () => {
  it('is held: a flipped bit is found, and the file is named', async () => {
    expect(pack.length).toBeLessThan(20_000);
    expect(regions().at(-1)?.to).toBe(pack.length);
    await findAll('a bit flipped, in the contents of a file', flips('content'));
    await findAll('a bit flipped, in the heads of the ZIP', flips('head'));
  });

  it('is there, and none behind it', async () => {
    const cuts = [1, 22, 60, 500, 5_000].map((by) => ({
      name: `-${by}`,
      bytes: pack.subarray(0, -by),
      files: [whole],
    }));
    const more = [0, 80, 10].map((byte) => ({
      name: `+${byte}`,
      bytes: Buffer.concat([pack, Buffer.of(byte)]),
      files: [whole],
    }));
    await findAll('the tail cut, or something behind it', [...cuts, ...more]);
  });
});

const pairs = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));

describe('the files of a pack', { timeout: 120_000 }, () => {
  const changed = (name: string, files: readonly string[], list: readonly ZipEntry[]): Mutation => ({
    name,
    files,
    bytes: zipOf(list),
  });

  it('none is dropped', async () => {
    await findAll(
      'a file dropped',
      entries.map(([path]) =>
        changed(
          path,
          [path],
          entries.filter(([one]) => one !== path),
        ),
      ),
    );
  });

  it('none stands twice', async () => {
    await findAll(
      'a file twice, as it is or with other bytes',
      entries.flatMap((entry) => [
        changed(entry[0], [whole], [...entries, entry]),
        changed(entry[0], [whole], [[entry[0], Buffer.from('{}')], ...entries]),
      ]),
    );
  });

  it('none stands elsewhere', async () => {
    await findAll(
      'two files in the other order',
      pairs(entries).map(([one, other]) => {
        const list = entries.map((entry) => (entry === one ? other : entry === other ? one : entry));
        return changed(`${one[0]} ${other[0]}`, [one[0], other[0], whole], list);
      }),
    );
  });

  it('none holds what another does', async () => {
    await findAll(
      'the contents of two files exchanged',
      pairs(entries).map(([[a, x], [b, y]]) =>
        changed(
          `${a} ${b}`,
          [a, b],
          entries.map(([path, bytes]) => [path, path === a ? y : path === b ? x : bytes]),
        ),
      ),
    );
  });

  it('none is renamed', async () => {
    await findAll(
      'a file renamed',
      entries.flatMap(([path]) =>
        [`${path}~`, path.toUpperCase()].map((name) =>
          changed(
            name,
            [path],
            entries
              .map(([one, bytes]) => [one === path ? name : one, bytes] as const)
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          ),
        ),
      ),
    );
  });

  it('none is added', async () => {
    await findAll(
      'a file added',
      ['note.txt', 'archive/more.warc.gz', 'duwang/pictures/p2.webp', 'indexes/other.cdx', 'duwang/'].map((path) =>
        changed(
          path,
          // A folder holds nothing: what is told is that the next file does not stand where it should.
          [path, whole, ...entries.map(([one]) => one).filter((one) => path.endsWith('/') && one.startsWith(path))],
          [...entries, [path, Buffer.from('x')] as const].sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      ),
    );
  });
});

const file = (path: string): Uint8Array => entries.find(([one]) => one === path)?.[1] ?? new Uint8Array();

/** The pack with one file changed; written anew, its package and digest agree with it again, but nobody has signed it. */
function remade(path: string, bytes: Uint8Array, anew: boolean): Uint8Array {
  const files = new Map(entries).set(path, bytes);
  if (anew) {
    const described = JSON.parse(Buffer.from(file('datapackage.json')).toString('utf8')) as {
      chainHead: string;
      resources: { path: string; hash: string; bytes: number }[];
    };
    for (const entry of described.resources) {
      const content = files.get(entry.path) ?? new Uint8Array();
      entry.hash = sha256(content);
      entry.bytes = content.length;
    }
    const description = Buffer.from(canonicalJson(described), 'utf8');
    files.set('datapackage.json', description);
    files.set(
      'datapackage-digest.json',
      Buffer.from(canonicalJson({ path: 'datapackage.json', hash: sha256(description) }), 'utf8'),
    );
  }
  return zipOf([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each way to disturb a list of records, with the numbers (from 1) of those that are touched. */
function disturbed<T>(
  all: readonly T[],
  foreign: T,
): readonly (readonly [name: string, list: readonly T[], touched: readonly number[]])[] {
  const at = all.map((_, index) => index);
  return [
    ...at.map((i) => [`dropped ${i + 1}`, all.filter((_, j) => j !== i), [i, i + 1]] as const),
    ...at.map(
      (i) => [`twice ${i + 1}`, all.flatMap((one, j) => (j === i ? [one, one] : [one])), [i + 1, i + 2]] as const,
    ),
    ...pairs(at).map(
      ([i, j]) =>
        [
          `exchanged ${i + 1} ${j + 1}`,
          all.map((one, k) => all[k === i ? j : k === j ? i : k] ?? one),
          [i + 1, j + 1],
        ] as const,
    ),
    ...[...at, all.length].map((i) => [`added before ${i + 1}`, all.toSpliced(i, 0, foreign), [i + 1]] as const),
    ...at.map((i) => [`replaced ${i + 1}`, all.with(i, foreign), [i + 1]] as const),
  ];
}

const members = (warc: Uint8Array): readonly Buffer[] => {
  const bytes = Buffer.from(warc);
  const head = bytes.subarray(0, 10);
  const starts: number[] = [];
  for (let at = 0; at >= 0; at = bytes.indexOf(head, at + 1)) starts.push(at);
  return starts.map((from, index) => bytes.subarray(from, starts[index + 1] ?? bytes.length));
};

describe.each([
  ['', false],
  [', and the package written anew', true],
])('the records of a pack%s', { timeout: 120_000 }, (ending, anew) => {
  const path = 'archive/data.warc.gz';
  it('of the archive', async () => {
    const all = members(file(path));
    expect(all.length).toBe(4);
    const other = await buildPack({ ...makePackInput(), others: [], live: [], personal: [] });
    const foreign = members(unzip(other, 'o').get(path) ?? new Uint8Array())[0] ?? Buffer.of();
    await findAll(
      `a record of the WARC dropped, twice, exchanged, added, replaced${ending}`,
      disturbed(all, Buffer.concat([foreign.subarray(0, 3), foreign.subarray(3)])).flatMap(([name, list]) => {
        const bytes = Buffer.concat(list);
        return bytes.equals(file(path))
          ? []
          : [{ name, bytes: remade(path, bytes, anew), files: [path, 'indexes/index.cdx'] }];
      }),
    );
  });

  it.each([
    ['the chain', 'duwang/captures.jsonl'],
    ['the index', 'indexes/index.cdx'],
    ['the pages', 'pages/pages.jsonl'],
  ])('of %s', async (name, path) => {
    const lines = Buffer.from(file(path))
      .toString('utf8')
      .split(/(?<=\n)/);
    const foreign = lines.at(-1)?.replace(/[a-z]/, 'z') ?? '';
    await findAll(
      `a line of ${name} dropped, twice, exchanged, added, replaced${ending}`,
      disturbed(lines, foreign).map(([kind, list, touched]) => ({
        name: kind,
        bytes: remade(path, Buffer.from(list.join('')), anew),
        files: [path],
        ...(path === 'duwang/captures.jsonl' && { records: touched.map(String) }),
      })),
    );
  });

  it('of the chain, with the chain made anew', async () => {
    const kept = Buffer.from(file('duwang/captures.jsonl')).toString('utf8').trim().split('\n');
    const captures = kept.map(
      (line) => (JSON.parse(line) as { capture: Parameters<typeof chainLines>[0][number] }).capture,
    );
    const foreign = { ...captures[0], id: 'c9' } as (typeof captures)[number]; // one of ours, by another name
    const mutations = disturbed(captures, foreign).map(([name, list]) => {
      const { lines } = chainLines(list);
      return {
        name,
        bytes: remade('duwang/captures.jsonl', Buffer.from(lines), anew),
        files: ['duwang/captures.jsonl'],
      };
    });
    await findAll(`a capture dropped, twice, exchanged, added, replaced, the chain made anew${ending}`, mutations);
  });
});

/** What nothing in a pack can be held against but its hash: with the package made anew, only a signature vouches for it. */
const byHashAlone = [
  'archive/data.warc.gz', // how its records are compressed; what they say is held
  'duwang/findings.html', // as it was drawn for people
  'duwang/findings.json', // sentences that quote no page
  'duwang/live.json', // the sentence of a look, and its time where it is the live page that was not reached
  'duwang/personal.json', // the keyed hash, for whoever does not hold the store
  'duwang/pictures/p1.webp', // as it was drawn
];

describe('a pack that is written anew over a flipped bit, without the key', { timeout: 1_200_000 }, () => {
  it('is found, but for what only a signature vouches for', async () => {
    const row = {
      kind: 'a bit flipped and the package written anew, unsigned',
      count: 0,
      found: 0,
      named: 0,
      'not evidence': 0,
    };
    const unseen = new Set<string>();
    for (const [path, bytes] of entries) {
      if (path.startsWith('datapackage')) continue;
      for (let at = 0; at < bytes.length; at += isLong ? 1 : 7) {
        const problems = await doubt(remade(path, flip(bytes, at, at % 8), true));
        row.count += 1;
        if (problems.length > 0) row.found += 1;
        else row['not evidence'] += 1;
        if (problems.some((problem) => problem.file === path)) row.named += 1;
        if (problems.length === 0) unseen.add(path);
      }
    }
    table.push(row);
    expect([...unseen].filter((path) => !byHashAlone.includes(path))).toEqual([]);
  });
});

type Document = PackInput['document'];
const withFinding = (
  input: PackInput,
  number: number,
  change: (finding: Document['findings'][number]) => Document['findings'][number],
): PackInput => ({
  ...input,
  document: {
    ...input.document,
    findings: input.document.findings.map((one, index) => (index === number ? change(one) : one)),
  },
});

/** Made and signed by somebody with a key: what he says has to agree with what the pack holds all the same. */
describe('a pack that lies, signed', { timeout: 60_000 }, () => {
  it('about what a page says', async () => {
    const input = makePackInput();
    const quotes = ['关于放假的通知', '关于开学的通知 2025-03-02', '关于开学的 通知。', '138****1235', '137****1234'];
    const mutations: Mutation[] = [];
    for (const quote of quotes)
      for (const number of [0, 1]) {
        const lying = withFinding(input, number, (one) => ({
          ...one,
          evidence: one.evidence.map((piece) => ({ ...piece, quote })),
        }));
        const id = input.document.findings[number]?.id ?? '';
        mutations.push({ name: quote, bytes: await buildPack(lying), files: ['duwang/findings.json'], records: [id] });
      }
    await findAll('a quote changed', mutations);
  });

  it('about where what names a person stands', async () => {
    const input = makePackInput();
    const [mark] = input.personal ?? [];
    if (!mark) throw new Error('the pack has a mark');
    const shifts = [-3, -2, -1, 1, 2, 3, 100_000].flatMap((by) => [
      { ...mark, from: mark.from + by, to: mark.to + by },
      { ...mark, to: mark.to + by },
      { ...mark, from: mark.from + by },
    ]);
    const mutations: Mutation[] = [];
    for (const shifted of shifts) {
      if (shifted.from >= shifted.to) continue;
      mutations.push({
        name: `${shifted.from}–${shifted.to}`,
        bytes: await buildPack({ ...input, personal: [shifted] }),
        files: ['duwang/personal.json'],
        records: [mark.finding],
      });
    }
    mutations.push({
      name: 'none',
      bytes: await buildPack({ ...input, personal: [] }),
      files: ['duwang/personal.json'],
      records: [mark.finding],
    });
    await findAll('the range of a number of a person shifted, or not said', mutations);
    const other = await buildPack({
      ...input,
      personal: [{ ...mark, hmac: mark.hmac.replace(/^./, (c) => (c === '0' ? '1' : '0')) }],
    });
    expect(await doubt(other)).toEqual([]); // nobody but the store can tell
    expect(await doubt(other, { key: veil })).toMatchObject([{ file: 'duwang/personal.json', record: mark.finding }]);
    table.push({
      kind: 'its keyed hash changed (held against the store)',
      count: 1,
      found: 1,
      named: 1,
      'not evidence': 0,
    });
  });

  it('about what the live page said', async () => {
    const input = makePackInput();
    const mutations: Mutation[] = [];
    for (const says of ['same', 'quote-stands', 'changed'] as const)
      mutations.push({
        name: says,
        bytes: await buildPack({ ...input, live: (input.live ?? []).map((look) => ({ ...look, says })) }),
        files: ['duwang/live.json'],
        records: [input.document.findings[0]?.id ?? ''],
      });
    await findAll('a look at the live page told otherwise', mutations);
  });

  it('about the run that was judged', async () => {
    const input = makePackInput();
    const others = input.others.map((one) => ({ ...one, at: '2026-03-02T01:00:01Z' }));
    const snapshots = input.snapshots.map((one) => ({ ...one, ending: 'interrupted' as const }));
    await findAll('a capture or a snapshot of the judged run changed, all made anew', [
      {
        name: 'capture',
        bytes: await buildPack({ ...input, others }),
        files: ['duwang/captures.jsonl'],
        records: ['s1'],
      },
      {
        name: 'snapshot',
        bytes: await buildPack({ ...input, snapshots }),
        files: ['duwang/captures.jsonl'],
        records: ['s1'],
      },
      {
        name: 'none',
        bytes: await buildPack({ ...input, snapshots: [] }),
        files: ['duwang/snapshots.json'],
        records: ['s1'],
      },
    ]);
  });
});
