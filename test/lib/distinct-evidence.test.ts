import { expect, it } from 'vitest';
import { distinctEvidence } from '../../src/lib/distinct-evidence.ts';

const piece = (capture: string, quote?: string): { capture: string; url: string; quote?: string } => ({
  capture,
  url: `http://x.example.cn/${capture}`,
  ...(quote !== undefined && { quote }),
});

it.each([
  ['one page with its words and without', [piece('a', '通知'), piece('a')], [piece('a', '通知')]],
  ['the other way round', [piece('a'), piece('a', '通知')], [piece('a', '通知')]],
  ['shown and searched', [piece('a'), piece('a'), piece('b')], [piece('a'), piece('b')]],
  [
    'two places of one page',
    [piece('a', '一'), piece('a', '二'), piece('a', '一')],
    [piece('a', '一'), piece('a', '二')],
  ],
  ['one text at two addresses', [piece('a'), { ...piece('a'), url: 'http://x.example.cn/b' }], undefined],
])('%s', (_, evidence, expected) => {
  expect(distinctEvidence(evidence)).toEqual(expected ?? evidence);
});
