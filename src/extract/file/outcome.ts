import type { Table } from '../../contract/page.ts';

/** What came out of a file. */
export interface Outcome {
  /** Its words, a paragraph or a row a line. */
  readonly text: string;
  readonly tables: readonly Table[];
  readonly pages?: number;
}
