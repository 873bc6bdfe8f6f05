import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../../src/evidence/archive.ts';
import { buildPack } from '../../src/evidence/pack.ts';
import type { PackContent } from '../../src/evidence/pack-content.ts';
import { verifyPack } from '../../src/evidence/verify.ts';
import { canonicalJson, sha256 } from '../../src/lib/hash.ts';
import { findingsDocument, type FindingsDocument } from '../../src/contract/findings-document.ts';
import { runCli } from '../support/cli.ts';

let folder = '';
let findings: FindingsDocument['findings'] = [];
const given = ['--findings', 'out/findings.json', '--no-pictures'];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'duwang-evidence-')));
  const site = ['--replay', resolve('fixtures/sites/county'), '--base', 'http://www.qingshan.gov.cn/'];
  const { code } = await runCli(folder, [
    'audit',
    ...site,
    '--type',
    'county',
    '--as-of',
    '2026-03-02',
    '--out',
    'out',
    '--quiet',
  ]);
  expect(code).toBe(0);
  findings = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8'))).findings;
  expect((await runCli(folder, ['evidence', 'keygen', '--to', 'office'])).code).toBe(0);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The pack of somebody who wrote another name over that of a column, wherever it stands, and made all else anew. */
async function withColumn(content: PackContent, from: string, to: string): Promise<Uint8Array> {
  const hashes = new Map<string, string>();
  const bodies = new Map<string, Uint8Array>();
  for (const [hash, body] of content.bodies) {
    const written = Buffer.from(Buffer.from(body).toString('utf8').replaceAll(from, to), 'utf8');
    hashes.set(hash, sha256(written));
    bodies.set(sha256(written), written);
  }
  const anew = <T>(value: T): T =>
    JSON.parse(canonicalJson(value).replace(/sha256:[0-9a-f]{64}/g, (hash) => hashes.get(hash) ?? hash)) as T; // as it was, but for the hashes
  const captures = anew(content.captures);
  const document = anew(content.document);
  const [snapshot] = content.snapshots;
  const byId = new Map(captures.map((one) => [one.id, one]));
  const listed = snapshot?.captures.map((id) => byId.get(id));
  const hash = sha256(canonicalJson({ snapshot, captures: listed }));
  return buildPack({
    document: {
      ...document,
      inputs: { ...document.inputs, snapshots: document.inputs.snapshots.map((one) => ({ ...one, hash })) },
    },
    snapshots: content.snapshots,
    bodies: captures.flatMap((capture) => {
      const body = capture.outcome === 'fetched' ? bodies.get(capture.body) : undefined;
      return capture.outcome === 'fetched' && body ? [{ capture, body }] : [];
    }),
    others: captures.filter(({ outcome }) => outcome !== 'fetched'),
    sheet: '',
    pictures: new Map(),
  });
}

const idOf = (check: string): string => findings.find((finding) => finding.check === check)?.id ?? `no ${check}`;

describe('evidence', () => {
  it('keeps the private key to its owner, and writes over none', async () => {
    expect(statSync(join(folder, 'office.key')).mode & 0o077).toBe(0);
    expect(await runCli(folder, ['evidence', 'keygen', '--to', 'office'])).toMatchObject({ code: 2 });
  });

  it('packs a fault with its pages, twice the same, and verifies it', async () => {
    const args = ['evidence', 'pack', idOf('stale-column'), ...given, '--key', 'office.key'];
    expect(await runCli(folder, [...args, '--to', 'a.wacz'])).toMatchObject({ code: 0 });
    expect(await runCli(folder, [...args, '--to', 'b.wacz'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'a.wacz')).equals(readFileSync(join(folder, 'b.wacz')))).toBe(true);
    const { code, stdout } = await runCli(folder, ['evidence', 'verify', 'a.wacz']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/核验通过.*1 条问题/);
    expect(stdout).toContain('签名：ed25519 sha256:');
  });

  it('holds a pack to the key of its office, when it is told which', async () => {
    expect((await runCli(folder, ['evidence', 'keygen', '--to', 'other'])).code).toBe(0);
    const verify = ['evidence', 'verify', 'a.wacz', '--signer'];
    expect(await runCli(folder, [...verify, 'office.pub'])).toMatchObject({ code: 0 });
    const { code, stderr } = await runCli(folder, [...verify, 'other.pub']);
    expect([code, stderr]).toEqual([6, expect.stringContaining('datapackage-digest.json: is signed by ed25519')]);
    expect(await runCli(folder, [...verify, 'a.wacz'])).toMatchObject({ code: 2 });
    // Whoever takes the signature off has a pack that verifies, and not one of the office.
    const unsigned = ['evidence', 'pack', idOf('stale-column'), ...given, '--to', 'unsigned.wacz'];
    expect(await runCli(folder, unsigned)).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['evidence', 'verify', 'unsigned.wacz'])).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['evidence', 'verify', 'unsigned.wacz', '--signer', 'office.pub'])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('signed by nobody') as string,
    });
  });

  it('packs an absence with all that was searched, and finds it absent again', async () => {
    await runCli(folder, ['evidence', 'pack', idOf('missing-directory-item'), ...given, '--to', 'absent.wacz']);
    const { code, stdout } = await runCli(folder, ['evidence', 'verify', 'absent.wacz']);
    expect(code).toBe(0);
    expect(stdout).toContain('缺失类问题重读后仍缺失：1 条');
  });

  it('is not deceived by a page that holds what is said to be missing, signed or not', async () => {
    const pack = readFileSync(join(folder, 'absent.wacz'));
    const { content } = await verifyPack(pack, 'absent.wacz', { wordsOf: () => [] });
    if (!content) throw new Error('the pack is one of ours');
    writeFileSync(join(folder, 'present.wacz'), await withColumn(content, '行政事业性收费', '社会救助'));
    const { code, stderr } = await runCli(folder, ['evidence', 'verify', 'present.wacz']);
    expect(code).toBe(6);
    expect(stderr).toContain(`duwang/findings.json #${idOf('missing-directory-item')}`);
  });

  it('masks a number of a person, unless told otherwise', async () => {
    const pack = ['evidence', 'pack', idOf('exposed-id-number'), ...given];
    expect(await runCli(folder, [...pack, '--to', 'masked.wacz'])).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['evidence', 'verify', 'masked.wacz'])).toMatchObject({ code: 0 });
    const open = await runCli(folder, [...pack, '--to', 'open.wacz', '--with-personal-data']);
    expect(open).toMatchObject({ code: 0, stderr: expect.stringContaining('未脱敏') as string });
    const number = /34029919800101\d{4}/;
    const texts = (file: string): string =>
      [...unzip(readFileSync(join(folder, file)), file)]
        .map(([, bytes]) => Buffer.from(bytes).toString('latin1'))
        .join('');
    expect(texts('masked.wacz')).not.toMatch(number);
    expect(await runCli(folder, [...pack, '--redact', '--with-personal-data'])).toMatchObject({ code: 2 });

    // Where it stands is said, and what it is only to whoever holds the store.
    for (const file of ['masked.wacz', 'open.wacz'])
      expect(await runCli(folder, ['evidence', 'verify', file, '--store', '.duwang'])).toMatchObject({ code: 0 });
    const marks = JSON.parse(
      Buffer.from(unzip(readFileSync(join(folder, 'open.wacz')), 'open').get('duwang/personal.json') ?? []).toString(
        'utf8',
      ),
    ) as readonly { from: number; to: number; hmac: string }[];
    expect(marks.map(({ from, to }) => to - from)).toEqual([18]);
    expect(marks[0]?.hmac).toMatch(/^[0-9a-f]{64}$/);
    await runCli(folder, [
      'crawl',
      '--replay',
      resolve('fixtures/sites/school'),
      '--base',
      'http://x.example.cn/',
      '--store',
      'other',
    ]);
    expect(await runCli(folder, ['evidence', 'verify', 'masked.wacz', '--store', 'other'])).toMatchObject({ code: 6 });
  });

  it('says which file is wrong, and exits with 6', async () => {
    const bytes = readFileSync(join(folder, 'a.wacz'));
    const at = bytes.indexOf('duwang/findings.json') + 200;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(join(folder, 'flipped.wacz'), bytes);
    const { code, stderr } = await runCli(folder, ['evidence', 'verify', 'flipped.wacz']);
    expect(code).toBe(6);
    expect(stderr).toContain('flipped.wacz');
  });

  it('writes a sheet for an office to file', async () => {
    const { code } = await runCli(folder, ['evidence', 'sheet', idOf('stale-column'), ...given, '--to', 'sheet.html']);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'sheet.html'), 'utf8')).toContain('部门动态');
  });

  it('knows what it does not know', async () => {
    const wrong = `${idOf('stale-column').slice(0, -1)}z`;
    expect(await runCli(folder, ['evidence', 'pack', wrong, ...given])).toMatchObject({ code: 2 });
    expect(await runCli(folder, ['evidence', 'pack', '--unit', 'nobody', ...given])).toMatchObject({ code: 2 });
    expect(await runCli(folder, ['evidence', 'pack', ...given])).toMatchObject({ code: 2 });
    expect(await runCli(folder, ['evidence', 'verify', 'nothing.wacz'])).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'evidence-nobody.wacz'))).toBe(false);
  });
});
