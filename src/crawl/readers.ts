import { defaultCaps } from '../extract/file/caps.ts';
import { isFile, readFile } from '../extract/file/read-file.ts';
import { readPage } from '../extract/read-page.ts';
import { scanPage } from '../extract/scan.ts';
import { readerVersion } from './reader-version.ts';
import type { Readers } from './how-to-read.ts';

/** The readers of the house, as every thread loads them. */
export const readers: Readers = {
  version: readerVersion,
  readPage,
  scanPage,
  isFile,
  readFile: (input) => readFile(input, defaultCaps),
};
