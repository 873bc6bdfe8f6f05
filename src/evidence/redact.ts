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
