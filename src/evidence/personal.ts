import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { escapeAsGbk } from '../lib/gbk.ts';

/** Where a number or an address of a person stands in a stored body, and its keyed hash: the thing itself is not said. */
export const personalMark = z.strictObject({
  finding: z.string(),
  /** The body as it was fetched, whether or not a masked copy stands for it in the pack. */
  capture: z.string(),
  /** Bytes, from the first to behind the last; the same in the masked copy. */
  from: z.int().nonnegative(),
  to: z.int().positive(),
  /** HMAC-SHA-256 by a key of the store: whoever holds the store can prove it, and nobody can guess it. */
  hmac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PersonalMark = z.output<typeof personalMark>;

/** The bytes of a text, as Latin-1, in the encodings that pages of this country are written in. */
export function spellings(text: string): readonly string[] {
  const gbk = escapeAsGbk(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return [
    ...new Set([Buffer.from(text, 'utf8').toString('latin1'), gbk, Buffer.from(text, 'utf16le').toString('latin1')]),
  ];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a masked quote looks like in the bytes of a body: whatever the asterisks stand for, or the asterisks. */
function patterns(quote: string): readonly RegExp[] {
  const parts = quote.trim().split(/\*+/);
  const spelled = parts.map(spellings);
  return [0, 1, 2].flatMap((which) => {
    const own = spelled.map((each) => each[which] ?? each[0] ?? '');
    const isOpen = own.at(-1) === '';
    const source = own.map(escaped).join('[^<>]{1,120}?');
    return [new RegExp(isOpen ? `${source.slice(0, -'[^<>]{1,120}?'.length)}[^<>\\s&]{1,120}` : source)];
  });
}

/** Where a masked quote stands in a body, in bytes. */
export function rangeOf(body: Uint8Array, quote: string): readonly [from: number, to: number] | undefined {
  if (!quote.includes('*') || /^[\s*]+$/.test(quote)) return undefined;
  const text = Buffer.from(body).toString('latin1');
  for (const pattern of patterns(quote)) {
    const match = pattern.exec(text);
    if (match) return [match.index, match.index + match[0].length];
  }
  return undefined;
}

/** The keyed hash of what stands in a range. */
export function hmacOf(body: Uint8Array, { from, to }: Pick<PersonalMark, 'from' | 'to'>, key: Uint8Array): string {
  return createHmac('sha256', key).update(body.subarray(from, to)).digest('hex');
}

/** Whether a range of a body, masked or not, is what a masked quote says. */
export function isSaidAt(body: Uint8Array, { from, to }: Pick<PersonalMark, 'from' | 'to'>, quote: string): boolean {
  const said = Buffer.from(body.subarray(from, to)).toString('latin1');
  return patterns(quote).some((pattern) => pattern.exec(said)?.[0] === said);
}
