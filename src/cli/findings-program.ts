import type { Command } from 'commander';
import type { Add, Answer, Call } from './call.ts';
import { addLang } from './flags.ts';

/** The commands over what a run found: to begin with, to look at it, to hold two runs against each other. */
export function addFindings(program: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const say = (zh: string, en: string): string => ({ zh, en })[lang];
  const json = say('输出 JSON', 'print JSON');
  const named = (command: Command): Command =>
    command
      .option(
        '--findings <file>',
        say('findings.json 的路径，默认 out/ 下最新的', 'the findings.json; the newest below out/'),
      )
      .option('--json', json);

  const findings = add(program, 'findings', { zh: '问题', en: 'the findings of a run' });
  const list = add(findings, 'list', { zh: '每条问题一行，重的在前', en: 'a line a finding, the worst first' });
  addLang(
    named(list)
      .option('--unit <id>', say('只看这个单位', 'of this unit only'))
      .option('--check <id>', say('只看这个检查项', 'of this check only')),
    lang,
  ).action(async (flags: object) => {
    const { listFindings } = await import('./commands/findings.ts');
    answer(listFindings(flags, call));
  });
  const show = add(findings, 'show <id>', { zh: '一条问题的全部内容', en: 'all that is said of one finding' });
  addLang(named(show), lang).action(async (id: string, flags: object) => {
    const { showFinding } = await import('./commands/findings.ts');
    answer(showFinding(id, flags, call));
  });

  const diff = add(program, 'diff <before> <after>', {
    zh: '比较两次的 findings.json：新增、仍在、未复查、不再发现',
    en: 'two findings.json held against each other: new, persisting, not re-checked, no longer found',
  });
  addLang(diff.option('--json', json), lang).action(async (before: string, after: string, flags: object) => {
    const { diffFindings } = await import('./commands/diff.ts');
    answer(diffFindings(before, after, flags, call));
  });

  const init = add(program, 'init [url...]', {
    zh: '写一份单位清单和配置，供修改',
    en: 'write a register of units and a configuration to begin with',
  });
  addLang(init, lang).action(async (urls: string[]) => {
    const { init: run } = await import('./commands/init.ts');
    answer(run(urls, call));
  });
}
