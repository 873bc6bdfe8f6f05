import { createHash } from 'node:crypto';

import type { Link, Reading, Table } from '../contract/page.ts';

/** The lists of links that pages of one site share: most of a page's links are the same navigation on every page. */
export interface LinkRun {
  readonly hash: string;
  readonly json: string;
}

/**
 * A reading made ready to be stored: the light part as JSON, the heavy part apart. Strings only, so that a worker can
 * hand it over.
 */
export interface PackedReading {
  readonly light: string;
  readonly text: string;
  /** Where `mainText` begins and how long it is within `text`; the words themselves where it is no part of it. */
  readonly main: readonly [start: number, length: number] | string;
  /** '' where there are none. */
  readonly tables: string;
  readonly links: readonly LinkRun[];
}

/** Takes a reading apart. */
export function packReading(reading: Reading): PackedReading {
  const { text, mainText, tables, links, ...light } = reading;
  const start = text.indexOf(mainText);
  return {
    light: JSON.stringify(light),
    text,
    main: start < 0 ? mainText : [start, mainText.length],
    tables: tables.length === 0 ? '' : JSON.stringify(tables),
    links: runsOf(links).map((run) => {
      const json = JSON.stringify(run);
      return { hash: createHash('sha1').update(json).digest('base64'), json };
    }),
  };
}

/** Neighbours of one area make a run: header, content and footer each become a list that other pages may share. */
export function runsOf(links: readonly Link[]): readonly (readonly Link[])[] {
  const runs: Link[][] = [];
  for (const link of links) {
    const last = runs.at(-1);
    if (last?.[0]?.area === link.area) last.push(link);
    else runs.push([link]);
  }
  return runs;
}

/** Where the heavy part of a reading comes from when somebody asks. */
interface HeavySource {
  readonly text: () => { readonly text: string; readonly mainText: string };
  readonly tables: () => readonly Table[];
  readonly links: () => readonly Link[];
}

type Light = Omit<Reading, 'text' | 'mainText' | 'tables' | 'links'>;

/** A reading whose heavy part is loaded each time somebody asks for it, and kept by nobody: whoever needs it twice keeps it. */
export function unpackReading(light: string, source: HeavySource): Reading {
  // We wrote it with packReading, from a Reading.
  const parsed = JSON.parse(light) as Light;
  return Object.defineProperties(parsed, {
    text: { get: () => source.text().text, enumerable: true, configurable: true },
    mainText: { get: () => source.text().mainText, enumerable: true, configurable: true },
    tables: { get: source.tables, enumerable: true, configurable: true },
    links: { get: source.links, enumerable: true, configurable: true },
  }) as Reading;
}
