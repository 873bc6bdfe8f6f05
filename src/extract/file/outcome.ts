import type { Table } from '../../contract/page.ts';

/** What came out of a file. */
export interface Outcome {
  /** Its words, a paragraph or a row a line. */
  readonly text: string;
  readonly tables: readonly Table[];
  readonly pages?: number;
  /** Files of an archive that could not be read. */
  readonly unread?: readonly { readonly name: string; readonly why: string }[];
}
