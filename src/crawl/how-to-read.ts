import type { Reading } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';

/** How pages and files are read. `version` names the reader and its dictionaries: readings of another one are not reused. */
export interface Readers {
  readonly version: string;
  readonly readPage: (input: PageInput) => Reading;
  /** A glance at a page: where it leads. What the crawl goes by where the page broke the reader. */
  readonly scanPage?: (input: PageInput) => { readonly links: readonly string[] };
  /** Whether a body is a file, not a page. */
  readonly isFile: (url: string, contentType: string, bytes: Uint8Array) => boolean;
  /** Reads an attachment; may throw, may take long: a thread that can be ended does it where there is one. */
  readonly readFile?: (input: PageInput) => Reading | Promise<Reading>;
}
