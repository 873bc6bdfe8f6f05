import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from '../support/cli.ts';

const here = (): string => temporaryFolder();

it('prints its version', async () => {
  expect(await runCli(here(), ['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
  });
});

it.each([
  ['zh', '抓取、检查、出报告'],
  ['en', 'crawl, check and report'],
])('helps in %s', async (lang, words) => {
  const { code, stdout, stderr } = await runCli(here(), ['--help', '--lang', lang]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(words);
});

it('helps where nothing is asked', async () => {
  expect(await runCli(here(), [])).toMatchObject({ code: 0, stdout: expect.stringContaining('audit') as string });
});

it.each([
  'audit',
  'crawl',
  'check',
  'report',
  'import',
  'notice',
  'inspect',
  'columns',
  'why',
  'config print',
  'checks list',
  'checks explain',
  'checks new',
  'checks test',
  'units check',
  'units guess',
  'runs list',
  'evidence pack',
  'evidence sheet',
  'evidence verify',
  'evidence keygen',
  'findings list',
  'findings show',
  'diff',
  'init',
  'doctor',
  'demo',
  'schema',
])('%s tells its options in both languages', async (command) => {
  const [zh, en] = await Promise.all(
    ['zh', 'en'].map((lang) => runCli(here(), [...command.split(' '), '--help', '--lang', lang])),
  );
  expect([zh?.code, en?.code]).toEqual([0, 0]);
  expect(zh?.stdout).toContain('--lang');
  expect(en?.stdout).toContain('--lang');
  expect(en?.stdout).not.toMatch(/\p{Script=Han}/u);
});

it.each([
  [['adit'], /没有命令 adit[\s\S]*（是不是 audit？）/],
  [['audit', '--as-off', '2026-03-02'], /没有选项 --as-off[\s\S]*（是不是 --as-of？）/],
  [['audit', '--as-of'], /选项 --as-of <day> 后面缺少值/],
  [['why'], /缺少参数 <url>/],
  [['why', 'a', 'b'], /参数太多：只要 1 个，写了 2 个/],
])('%j is refused in Chinese', async (args, words) => {
  const { code, stderr } = await runCli(here(), args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/error|Did you mean|argument/);
  expect((await runCli(here(), [...args, '--lang=en'])).stderr).not.toMatch(/\p{Script=Han}/u);
});

describe('refuses before anything is fetched', () => {
  const url = 'http://127.0.0.1:9/';
  it.each<[string, readonly string[], RegExp]>([
    ['an unknown command', ['adit'], /audit/],
    ['an unknown option', ['audit', url, '--as-off', '2026-03-02'], /--as-of/],
    ['nobody', ['audit'], /nobody to audit/],
    ['no URL', ['audit', 'ftp://a.example/'], /not a URL/],
    ['one URL twice', ['audit', url, url], /given twice/],
    ['no day', ['audit', url, '--as-of', '2026-02-30'], /--as-of: .*not a day/],
    ['no number', ['audit', url, '--max-pages', 'many'], /--max-pages/],
    ['an unknown type', ['audit', url, '--type', 'contry'], /did you mean county/],
    ['an unknown check', ['audit', url, '--checks', 'stale-colum'], /did you mean stale-column/],
    ['an unknown check to skip', ['audit', url, '--skip', 'nothing'], /no such check/],
    ['a gate that is none', ['audit', url, '--fail-on', 'mayor>0'], /--fail-on:1:1[\s\S]*major/],
    ['a format that is none', ['audit', url, '--format', 'pdf'], /--format/],
    ['a percentage over 100', ['audit', url, '--min-coverage', '101'], /--min-coverage/],
    ['no robots without a reason', ['audit', url, '--ignore-robots'], /needs a reason/],
    ['no such register', ['audit', '--units', 'nowhere.yaml'], /nowhere\.yaml/],
    ['URLs beside a register', ['audit', url, '--units', 'units.yaml'], /not both/],
    ['no such folder of checks', ['audit', url, '--checks-dir', 'nowhere'], /no such folder/],
    ['no such configuration', ['audit', url, '--config', 'nowhere.yaml'], /nowhere\.yaml/],
    ['nothing to replay', ['audit', '--replay', 'nowhere', '--base', url], /nowhere/],
    ['a base without a replay', ['audit', url, '--base', url], /goes with --replay/],
    ['no store', ['check', '--store', 'nowhere'], /nowhere/],
    ['no findings', ['report', 'nowhere.json'], /nowhere\.json/],
    ['no schema', ['schema', 'verdicts'], /findings gate/],
    ['no page', ['inspect'], /no page/],
    ['no file', ['inspect', 'nowhere.html'], /nowhere\.html/],
  ])('%s: exit 2', async (_, args, words) => {
    const { code, stdout, stderr } = await runCli(here(), args);
    expect(stderr).toMatch(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

it('calls its own fault by its name', async () => {
  const { code, stderr } = await runCli(here(), ['schema', 'findings'], {
    stdout: () => {
      throw new TypeError('boom');
    },
  });
  expect(code).toBe(70);
  expect(stderr).toContain('boom');
});

it('tells the disk from a bug', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const { code, stderr } = await runCli(here(), ['schema', 'findings', '--lang', 'en'], {
    stdout: () => {
      throw full;
    },
  });
  expect({ code, stderr }).toEqual({ code: 5, stderr: 'environment: the disk is full (no space left)\n' });
});
