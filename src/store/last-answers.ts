import { urlHash } from '../lib/url-hash.ts';
import type { Mode } from '../contract/seen.ts';
import { numberOf, textOf, type Connection } from './database.ts';

/**
 * What the next night has to know of an answer that came whole and was read: enough to ask whether it still holds, and
 * to follow it without reading it again. Small, and apart from captures and readings, so that thousands are loaded at once.
 */
export interface LastAnswer {
  /** Of its capture. */
  readonly row: number;
  /** Of its reading. */
  readonly reading: number;
  readonly said: LastSaid;
}

/** The part of a last answer that is stored as JSON. */
export interface LastSaid {
  readonly asked: string;
  readonly mode: Mode;
  /** What it was read and followed with: another version reads anew. */
  readonly version: string;
  /** Where it arrived. */
  readonly url: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly bytes: number;
  /** The hash of the bytes as they came. */
  readonly received: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** What it leads to, as the crawl wrote it. */
  readonly trail: unknown;
}

/** A URL and how it is read. */
export interface Asking {
  readonly url: string;
  readonly mode: Mode;
}

/** The last answers of one group file. */
export interface LastAnswers {
  /** False in a new file: nobody need be asked. */
  readonly any: () => boolean;
  /** The last answers of these, by `askingKey`; absent where there is none. */
  readonly find: (askings: readonly Asking[]) => ReadonlyMap<string, LastAnswer>;
  readonly add: (
    answer: { row: number; reading: number; json: string; replaces: number | undefined },
    of: Asking,
  ) => void;
}

/** The name of an asking in a map. */
export function askingKey({ url, mode }: Asking): string {
  return mode === 'http' ? url : `${mode} ${url}`;
}

/** Over an open file. */
export function lastAnswers(db: Connection): LastAnswers {
  const first = db.prepare('select 1 as n from last_answers limit 1');
  // One text for all rows: to cross into this process row by row costs more than the search.
  const find = db.prepare(
    `select group_concat('[' || l.id || ',' || l.reading || ',' || l.json || ']') as json
       from (select value as h from json_each(?)) j join last_answers l on l.h = j.h`,
  );
  const insert = db.prepare('insert into last_answers (id, h, reading, json) values (?, ?, ?, ?)');
  const remove = db.prepare('delete from last_answers where id = ?');
  return {
    any: () => numberOf(first.get(), 'n') > 0,
    find: (askings) => {
      const hashes = askings.map((asking) => urlHash(askingKey(asking)));
      // Written by us.
      const rows = JSON.parse(`[${textOf(find.get(JSON.stringify(hashes)), 'json')}]`) as [number, number, LastSaid][];
      const found = new Map<string, LastAnswer>();
      for (const [row, reading, said] of rows) {
        const key = askingKey({ url: said.asked, mode: said.mode });
        if ((found.get(key)?.row ?? 0) < row) found.set(key, { row, reading, said });
      }
      return found;
    },
    add: ({ row, reading, json, replaces }, of) => {
      if (replaces !== undefined) remove.run(replaces);
      insert.run(row, urlHash(askingKey(of)), reading, json);
    },
  };
}
