import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Ending, Snapshot } from '../contract/capture.ts';
import type { ReadCapture } from '../contract/reader.ts';
import type { Unit, UnitId } from '../contract/unit.ts';
import { UserError } from '../lib/error.ts';
import { urlHash } from '../lib/url-hash.ts';
import {
  asUserError,
  bytesOf,
  numberOf,
  openDatabase,
  telling,
  textOf,
  withFullSync,
  type Connection,
} from './database.ts';
import { failpoint } from './failpoint.ts';
import { groupFile, type GroupFile } from './group-file.ts';
import { groupSchema, indexSchema } from './group-schema.ts';
import { lockStore } from './lock.ts';
import { changed } from './packed-reading.ts';
import { whyOf, type Why } from './why.ts';

/** A run: one crawl of one or more units, continued until each is sealed. */
export interface Run {
  readonly row: number;
  /** `20261123T201500Z`; ends the ids of its snapshots. */
  readonly name: string;
  readonly startedAt: string;
  readonly units: readonly RunUnit[];
}

/** A unit within a run; `ending` is there once its snapshot was sealed. */
export interface RunUnit {
  readonly unit: Unit;
  readonly group: string;
  readonly ending: Ending | undefined;
}

/** What a list of snapshots shows of each. */
export interface SnapshotEntry {
  readonly id: string;
  readonly unit: UnitId;
  readonly run: string;
  readonly endedAt: string;
  readonly ending: Ending;
  /** As in `Snapshot`. */
  readonly head?: string;
}

/** Everything that a crawl leaves behind, in one directory. All calls are synchronous; only one process may write. */
export interface Store {
  readonly dir: string;
  /** Starts a run; its name is `startedAt` in short. */
  readonly beginRun: (startedAt: string, units: readonly { readonly unit: Unit; readonly group: string }[]) => Run;
  /** The newest run of these units, complete or not; undefined where there is none. */
  readonly openRun: (units: readonly UnitId[]) => Run | undefined;
  /** The last run of a unit before this one, and how it ended; no ending where it did not come to its end. */
  readonly runBefore: (
    run: Run,
    unit: UnitId,
  ) => { readonly row: number; readonly ending: Ending | undefined } | undefined;
  /** Seals a unit's captures (rows of its group file) as a snapshot, durably. */
  readonly seal: (
    run: Run,
    group: GroupFile,
    snapshot: Omit<Snapshot, 'id' | 'captures' | 'head'>,
    rows: readonly number[],
  ) => Snapshot;
  /** The file of a host group, made where it is missing. */
  readonly group: (name: string) => GroupFile;
  /** Closes the file of a host group that is not needed for now. */
  readonly shut: (name: string) => void;
  /** Sealed snapshots, newest first; of one unit, or of all. */
  readonly snapshots: (unit?: UnitId) => readonly SnapshotEntry[];
  /** @throws UserError for an unknown id. */
  readonly readSnapshot: (id: string) => Snapshot;
  /** The hash of the captures of a snapshot as they are stored now: that of its head, unless somebody changed them. */
  readonly headOf: (snapshot: Pick<Snapshot, 'id'>) => string;
  /** The captures of a snapshot in the order of `asked`, with what was read on each; heavy parts load when asked for. */
  readonly readCaptures: (snapshot: Pick<Snapshot, 'id'>) => readonly ReadCapture[];
  /** The decoded body of this hash (`sha256:…`), held against it. */
  readonly body: (hash: string) => Uint8Array | undefined;
  /** The body as it came, with its coding. */
  readonly received: (hash: string) => { readonly bytes: Uint8Array; readonly coding: string } | undefined;
  /** What is known of a URL: how it was found, every decision about it, every fetch. */
  readonly why: (url: string) => Why;
  /** What is remembered of a host whoever asks (politeness), as JSON. */
  readonly host: (host: string) => string | undefined;
  readonly saveHosts: (hosts: readonly (readonly [host: string, json: string])[]) => void;
  readonly robots: (origin: string) => { readonly at: number; readonly json: string } | undefined;
  readonly saveRobots: (origin: string, at: number, json: string) => void;
  /** A key that never leaves the store, made by `create` when it is first asked for. */
  readonly secret: (name: string, create: () => Uint8Array) => Uint8Array;
  readonly close: () => void;
}

/**
 * Opens the store in a directory, making it where it is missing (mode 0700).
 *
 * @param mode `read` for commands that never write: they need no lock, and refuse a directory that is no store.
 * @throws UserError (exit 5) where another process writes to it, or the disk does not let us.
 */
export function openStore(dir: string, mode: 'write' | 'read' = 'write'): Store {
  const index = join(dir, 'index.db');
  if (mode === 'read' && !existsSync(index)) {
    throw new UserError(`${dir}: 没有抓取记录 / no store here`, {
      hint: '先运行 duwang audit 或 duwang crawl，或用 --store 指出目录 / run duwang audit first, or name it with --store',
    });
  }
  try {
    mkdirSync(join(dir, 'groups'), { recursive: true, mode: 0o700 });
    if (mode === 'write') chmodSync(dir, 0o700);
    const unlock = mode === 'write' ? lockStore(dir) : (): void => undefined;
    return storeOver(dir, openDatabase(index, indexSchema), unlock);
  } catch (thrown) {
    throw asUserError(thrown, dir);
  }
}

function storeOver(dir: string, db: Connection, unlock: () => void): Store {
  const groups = new Map<string, GroupFile>();
  const group = (name: string): GroupFile => {
    const open = groups.get(name);
    if (open) return open;
    const path = join(dir, 'groups', `${fileName(name)}.db`);
    const file = telling(path, groupFile)(name, openDatabase(path, groupSchema));
    groups.set(name, file);
    shareCache(groups);
    return file;
  };
  const names = db.prepare('select distinct grp from run_units');
  const findBody = <T>(look: (file: GroupFile) => T | undefined): T | undefined => {
    const all = new Set([...groups.keys(), ...names.all().map((row) => textOf(row, 'grp'))]);
    for (const name of all) {
      const found = look(group(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    dir,
    group,
    shut: (name) => {
      groups.get(name)?.close();
      groups.delete(name);
    },
    ...runsOf(db),
    ...snapshotsOf(db, group),
    ...memoryOf(db),
    body: (hash) => findBody((file) => file.body(hash)),
    received: (hash) => findBody((file) => file.received(hash)),
    why: (url) =>
      whyOf(
        url,
        names.all().map((row) => group(textOf(row, 'grp'))),
      ),
    close: () => {
      for (const file of groups.values()) file.close();
      db.close();
      unlock();
    },
  };
}

/** What all open files together hold of what lies on the disk, and the least that one of them has, in KB. */
const cache = { together: 64_000, most: 8000, least: 128 };

/** Hundreds of files open at once get less memory each. Told anew as their number doubles. */
function shareCache(groups: ReadonlyMap<string, GroupFile>): void {
  const share = (count: number): number =>
    Math.max(cache.least, Math.min(cache.most, Math.floor(cache.together / count)));
  const count = groups.size;
  const isDoubled = (count & (count - 1)) === 0;
  const last = isDoubled ? undefined : [...groups.values()].at(-1);
  const kb = share(2 ** Math.ceil(Math.log2(count)));
  for (const file of last ? [last] : groups.values()) file.holdAtMost(kb);
}

/** A name that any file system takes: the group's own where that is plain, with a hash where it is not. */
export function fileName(name: string): string {
  const plain = name.replace(/[^a-z0-9.-]/gi, '_').slice(0, 80);
  return plain === name ? name : `${plain}-${urlHash(name).toString(36)}`;
}

function runsOf(db: Connection): Pick<Store, 'beginRun' | 'openRun' | 'runBefore'> {
  const addRun = db.prepare('insert into runs (name, started_at, settings) values (?, ?, ?)');
  const addUnit = db.prepare('insert into run_units (run, unit, grp, json) values (?, ?, ?, ?)');
  const taken = db.prepare('select count(*) as n from runs where name = ? or name like ?');
  const latest = db.prepare('select * from runs order by id desc limit 20');
  const unitsOf = db.prepare('select * from run_units where run = ? order by unit');
  const before = db.prepare('select run, ending from run_units where unit = ? and run < ? order by run desc limit 1');
  return {
    beginRun: (startedAt, members) =>
      withFullSync(db, () => {
        const base = startedAt.replace(/[-:]|\.\d+/g, '');
        const before = numberOf(taken.get(base, `${base}-%`), 'n');
        const name = before === 0 ? base : `${base}-${before + 1}`;
        const row = Number(addRun.run(name, startedAt, '{}').lastInsertRowid);
        for (const { unit, group } of members) addUnit.run(row, unit.id, group, JSON.stringify(unit));
        return { row, name, startedAt, units: members.map((member) => ({ ...member, ending: undefined })) };
      }),
    runBefore: ({ row }, unit) => {
      const found = before.get(unit, row);
      return found === undefined ? undefined : { row: numberOf(found, 'run'), ending: endingOf(found) };
    },
    openRun: (wanted) => {
      const key = [...wanted].sort().join('\n');
      for (const run of latest.all()) {
        const members = unitsOf.all(numberOf(run, 'id')).map(runUnit);
        if (
          members
            .map(({ unit }) => unit.id)
            .sort()
            .join('\n') !== key
        )
          continue;
        return {
          row: numberOf(run, 'id'),
          name: textOf(run, 'name'),
          startedAt: textOf(run, 'started_at'),
          units: members,
        };
      }
      return undefined;
    },
  };
}

function runUnit(row: unknown): RunUnit {
  // Written by us from a unit.
  return { unit: JSON.parse(textOf(row, 'json')) as Unit, group: textOf(row, 'grp'), ending: endingOf(row) };
}

function endingOf(row: unknown): Ending | undefined {
  const ending = textOf(row, 'ending');
  // Written by us from an ending.
  return ending === '' ? undefined : (ending as Ending);
}

function snapshotsOf(
  db: Connection,
  group: Store['group'],
): Pick<Store, 'seal' | 'snapshots' | 'readSnapshot' | 'readCaptures' | 'headOf'> {
  const count = db.prepare('select count(*) as n from snapshots where run = ? and unit = ?');
  const add = db.prepare(
    'insert into snapshots (id, run, unit, grp, ended_at, json, listing) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const end = db.prepare('update run_units set ending = ? where run = ? and unit = ?');
  const list =
    'select s.id as id, s.unit as unit, r.name as run, s.json as json from snapshots s join runs r on r.id = s.run';
  const all = db.prepare(`${list} order by s.ended_at desc, s.id desc`);
  const ofUnit = db.prepare(`${list} where s.unit = ? order by s.ended_at desc, s.id desc`);
  const find = db.prepare('select * from snapshots where id = ?');
  const rowOf = (id: string): unknown => {
    const row = find.get(id);
    if (row !== undefined) return row;
    throw new UserError(`${id}: 没有这个快照 / no such snapshot`, {
      hint: '用 duwang runs list 看有哪些 / see duwang runs list',
    });
  };
  return {
    seal: (run, file, snapshot, rows) => {
      failpoint('before-seal');
      file.seal();
      const listing = Int32Array.from(rows);
      const unit = snapshot.unit.id;
      const sealed = withFullSync(db, () => {
        const before = numberOf(count.get(run.row, unit), 'n');
        const id = `${unit}@${run.name}${before === 0 ? '' : `.${before + 1}`}`;
        const whole = { id, ...snapshot, head: file.headOf(listing) };
        const json = JSON.stringify(whole);
        add.run(id, run.row, unit, file.name, snapshot.endedAt, json, Buffer.from(listing.buffer));
        end.run(snapshot.ending, run.row, unit);
        return whole;
      });
      failpoint('after-seal');
      return withCaptures(sealed, () => file.captureIds(listing));
    },
    snapshots: (unit) =>
      (unit === undefined ? all.all() : ofUnit.all(unit)).map((row) => {
        const { id, endedAt, ending, head } = snapshotOf(row);
        const unit = textOf(row, 'unit');
        return { id, unit, run: textOf(row, 'run'), endedAt, ending, ...(head !== undefined && { head }) };
      }),
    readSnapshot: (id) => {
      const row = rowOf(id);
      return withCaptures(snapshotOf(row), () => group(textOf(row, 'grp')).captureIds(listingOf(row)));
    },
    headOf: ({ id }) => {
      const row = rowOf(id);
      return group(textOf(row, 'grp')).headOf(listingOf(row));
    },
    readCaptures: ({ id }) => {
      const row = rowOf(id);
      const file = group(textOf(row, 'grp'));
      const listing = listingOf(row);
      const { head } = snapshotOf(row);
      if (head !== undefined && file.headOf(listing) !== head) throw changed(`${id}: 抓取记录 / its captures`);
      return file.readCaptures(listing);
    },
  };
}

/** The ids of a snapshot's captures are loaded when they are asked for: of a large site they are many megabytes. */
function withCaptures(snapshot: Omit<Snapshot, 'captures'>, load: () => readonly string[]): Snapshot {
  // Complete with the property that is defined here.
  return Object.defineProperty(snapshot, 'captures', { get: load, enumerable: true, configurable: true }) as Snapshot;
}

function snapshotOf(row: unknown): Omit<Snapshot, 'captures'> {
  try {
    // Written by us from a snapshot.
    return JSON.parse(textOf(row, 'json')) as Omit<Snapshot, 'captures'>;
  } catch {
    throw changed('快照 / a snapshot'); // JSON that is none any more
  }
}

function listingOf(row: unknown): Int32Array {
  const bytes = bytesOf(row, 'listing') ?? new Uint8Array();
  return new Int32Array(bytes.slice().buffer);
}

function memoryOf(db: Connection): Pick<Store, 'host' | 'saveHosts' | 'robots' | 'saveRobots' | 'secret'> {
  const findHost = db.prepare('select json from hosts where host = ?');
  const setHost = db.prepare('insert or replace into hosts (host, json) values (?, ?)');
  const findRobots = db.prepare('select at, json from robots where origin = ?');
  const setRobots = db.prepare('insert or replace into robots (origin, at, json) values (?, ?, ?)');
  const findSecret = db.prepare('select value from secrets where name = ?');
  const addSecret = db.prepare('insert or ignore into secrets (name, value) values (?, ?)');
  return {
    host: (host) => textOf(findHost.get(host), 'json') || undefined,
    saveHosts: (hosts) => {
      db.exec('begin');
      for (const [host, json] of hosts) setHost.run(host, json);
      db.exec('commit');
    },
    robots: (origin) => {
      const row = findRobots.get(origin);
      return row === undefined ? undefined : { at: numberOf(row, 'at'), json: textOf(row, 'json') };
    },
    saveRobots: (origin, at, json) => {
      setRobots.run(origin, at, json);
    },
    secret: (name, create) => {
      const known = bytesOf(findSecret.get(name), 'value');
      if (known) return known;
      const made = create();
      addSecret.run(name, Buffer.from(made));
      return made;
    },
  };
}
