import fc from 'fast-check';
import { expect, test } from 'vitest';

import { escapeAsGbk } from '../../src/lib/gbk.ts';

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
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
      expect(escapeAsGbk(text)).toMatch(/^[\0-\x7f]*$/);
    }),
  );
});
