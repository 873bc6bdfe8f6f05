import { describe, expect, it } from 'vitest';
import { findCardNumbers, maskCardNumber, passesLuhn } from '../../src/lib/bank-card.ts';
import { isCreditCode } from '../../src/lib/credit-code.ts';
import { findIdNumbers, findOldIdNumbers, isIdNumber, maskIdNumber } from '../../src/lib/id-number.ts';

// Sequence numbers 000 are given to nobody.
describe('identity numbers', () => {
  it.each([
    ['340221198506070004', true],
    ['110101199003070003', true],
    ['340221198506070005', false], // check digit
    ['340221198502300004', false], // 30 February
    ['990221198506070004', false], // no such province
    ['34022118850607000X', false], // born in 1885
    ['34022119850607000', false],
  ])('%s: %s', (number, valid) => {
    expect(isIdNumber(number)).toBe(valid);
  });

  it.each([
    ['身份证３４０２２１１９８５０６０７０００４号', ['340221198506070004']],
    ['340221 19850607 0004', ['340221198506070004']],
    ['340221-19850607-0004', ['340221198506070004']],
    ['A340221198506070004', []],
    ['3402211985060700041', []],
    ['340221********0004', []],
  ])('finds in %s', (text, numbers) => {
    expect(findIdNumbers(text).map(({ number }) => number)).toEqual(numbers);
  });

  it('tells where it stands, and shows two and three characters of it', () => {
    const text = '张三，３４０２２１１９８５０６０７０００４';
    const [found] = findIdNumbers(text);
    expect(text.slice(found?.start, found?.end)).toBe('３４０２２１１９８５０６０７０００４');
    expect(maskIdNumber('340221198506070004')).toBe('34*************004');
  });

  it('knows the old form by its day only', () => {
    expect(findOldIdNumbers('340221850607001 340221851307001').map(({ number }) => number)).toEqual([
      '340221850607001',
    ]);
  });

  it('reads a long line of digits in linear time', () => {
    expect(findIdNumbers('1 '.repeat(200_000))).toEqual([]);
    expect(findIdNumbers('340221 '.repeat(50_000))).toEqual([]);
    expect(findCardNumbers('6217 '.repeat(50_000)).length).toBeLessThan(50_000);
  });
});

describe('credit codes', () => {
  it.each([
    ['123419200012310128', true],
    ['91340200MA2NKJ1X0A', false],
    ['340221198506070004', false],
  ])('%s: %s', (code, valid) => {
    expect(isCreditCode(code)).toBe(valid);
  });
});

describe('bank cards', () => {
  it.each([
    ['6217000000000000004', true],
    ['6217000000000000005', false],
    ['4111111111111111', true],
    ['123', false],
  ])('%s: %s', (digits, valid) => {
    expect(passesLuhn(digits)).toBe(valid);
  });

  it('finds them in one piece or in fours, and shows four and four', () => {
    expect(findCardNumbers('卡号 6228 4800 0000 0000 018').map(({ number }) => number)).toEqual([
      '6228480000000000018',
    ]);
    expect(findCardNumbers('3405010000000000004')).toEqual([]); // no card begins so
    expect(maskCardNumber('6217000000000000004')).toBe('6217***********0004');
  });
});
