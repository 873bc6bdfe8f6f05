import type { Link } from '../contract/page.ts';
import { numberOf, textOf, type Connection } from './database.ts';
import type { LinkRun } from './packed-reading.ts';

/** The lists of links of one group file. */
export type LinkRuns = ReturnType<typeof linkRunTable>;

/** Lists of links by their hash: asked for by most pages of a site, so the last ones stay at hand. */
export function linkRunTable(db: Connection): {
  idOf: (run: LinkRun) => number;
  find: (hash: string) => number;
  linksOf: (id: number) => readonly Link[];
} {
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
    find: (hash) => ids.get(hash) ?? numberOf(find.get(hash), 'id'),
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
