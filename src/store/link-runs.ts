import type { Link } from '../contract/page.ts';
import { numberOf, utf8Of, type Connection } from './database.ts';
import { changed, digestOf, type LinkRun } from './packed-reading.ts';

/** The lists of links of one group file. */
export type LinkRuns = ReturnType<typeof linkRunTable>;

/** Lists of links by their hash: asked for by most pages of a site, so the last ones stay at hand. */
export function linkRunTable(db: Connection): {
  idOf: (run: LinkRun) => number;
  find: (hash: string) => number;
  /** A run with its hash, held against it. */
  runOf: (id: number) => { readonly hash: string; readonly links: readonly Link[] };
} {
  const insert = db.prepare('insert or ignore into link_runs (hash, json) values (?, ?)');
  const find = db.prepare('select id from link_runs where hash = ?');
  const load = db.prepare('select cast(json as blob) as json, cast(hash as blob) as hash from link_runs where id = ?');
  const ids = new Map<string, number>();
  const lists = new Map<number, { readonly hash: string; readonly links: readonly Link[] }>();
  return {
    idOf: (run) => {
      const known = ids.get(run.hash);
      if (known !== undefined) return known;
      insert.run(run.hash, run.json);
      const id = numberOf(find.get(run.hash), 'id');
      keep(ids, run.hash, id, 5000);
      return id;
    },
    find: (hash) => ids.get(hash) ?? numberOf(find.get(hash), 'id'),
    runOf: (id) => {
      const known = lists.get(id);
      if (known) return known;
      const row = load.get(id);
      const [json, hash] = [utf8Of(row, 'json'), utf8Of(row, 'hash')];
      if (json !== '' && digestOf(json) !== hash) throw changed('链接表 / a stored list of links');
      // Written by us from links.
      const run = { hash, links: JSON.parse(json || '[]') as readonly Link[] };
      keep(lists, id, run, 200);
      return run;
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
