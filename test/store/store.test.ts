import Database from 'libsql';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';

import type { Fetched } from '../../src/contract/capture.ts';
import type { Reading } from '../../src/contract/page.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { archiveBody, decodeBody } from '../../src/store/body.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { packReading } from '../../src/store/packed-reading.ts';
import { makePage, makeUnit } from '../support/site.ts';

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

function newDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'duwang-store-'));
  dirs.push(dir);
  return join(dir, 'store');
}

const body = new TextEncoder().encode('<p>正文</p>'.repeat(200));
const url = 'http://a.example/';

function capture(asked: string): Fetched {
  return {
    id: `c ${asked}`,
    asked,
    at: '2026-03-02T01:00:00.000Z',
    depth: 0,
    hops: [],
    outcome: 'fetched',
    url: asked,
    status: 200,
    headers: [],
    contentType: 'text/html',
    body: sha256(body),
    bytes: body.byteLength,
    complete: true,
    mode: 'http',
  };
}

const link = (to: string, area: 'nav' | 'main' | 'footer') => ({ url: `${url}${to}`, text: to, area });
const reading: Reading = {
  ...makePage('导航\n正文第一段\n正文第二段\n版权'),
  mainText: '正文第一段\n正文第二段',
  links: [link('a', 'nav'), link('b', 'nav'), link('c', 'main'), link('d', 'footer')],
  tables: [{ rows: [['甲', '乙']] }],
};

/** A store with one sealed snapshot of two pages of one body. */
function fill(store: Store): string {
  const unit = makeUnit();
  const run = store.beginRun('2026-03-02T01:00:00.000Z', [{ unit, group: 'a.example' }]);
  const group = store.group('a.example');
  const packed = packReading(reading);
  const writes = ['b.html', ''].map((path) => ({
    row: group.nextCapture(),
    capture: capture(url + path),
    body: archiveBody(sha256(body), body, { bytes: body, coding: '' }),
    reading: { key: `key ${path}`, packed },
  }));
  group.commit(run.row, { urls: [], captures: writes, settled: [] });
  const sealed = store.seal(
    run,
    group,
    {
      unit,
      startedAt: run.startedAt,
      endedAt: '2026-03-02T02:00:00.000Z',
      ending: 'done',
      tool: { version: '1', reader: '1' },
    },
    writes.map(({ row }) => row).reverse(), // in the order of their URLs
  );
  return sealed.id;
}

describe('a store', () => {
  it('gives back what was put in, heavy parts when asked, in the order of asked', () => {
    const dir = newDir();
    const first = openStore(dir);
    const id = fill(first);
    first.close();
    const store = openStore(dir, 'read');
    expect(store.snapshots().map((entry) => entry.id)).toEqual([id]);
    const snapshot = store.readSnapshot(id);
    const rows = store.readCaptures(snapshot);
    expect(rows.map((row) => row.capture.asked)).toEqual([url, `${url}b.html`]);
    expect(snapshot.captures).toEqual(rows.map((row) => row.capture.id));
    const [read] = rows;
    expect(read?.reading?.text).toBe(reading.text);
    expect(read?.reading?.mainText).toBe(reading.mainText);
    expect(read?.reading?.tables).toEqual(reading.tables);
    expect(read?.reading?.links).toEqual(reading.links);
    expect({ ...read?.reading }).toMatchObject({ kind: 'article', text: reading.text });
    expect(store.body(sha256(body))).toEqual(Buffer.from(body));
    expect(store.body('sha256:0')).toBeUndefined();
    store.close();
  });

  it('is closed to others: mode 0700', () => {
    const dir = newDir();
    openStore(dir).close();
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  it('has one writer', () => {
    const dir = newDir();
    const first = openStore(dir);
    expect(() => openStore(dir)).toThrow(/另一个 duwang/);
    first.close();
    openStore(dir).close();
  });

  it('refuses a directory without a store, to readers', () => {
    expect(() => openStore(newDir(), 'read')).toThrow(/没有抓取记录/);
  });

  it('refuses a newer format, with what to do', () => {
    const dir = newDir();
    openStore(dir).close();
    const db = new Database(join(dir, 'index.db'));
    db.exec('pragma user_version = 99');
    db.close();
    expect(() => openStore(dir)).toThrow(/更新版本/);
  });

  it('brings an older file up to date', () => {
    const dir = newDir();
    openStore(dir).close();
    rmSync(join(dir, 'index.db'));
    const empty = new Database(join(dir, 'index.db'));
    empty.exec('create table note (x)'); // version 0: no table of ours yet
    empty.close();
    const store = openStore(dir);
    expect(fill(store)).toContain('@');
    store.close();
  });

  it('never repairs: a damaged file is named', () => {
    const dir = newDir();
    openStore(dir).close();
    writeFileSync(join(dir, 'index.db'), 'this is no database, and never was one. '.repeat(200));
    for (const file of readdirSync(dir)) if (/-wal$|-shm$/.test(file)) rmSync(join(dir, file));
    expect(() => openStore(dir)).toThrow(/已损坏/);
  });

  it.skipIf(process.getuid?.() === 0)('says so where the disk does not let us (root may write anywhere)', () => {
    const dir = newDir();
    openStore(dir).close();
    chmodSync(dir, 0o500);
    expect(() => openStore(dir)).toThrow(/无法读写/);
    chmodSync(dir, 0o700);
  });

  it('keeps a full disk from losing anything: the batch fails, what was stored stays', () => {
    const dir = newDir();
    const store = openStore(dir);
    const id = fill(store);
    const group = store.group('a.example');
    const full = new Error('database or disk is full');
    const huge = {
      row: group.nextCapture(),
      get capture(): Fetched {
        throw full;
      },
    };
    expect(() => {
      group.commit(1, { urls: [], captures: [huge], settled: [] });
    }).toThrow(/full/);
    expect(store.readCaptures({ id })).toHaveLength(2);
    store.close();
  });
});

describe('a body', () => {
  it('is kept as received where that can be undone', () => {
    const zipped = gzipSync(body);
    const stored = archiveBody(sha256(body), body, { bytes: zipped, coding: 'gzip' });
    expect(stored.bytes).toBe(zipped);
    expect(decodeBody(stored)).toEqual(Buffer.from(body));
  });

  it('is compressed where it came plain, and comes back the same', () => {
    const stored = archiveBody(sha256(body), body, { bytes: body, coding: '' });
    expect(stored.coding).toBe('own-gzip');
    expect(stored.bytes.byteLength).toBeLessThan(body.byteLength);
    expect(decodeBody(stored)).toEqual(Buffer.from(body));
  });

  it('that was changed is never handed out', () => {
    const stored = archiveBody(sha256(body), body, { bytes: body, coding: '' });
    expect(() => decodeBody({ ...stored, bytes: gzipSync('forged') })).toThrow(/不符/);
  });
});
