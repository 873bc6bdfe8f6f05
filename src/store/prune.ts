import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../lib/error.ts';
import { bytesOf, numberOf, openDatabase, textOf, withFullSync, type Connection } from './database.ts';
import { groupSchema, indexSchema } from './group-schema.ts';
import { lockStore } from './lock.ts';
import { fileName } from './open-store.ts';

/** What may go. */
export interface PruneOptions {
  /** So many snapshots of each unit, the newest, stay whole. */
  readonly keep: number;
  /** Bodies that a finding cites, of whatever run: they stay. */
  readonly cited: ReadonlySet<string>;
  /** Only tells what would go. */
  readonly dryRun: boolean;
  /** Now, as an ISO instant. */
  readonly at: string;
}

/** What went, or would go. */
export interface Pruned {
  /** Older snapshots, of which only what is cited stays. */
  readonly snapshots: readonly string[];
  readonly bodies: number;
  readonly bytes: number;
}

interface Listed {
  readonly id: string;
  readonly unit: string;
  readonly group: string;
}

/**
 * Takes bodies out of a store that only older runs fetched and no finding cites. Every record of every run stays, so that
 * the chains hold; so does what the next night is held against, and every run that has not come to its end.
 *
 * @throws UserError (exit 5) where another process writes to it; (exit 2) where there is no store.
 */
export function pruneStore(dir: string, options: PruneOptions): Pruned {
  const file = join(dir, 'index.db');
  if (!existsSync(file)) throw new UserError(`${dir}: 没有抓取记录 / no store here`);
  const unlock = lockStore(dir);
  const index = openDatabase(file, indexSchema);
  try {
    const all = index
      .prepare('select id, unit, grp from snapshots order by ended_at desc, id desc')
      .all()
      .map((row) => ({ id: textOf(row, 'id'), unit: textOf(row, 'unit'), group: textOf(row, 'grp') }));
    const kept = newest(all, options.keep);
    const snapshots = all.filter((one) => !kept.has(one.id)).map(({ id }) => id);
    if (snapshots.length === 0) return { snapshots, bodies: 0, bytes: 0 };
    const open = index.prepare('select distinct run from run_units where ending is null').all();
    const runs = open.map((row) => numberOf(row, 'run'));
    // Before anything goes: a body that is missing without a word would be a fault.
    if (!options.dryRun) remember(dir, options.at, snapshots);
    const gone = { snapshots, bodies: 0, bytes: 0 };
    for (const group of new Set(all.map((one) => one.group))) {
      const listings = all
        .filter((one) => one.group === group && kept.has(one.id))
        .map(({ id }) => listingOf(index, id));
      const { bodies, bytes } = pruneGroup(join(dir, 'groups', `${fileName(group)}.db`), { listings, runs }, options);
      gone.bodies += bodies;
      gone.bytes += bytes;
    }
    return gone;
  } finally {
    index.close();
    unlock();
  }
}

/** The ids of the newest snapshots of each unit; they come newest first. */
function newest(all: readonly Listed[], keep: number): ReadonlySet<string> {
  const counts = new Map<string, number>();
  return new Set(
    all.flatMap(({ id, unit }) => {
      const count = (counts.get(unit) ?? 0) + 1;
      counts.set(unit, count);
      return count > keep ? [] : [id];
    }),
  );
}

/** Row by row: where all are asked for at once, bytes come as something that is none. */
function listingOf(index: Connection, id: string): Int32Array {
  const bytes = bytesOf(index.prepare('select listing from snapshots where id = ?').get(id), 'listing');
  if (!bytes) throw new Error(`no listing of ${id}`);
  return new Int32Array(Uint8Array.from(bytes).buffer);
}

interface Kept {
  readonly listings: readonly Int32Array[];
  /** Rows of runs that have not come to their end. */
  readonly runs: readonly number[];
}

function pruneGroup(
  file: string,
  { listings, runs }: Kept,
  { cited, dryRun }: PruneOptions,
): { readonly bodies: number; readonly bytes: number } {
  const db = openDatabase(file, groupSchema);
  try {
    db.exec('create temp table kept (body integer primary key)');
    const keep = (from: string, values: Iterable<unknown>): void => {
      db.prepare(`insert or ignore into kept select ${from}`).run(JSON.stringify([...values]));
    };
    for (const listing of listings)
      keep('c.body from json_each(?) j join captures c on c.id = j.value where c.body is not null', listing);
    keep('c.body from json_each(?) j join captures c on c.run = j.value where c.body is not null', runs);
    keep('b.id from json_each(?) j join bodies b on b.hash = j.value', cited);
    // What a page said last is held against what it says next.
    db.exec(`insert or ignore into kept select c.body from captures c
      where c.body is not null and c.id in (select max(id) from last_answers group by h)`);
    const gone = db
      .prepare('select count(*) as n, sum(length(bytes)) as size from bodies where id not in (select body from kept)')
      .get();
    if (!dryRun) remove(db);
    return { bodies: numberOf(gone, 'n'), bytes: numberOf(gone, 'size') };
  } finally {
    db.close();
  }
}

function remove(db: Connection): void {
  withFullSync(db, () => {
    // A number that is free again must lead nowhere.
    db.exec('update captures set body = null where body is not null and body not in (select body from kept)');
    db.exec('delete from bodies where id not in (select body from kept)');
  });
  db.exec('vacuum');
}

const pruning = z.object({ at: z.string(), snapshots: z.array(z.string()) });

function remember(dir: string, at: string, snapshots: readonly string[]): void {
  const folder = join(dir, 'pruned');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${at.replace(/[-:]|\.\d+/g, '')}.json`);
  writeFileSync(`${file}.new`, JSON.stringify({ at, snapshots }));
  renameSync(`${file}.new`, file);
}

/** The snapshots of a store that are no longer whole. */
export function prunedSnapshots(dir: string): ReadonlySet<string> {
  const folder = join(dir, 'pruned');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Set(
    files.flatMap((name) => pruning.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).snapshots),
  );
}
