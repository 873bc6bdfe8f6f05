import fc from 'fast-check';
import { expect, test } from 'vitest';

import { escapeAsGbk } from '../../src/lib/gbk.ts';

/** Any code points, lone surrogates too; the string arbitraries of fast-check take seconds to set up on a busy machine. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10_ffff }), { maxLength: 50 })
  .map((codes) => String.fromCodePoint(...codes));

const decoder = new TextDecoder('gbk');

function decoded(escaped: string): string {
  const bytes = [...escaped.matchAll(/%([\dA-F]{2})|([^%])/g)].map(([, hex, char]) =>
    hex === undefined ? (char ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return decoder.decode(Uint8Array.from(bytes));
}

test('what is escaped as GBK reads back as it was', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.array(fc.oneof(han, fc.constantFrom('，', '（', '€', 'a', '1', '&', '='))), (chars) => {
      expect(decoded(escapeAsGbk(chars.join('')))).toBe(chars.join(''));
    }),
  );
});

test('whatever the text, only ASCII is left', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(escapeAsGbk(text)).toMatch(/^[\0-\x7f]*$/);
    }),
  );
});
