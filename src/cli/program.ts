import { Command } from 'commander';
import type { Add, Answer, Call } from './call.ts';
import { complaint } from './commander-words.ts';
import { addEvidence } from './evidence-program.ts';
import { addFindings } from './findings-program.ts';
import {
  addBrowserFlags,
  addChecksDir,
  addChoiceFlags,
  addCommonFlags,
  addConfigFlag,
  addCrawlFlags,
  addImportFlags,
  addJudgeFlags,
  addLang,
  addOutputFlags,
  keepOption,
  addStoredFlags,
  addUnitFlags,
  picturesOption,
} from './flags.ts';
import { helpStyle, helpWidth } from './help.ts';
import type { Io } from './io.ts';
import type { Lang } from './lang.ts';
import { packageRoot } from './package-root.ts';

type Words = Readonly<Record<Lang, string>>;

const examples: Words = {
  zh: `
例：
  duwang audit https://www.example.gov.cn/
  duwang audit --units units.yaml --fail-on 'new.major>0,coverage<95%'
  duwang audit --replay site.wacz`,
  en: `
Examples:
  duwang audit https://www.example.gov.cn/
  duwang audit --units units.yaml --fail-on 'new.major>0,coverage<95%'
  duwang audit --replay site.wacz`,
};

/** The command line. Each command loads its own work only when it is called. */
export function makeProgram(io: Io, lang: Lang, answer: (exitCode: number) => void): Command {
  const call: Call = { io, lang };
  const program = new Command('duwang');
  prepare(program, io, lang);
  program
    .description(
      {
        zh: '读网：读政务公开网站，按规则检查，写出经得起核对的问题清单',
        en: 'reads disclosure sites, judges them by the rules, writes findings that hold up',
      }[lang],
    )
    .version(packageRoot().version, '-V, --version', { zh: '版本', en: 'the version' }[lang])
    .helpOption('-h, --help', { zh: '帮助', en: 'help' }[lang])
    .helpCommand(
      { zh: 'help [命令]', en: 'help [command]' }[lang],
      { zh: '某个命令的帮助', en: 'help for a command' }[lang],
    );
  addLang(program, lang);

  const add = (parent: Command, usage: string, words: Words): Command => {
    const command = parent.command(usage).description(words[lang]);
    prepare(command, io, lang);
    command.helpOption('-h, --help', { zh: '帮助', en: 'help' }[lang]);
    return command;
  };
  addStages(program, call, answer, add);
  addFindings(program, call, answer, add);
  addLooking(program, call, answer, add);
  addKeeping(program, call, answer, add);
  addEvidence(program, call, answer, add);
  addCompletion(program, call, add);
  return program;
}

function prepare(command: Command, io: Io, lang: Lang): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      getOutHelpWidth: () => helpWidth(io),
      getErrHelpWidth: () => helpWidth(io),
      outputError: (text, write) => {
        write(complaint(text, lang));
      },
    })
    .configureHelp(helpStyle(lang))
    .showSuggestionAfterError();
}

/** Last of all: what it writes is derived from all the others. */
function addCompletion(program: Command, call: Call, add: Add): void {
  const completion = add(program, 'completion <shell>', {
    zh: '命令补全脚本：bash zsh fish',
    en: 'the completion script of a shell: bash, zsh or fish',
  });
  addLang(completion, call.lang).action(async (shell: string) => {
    const { completionOf } = await import('./completion.ts');
    call.io.stdout(completionOf(program, shell));
  });
}

/** The whole way, and its stages alone. */
function addStages(program: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const audit = add(program, 'audit [url...]', {
    zh: '抓取、检查、出报告，一步做完',
    en: 'crawl, check and report in one go',
  });
  addCommonFlags(addOutputFlags(addCrawlFlags(addJudgeFlags(audit, lang), lang), lang), lang);
  audit.addHelpText('after', examples[lang]);
  audit.action(async (urls: string[], flags: object) => {
    const { audit: run } = await import('./commands/audit.ts');
    answer(await run(urls, flags, call));
  });

  const crawl = add(program, 'crawl [url...]', { zh: '只抓取，存成快照', en: 'only crawl, into a snapshot' });
  addCommonFlags(addCrawlFlags(crawl, lang), lang);
  crawl.action(async (urls: string[], flags: object) => {
    const { crawlOnly } = await import('./commands/crawl.ts');
    answer(await crawlOnly(urls, flags, call));
  });

  const take = add(program, 'import <archive>', {
    zh: '把别人存的网页（.wacz .warc.gz 或目录）存成快照，之后与自己抓取的一样检查',
    en: 'store an archive of others (.wacz, .warc.gz or a folder) as a snapshot, to be judged as if crawled',
  });
  addCommonFlags(addUnitFlags(addImportFlags(take, lang), lang), lang).action(
    async (archive: string, flags: object) => {
      const { importArchive } = await import('./commands/import.ts');
      answer(await importArchive(archive, flags, call));
    },
  );

  const check = add(program, 'check [snapshot...]', {
    zh: '对已存的快照做检查，不联网；默认各单位最新的',
    en: 'judge stored snapshots, offline; the newest of each unit by default',
  });
  check.option(
    '--units <file>',
    { zh: '单位清单：只看其中的单位，按其中的配置', en: 'a register: its units only, judged as it says' }[lang],
  );
  addCommonFlags(addOutputFlags(addJudgeFlags(check, lang), lang), lang);
  check.action(async (ids: string[], flags: object) => {
    const { checkOnly } = await import('./commands/check.ts');
    answer(await checkOnly(ids, flags, call));
  });

  const report = add(program, 'report <findings.json>', {
    zh: '由 findings.json 生成 HTML 报告',
    en: 'make the HTML report of a findings.json',
  });
  addCommonFlags(
    report
      .option('--out <dir>', { zh: '输出目录，默认在旁边的 report/', en: 'where it goes; report/ beside it' }[lang])
      .option('--browser <path>', { zh: '浏览器的路径', en: 'path of the browser' }[lang])
      .addOption(picturesOption(lang)),
    lang,
  );
  report.action(async (file: string, flags: object) => {
    const { reportOnly } = await import('./commands/report.ts');
    answer(await reportOnly(file, flags, call));
  });
}

/** Looking at one thing: a page, the columns of a site, a check, a URL, a configuration. */
function addLooking(program: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const json = { zh: '输出 JSON', en: 'print JSON' }[lang];

  const inspect = add(program, 'inspect [source]', {
    zh: '一页是怎样读的：网址或文件',
    en: 'how a page is read: a URL or a file',
  });
  inspect
    .option('--url <base>', { zh: '文件原来的网址', en: 'where the file was found' }[lang])
    .option('--json', { zh: '输出 JSON（键同标注语料）', en: 'print JSON, in the keys of the labelled corpus' }[lang])
    .option(
      '--batch <list>',
      { zh: '每行 {file,path,url}，每页输出一行 JSON', en: 'lines {file,path,url}; a line of JSON a page' }[lang],
    )
    .option('--allow-private', { zh: '允许访问内网地址', en: 'private addresses may be fetched' }[lang]);
  addLang(inspect, lang).action(async (source: string | undefined, flags: object) => {
    const { inspect: run } = await import('./commands/inspect.ts');
    answer(await run(source, flags, call));
  });

  const columns = add(program, 'columns [url...]', {
    zh: '栏目一览：类型、最新、怎样认出的',
    en: 'the columns: type, newest, how known',
  }).option('--json', json);
  addCommonFlags(addCrawlFlags(columns, lang), lang).action(async (urls: string[], flags: object) => {
    const { columns: run } = await import('./commands/columns.ts');
    answer(await run(urls, flags, call));
  });

  const why = add(program, 'why <url>', {
    zh: '一个网址的来历和每次抓取',
    en: 'where a URL came from, and what came of it',
  }).option('--json', json);
  addStoredFlags(why, lang).action(async (url: string, flags: object) => {
    const { why: run } = await import('./commands/why.ts');
    answer(run(url, flags, call));
  });

  const config = add(program, 'config', { zh: '配置', en: 'the configuration' });
  const print = add(config, 'print', {
    zh: '每个生效的值和它的出处',
    en: 'every value in force, and where it was said',
  });
  print
    .option('--unit <id>', { zh: '单位编号', en: 'id of the unit' }[lang])
    .option('--units <file>', { zh: '单位清单', en: 'the register' }[lang]);
  addLang(addConfigFlag(addJudgeFlags(print, lang), lang), lang).action(async (flags: object) => {
    const { printConfig } = await import('./commands/config.ts');
    answer(await printConfig(flags, call));
  });
}

/** What is kept, and the house itself: checks, units, runs, the machine. */
function addKeeping(program: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const json = { zh: '输出 JSON', en: 'print JSON' }[lang];
  addChecks(program, call, answer, add);

  const units = add(program, 'units', { zh: '单位清单', en: 'the register of units' });
  const check = add(units, 'check <file>', {
    zh: '检查单位清单，不联网',
    en: 'whether a register is right; nothing is fetched',
  });
  addLang(check, lang).action(async (file: string, flags: object) => {
    const { checkUnits } = await import('./commands/units.ts');
    answer(checkUnits(file, flags, call));
  });
  const guess = add(units, 'guess <source>', {
    zh: '由首页推测单位，并说明依据',
    en: 'what a home page says of its unit, and on what grounds',
  });
  guess.option('--url <base>', { zh: '文件原来的网址', en: 'where the file was found' }[lang]).option('--json', json);
  addLang(guess, lang).action(async (source: string, flags: object) => {
    const { guess: run } = await import('./commands/units.ts');
    answer(await run(source, flags, call));
  });

  const runs = add(program, 'runs', { zh: '历次抓取', en: 'the runs' });
  addStoredFlags(add(runs, 'list', { zh: '列出快照', en: 'list the snapshots' }).option('--json', json), lang).action(
    async (flags: object) => {
      const { listRuns } = await import('./commands/runs.ts');
      answer(listRuns(flags, call));
    },
  );

  const store = add(program, 'store', { zh: '抓取记录', en: 'what is stored' });
  const prune = add(store, 'prune', {
    zh: '清理旧抓取中没有问题引用的正文；先只列出，加 --yes 才删',
    en: 'take out what only older runs hold and no finding cites; tells first, --yes does it',
  })
    .addOption(keepOption(lang))
    .option('--yes', { zh: '确认清理', en: 'do it' }[lang]);
  addCommonFlags(prune, lang).action(async (flags: object) => {
    const { prune: run } = await import('./commands/store.ts');
    answer(await run(flags, call));
  });

  addStoredFlags(
    add(program, 'doctor', {
      zh: '检查本机：浏览器、字体、磁盘、时钟、域名、代理',
      en: 'the machine: browser, fonts, disk, clock, DNS, proxy',
    }),
    lang,
  ).action(async (flags: object) => {
    const { doctor } = await import('./commands/doctor.ts');
    answer(await doctor(flags, call));
  });

  const demo = add(program, 'demo', {
    zh: '在本机架起自带的样例网站并审计',
    en: 'serve the bundled sites on loopback and audit them',
  });
  addCommonFlags(addOutputFlags(addBrowserFlags(addChoiceFlags(demo, lang), lang), lang), lang).action(
    async (flags: object) => {
      const { demo: run } = await import('./commands/demo.ts');
      answer(await run(flags, call));
    },
  );

  const schema = add(program, 'schema <name>', {
    zh: 'findings.json 或 gate.json 的 JSON Schema：findings gate',
    en: 'the JSON Schema of findings.json or gate.json: findings, gate',
  });
  addLang(schema, lang).action(async (name: string) => {
    const { schemaOf } = await import('./commands/schema.ts');
    call.io.stdout(schemaOf(name));
  });
}

function addChecks(program: Command, call: Call, answer: Answer, add: Add): void {
  const { lang } = call;
  const checks = add(program, 'checks', { zh: '检查项', en: 'the checks' });
  const list = add(checks, 'list', { zh: '列出检查项', en: 'list the checks' }).option(
    '--json',
    { zh: '输出 JSON', en: 'print JSON' }[lang],
  );
  addLang(addConfigFlag(addChecksDir(list, lang), lang), lang).action(async (flags: object) => {
    const { listChecks } = await import('./commands/checks.ts');
    answer(await listChecks(flags, call));
  });
  const explain = add(checks, 'explain <id>', {
    zh: '一个检查项的说明、选项和依据',
    en: 'the page, options and clause of a check',
  });
  addLang(addConfigFlag(addChecksDir(explain, lang), lang), lang).action(async (id: string, flags: object) => {
    const { explainCheck } = await import('./commands/checks.ts');
    answer(await explainCheck(id, flags, call));
  });

  const fresh = add(checks, 'new <id>', {
    zh: '新写一个检查项：代码、说明、依据和案例',
    en: 'write a new check: code, page, rule and cases',
  });
  fresh.option('--dir <dir>', { zh: '放在哪个目录，默认 my-checks', en: 'where it goes; my-checks' }[lang]);
  addLang(fresh, lang).action(async (id: string, flags: object) => {
    const { newCheck } = await import('./commands/new-check.ts');
    answer(newCheck(id, flags, call));
  });
  const test = add(checks, 'test <dir>', { zh: '跑检查项目录里的案例', en: 'judge the cases in a folder of checks' });
  addLang(test, lang).action(async (dir: string) => {
    const { testChecks } = await import('./commands/test-checks.ts');
    answer(await testChecks(dir, call));
  });
}
