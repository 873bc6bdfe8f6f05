import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/cli/config/read-config.ts';
import { renderingOf } from '../../src/cli/run/rendering.ts';
import { runCli, temporaryFolder } from '../support/cli.ts';

it('prints every value of a unit with its origin', async () => {
  const folder = temporaryFolder({
    'base.yaml': 'since: 2024-01-01\nchecks: { stale-column: { noticeMonths: 9 } }\n',
    'duwang.yaml':
      'extends: base.yaml\noverrides:\n  - unitType: town\n    checks: { stale-column: { noticeMonths: 4 } }\n',
    'units.yaml': `units:
  - { id: t, type: town, entry: http://t/ }
  - { id: c, type: county, entry: http://c/, overrides: { checks: { empty-column: off } } }
`,
  });
  const print = async (unit: string): Promise<string> =>
    (await runCli(folder, ['config', 'print', '--units', 'units.yaml', '--unit', unit])).stdout;
  expect(await print('t')).toMatch(/checks\.stale-column\.noticeMonths = 4 {2}# .*duwang\.yaml:4\n/);
  const county = await print('c');
  expect(county).toMatch(/checks\.stale-column\.noticeMonths = 9 {2}# .*base\.yaml:2\n/);
  expect(county).toMatch(/checks\.empty-column = "off" {2}# .*units\.yaml:3\n/);
  expect(county).toMatch(/since = "2024-01-01"/);
  expect(await runCli(folder, ['config', 'print', '--units', 'units.yaml', '--unit', 'x'])).toMatchObject({ code: 2 });
});

it('renders as it says, unless the command line says otherwise', () => {
  const folder = temporaryFolder({ 'duwang.yaml': 'crawl: { render: never, browser: /opt/chromium }\n' });
  const config = readConfig(undefined, folder);
  expect(renderingOf({}, config)).toEqual({ render: 'never', browser: '/opt/chromium' });
  expect(renderingOf({ render: 'always' }, config)).toMatchObject({ render: 'always' });
});

describe('refuses', () => {
  it.each<[string, string, RegExp]>([
    ['an unknown key', 'failon: major>0\n', /duwang\.yaml:1:1\n.*failOn/],
    ['an unknown key deeper', 'crawl:\n  maxPage: 3\n', /duwang\.yaml:2:3\n.*maxPages/],
    ['a value that does not fit', 'crawl: { concurrency: 0 }\n', /duwang\.yaml:1:23/],
    ['an unknown type', 'overrides:\n  - unitType: twon\n', /duwang\.yaml:2:15/],
    ['an unknown rule', 'rules:\n  GW-D88: { severity: minor }\n', /duwang\.yaml:2:\d+\n.*GW-D8/],
    ['an unknown rule to adopt', 'adopt: [NO-1]\n', /duwang\.yaml:1:9/],
    ['a circle', 'extends: duwang.yaml\n', /circular/],
    ['a base that is not there', 'extends: nowhere.yaml\n', /nowhere\.yaml/],
    ['no YAML', 'checks: {\n', /duwang\.yaml:\d+/],
  ])('%s', async (_, text, words) => {
    const folder = temporaryFolder({ 'duwang.yaml': text });
    const { code, stderr } = await runCli(folder, ['config', 'print']);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });
});
