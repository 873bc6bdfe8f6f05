import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli, smallSite, temporaryFolder } from '../support/cli.ts';

/** The blocks of a README that are of this kind: `ts`, `yaml`, or '' for command lines. */
function blocks(file: string, kind: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, of, text]) =>
    of === kind && text !== undefined ? [text] : [],
  );
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const lines = blocks(file, '').flatMap((block) =>
    block.split('\n').map((line) => line.split(' # ')[0]?.trim() ?? ''),
  );
  const commands = lines.flatMap((line) => /^(?:duwang|npm start --) (.+)$/.exec(line)?.[1] ?? []);

  it('names commands that there are, with options that they take', async () => {
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      const [first = '', ...others] = command.split(/\s+/);
      const top = await runCli(temporaryFolder(), [first, '--help']);
      expect(top, command).toMatchObject({ code: 0, stdout: expect.stringContaining(`duwang ${first}`) as string });
      for (const flag of others.filter((word) => /^--[a-z]/.test(word)))
        expect(top.stdout, `${first} ${flag}`).toContain(flag);
      for (const part of command.matchAll(/\| (\w+)|^\w+ (\w+) (?=ID|[|])/g)) {
        const [, second = part[2] ?? ''] = part;
        const { stdout } = await runCli(temporaryFolder(), [first, second, '--help']);
        expect(stdout, `${first} ${second}`).toContain(`duwang ${first} ${second}`);
      }
    }
  });

  it('shows a register and a configuration that are right', async () => {
    const [units = '', configuration = ''] = blocks(file, 'yaml');
    const folder = temporaryFolder({ 'units.yaml': units, 'duwang.yaml': configuration });
    const { code, stderr } = await runCli(folder, ['config', 'print', '--units', 'units.yaml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('shows a check that passes the cases that `checks new` writes for it, and runs', async () => {
    const [code = ''] = blocks(file, 'ts');
    const folder = temporaryFolder(smallSite);
    await runCli(folder, ['checks', 'new', 'vague-title']);
    writeFileSync(`${folder}/my-checks/vague-title.ts`, code);
    expect(await runCli(folder, ['checks', 'test', 'my-checks'])).toMatchObject({ code: 0 });
    const replay = ['--replay', 'site', '--base', 'http://jyj.example.gov.cn/', '--type', 'department', '--quiet'];
    const ran = await runCli(folder, ['audit', ...replay, '--checks-dir', 'my-checks', '--checks', 'vague-title']);
    expect(ran).toMatchObject({ code: 0 });
  });
});
