import Database from 'libsql';

import { toError, UserError } from '../lib/error.ts';

/** One open SQLite file. The API is that of better-sqlite3; libsql brings its binary along. */
export type Connection = InstanceType<typeof Database>;

/** What a file must look like: statements that make it, one list per version; `user_version` counts how many were run. */
export interface Schema {
  /** Told to the user when the file does not fit. */
  readonly name: string;
  readonly versions: readonly (readonly string[])[];
}

/**
 * Opens a file, making it or bringing it up to date in one transaction. WAL and NORMAL: a crash of the process loses
 * nothing that was committed; a loss of power may lose the last commits, never the file (a seal commits with FULL).
 *
 * @throws UserError (exit 5) where the file is of a newer version, damaged or cannot be written.
 */
export function openDatabase(file: string, schema: Schema): Connection {
  try {
    const db = new Database(file, { timeout: 5000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('temp_store = FILE'); // the order of a million rows is sorted beside the memory, not in it
    db.pragma('cache_size = -8000');
    upgrade(db, file, schema);
    return db;
  } catch (thrown) {
    throw asUserError(thrown, file);
  }
}

function upgrade(db: Connection, file: string, schema: Schema): void {
  const version = numberOf(db.prepare('pragma user_version').get(), 'user_version');
  const newest = schema.versions.length;
  if (version > newest) {
    throw new UserError(
      `${file} 由更新版本的 duwang 写成（格式 ${version}，本程序只懂到 ${newest}） / written by a newer duwang`,
      {
        exitCode: 5,
        hint: '升级 duwang，或用 --store 另选一个目录 / upgrade duwang, or name another directory with --store',
      },
    );
  }
  if (version === newest) return;
  inTransaction(db, () => {
    for (const statement of schema.versions.slice(version).flat()) db.exec(statement);
    db.exec(`pragma user_version = ${newest}`);
  });
}

/** Runs `work` in one transaction: all of it is stored, or nothing. */
export function inTransaction<T>(db: Connection, work: () => T): T {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (thrown) {
    if (db.inTransaction) db.exec('rollback');
    throw thrown;
  }
}

/** Commits what came before for good, power loss included. */
export function withFullSync<T>(db: Connection, work: () => T): T {
  db.pragma('synchronous = FULL');
  try {
    return inTransaction(db, work);
  } finally {
    db.pragma('synchronous = NORMAL');
  }
}

const causes: readonly (readonly [RegExp, string, string])[] = [
  [
    /SQLITE_FULL|ENOSPC|disk is full/,
    '磁盘已满 / the disk is full',
    '腾出空间后加 --resume 续跑，已存的不会丢失 / free some space and continue with --resume: nothing stored is lost',
  ],
  [
    /SQLITE_BUSY|database is locked/,
    '另一个 duwang 正在使用这个目录 / another duwang is using this directory',
    '等它结束，或用 --store 另选一个目录 / wait for it, or name another directory with --store',
  ],
  [
    /SQLITE_(CORRUPT|NOTADB)|malformed|not a database|no such (?:table|column)|has no column/,
    '文件已损坏 / the file is damaged',
    '从备份恢复，或移走该文件后重新抓取；duwang 不会自行“修复”证据 / restore it or move it away; duwang never “repairs” evidence',
  ],
  [
    /SQLITE_(READONLY|CANTOPEN|PERM|IOERR)|EACCES|EROFS|unable to open/,
    '无法读写 / cannot be read or written',
    '检查目录的权限与磁盘 / check the rights of the directory, and the disk',
  ],
];

/** The faults of the machine become a message (exit 5); anything else is ours and stays what it is. */
export function asUserError(thrown: unknown, file: string): Error {
  const error = toError(thrown);
  if (error instanceof UserError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = causes.find(([pattern]) => pattern.test(`${code} ${error.message}`));
  if (!known) return error;
  return new UserError(`${file}: ${known[1]}`, { exitCode: 5, hint: known[2], cause: error });
}

/** A column of a row, as a number. */
export function numberOf(row: unknown, column: string): number {
  const value = valueOf(row, column);
  return typeof value === 'number' ? value : Number(value ?? 0);
}

/** A column of a row, as text; '' for null. */
export function textOf(row: unknown, column: string): string {
  const value = valueOf(row, column);
  return typeof value === 'string' ? value : '';
}

/**
 * A text that was selected as a blob (`cast(x as blob)`), '' for null. Bytes that are no UTF-8 any more, because the disk
 * lost a bit, end the process where they are read as text: here they become U+FFFD, and no digest holds.
 */
export function utf8Of(row: unknown, column: string): string {
  const bytes = bytesOf(row, column);
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : '';
}

/** Does what it did, and tells a damaged file as the fault of the machine that it is. */
export function telling<A extends readonly unknown[], R>(file: string, work: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    try {
      return work(...args);
    } catch (thrown) {
      throw asUserError(thrown, file);
    }
  };
}

/** A column of a row, as bytes; undefined for null. */
export function bytesOf(row: unknown, column: string): Uint8Array | undefined {
  const value = valueOf(row, column);
  return value instanceof Uint8Array ? value : undefined;
}

function valueOf(row: unknown, column: string): unknown {
  return typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[column] : undefined;
}
