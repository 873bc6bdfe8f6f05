import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from '../support/cli.ts';

/** The script of a shell, in a file. */
async function scriptOf(shell: string, folder = temporaryFolder()): Promise<string> {
  const { code, stdout } = await runCli(folder, ['completion', shell]);
  expect(code).toBe(0);
  const file = join(folder, `duwang.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

const isHere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

function run(shell: string, lines: string): readonly string[] {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', lines], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

/** What is typed, and some of what has to be offered; `-` stands for nothing at all. */
const typed: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ['', ['audit', 'evidence', 'completion', 'doctor'], ['pack', '--tsa']],
  ['ev', ['evidence'], ['audit']],
  ['evidence ', ['pack', 'sheet', 'verify', 'keygen'], ['audit']],
  ['evidence pack --t', ['--to', '--tsa'], ['--deadline']],
  ['notice --d', ['--deadline'], ['--tsa']],
  ['audit http://www.example.gov.cn/ --as', ['--as-of'], ['--to']],
  ['checks --lang en ex', ['explain'], ['list']],
];

describe('completion', () => {
  it('is written for three shells, in the language of the call, and for no other', async () => {
    const folder = temporaryFolder();
    for (const shell of ['bash', 'zsh', 'fish']) await scriptOf(shell, folder);
    expect((await runCli(folder, ['completion', 'zsh', '--lang', 'en'])).stdout).toContain(
      'pack what findings rest on',
    );
    expect((await runCli(folder, ['completion', 'zsh'])).stdout).toContain('把问题的证据装成 WACZ');
    expect(await runCli(folder, ['completion', 'fich'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fish?') as string,
    });
  });

  it.skipIf(!isHere('bash'))('offers in bash what fits (skipped: no bash here)', async () => {
    const file = await scriptOf('bash');
    for (const [line, offered, not] of typed) {
      const words = ['duwang', ...line.split(' ')];
      const array = words.map((word) => `'${word}'`).join(' ');
      const said = run(
        'bash',
        `source ${file}; COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _duwang; printf '%s\\n' "\${COMPREPLY[@]}"`,
      );
      expect(said, line).toEqual(expect.arrayContaining([...offered]));
      for (const word of not) expect(said, line).not.toContain(word);
    }
  });

  it.skipIf(!isHere('zsh'))('offers in zsh what fits (skipped: no zsh here)', async () => {
    const file = await scriptOf('zsh');
    // Its own machinery narrows what is offered by what was typed; here all of the place is shown.
    const stubs = `compdef() { }; _files() { }; _describe() { local name=\${@[-1]}; print -rl -- "\${(@P)name}"; }`;
    for (const [line, offered, not] of typed) {
      const words = ['duwang', ...line.split(' ')];
      const array = words.map((word) => `'${word}'`).join(' ');
      const said = run('zsh', `${stubs}; source ${file}; words=(${array}); CURRENT=${words.length}; _duwang`).map(
        (one) => one.split(':')[0] ?? '',
      );
      expect(said, line).toEqual(expect.arrayContaining([...offered]));
      for (const word of not.filter((one) => !/^[a-z]/.test(one))) expect(said, line).not.toContain(word);
    }
  });

  it.skipIf(!isHere('fish'))('offers in fish what fits (skipped: no fish here)', async () => {
    const file = await scriptOf('fish');
    for (const [line, offered, not] of typed) {
      const said = run('fish', `source ${file}; complete -C 'duwang ${line}'`).map((one) => one.split('\t')[0] ?? '');
      expect(said, line).toEqual(expect.arrayContaining([...offered]));
      for (const word of not) expect(said, line).not.toContain(word);
    }
  });
});
