import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { renderSummary } from '../../src/report/terminal/summary.ts';
import { makeDocument, makeFinding } from '../support/findings.ts';

const plainTerminal = { width: 80, colours: 0 } as const;

it('prints ten of the worst, the coverage, and what was not checked', () => {
  const findings = Array.from({ length: 14 }, (_, index) =>
    makeFinding(index, {
      severity: index === 13 ? 'veto' : 'minor',
      message: { zh: `第${index}条`, en: `no ${index}` },
    }),
  );
  const text = renderSummary(makeDocument(findings), undefined, 'zh', plainTerminal);
  expect(text.split('\n')[0]).toBe('问题 14  单项否决 1  瑕疵 13  待核实 0');
  expect(text.split('\n')[1]).toContain('第13条');
  expect(text.match(/第\d+条/g)).toHaveLength(10);
  expect(text).toContain('覆盖率 96% (96/100)');
  expect(text).toContain('列表由脚本填充，未渲染');
});

it('fits 80 columns, a Chinese character being two of them', () => {
  const text = renderSummary(makeDocument([makeFinding(1)]), undefined, 'zh', plainTerminal);
  for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});

it('prints no control characters, whatever a page says', () => {
  const words = 'a\u001b[31mred\u0007\u202egnp\u009b0m';
  const text = renderSummary(
    makeDocument([makeFinding(1, { message: { zh: words, en: words } })]),
    undefined,
    'zh',
    plainTerminal,
  );
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
});

it('prints the gate with its terms', () => {
  const gate = {
    schemaVersion: '1.0' as const,
    run: 'r',
    passed: false,
    exitCode: 1,
    reason: { zh: '门槛未通过', en: 'gate failed' },
    terms: [{ term: 'major>0', expected: '<= 0', found: '1', result: 'FAIL' as const }],
    units: [],
  };
  expect(renderSummary(makeDocument([]), gate, 'zh', plainTerminal)).toContain('FAIL major>0  (1)');
});
