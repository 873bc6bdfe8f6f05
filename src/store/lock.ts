import Database from 'libsql';
import { join } from 'node:path';

import { toError, UserError } from '../lib/error.ts';

/**
 * One process writes to a store at a time. The lock is SQLite's own on a file beside the data: the system lets go of it
 * when its holder dies, however it dies.
 *
 * @throws UserError (exit 5) where another process holds it.
 */
export function lockStore(dir: string): () => void {
  const db = new Database(join(dir, 'lock.db'), { timeout: 0 });
  try {
    db.exec('pragma journal_mode = DELETE');
    db.exec('begin exclusive');
  } catch (thrown) {
    db.close();
    const error = toError(thrown);
    if (!/busy|locked/i.test(error.message)) throw error;
    throw new UserError(`${dir}: 另一个 duwang 正在使用这个目录 / another duwang is using this directory`, {
      exitCode: 5,
      hint: '等它结束，或用 --store 另选一个目录 / wait for it, or name another directory with --store',
      cause: error,
    });
  }
  return () => {
    if (db.inTransaction) db.exec('rollback');
    db.close();
  };
}
