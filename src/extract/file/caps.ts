/** What one file may cost. Time is the caller's matter: a worker that it may end. */
export interface FileCaps {
  /** Bytes of the file, and of all that is unpacked from it. */
  readonly bytes: number;
  /** Pages of a PDF or OFD, sheets of a workbook. */
  readonly pages: number;
  /** Entries of an archive, those of archives inside it included. */
  readonly entries: number;
  /** Rows of one sheet. */
  readonly rows: number;
  /** Characters of text that are kept. */
  readonly characters: number;
}

/** Caps under which a disclosure site's attachments pass, and few others. */
export const defaultCaps: FileCaps = {
  bytes: 64 * 1024 * 1024,
  pages: 1_000,
  entries: 2_000,
  rows: 20_000,
  characters: 4_000_000,
};
