import type { Reading } from '../../contract/page.ts';
import type { PageInput } from '../../contract/reader.ts';
import type { Readers } from '../../crawl/how-to-read.ts';

/** How one page is read, and how that reads in the keys of the labelled corpus. */
export interface PageReader {
  readonly readPage: (input: PageInput) => Reading | Promise<Reading>;
  readonly toSchema: (reading: Reading) => unknown;
}

/** Loaded when the first page is read: the tree builder is heavy. */
export async function pageReader(): Promise<PageReader> {
  const { summarize } = await import('../../extract/schema.ts');
  const { readPage, isFile, readFile } = await readers();
  return {
    readPage: (input) =>
      isFile(input.url, input.contentType, input.bytes) && readFile ? readFile(input) : readPage(input),
    toSchema: summarize,
  };
}

/** How a crawl reads pages and attachments: loaded late, because it is heavy. */
export async function readers(): Promise<Readers> {
  const module = await import('../../crawl/readers.ts');
  return module.readers;
}
