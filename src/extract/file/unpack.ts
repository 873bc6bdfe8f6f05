import { unzipSync, type UnzipFileInfo } from 'fflate';
import type { FileCaps } from './caps.ts';
import { GaveUp } from './gave-up.ts';

/** The entries of an archive that were unpacked, in its order, and the names of those that may not be. */
export interface Unpacked {
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly unsafe: readonly string[];
}

/**
 * Unpacks an archive in memory, within the caps. Sizes are held twice: what the archive says before anything is
 * inflated, and the room that each entry gets, which is never more than it said. Nothing is ever written to a disk;
 * names that point out of their folder are told all the same.
 */
export function unpack(bytes: Uint8Array, caps: FileCaps, wants: (name: string) => boolean): Unpacked {
  const unsafe: string[] = [];
  let size = 0;
  let count = 0;
  let refusal: string | undefined;
  const filter = (file: UnzipFileInfo): boolean => {
    if (refusal !== undefined) return false;
    count += 1;
    if (count > caps.entries) refusal = `more than ${caps.entries} entries`;
    if (isUnsafe(file.name)) unsafe.push(file.name);
    if (file.name.endsWith('/') || isUnsafe(file.name) || !wants(file.name)) return false;
    size += file.originalSize;
    if (size > caps.bytes) refusal = `more than ${caps.bytes} bytes unpacked`;
    return refusal === undefined;
  };
  const entries = inflate(bytes, filter);
  if (refusal !== undefined) throw new GaveUp(refusal);
  return { entries: new Map(Object.entries(entries)), unsafe };
}

function inflate(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    throw new GaveUp(`damaged archive: ${error instanceof Error ? error.message : 'unknown'}`, { cause: error });
  }
}

/** A name as people see it: without the flag of UTF-8 it is mostly GBK, read here as Latin. */
export function entryName(name: string): string {
  const codes = Array.from(name, (char) => char.charCodeAt(0));
  if (codes.every((code) => code < 0x80) || codes.some((code) => code > 0xff)) return name;
  return new TextDecoder('gb18030').decode(Uint8Array.from(codes));
}

/** Absolute, with a drive, or climbing out of its folder. */
function isUnsafe(name: string): boolean {
  const path = name.replaceAll('\\', '/');
  return path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..') || path.includes('\0');
}
