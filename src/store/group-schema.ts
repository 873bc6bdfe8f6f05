import type { Schema } from './database.ts';

/**
 * One file per host group. `h` is 53 bits of a hash of the URL: an index of whole URLs would be as large as the pages'
 * text. `urls` is the frontier: what is known, how it was found, and what came of it.
 */
export const groupSchema: Schema = {
  name: 'group',
  versions: [
    [
      `create table bodies (id integer primary key, hash text not null unique, coding text not null,
         size integer not null, bytes blob not null)`,
      `create table captures (id integer primary key, run integer not null, h integer not null, asked text not null,
         mode text not null, outcome text not null, unit text, body integer, reading integer, json text not null)`,
      'create index captures_h on captures (h)',
      // What the next night asks for stands before the long texts: a row is read from its beginning.
      `create table readings (id integer primary key, h integer not null, key text not null, main text not null,
         links blob not null, light text not null, tables text not null, text text not null)`,
      'create index readings_h on readings (h)',
      'create table link_runs (id integer primary key, hash text not null unique, json text not null)',
      `create table urls (id integer primary key, run integer not null, unit text not null, url text not null,
         rank integer not null, json text not null, capture integer)`,
      'create index urls_waiting on urls (run, unit, rank, id) where capture is null',
    ],
    [
      'create index urls_run on urls (run)',
      // `id` is that of the capture. Filled as answers come: a store of the first version reads each page once more.
      'create table last_answers (id integer primary key, h integer not null, reading integer not null, json text not null)',
      'create index last_answers_h on last_answers (h)',
    ],
    // Of its parts; none in readings of an earlier version.
    ["alter table readings add column digests text not null default ''"],
  ],
};

/** The index of a store: runs, sealed snapshots, and what is remembered of hosts whoever asks. */
export const indexSchema: Schema = {
  name: 'index',
  versions: [
    [
      `create table runs (id integer primary key, name text not null unique, started_at text not null, ended_at text,
         settings text not null)`,
      `create table run_units (run integer not null, unit text not null, grp text not null, json text not null,
         ending text, primary key (run, unit)) without rowid`,
      `create table snapshots (id text primary key, run integer not null, unit text not null, grp text not null,
         ended_at text not null, json text not null, listing blob not null)`,
      'create index snapshots_unit on snapshots (unit, ended_at)',
      'create table hosts (host text primary key, json text not null) without rowid',
      'create table robots (origin text primary key, at integer not null, json text not null) without rowid',
      'create table secrets (name text primary key, value blob not null) without rowid',
    ],
  ],
};
