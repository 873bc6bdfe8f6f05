import { createHash } from 'node:crypto';

import type { Capture } from '../contract/capture.ts';
import type { Link, Table } from '../contract/page.ts';
import type { ReadCapture } from '../contract/reader.ts';
import type { UnitId } from '../contract/unit.ts';
import { urlHash } from '../lib/url-hash.ts';
import { decodeBody, type StoredBody } from './body.ts';
import { asUserError, bytesOf, inTransaction, numberOf, textOf, withFullSync, type Connection } from './database.ts';
import { failpoint } from './failpoint.ts';
import { lastAnswers, type LastAnswers } from './last-answers.ts';
import { linkRunTable, type LinkRuns } from './link-runs.ts';
import { partOf, unpackReading, type PackedReading } from './packed-reading.ts';

/** A URL as the frontier knows it: what is stored of it before anything came of it. */
export interface KnownUrl {
  /** Unique in this file; grows in the order of finding. */
  readonly id: number;
  readonly unit: UnitId;
  readonly url: string;
  readonly rank: number;
  /** Whatever else the frontier has to remember of it. */
  readonly json: string;
}

/** What came of a URL, to be stored. */
export interface CaptureWrite {
  /** From `nextCapture`. */
  readonly row: number;
  readonly capture: Capture;
  /** For a decision (skipped): whose. */
  readonly unit?: UnitId;
  readonly body?: StoredBody;
  /** A new reading with its key, or the row of one that holds. */
  readonly reading?: { readonly key: string; readonly packed: PackedReading } | number;
  /** What the next night has to know of it, as JSON of `LastSaid`; the row of the one whose place it takes. */
  readonly last?: { readonly json: string; readonly replaces: number | undefined };
}

/** An answer that said that nothing changed: its capture is an earlier one, but for what `patch` says anew. */
export interface AgainWrite {
  readonly row: number;
  readonly of: number;
  /** A JSON merge patch (RFC 7396) of the capture. */
  readonly patch: object;
}

/** A batch: all of it is stored, or nothing. */
export interface Batch {
  readonly urls: readonly KnownUrl[];
  readonly captures: readonly CaptureWrite[];
  readonly again?: readonly AgainWrite[];
  /** Which URL came to which capture. */
  readonly settled: readonly { readonly url: number; readonly capture: number }[];
}

/** What is stored of an earlier answer of a URL. */
export interface Earlier {
  readonly row: number;
  readonly run: number;
  readonly capture: Capture;
  /** The row and the key of its reading, where it has one. */
  readonly reading: { readonly row: number; readonly key: string } | undefined;
}

/** A URL and what came of it so far. */
export interface Remembered {
  readonly url: KnownUrl;
  readonly came?: { readonly row: number; readonly capture: Capture };
}

/** The file of one host group. */
export interface GroupFile {
  readonly name: string;
  readonly nextUrl: () => number;
  readonly nextCapture: () => number;
  readonly commit: (run: number, batch: Batch) => void;
  readonly last: Omit<LastAnswers, 'add'>;
  /** URLs of a unit that nothing came of yet, from one id on, in the order of finding; all ranks when none is named. */
  readonly waiting: (run: number, unit: UnitId, page: { rank?: number; after: number; limit: number }) => KnownUrl[];
  readonly countWaiting: (run: number, unit: UnitId) => number;
  readonly eachUrl: (run: number, unit: UnitId) => Iterable<Remembered>;
  /** The same without what came: the row of its capture, 0 where nothing did. */
  readonly eachRow: (run: number, unit: UnitId) => Iterable<{ readonly url: KnownUrl; readonly capture: number }>;
  /** What is stored in a row. */
  readonly earlierAt: (row: number) => Earlier;
  /** The links of a stored run, by its hash. */
  readonly linksOfRun: (hash: string) => readonly Link[];
  /**
   * The rows of what a unit's URLs came to, but for those of some ranks, and of the decisions about it that are stored from
   * one row on: in the order of `asked`.
   */
  readonly listing: (
    run: number,
    unit: UnitId,
    which: { readonly besides: readonly number[]; readonly decidedFrom: number },
  ) => readonly number[];
  /** Commits what came before for good, power loss included. */
  readonly seal: () => void;
  readonly readCaptures: (rows: Int32Array) => ReadCapture[];
  readonly captureIds: (rows: Int32Array) => string[];
  /** `sha256:` and the hash of these captures as they are stored, each a line, in this order. */
  readonly headOf: (rows: Int32Array) => string;
  readonly received: (hash: string) => StoredBody | undefined;
  readonly body: (hash: string) => Uint8Array | undefined;
  readonly history: (url: string) => readonly (Earlier & { readonly unit: string })[];
  readonly knownAs: (
    url: string,
  ) => readonly { readonly run: number; readonly url: KnownUrl; readonly settled: boolean }[];
  /** How much of the file may be held in memory, in KB. */
  readonly holdAtMost: (kb: number) => void;
  readonly close: () => void;
}

/** The functions over the open file of one group. */
export function groupFile(name: string, db: Connection): GroupFile {
  const ids = {
    url: numberOf(db.prepare('select max(id) as n from urls').get(), 'n'),
    capture: numberOf(db.prepare('select max(id) as n from captures').get(), 'n'),
  };
  const runs = linkRunTable(db);
  const last = lastAnswers(db);
  const write = writer(db, runs, last);
  const select = reader(db, runs);
  return {
    name,
    last,
    nextUrl: () => (ids.url += 1),
    nextCapture: () => (ids.capture += 1),
    commit: (run, batch) => {
      failpoint('before-commit');
      try {
        inTransaction(db, () => {
          write(run, batch);
          failpoint('in-commit');
        });
      } catch (thrown) {
        throw asUserError(thrown, name);
      }
      failpoint('after-commit');
    },
    ...select,
    seal: () => {
      withFullSync(db, () => db.exec("insert or replace into link_runs (id, hash, json) values (0, '', '')"));
    },
    holdAtMost: (kb) => {
      db.pragma(`cache_size = -${kb}`);
    },
    close: () => {
      db.close();
    },
  };
}

function writer(db: Connection, runs: LinkRuns, last: LastAnswers): (run: number, batch: Batch) => void {
  const addUrl = db.prepare('insert into urls (id, run, unit, url, rank, json) values (?, ?, ?, ?, ?, ?)');
  const addBody = db.prepare('insert or ignore into bodies (hash, coding, size, bytes) values (?, ?, ?, ?)');
  const findBody = db.prepare('select id from bodies where hash = ?');
  const addCapture = db.prepare(
    'insert into captures (id, run, h, asked, mode, outcome, unit, body, reading, json) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addReading = db.prepare(
    'insert into readings (h, key, light, text, main, tables, links) values (?, ?, cast(? as text), cast(? as text), ?, cast(? as text), ?)',
  );
  const settle = db.prepare('update urls set capture = ? where id = ?');
  const again = db.prepare(
    `insert into captures (id, run, h, asked, mode, outcome, body, reading, json)
       select value ->> 0, ?, c.h, c.asked, c.mode, c.outcome, c.body, c.reading, json_patch(c.json, value ->> 2)
       from json_each(?) join captures c on c.id = value ->> 1`,
  );

  const bodyRow = (body: StoredBody): number => {
    const { changes, lastInsertRowid } = addBody.run(body.hash, body.coding, body.size, body.bytes);
    return changes > 0 ? Number(lastInsertRowid) : numberOf(findBody.get(body.hash), 'id');
  };
  const readingRow = (reading: CaptureWrite['reading']): number | null => {
    if (reading === undefined) return null;
    if (typeof reading === 'number') return reading;
    const { key, packed } = reading;
    const links = Int32Array.from(packed.links, (links) => runs.idOf(links));
    const [light, text, tables] = [partOf(packed, 'light'), partOf(packed, 'text'), partOf(packed, 'tables')];
    return Number(
      addReading.run(urlHash(key), key, light, text, packed.main, tables, Buffer.from(links.buffer)).lastInsertRowid,
    );
  };
  return (run, batch) => {
    for (const { id, unit, url, rank, json } of batch.urls) addUrl.run(id, run, unit, url, rank, json);
    for (const { row, capture, unit, body, reading, last: next } of batch.captures) {
      const mode = capture.outcome === 'fetched' ? capture.mode : 'http';
      const { asked, outcome } = capture;
      const bodyId = body ? bodyRow(body) : null;
      const json = JSON.stringify(capture);
      const read = readingRow(reading);
      addCapture.run(row, run, urlHash(asked), asked, mode, outcome, unit ?? null, bodyId, read, json);
      if (next && read !== null) last.add({ row, reading: read, ...next }, { url: asked, mode });
    }
    if (batch.again && batch.again.length > 0) {
      again.run(run, JSON.stringify(batch.again.map(({ row, of, patch }) => [row, of, patch])));
    }
    for (const { url, capture } of batch.settled) settle.run(capture, url);
  };
}

const captureColumns = 'c.id as id, c.run as run, c.unit as unit, c.json as json, c.reading as reading';

function reader(
  db: Connection,
  runs: LinkRuns,
): Omit<GroupFile, 'name' | 'last' | 'nextUrl' | 'nextCapture' | 'commit' | 'seal' | 'holdAtMost' | 'close'> {
  const earlier = `select ${captureColumns}, r.key as key from captures c left join readings r on r.id = c.reading
    where c.h = ? and c.asked = ?`;
  const history = db.prepare(`${earlier} order by c.id`);
  const ofRank = db.prepare(
    'select * from urls where run = ? and unit = ? and rank = ? and id > ? and capture is null order by id limit ?',
  );
  const ofAll = db.prepare(
    'select * from urls where run = ? and unit = ? and id > ? and capture is null order by id limit ?',
  );
  const count = db.prepare('select count(*) as n from urls where run = ? and unit = ? and capture is null');
  const each = db.prepare(
    'select u.*, c.json as captured from urls u left join captures c on c.id = u.capture where u.run = ? and u.unit = ? order by u.id',
  );
  const bare = db.prepare('select id, unit, url, rank, json, capture from urls where run = ? and unit = ? order by id');
  // URLs are ASCII: their bytes and their UTF-16 units come in one order.
  const listing = db.prepare(
    `select json_group_array(id) as ids from
       (select c.id as id, c.asked as asked, c.mode as mode from urls u join captures c on c.id = u.capture
          where u.run = ? and u.unit = ? and u.rank not in (select value from json_each(?))
        union all select id, asked, mode from captures where id >= ? and run = ? and unit = ?
        order by 2, 3, 1)`,
  );
  const known = db.prepare('select * from urls where url = ?');
  const findBody = db.prepare('select hash, coding, size, bytes from bodies where hash = ?');
  const received = (hash: string): StoredBody | undefined => {
    const row = findBody.get(hash);
    const bytes = bytesOf(row, 'bytes');
    return bytes && { hash, coding: textOf(row, 'coding'), size: numberOf(row, 'size'), bytes };
  };
  return {
    waiting: (run, unit, { rank, after, limit }) =>
      (rank === undefined ? ofAll.all(run, unit, after, limit) : ofRank.all(run, unit, rank, after, limit)).map(
        knownUrl,
      ),
    countWaiting: (run, unit) => numberOf(count.get(run, unit), 'n'),
    *eachUrl(run, unit) {
      for (const row of each.iterate(run, unit)) {
        const captured = textOf(row, 'captured');
        // Written by us from a capture.
        const came = captured !== '' && { row: numberOf(row, 'capture'), capture: JSON.parse(captured) as Capture };
        yield { url: knownUrl(row), ...(came && { came }) };
      }
    },
    *eachRow(run, unit) {
      for (const row of bare.iterate(run, unit)) yield { url: knownUrl(row), capture: numberOf(row, 'capture') };
    },
    listing: (run, unit, { besides, decidedFrom }) => {
      const found = listing.get(run, unit, JSON.stringify(besides), decidedFrom, run, unit);
      // Written by SQLite from numbers.
      return JSON.parse(textOf(found, 'ids')) as number[];
    },
    ...captureReader(db, runs),
    linksOfRun: (hash) => runs.linksOf(runs.find(hash)),
    received,
    body: (hash) => {
      const stored = received(hash);
      return stored && decodeBody(stored);
    },
    history: (url) =>
      history.all(urlHash(url), url).flatMap((row) => {
        const one = earlierOf(row);
        return one ? [{ ...one, unit: textOf(row, 'unit') }] : [];
      }),
    knownAs: (url) =>
      known.all(url).map((row) => ({
        run: numberOf(row, 'run'),
        url: knownUrl(row),
        settled: numberOf(row, 'capture') > 0,
      })),
  };
}

const LINES_AT_ONCE = 1000;

function captureReader(
  db: Connection,
  runs: LinkRuns,
): Pick<GroupFile, 'readCaptures' | 'captureIds' | 'headOf' | 'earlierAt'> {
  const one = db.prepare(
    'select c.json as json, c.reading as reading, r.light as light from captures c left join readings r on r.id = c.reading where c.id = ?',
  );
  const texts = db.prepare('select text, main from readings where id = ?');
  const tables = db.prepare('select tables from readings where id = ?');
  const links = db.prepare('select links from readings where id = ?');
  const byRow = db.prepare(
    `select ${captureColumns}, r.key as key from captures c left join readings r on r.id = c.reading where c.id = ?`,
  );
  const lines = db.prepare(
    `select cast(group_concat(line, '') as blob) as lines from
       (select c.json || char(10) as line from json_each(?) j join captures c on c.id = j.value order by j.key)`,
  );
  const ids = db.prepare(
    `select json_group_array(id) as ids from
       (select c.json ->> '$.id' as id from json_each(?) j join captures c on c.id = j.value order by j.key)`,
  );
  const sources = (row: number): Parameters<typeof unpackReading>[1] => ({
    text: () => {
      const found = texts.get(row);
      const text = textOf(found, 'text');
      return { text, mainText: mainOf(text, textOf(found, 'main')) };
    },
    // Written by us from tables.
    tables: () => JSON.parse(textOf(tables.get(row), 'tables') || '[]') as readonly Table[],
    links: () => {
      return runIds(links.get(row)).flatMap((id) => runs.linksOf(id));
    },
  });
  return {
    earlierAt: (id) => {
      const earlier = earlierOf(byRow.get(id));
      if (!earlier) throw new Error(`no capture in row ${id}`);
      return earlier;
    },
    readCaptures: (rows) =>
      Array.from(rows, (id) => {
        const row = one.get(id);
        const reading = numberOf(row, 'reading');
        // Written by us from a capture.
        const capture = JSON.parse(textOf(row, 'json')) as Capture;
        return { capture, reading: reading > 0 ? unpackReading(textOf(row, 'light'), sources(reading)) : undefined };
      }),
    // Written by SQLite from ids of captures.
    headOf: (rows) => {
      const hash = createHash('sha256');
      // In pieces: all lines of a large site at once are more than a string may hold.
      for (let at = 0; at < rows.length; at += LINES_AT_ONCE)
        // As bytes: what was damaged may be no text any more.
        hash.update(bytesOf(lines.get(JSON.stringify([...rows.subarray(at, at + LINES_AT_ONCE)])), 'lines') ?? '');
      return `sha256:${hash.digest('hex')}`;
    },
    captureIds: (rows) => {
      const all: string[] = [];
      for (let at = 0; at < rows.length; at += LINES_AT_ONCE) {
        const some = JSON.stringify([...rows.subarray(at, at + LINES_AT_ONCE)]);
        for (const id of JSON.parse(textOf(ids.get(some), 'ids')) as string[]) all.push(id);
      }
      return all;
    },
  };
}

function runIds(row: unknown): number[] {
  const bytes = bytesOf(row, 'links') ?? new Uint8Array();
  return [...new Int32Array(bytes.slice().buffer)];
}

function mainOf(text: string, stored: string): string {
  if (stored.startsWith('=')) return stored.slice(1);
  const [start = 0, length = 0] = stored.split(',').map(Number);
  return text.slice(start, start + length);
}

function earlierOf(row: unknown): Earlier | undefined {
  const json = textOf(row, 'json');
  if (json === '') return undefined;
  const reading = numberOf(row, 'reading');
  return {
    row: numberOf(row, 'id'),
    run: numberOf(row, 'run'),
    // Written by us from a capture.
    capture: JSON.parse(json) as Capture,
    reading: reading > 0 ? { row: reading, key: textOf(row, 'key') } : undefined,
  };
}

function knownUrl(row: unknown): KnownUrl {
  return {
    id: numberOf(row, 'id'),
    unit: textOf(row, 'unit'),
    url: textOf(row, 'url'),
    rank: numberOf(row, 'rank'),
    json: textOf(row, 'json'),
  };
}
