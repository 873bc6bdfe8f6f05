import { z } from 'zod';
import type { Fetched } from '../contract/capture.ts';
import type { Files } from './archive.ts';
import { lastInstant, paths } from './pack.ts';
import { cdxLine, infoRecord, pageLines, responseRecord } from './pack-archive.ts';
import type { PackContent, Told } from './pack-content.ts';
import { readMember, recordBytes, warcMember, type WarcRecord } from './warc.ts';

/** Where a record lies in the WARC, and the line of the index that says so. */
interface Place {
  readonly line: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Holds the WARC, its index and its list of pages against the captures: there is a record for each capture that brought
 * something, in their order, written as we write it, and nothing else. What replay shows is what the chain vouches for.
 *
 * @param spelling Whether the archive is not the one that the package lists: then the record that was touched is looked
 *   for down to how it is compressed.
 */
export function checkArchive(
  files: Files,
  content: Pick<PackContent, 'captures' | 'bodies'> & { readonly software: string },
  spelling: boolean,
  told: Told,
): void {
  const fetched = content.captures.filter((capture): capture is Fetched => capture.outcome === 'fetched');
  const warc = Buffer.from(files.get(paths.warc) ?? []);
  const places = placesOf(textOf(files, paths.index), told);
  const check = (number: number, slice: Uint8Array, record: WarcRecord): void => {
    const bytes = readMember(slice);
    if (!bytes) told(paths.warc, 'is no whole record', String(number));
    else if (!Buffer.from(bytes).equals(recordBytes(record)))
      told(paths.warc, 'is not what its capture says', String(number));
    else if (spelling && !Buffer.from(warcMember(record)).equals(slice))
      told(paths.warc, 'says what its capture says, and is compressed otherwise', String(number));
  };
  let end = places[0]?.offset ?? warc.length;
  check(1, warc.subarray(0, end), infoRecord(lastInstant(content.captures), content.software));
  for (const [index, capture] of fetched.entries()) {
    const place = places[index];
    if (!place) {
      told(paths.index, `leads to no record of ${capture.url}`, capture.id);
      continue;
    }
    const { offset, length, line } = place;
    if (offset !== end || line !== cdxLine(capture, offset, length))
      told(paths.index, `does not lead to the record of ${capture.url}`, capture.id);
    const body = content.bodies.get(capture.body);
    if (body) check(index + 2, warc.subarray(offset, offset + length), responseRecord(capture, body));
    else told(paths.warc, `does not hold what came from ${capture.url}`, String(index + 2));
    end = offset + length;
  }
  if (places.length > fetched.length)
    told(paths.index, `leads to ${places.length} records of ${fetched.length} captures`);
  if (end !== warc.length) told(paths.warc, `has ${warc.length - end} bytes behind its last record`);
  checkPages(textOf(files, paths.pages), fetched, told);
}

const lead = z.object({ offset: z.string().regex(/^\d{1,12}$/), length: z.string().regex(/^\d{1,12}$/) });

function placesOf(index: string, told: Told): readonly Place[] {
  const lines = index.split(/(?<=\n)/);
  if (lines.some((line, at) => at > 0 && line < (lines[at - 1] ?? ''))) told(paths.index, 'is not sorted');
  const places = lines.flatMap((line, at) => {
    const parsed = lead.safeParse(jsonOf(line));
    if (parsed.success) return [{ line, offset: Number(parsed.data.offset), length: Number(parsed.data.length) }];
    told(paths.index, 'is no line of an index', String(at + 1));
    return [];
  });
  return places.sort((a, b) => a.offset - b.offset);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line.slice(line.indexOf('{')));
  } catch {
    return undefined;
  }
}

function checkPages(actual: string, fetched: readonly Fetched[], told: Told): void {
  const expected = pageLines(fetched).split('\n');
  const lines = actual.split('\n');
  const wrong = Array.from({ length: Math.max(lines.length, expected.length) }, (_, at) => at).find(
    (at) => lines[at] !== expected[at],
  );
  if (wrong !== undefined) told(paths.pages, 'is not what the captures say', String(wrong + 1));
}

function textOf(files: Files, path: string): string {
  return Buffer.from(files.get(path) ?? []).toString('utf8');
}
