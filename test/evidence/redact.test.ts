import { expect, it } from 'vitest';
import { isSaidAt, rangeOf } from '../../src/evidence/personal.ts';
import { redact, redactAll, redactTables } from '../../src/evidence/redact.ts';
import { escapeAsGbk } from '../../src/lib/gbk.ts';

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

const gbk = (text: string): Uint8Array =>
  Buffer.from(
    escapeAsGbk(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

it.each([
  ['<td>青溪镇大桥村3组12号</td><td>2000元</td>', '青溪镇****', '<td>青溪镇*</td><td>2000元</td>'],
  ['家庭住址：示例路街道东风巷5号楼，电话', '示例路街道****', '家庭住址：示例路街道*，电话'],
  ['姓名：张小三的', '张**的', '姓名：张*的'],
  ['没有什么', '青溪镇****', '没有什么'],
])('%s with the quote %s', (text, quote, expected) => {
  for (const [bytes, name] of [
    [Buffer.from(text, 'utf8'), 'utf-8'],
    [gbk(text), 'gb18030'],
  ] as const) {
    const { body } = redactAll(bytes, text, [quote]);
    expect(body.length).toBe(bytes.length);
    expect(new TextDecoder(name).decode(body).replace(/\*+/g, '*')).toBe(expected);
    const range = rangeOf(bytes, quote);
    expect(range === undefined).toBe(text === expected);
    const [from, to] = range ?? [0, 0];
    if (range)
      expect([isSaidAt(bytes, { from, to }, quote), isSaidAt(body, { from, to }, quote)]).toEqual([true, true]);
  }
});

it('leaves no word in a cell', () => {
  const table =
    '<table><tr><th>姓名</th></tr><tr><td class="a">张三</td><td>肺<b>癌</b>晚期</td></tr></table><p>说明</p>';
  const masked = Buffer.from(redactTables(Buffer.from(table))).toString('utf8');
  expect(masked).toMatch(/^<table><tr><th>姓名<\/th><\/tr><tr><td class="a">\*+<\/td><td>\*+<b>\*+<\/b>\*+<\/td>/);
  expect(masked).toContain('<p>说明</p>');
});
