import { createHash } from 'node:crypto';

import type { Capture } from '../contract/capture.ts';
import type { Table } from '../contract/page.ts';
import type { ReadCapture } from '../contract/reader.ts';
import { bytesOf, numberOf, textOf, utf8Of, type Connection } from './database.ts';
import type { LinkRuns } from './link-runs.ts';
import { changed, intact, unpackReading } from './packed-reading.ts';

/** What is stored of an earlier answer of a URL. */
export interface Earlier {
  readonly row: number;
  readonly run: number;
  readonly capture: Capture;
  /** The row and the key of its reading, where it has one. */
  readonly reading: { readonly row: number; readonly key: string } | undefined;
}

/** What is read of stored captures. */
export interface CaptureReader {
  /** What is stored in a row. */
  readonly earlierAt: (row: number) => Earlier;
  readonly readCaptures: (rows: Int32Array) => ReadCapture[];
  readonly captureIds: (rows: Int32Array) => string[];
  /** `sha256:` and the hash of these captures as they are stored, each a line, in this order. */
  readonly headOf: (rows: Int32Array) => string;
}

/** What `earlierOf` reads. */
export const captureColumns = 'c.id as id, c.run as run, c.unit as unit, c.json as json, c.reading as reading';

const LINES_AT_ONCE = 1000;

/** The captures of one group file, and their readings, held against the digests they were stored with. */
export function captureReader(db: Connection, runs: LinkRuns): CaptureReader {
  const one = db.prepare(
    `select cast(c.json as blob) as json, c.reading as reading, cast(r.light as blob) as light,
       cast(r.digests as blob) as digests, cast(r.key as blob) as key
       from captures c left join readings r on r.id = c.reading where c.id = ?`,
  );
  const texts = db.prepare(
    'select cast(text as blob) as text, cast(main as blob) as main, cast(digests as blob) as digests from readings where id = ?',
  );
  const tables = db.prepare(
    'select cast(tables as blob) as tables, cast(digests as blob) as digests from readings where id = ?',
  );
  const links = db.prepare('select links, cast(digests as blob) as digests from readings where id = ?');
  const byRow = db.prepare(
    `select ${captureColumns}, r.key as key from captures c left join readings r on r.id = c.reading where c.id = ?`,
  );
  const lines = db.prepare(
    `select cast(group_concat(line, '') as blob) as lines from
       (select c.json || char(10) as line from json_each(?) j join captures c on c.id = j.value order by j.key)`,
  );
  const ids = db.prepare(
    `select cast(json_group_array(id) as blob) as ids from
       (select c.json ->> '$.id' as id from json_each(?) j join captures c on c.id = j.value order by j.key)`,
  );
  const sources = (row: number): Parameters<typeof unpackReading>[1] => ({
    text: () => {
      const found = texts.get(row);
      const [text, main] = [utf8Of(found, 'text'), utf8Of(found, 'main')];
      intact(text + main, 'text', utf8Of(found, 'digests'));
      return { text, mainText: mainOf(text, main) };
    },
    tables: () => {
      const found = tables.get(row);
      const json = utf8Of(found, 'tables');
      intact(json, 'tables', utf8Of(found, 'digests'));
      // Written by us from tables.
      return JSON.parse(json || '[]') as readonly Table[];
    },
    links: () => {
      const found = links.get(row);
      const all = runIds(found).map((id) => runs.runOf(id));
      intact(all.map(({ hash }) => hash).join(''), 'links', utf8Of(found, 'digests'));
      return all.flatMap((run) => run.links);
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
        const capture = JSON.parse(utf8Of(row, 'json')) as Capture;
        if (reading === 0) return { capture, reading: undefined };
        const light = utf8Of(row, 'light');
        intact(light, 'light', utf8Of(row, 'digests'));
        if (!isOf(capture, utf8Of(row, 'key'))) throw changed('读取结果 / a stored reading');
        return { capture, reading: unpackReading(light, sources(reading)) };
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
        for (const id of JSON.parse(utf8Of(ids.get(some), 'ids')) as string[]) all.push(id);
      }
      return all;
    },
  };
}

/** Whether a reading is that of this capture, by its key: the hash of the body and where it came from. */
function isOf(capture: Capture, key: string): boolean {
  if (capture.outcome !== 'fetched' || !key.startsWith('sha256:')) return true;
  return key.startsWith(`${capture.body}|${capture.url}|`);
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

/** What is stored of an earlier answer; undefined where nothing is. */
export function earlierOf(row: unknown): Earlier | undefined {
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
