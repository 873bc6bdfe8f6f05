import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/lib/hash.ts';

const suite = '../shared/conformance/jcs-rfc8785';
const names = existsSync(suite) ? readdirSync(`${suite}/input`) : [];

describe.skipIf(names.length === 0)('the cases of RFC 8785 (skipped where ../shared is absent)', () => {
  it.each(names)('%s', (name) => {
    const input: unknown = JSON.parse(readFileSync(`${suite}/input/${name}`, 'utf8'));
    expect(canonicalJson(input)).toBe(readFileSync(`${suite}/output/${name}`, 'utf8').trim());
  });
});

it('writes the same value in one way, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      const again: unknown = JSON.parse(text);
      expect(canonicalJson(again)).toBe(text);
      expect(again).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: 1, '10': 2, '9': 3, a: undefined })).toBe('{"10":2,"9":3,"b":1}');
});
