import { spellings } from './personal.ts';

/**
 * Numbers that name a person: ID numbers, bank cards, mobiles. Digits are one byte each in every encoding that a page
 * of this country is written in (UTF-16 is no such: it is masked as UTF-16), so the bytes are masked without decoding.
 */
const personal = /(?<![0-9])(?:[1-9]\d{16}[0-9Xx]|[1-9]\d{15,18}|1[3-9]\d{9})(?![0-9])/g;

/** The same with a zero byte between the digits. */
const wide = /(?<![0-9]\0)(?:[1-9](?:\0\d){16}\0[0-9Xx]|[1-9](?:\0\d){15,18}|1\0[3-9](?:\0\d){9})(?!\0[0-9])/g;

/** How many digits stay at each end: 138****1234, 34*************123 (the form that offices use). */
function mask(digits: string): string {
  const [head, tail] = digits.length === 11 ? [3, 4] : [2, 3];
  return digits.slice(0, head) + '*'.repeat(digits.length - head - tail) + digits.slice(-tail);
}

/** A copy of a body for others to see, with every such number masked; and whether there was one. */
export function redact(body: Uint8Array): { readonly body: Uint8Array; readonly changed: boolean } {
  const text = Buffer.from(body).toString('latin1');
  const masked = text
    .replace(personal, mask)
    .replace(wide, (digits) => Array.from(mask(digits.replaceAll('\0', ''))).join('\0'));
  return { body: Buffer.from(masked, 'latin1'), changed: masked !== text };
}

/** Where a masked word may go on to, when nothing stands behind the asterisks. */
const REST = '[^\\s<>&，。；、,;|]{1,40}';

/**
 * The words that the asterisks of masked quotes stand for, as the page says them: `示例镇****` hides what follows it up to the
 * next blank, tag or comma.
 */
function hiddenBy(quotes: readonly string[], text: string): readonly string[] {
  const found = new Set<string>();
  for (const quote of quotes) {
    if (!quote.includes('*') || /^[\s*]+$/.test(quote)) continue;
    const parts = quote.trim().split(/\*+/);
    const source = parts
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .reduce(
        (before, part, at) => `${before}(${at === parts.length - 1 && part === '' ? REST : '[^<>]{1,40}?'})${part}`,
      );
    for (const match of text.matchAll(new RegExp(source, 'g')))
      for (const hidden of match.slice(1)) if (hidden.length > 1 && !/^\*+$/.test(hidden)) found.add(hidden);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

/**
 * A copy for others: numbers that name a person masked, and what masked quotes hide, byte by byte, so that every place in
 * the copy is the place in the original. `text` is the body, decoded.
 */
export function redactAll(
  body: Uint8Array,
  text: string,
  quotes: readonly string[],
): { readonly body: Uint8Array; readonly changed: boolean } {
  const numbers = redact(body);
  let bytes = Buffer.from(numbers.body).toString('latin1');
  const before = bytes;
  for (const hidden of hiddenBy(quotes, text))
    for (const spelled of spellings(hidden)) bytes = bytes.replaceAll(spelled, '*'.repeat(spelled.length));
  return { body: Buffer.from(bytes, 'latin1'), changed: numbers.changed || bytes !== before };
}

/** A copy in which no cell of a table says anything: for lists whose rows name the sick and the poor. */
export function redactTables(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString('latin1');
  const masked = text.replace(/<td\b[^>]{0,500}>[\s\S]*?(?=<td\b|<\/td>|<\/tr>|<\/table>|$)/gi, (cell) =>
    cell.replace(/>[^<]*/g, (run) => `>${run.slice(1).replace(/[^ \t\r\n\0]/g, '*')}`),
  );
  return Buffer.from(masked, 'latin1');
}
