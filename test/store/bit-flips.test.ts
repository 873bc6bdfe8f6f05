import Database from 'libsql';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

import type { Fetched } from '../../src/contract/capture.ts';
import { UserError } from '../../src/lib/error.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { archiveBody } from '../../src/store/body.ts';
import { openStore } from '../../src/store/open-store.ts';
import { packReading } from '../../src/store/packed-reading.ts';
import { makePage, makeUnit } from '../support/site.ts';

const dir = mkdtempSync(join(tmpdir(), 'duwang-flips-'));
const unit = makeUnit();
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** A store with one sealed snapshot of three pages, closed. */
function fill(): void {
  const store = openStore(dir);
  const run = store.beginRun('2026-03-02T01:00:00.000Z', [{ unit, group: 'a.example' }]);
  const group = store.group('a.example');
  const writes = ['', 'b.html', 'c.html'].map((path) => {
    const asked = `http://a.example/${path}`;
    const body = new TextEncoder().encode(`<p>正文 ${path}</p>`.repeat(60));
    const page = makePage(`导航\n正文 ${path}\n版权`.repeat(20));
    const links = ['x', 'y', path].map((to) => ({ url: `http://a.example/${to}`, text: to, area: 'main' as const }));
    const capture: Fetched = {
      ...{ id: `c ${path}`, asked, at: '2026-03-02T01:00:00.000Z', depth: 0, hops: [], outcome: 'fetched', url: asked },
      ...{ status: 200, headers: [], contentType: 'text/html', complete: true, mode: 'http' },
      body: sha256(body),
      bytes: body.byteLength,
    };
    const packed = packReading({ ...page, links, tables: [{ rows: [['甲', path]] }] });
    const stored = archiveBody(sha256(body), body, { bytes: body, coding: '' });
    return {
      row: group.nextCapture(),
      capture,
      body: stored,
      reading: { key: `${sha256(body)}|${asked}|text/html`, packed },
    };
  });
  group.commit(run.row, { urls: [], captures: writes, settled: [] });
  const tool = { version: '1', reader: '1' };
  const rows = writes.map(({ row }) => row);
  const times = { startedAt: run.startedAt, endedAt: '2026-03-02T02:00:00.000Z' };
  store.seal(run, group, { unit, ...times, ending: 'done', tool }, rows);
  store.close();
}

/** Everything that a report or a pack would be made of, as one text. */
function readAll(): string {
  const store = openStore(dir, 'read');
  try {
    const [entry] = store.snapshots(unit.id);
    if (!entry) return 'no snapshot';
    const { captures, ...snapshot } = store.readSnapshot(entry.id);
    const read = store.readCaptures(entry).map(({ capture, reading }) => {
      const body = capture.outcome === 'fetched' ? store.body(capture.body) : undefined;
      // What is not found is missed by whoever asks for it: a pack without its bodies is none.
      if (!body) throw new UserError('a body is missing', { exitCode: 6 });
      return { capture, reading: { ...reading }, body: Buffer.from(body).toString() };
    });
    return JSON.stringify({ captures, snapshot, read });
  } finally {
    store.close();
  }
}

it('a bit that turned over anywhere in the evidence is told, or changes nothing: never a silent difference', () => {
  fill();
  const name = readdirSync(join(dir, 'groups')).find((file) => file.endsWith('.db')) ?? '';
  const file = join(dir, 'groups', name);
  const db = new Database(file);
  db.pragma('wal_checkpoint(truncate)'); // all of it into the one file
  db.close();
  const whole = readFileSync(file);
  const before = readAll();
  expect(before).toContain('正文 b.html');
  const silent: string[] = [];
  let told = 0;
  for (let at = 40; at < whole.length; at += whole.length > 200_000 ? 251 : 23) {
    if (whole[at] === 0) continue; // most of the empty room of the file
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(file, bytes);
    try {
      if (readAll() !== before) silent.push(`byte ${at}: other content`);
    } catch (thrown) {
      if (thrown instanceof UserError && (thrown.exitCode === 5 || thrown.exitCode === 6)) told += 1;
      else silent.push(`byte ${at}: ${String(thrown)}`);
    }
    for (const more of ['-wal', '-shm']) rmSync(`${file}${more}`, { force: true });
  }
  writeFileSync(file, whole);
  expect(silent).toEqual([]);
  expect(told).toBeGreaterThan(20);
  expect(readAll()).toBe(before);
});
