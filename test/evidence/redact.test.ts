import { expect, it } from 'vitest';
import { redact } from '../../src/evidence/redact.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

it.each([
  ['身份证340299198001010014。', '身份证34*************014。'],
  ['11010119900101001X', '11*************01X'],
  ['电话13800553321,', '电话138****3321,'],
  ['卡号6222021302012345678', '卡号62**************678'],
  ['电话0553-6600001', '电话0553-6600001'],
  ['文号20250512001', '文号20250512001'],
  ['123456789012345678901234', '123456789012345678901234'],
])('%s → %s', (text, expected) => {
  const { body, changed } = redact(Buffer.from(text, 'utf8'));
  expect(Buffer.from(body).toString('utf8')).toBe(expected);
  expect(changed).toBe(text !== expected);
  expect(Buffer.from(redact(utf16(text)).body).toString('utf16le')).toBe(expected);
});
