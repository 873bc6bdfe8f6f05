import { Buffer } from 'node:buffer';
import { zipSync } from 'fflate';
import type { FileCaps } from './caps.ts';
import { GaveUp } from './gave-up.ts';
import { readBlocks } from './html-blocks.ts';
import type { Outcome } from './outcome.ts';
import { unpack } from './unpack.ts';

/** A DOCX. It is unpacked within the caps first and handed on without pictures and compression: nothing can swell later. */
export async function readDocx(bytes: Uint8Array, caps: FileCaps): Promise<Outcome> {
  const { entries } = unpack(bytes, caps, (name) => /\.(?:xml|rels)$/i.test(name));
  const { default: mammoth } = await import('mammoth');
  const plain = Buffer.from(zipSync(Object.fromEntries(entries), { level: 0 }));
  const options = {
    convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    externalFileAccess: false,
  };
  const { value } = await mammoth.convertToHtml({ buffer: plain }, options).catch(refuse);
  return readBlocks(value);
}

/** A DOC, or a WPS file, which is built alike. */
export async function readDoc(bytes: Uint8Array): Promise<Outcome> {
  const { default: WordExtractor } = await import('word-extractor');
  const document = await new WordExtractor().extract(Buffer.from(bytes)).catch(refuse);
  const text = [document.getBody(), document.getFootnotes(), document.getTextboxes()].join('\n');
  return { text: tidy(text), tables: [] };
}

function refuse(error: unknown): never {
  throw new GaveUp(`damaged document: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}

/** Cells come parted by tabs, and marks of pictures and fields as control characters. */
function tidy(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffc]/g, '') // eslint-disable-line no-control-regex -- they are what is taken out
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/[ \u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
