import type { Capture, Fetched } from '../contract/capture.ts';
import type { Link, Table } from '../contract/page.ts';
import type { ReadCapture } from '../contract/reader.ts';
import type { Mode } from '../contract/seen.ts';
import type { UnitId } from '../contract/unit.ts';
import { urlHash } from '../lib/url-hash.ts';
import { decodeBody, type StoredBody } from './body.ts';
import { asUserError, bytesOf, inTransaction, numberOf, textOf, withFullSync, type Connection } from './database.ts';
import { failpoint } from './failpoint.ts';
import { unpackReading, type LinkRun, type PackedReading } from './packed-reading.ts';

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
}

/** A batch: all of it is stored, or nothing. */
export interface Batch {
  readonly urls: readonly KnownUrl[];
  readonly captures: readonly CaptureWrite[];
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
  /** The newest answer that came back whole, of any run. */
  readonly latest: (url: string, mode: Mode) => Earlier | undefined;
  /** What came of a URL in this run, whoever asked. */
  readonly ofRun: (run: number, url: string, mode: Mode) => Earlier | undefined;
  readonly readingOf: (key: string) => number | undefined;
  /** URLs of a unit that nothing came of yet, from one id on, in the order of finding; all ranks when none is named. */
  readonly waiting: (run: number, unit: UnitId, page: { rank?: number; after: number; limit: number }) => KnownUrl[];
  readonly countWaiting: (run: number, unit: UnitId) => number;
  readonly eachUrl: (run: number, unit: UnitId) => Iterable<Remembered>;
  /** What is stored in a row. */
  readonly earlierAt: (row: number) => Earlier;
  /** What following needs of a stored reading: its light part as JSON, its links in runs that have hashes. */
  readonly lightOf: (reading: number) => {
    readonly light: string;
    /** Its main text, where that is short: what says next to nothing is looked at again. */
    readonly text: string | undefined;
    readonly runs: readonly { readonly hash: string; readonly links: () => readonly Link[] }[];
  };
  /** Rows in the order of `asked`. */
  readonly inOrder: (rows: Iterable<number>) => readonly number[];
  /** Commits what came before for good, power loss included. */
  readonly seal: () => void;
  readonly readCaptures: (rows: Int32Array) => ReadCapture[];
  readonly captureIds: (rows: Int32Array) => string[];
  readonly received: (hash: string) => StoredBody | undefined;
  readonly body: (hash: string) => Uint8Array | undefined;
  readonly history: (url: string) => readonly (Earlier & { readonly unit: string })[];
  readonly knownAs: (
    url: string,
  ) => readonly { readonly run: number; readonly url: KnownUrl; readonly settled: boolean }[];
  readonly close: () => void;
}

/** The functions over the open file of one group. */
export function groupFile(name: string, db: Connection): GroupFile {
  const ids = {
    url: numberOf(db.prepare('select max(id) as n from urls').get(), 'n'),
    capture: numberOf(db.prepare('select max(id) as n from captures').get(), 'n'),
  };
  const runs = linkRunTable(db);
  const write = writer(db, runs);
  const select = reader(db, runs);
  return {
    name,
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
    close: () => {
      db.close();
    },
  };
}

type LinkRuns = ReturnType<typeof linkRunTable>;

/** Lists of links by their hash: asked for by most pages of a site, so the last ones stay at hand. */
function linkRunTable(db: Connection): { idOf: (run: LinkRun) => number; linksOf: (id: number) => readonly Link[] } {
  const insert = db.prepare('insert or ignore into link_runs (hash, json) values (?, ?)');
  const find = db.prepare('select id from link_runs where hash = ?');
  const load = db.prepare('select json from link_runs where id = ?');
  const ids = new Map<string, number>();
  const lists = new Map<number, readonly Link[]>();
  return {
    idOf: (run) => {
      const known = ids.get(run.hash);
      if (known !== undefined) return known;
      insert.run(run.hash, run.json);
      const id = numberOf(find.get(run.hash), 'id');
      keep(ids, run.hash, id, 5000);
      return id;
    },
    linksOf: (id) => {
      const known = lists.get(id);
      if (known) return known;
      // Written by us from links.
      const links = JSON.parse(textOf(load.get(id), 'json') || '[]') as readonly Link[];
      keep(lists, id, links, 200);
      return links;
    },
  };
}

function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  if (map.size >= most) {
    const oldest = map.keys().next();
    if (oldest.done !== true) map.delete(oldest.value);
  }
  map.set(key, value);
}

function writer(db: Connection, runs: LinkRuns): (run: number, batch: Batch) => void {
  const addUrl = db.prepare('insert into urls (id, run, unit, url, rank, json) values (?, ?, ?, ?, ?, ?)');
  const addBody = db.prepare('insert or ignore into bodies (hash, coding, size, bytes) values (?, ?, ?, ?)');
  const findBody = db.prepare('select id from bodies where hash = ?');
  const addCapture = db.prepare(
    'insert into captures (id, run, h, asked, mode, outcome, unit, body, reading, json) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addReading = db.prepare(
    'insert into readings (h, key, light, text, main, tables, links) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const settle = db.prepare('update urls set capture = ? where id = ?');

  const bodyRow = (body: StoredBody): number => {
    const { changes, lastInsertRowid } = addBody.run(body.hash, body.coding, body.size, body.bytes);
    return changes > 0 ? Number(lastInsertRowid) : numberOf(findBody.get(body.hash), 'id');
  };
  const readingRow = (reading: CaptureWrite['reading']): number | null => {
    if (reading === undefined) return null;
    if (typeof reading === 'number') return reading;
    const { key, packed } = reading;
    const links = Int32Array.from(packed.links, (links) => runs.idOf(links));
    const main = typeof packed.main === 'string' ? `=${packed.main}` : packed.main.join();
    return Number(
      addReading.run(urlHash(key), key, packed.light, packed.text, main, packed.tables, Buffer.from(links.buffer))
        .lastInsertRowid,
    );
  };
  return (run, batch) => {
    for (const { id, unit, url, rank, json } of batch.urls) addUrl.run(id, run, unit, url, rank, json);
    for (const { row, capture, unit, body, reading } of batch.captures) {
      const mode = capture.outcome === 'fetched' ? capture.mode : 'http';
      const { asked, outcome } = capture;
      const bodyId = body ? bodyRow(body) : null;
      const json = JSON.stringify(capture);
      addCapture.run(row, run, urlHash(asked), asked, mode, outcome, unit ?? null, bodyId, readingRow(reading), json);
    }
    for (const { url, capture } of batch.settled) settle.run(capture, url);
  };
}

const captureColumns = 'c.id as id, c.run as run, c.unit as unit, c.json as json, c.reading as reading';

function reader(
  db: Connection,
  runs: LinkRuns,
): Omit<GroupFile, 'name' | 'nextUrl' | 'nextCapture' | 'commit' | 'seal' | 'close'> {
  const earlier = `select ${captureColumns}, r.key as key from captures c left join readings r on r.id = c.reading
    where c.h = ? and c.asked = ?`;
  const latest = db.prepare(`${earlier} and c.mode = ? and c.outcome = 'fetched' order by c.id desc limit 1`);
  const ofRun = db.prepare(
    `${earlier} and c.mode = ? and c.run = ? and c.outcome <> 'skipped' order by c.id desc limit 1`,
  );
  const history = db.prepare(`${earlier} order by c.id`);
  const findReading = db.prepare('select id from readings where h = ? and key = ? limit 1');
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
  const order = db.prepare('select asked, mode from captures where id = ?');
  const known = db.prepare('select * from urls where url = ?');
  const findBody = db.prepare('select hash, coding, size, bytes from bodies where hash = ?');
  const received = (hash: string): StoredBody | undefined => {
    const row = findBody.get(hash);
    const bytes = bytesOf(row, 'bytes');
    return bytes && { hash, coding: textOf(row, 'coding'), size: numberOf(row, 'size'), bytes };
  };
  return {
    latest: (url, mode) => earlierOf(latest.get(urlHash(url), url, mode)),
    ofRun: (run, url, mode) => earlierOf(ofRun.get(urlHash(url), url, mode, run)),
    readingOf: (key) => numberOf(findReading.get(urlHash(key), key), 'id') || undefined,
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
    inOrder: (rows) =>
      Array.from(new Set(rows), (id) => {
        const row = order.get(id);
        return { id, key: `${textOf(row, 'asked')}\n${textOf(row, 'mode')}` };
      })
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id))
        .map(({ id }) => id),
    ...captureReader(db, runs),
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

function captureReader(
  db: Connection,
  runs: LinkRuns,
): Pick<GroupFile, 'readCaptures' | 'captureIds' | 'earlierAt' | 'lightOf'> {
  const one = db.prepare(
    'select c.json as json, c.reading as reading, r.light as light from captures c left join readings r on r.id = c.reading where c.id = ?',
  );
  const texts = db.prepare('select text, main from readings where id = ?');
  const tables = db.prepare('select tables from readings where id = ?');
  const links = db.prepare('select links from readings where id = ?');
  const byRow = db.prepare(
    `select ${captureColumns}, r.key as key from captures c left join readings r on r.id = c.reading where c.id = ?`,
  );
  const light = db.prepare('select light, links, main from readings where id = ?');
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
    lightOf: (reading) => {
      const row = light.get(reading);
      // Within one file the id of a run says as much as its hash.
      const lists = runIds(row).map((id) => ({ hash: `#${id}`, links: () => runs.linksOf(id) }));
      const main = textOf(row, 'main');
      const length = main.startsWith('=') ? main.length : Number(main.split(',')[1]);
      const text = length < shortText ? mainOf(textOf(texts.get(reading), 'text'), main) : undefined;
      return { light: textOf(row, 'light'), text, runs: lists };
    },
    readCaptures: (rows) =>
      Array.from(rows, (id) => {
        const row = one.get(id);
        const reading = numberOf(row, 'reading');
        // Written by us from a capture.
        const capture = JSON.parse(textOf(row, 'json')) as Capture;
        return { capture, reading: reading > 0 ? unpackReading(textOf(row, 'light'), sources(reading)) : undefined };
      }),
    captureIds: (rows) => Array.from(rows, (id) => (JSON.parse(textOf(one.get(id), 'json')) as Pick<Fetched, 'id'>).id),
  };
}

const shortText = 400;

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
