import { createHash } from 'node:crypto';

import type { Link, Reading, Table } from '../contract/page.ts';
import { UserError } from '../lib/error.ts';

/** The lists of links that pages of one site share: most of a page's links are the same navigation on every page. */
export interface LinkRun {
  readonly hash: string;
  readonly json: string;
}

/**
 * A reading made ready to be stored: the light part as JSON, the heavy part apart. In UTF-8, as it will lie in the store,
 * so that a worker can hand it over without a copy and nobody turns it into strings on the way.
 */
export interface PackedReading {
  /** The light part, the text and the tables (nothing where there are none), one after another. */
  readonly bytes: Uint8Array;
  /** Where each of them ends. */
  readonly ends: readonly [light: number, text: number, tables: number];
  /** Where `mainText` begins and how long it is within `text`; `=` and the words themselves where it is no part of it. */
  readonly main: string;
  /**
   * Digests with a space between: of the light part, of the text with `main`, of the tables, of the hashes of its runs of
   * links. A reading that was changed on the disk is never used.
   */
  readonly digests: string;
  readonly links: readonly LinkRun[];
}

/** Takes a reading apart. */
export function packReading(reading: Reading): PackedReading {
  const { text, mainText, tables, links, ...light } = reading;
  const start = text.indexOf(mainText);
  const parts = [JSON.stringify(light), text, tables.length === 0 ? '' : JSON.stringify(tables)] as const;
  const main = start < 0 ? `=${mainText}` : `${start},${mainText.length}`;
  const runs = runsOf(links).map((run) => {
    const json = JSON.stringify(run);
    return { hash: digestOf(json), json };
  });
  const sealed = [parts[0], text + main, parts[2], runs.map(({ hash }) => hash).join('')];
  return { ...inUtf8(parts), main, digests: sealed.map(digestOf).join(' '), links: runs };
}

/** What a part of a reading, or a run of links, is known by. */
export function digestOf(part: string): string {
  return createHash('sha1').update(part).digest('base64');
}

/**
 * Holds a part as it was read from the store against the digests that were stored with it (none in older stores).
 *
 * @throws UserError (exit 6) where it is not what was stored.
 */
export function intact(part: string, at: keyof typeof sealedAs, digests: string): void {
  if (digests !== '' && digests.split(' ')[sealedAs[at]] !== digestOf(part))
    throw changed('读取结果 / a stored reading');
}

const sealedAs = { light: 0, text: 1, tables: 2, links: 3 } as const;

/** What is said of something stored that is not what it was. */
export function changed(what: string): UserError {
  return new UserError(`${what}: 存档与其摘要不符 / does not match its digest`, {
    exitCode: 6,
    hint: '从备份恢复该文件，或重新抓取 / restore the file from a backup, or crawl again',
  });
}

/** Parts of texts in one piece of memory of its own. */
function inUtf8(parts: readonly string[]): Pick<PackedReading, 'bytes' | 'ends'> {
  const sizes = parts.map((part) => Buffer.byteLength(part));
  const [light = 0, text = 0, tables = 0] = sizes;
  const ends = [light, light + text, light + text + tables] as const;
  const bytes = new Uint8Array(ends[2]);
  const encoder = Buffer.from(bytes.buffer);
  let at = 0;
  for (const part of parts) at += encoder.write(part, at);
  return { bytes, ends };
}

/** A part of a packed reading, as it lies there. */
export function partOf({ bytes, ends }: PackedReading, part: 'light' | 'text' | 'tables'): Buffer {
  const from = part === 'light' ? 0 : ends[part === 'text' ? 0 : 1];
  const to = ends[part === 'light' ? 0 : part === 'text' ? 1 : 2];
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
}

/**
 * Neighbours of one area make a run: header, content and footer each become a list that other pages may share. A long run
 * is cut behind links whose own address says so: where pages differ in some links of a menu, they share the rest.
 */
export function runsOf(links: readonly Link[]): readonly (readonly Link[])[] {
  const runs: Link[][] = [];
  for (const link of links) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last && before?.area === link.area && !(last.length >= shortestRun && isCut(before.url))) last.push(link);
    else runs.push([link]);
  }
  return runs;
}

/** No run is cut before it has so many links. */
const shortestRun = 8;

/** True for one address in eight or so. */
function isCut(url: string): boolean {
  let sum = 0;
  for (let at = Math.max(0, url.length - 12); at < url.length; at += 1) sum = (sum * 31 + url.charCodeAt(at)) & 0xffff;
  return (sum ^ (sum >> 8)) % 8 === 0;
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
