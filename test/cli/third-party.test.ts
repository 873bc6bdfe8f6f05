import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsDocument } from '../../src/contract/findings-document.ts';
import { runCli, smallSite, temporaryFolder } from '../support/cli.ts';

const code = (id: string, more = ''): string => `import { defineCheck } from 'duwang/check';
import { daysBetween, type Day } from 'duwang/lib/day';
import { formatISO } from 'date-fns';
import { z } from 'zod';
const used: (from: Day, to: Day) => number = daysBetween;
export default defineCheck({
  id: '${id}', title: { zh: '样', en: 'Sample' }, family: 'acme/sample', appliesTo: ['department'], per: 'page',
  claims: 'presence', basis: 'ACME-1', options: z.object({ word: z.string().default('安全检查') }),
  messages: { said: { zh: '写了{word}', en: 'says {word}' } },
  subjects: (site) => site.pages,
  *examine(page, { options, asOf, since }) {
    ${more}
    if (used(since, asOf) > 0 && typeof formatISO === 'function' && page.mainText.includes(options.word))
      yield { message: 'said', data: { word: options.word }, at: { ...page.at, quote: options.word }, key: 'word' };
  },
});
`;
const rule = `sources: { ACME: { title: 某公司规定 } }
rules: [{ id: ACME-1, title: 某规则, source: ACME, clause: 一, severity: minor, confidence: read }]
`;
const audit = [
  'audit',
  '--replay',
  'site',
  '--base',
  'http://jyj.example.gov.cn/',
  '--out',
  'out',
  '--checks-dir',
  'own',
];

it('runs a check in TypeScript, wherever it lies, with our contract, zod and rules of its own', async () => {
  const folder = temporaryFolder({
    ...smallSite,
    'own/said-word.ts': code('said-word'),
    'own/standards/acme.yaml': rule,
  });
  const { code: exit } = await runCli(folder, [...audit, '--checks', 'said-word']);
  expect(exit).toBe(0);
  const { findings } = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8')));
  expect(findings.length).toBeGreaterThan(0);
  expect(findings[0]).toMatchObject({
    family: 'acme/sample',
    message: { zh: '写了安全检查' },
    basis: [{ rule: 'ACME-1' }],
  });
});

it('an exception on a page is a verdict, and the others go on', async () => {
  const boom = "if (page.url.endsWith('/1.html')) throw new Error('boom');";
  const folder = temporaryFolder({
    ...smallSite,
    'own/said-word.ts': code('said-word', boom),
    'own/standards/acme.yaml': rule,
  });
  const { stderr } = await runCli(folder, [...audit, '--checks', 'said-word']);
  const { results } = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8')));
  expect(results).toMatchObject([{ check: 'said-word', counts: { crashed: 1 } }]);
  expect(stderr).toContain('boom');
});

it('a check that does not end is ended after 5 s on that page', async () => {
  const stuck = "while (page.url.endsWith('/1.html'));";
  const folder = temporaryFolder({
    ...smallSite,
    'own/said-word.ts': code('said-word', stuck),
    'own/standards/acme.yaml': rule,
  });
  await runCli(folder, [...audit, '--checks', 'said-word']);
  const { results } = findingsDocument.parse(JSON.parse(readFileSync(join(folder, 'out/findings.json'), 'utf8')));
  expect(results).toMatchObject([
    { counts: { crashed: 1 }, notChecked: [{ text: { en: expect.stringContaining('5 s') as string } }] },
  ]);
});

describe('refuses before anything is fetched', () => {
  const files = { 'own/standards/acme.yaml': rule };
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['no default export', { ...files, 'own/said-word.ts': 'export const x = 1;' }, /said-word\.ts:1\n.*defineCheck/],
    ['no check', { ...files, 'own/said-word.ts': 'export default { id: "said-word" };' }, /said-word\.ts:1/],
    ['another id', { ...files, 'own/said-word.ts': code('other-word') }, /other-word/],
    [
      'an id of the house',
      { ...files, 'own/stale-column.ts': code('stale-column') },
      /stale-column\.ts:1\n.*(built in|内置)/,
    ],
    [
      'a slip of the pen',
      { ...files, 'own/said-word.ts': 'const a = 1;\nexport default defineCheck({{\n' },
      /said-word\.ts:2/,
    ],
    [
      'an import that is not there',
      { ...files, 'own/said-word.ts': "import './nowhere.ts';\nexport default 1;" },
      /nowhere/,
    ],
    ['an unknown rule', { 'own/said-word.ts': code('said-word') }, /ACME-1/],
    [
      'an option that it does not have',
      { ...files, 'own/said-word.ts': code('said-word'), 'duwang.yaml': 'checks:\n  said-word:\n    wrod: x\n' },
      /duwang\.yaml:3:\d+\n.*word/,
    ],
    [
      'an option that it does not take',
      { ...files, 'own/said-word.ts': code('said-word'), 'duwang.yaml': 'checks:\n  said-word:\n    word: 3\n' },
      /duwang\.yaml:3:\d+/,
    ],
    [
      'a bad rule',
      { 'own/said-word.ts': code('said-word'), 'own/standards/acme.yaml': `${rule}terms: [{ wrong: x }]\n` },
      /acme\.yaml:3/,
    ],
  ])('%s', async (_, own, words) => {
    const folder = temporaryFolder({ ...smallSite, ...own });
    const { code: exit, stderr, stdout } = await runCli(folder, audit);
    expect(stderr).toMatch(words);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(() => readFileSync(join(folder, 'out/findings.json'))).toThrow();
  });
});

it('writes a new check whose cases pass, and tells of one that does not', async () => {
  const folder = temporaryFolder();
  expect(await runCli(folder, ['checks', 'new', 'vague-title'])).toMatchObject({ code: 0 });
  const tested = await runCli(folder, ['checks', 'test', 'my-checks']);
  expect(tested).toMatchObject({ code: 0 });
  expect(tested.stdout.match(/^ok/gm)).toHaveLength(3);
  expect(await runCli(folder, ['checks', 'new', 'vague-title'])).toMatchObject({ code: 2 });
  expect((await runCli(folder, ['checks', 'explain', 'vague-title', '--checks-dir', 'my-checks'])).stdout).toContain(
    'VAGUE-TITLE',
  );
});

it('lists the checks, and explains one with its options and clause', async () => {
  const folder = temporaryFolder();
  const list = await runCli(folder, ['checks', 'list', '--lang', 'en']);
  expect(list.stdout.split('\n').length).toBeGreaterThan(20);
  const explained = await runCli(folder, ['checks', 'explain', 'stale-column']);
  expect(explained).toMatchObject({ code: 0 });
  expect(explained.stdout).toContain('GW-');
  // A check that rests on several rules shows the clause of each; a rule leads to the checks on it.
  const several = await runCli(folder, ['checks', 'explain', 'late-consultation-feedback']);
  expect(several.stdout).toContain('征求意见结束后7天内公开意见采纳情况');
  const rule = await runCli(folder, ['checks', 'explain', 'PO-08']);
  expect(rule).toMatchObject({ code: 0 });
  expect(rule.stdout).toContain('late-consultation-feedback');
});
