import type { Capture } from '../contract/capture.ts';
import type { Link } from '../contract/page.ts';
import type { UnitId } from '../contract/unit.ts';
import { urlHash } from '../lib/url-hash.ts';
import { decodeBody, type StoredBody } from './body.ts';
import { captureColumns, captureReader, earlierOf, type CaptureReader, type Earlier } from './capture-reader.ts';
import {
  asUserError,
  bytesOf,
  inTransaction,
  numberOf,
  telling,
  textOf,
  utf8Of,
  withFullSync,
  type Connection,
} from './database.ts';
import { failpoint } from './failpoint.ts';
import { lastAnswers, type LastAnswers } from './last-answers.ts';
import { linkRunTable, type LinkRuns } from './link-runs.ts';
import { partOf, type PackedReading } from './packed-reading.ts';

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

/** A URL and what came of it so far. */
export interface Remembered {
  readonly url: KnownUrl;
  readonly came?: { readonly row: number; readonly capture: Capture };
}

/** The file of one host group. */
export interface GroupFile extends CaptureReader {
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
  const { readCaptures, captureIds, headOf, received, body } = select;
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
    readCaptures: telling(name, readCaptures),
    captureIds: telling(name, captureIds),
    headOf: telling(name, headOf),
    received: telling(name, received),
    body: telling(name, body),
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
    `insert into readings (h, key, light, text, main, tables, links, digests)
       values (?, ?, cast(? as text), cast(? as text), ?, cast(? as text), ?, ?)`,
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
    const parts = [urlHash(key), key, light, text, packed.main, tables, Buffer.from(links.buffer), packed.digests];
    return Number(addReading.run(...parts).lastInsertRowid);
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
  const findBody = db.prepare('select cast(coding as blob) as coding, size, bytes from bodies where hash = ?');
  const received = (hash: string): StoredBody | undefined => {
    const row = findBody.get(hash);
    const bytes = bytesOf(row, 'bytes');
    return bytes && { hash, coding: utf8Of(row, 'coding'), size: numberOf(row, 'size'), bytes };
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
    linksOfRun: (hash) => runs.runOf(runs.find(hash)).links,
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

function knownUrl(row: unknown): KnownUrl {
  return {
    id: numberOf(row, 'id'),
    unit: textOf(row, 'unit'),
    url: textOf(row, 'url'),
    rank: numberOf(row, 'rank'),
    json: textOf(row, 'json'),
  };
}
