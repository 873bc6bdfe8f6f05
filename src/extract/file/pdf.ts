import type { FileCaps } from './caps.ts';
import { GaveUp } from './gave-up.ts';
import type { Outcome } from './outcome.ts';
import { pdfMaps, UNNAMED, type PdfMaps } from './pdf-maps.ts';

interface Item {
  readonly str: string;
  readonly hasEOL: boolean;
}

/** The words of a PDF, line by line. One of pictures only has none, and that is told, not taken for a blank file. */
export async function readPdf(bytes: Uint8Array, caps: FileCaps): Promise<Outcome> {
  const { getDocumentProxy } = await import('unpdf');
  // pdf.js keeps the buffer that it is given: it gets its own.
  const document = await getDocumentProxy(bytes.slice(), {
    verbosity: 0,
    stopAtErrors: false,
    BinaryDataFactory: mapFactory(),
    cMapPacked: false,
    useWorkerFetch: false,
  }).catch(refuse);
  try {
    if (document.numPages > caps.pages) throw new GaveUp(`more than ${caps.pages} pages`);
    const pages: string[] = [];
    let length = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = linesOf(items.filter((item): item is typeof item & Item => 'str' in item));
      page.cleanup();
      pages.push(text);
      length += text.length;
      if (length > caps.characters) throw new GaveUp(`more than ${caps.characters} characters`);
    }
    const text = pages.join('\n').trim();
    if (text.replace(/\s/g, '').length < document.numPages * 2)
      throw new GaveUp('no text: pictures, or letters without names');
    if (countOf(text, UNNAMED) + (text.match(CONTROLS)?.length ?? 0) > text.length / 50)
      throw new GaveUp('letters without names');
    return { text, tables: [], pages: document.numPages };
  } finally {
    await document.destroy();
  }
}

/** Signs that no text has: the bytes of letters whose font names none of them. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u0080-\u009f]/g;

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** pdf.js makes the thing itself that it asks for maps. */
function mapFactory(): new () => PdfMaps {
  return class {
    readonly fetch = pdfMaps().fetch;
  };
}

function refuse(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') throw new GaveUp('protected by a password', { cause: error });
  throw new GaveUp(`damaged PDF: ${error instanceof Error ? error.message : 'unknown'}`, { cause: error });
}

/** Items of one line are put together as they stand: PDF cuts Chinese text anywhere, and blanks come as items of their own. */
function linesOf(items: readonly Item[]): string {
  return items
    .map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str))
    .join('')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])/g, '');
}
