import type { Reading } from '../contract/page.ts';
import { packReading, runsOf, type PackedReading } from '../store/packed-reading.ts';
import { followed, type AsPage, type Followed } from './follow.ts';

/** A reading made ready to be stored and followed. */
export function packAndFollow(
  reading: Reading,
  page?: AsPage,
): { readonly packed: PackedReading; readonly followed: Followed } {
  const packed = packReading(reading);
  const runs = runsOf(reading.links).map((links, at) => ({ hash: packed.links[at]?.hash ?? '', links }));
  return { packed, followed: followed(reading, runs, page) };
}
