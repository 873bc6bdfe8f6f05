import { Buffer } from 'node:buffer';

import type { FailReason } from '../contract/capture.ts';

import { type HeaderLines, headerOf, headersOf } from './headers.ts';

/** What is wrong with the end of a body that the parser took for whole. */
export interface FramingFault {
  readonly reason: Extract<FailReason, 'incomplete' | 'decoding'>;
  readonly detail: string;
}

const tailBytes = 4_096;

/**
 * A body whose length nobody declared ends where the connection ends, and a server that dies ends it too. Nothing at
 * all, or a page that begins and does not end, is then no evidence of what the whole page says.
 */
export function framingFault(lines: HeaderLines, body: Uint8Array): FramingFault | undefined {
  if (headerOf(lines, 'content-length') !== undefined) return undefined;
  const transfer = headersOf(lines, 'transfer-encoding').trim().toLowerCase();
  if (transfer === 'chunked') return undefined;
  if (transfer !== '' && transfer !== 'identity') {
    return { reason: 'decoding', detail: `unknown transfer coding ${JSON.stringify(transfer.slice(0, 40))}` };
  }
  if (body.length === 0) return { reason: 'incomplete', detail: 'no length was declared, and nothing came' };
  if (!isCutMarkup(Buffer.from(body.buffer, body.byteOffset, body.byteLength))) return undefined;
  return { reason: 'incomplete', detail: 'no length was declared, and the page does not come to its end' };
}

/** Markup that ends within a tag, or a page that says where it begins and not where it ends. */
function isCutMarkup(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, tailBytes);
  if (!/^(?:\xef\xbb\xbf)?\s{0,256}</.test(head)) return false;
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - tailBytes));
  if (tail.lastIndexOf('<') > tail.lastIndexOf('>')) return true;
  return /<html[\s>]|<!doctype html/i.test(head) && !/<\/(?:html|body)\s*>/i.test(tail);
}
