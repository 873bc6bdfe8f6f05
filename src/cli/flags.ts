import { Option, type Command } from 'commander';
import { unitTypes, type UnitType } from '../contract/unit.ts';
import type { Day } from '../lib/day.ts';
import { depthPolicies } from '../crawl/limits.ts';
import { dayOf, formatsOf, hoursOf, listOf, numberOf, oneOf, regionOf, typeOf } from './flag-values.ts';
import type { Lang } from './lang.ts';

/** How a run is judged: what `check` and `audit` share. */
export interface JudgeFlags {
  readonly asOf?: Day;
  readonly since?: Day;
  readonly checks?: readonly string[];
  readonly skip?: readonly string[];
  readonly checksDir?: readonly string[];
  readonly type?: UnitType;
  readonly name?: string;
  readonly region?: string;
}

/** How a site is read: what `crawl` and `audit` share. */
export interface CrawlFlags {
  readonly units?: string;
  readonly scope?: 'host' | 'prefix' | 'domain';
  readonly replay?: string;
  readonly base?: string;
  readonly maxPages?: number;
  readonly maxDepth?: number;
  readonly concurrency?: number;
  readonly delay?: number;
  readonly resume?: boolean;
  readonly allowPrivate?: boolean;
  readonly ignoreRobots?: boolean;
  readonly reason?: string;
  readonly depthPolicy?: (typeof depthPolicies)[number];
  readonly proxy?: string;
  readonly userAgent?: string;
  readonly contact?: string;
  readonly quietHours?: readonly [from: number, until: number];
  readonly render?: 'auto' | 'never' | 'always';
  readonly browser?: string;
}

/** What a run leaves behind: what `check`, `report` and `audit` share. */
export interface OutputFlags {
  readonly out?: string;
  readonly format?: readonly ('json' | 'html')[];
  readonly failOn?: string;
  readonly minCoverage?: number;
  /** How many findings of the report get a picture. */
  readonly pictures?: number;
}

/** What every command that works for a while takes. */
export interface CommonFlags {
  readonly config?: string;
  readonly store?: string;
  readonly quiet?: boolean;
  readonly jsonProgress?: boolean;
}

type Words = Readonly<Record<Lang, string>>;
type Adder = (flags: string, words: Words, parse?: (value: string) => unknown) => void;

/** The headings of a long help. */
const groups = {
  judging: { zh: '判断：', en: 'Judging:' },
  crawling: { zh: '抓取：', en: 'Crawling:' },
  output: { zh: '输出：', en: 'Output:' },
} as const;

function adder(command: Command, lang: Lang, group?: keyof typeof groups): Adder {
  return (flags, words, parse) => {
    const option = new Option(flags, words[lang]);
    if (group) option.helpGroup(groups[group][lang]);
    if (parse) option.argParser(parse);
    command.addOption(option);
  };
}

/** Adds the flags of `JudgeFlags`. */
export function addJudgeFlags(command: Command, lang: Lang): Command {
  addDayFlags(command, lang);
  addChoiceFlags(command, lang);
  return addUnitFlags(command, lang);
}

function addDayFlags(command: Command, lang: Lang): void {
  const add = adder(command, lang, 'judging');
  add(
    '--as-of <day>',
    { zh: '按哪一天判断，默认今天（北京时间）', en: 'the day to judge by; today in China' },
    dayOf('--as-of'),
  );
  add(
    '--since <day>',
    { zh: '此前的行为不判，默认去年1月1日', en: 'acts before it are not judged; first of last year' },
    dayOf('--since'),
  );
}

/** Adds those of `JudgeFlags` that choose among the checks. */
export function addChoiceFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang, 'judging');
  add('--checks <ids>', { zh: '只做这些检查项，逗号分隔', en: 'only these checks, parted by commas' }, listOf);
  add('--skip <ids>', { zh: '不做这些检查项', en: 'not these checks' }, listOf);
  return addChecksDir(command, lang);
}

/** Adds `--checks-dir`. */
export function addChecksDir(command: Command, lang: Lang): Command {
  const words = { zh: '另加的检查项目录或 npm 包，可多次', en: 'a folder or package of more checks; repeatable' };
  const option = new Option('--checks-dir <dir>', words[lang]).helpGroup(groups.judging[lang]);
  return command.addOption(
    option.argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]),
  );
}

/** Adds those of `JudgeFlags` that say what the site itself does not say of its unit. */
export function addUnitFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang, 'judging');
  const types = unitTypes.join(' ');
  add('--type <type>', { zh: `单位类型：${types}`, en: `type of the unit: ${types}` }, typeOf);
  add('--name <name>', { zh: '单位名称', en: 'name of the unit' });
  add('--region <code>', { zh: '行政区划代码，六位', en: 'administrative code, six digits' }, regionOf);
  return command;
}

/** Adds the flags of `CrawlFlags`. */
export function addCrawlFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang, 'crawling');
  add('-u, --units <file>', { zh: '单位清单：YAML、CSV 或 XLSX', en: 'a register of units: YAML, CSV or XLSX' });
  add(
    '--scope <scope>',
    { zh: '范围：host prefix domain，默认 host', en: 'host, prefix or domain; host by default' },
    oneOf('--scope', ['host', 'prefix', 'domain']),
  );
  add('--replay <path>', {
    zh: '读已存的页面，不联网：目录、.warc.gz 或 .wacz',
    en: 'read stored pages, no network: a folder, .warc.gz or .wacz',
  });
  add('--base <url>', { zh: '--replay 目录对应的网址', en: 'the address that a folder of --replay stands for' });
  add(
    '--max-pages <n>',
    { zh: '每个单位最多取多少页', en: 'at most so many pages a unit' },
    numberOf('--max-pages', 1),
  );
  add(
    '--max-depth <n>',
    { zh: '离入口最多多少次点击', en: 'at most so many clicks from the entry' },
    numberOf('--max-depth', 0),
  );
  add(
    '--concurrency <n>',
    { zh: '同时读多少个主机，默认 16', en: 'hosts at a time; 16' },
    numberOf('--concurrency', 1),
  );
  add(
    '--delay <ms>',
    { zh: '对同一主机两次请求的间隔，默认 1000，本机 0', en: 'between two requests to a host; 1000, loopback 0' },
    numberOf('--delay', 0),
  );
  add('--resume', { zh: '接着上次没做完的做', en: 'go on where the last run stopped' });
  add('--allow-private', { zh: '允许访问内网地址', en: 'private addresses may be fetched' });
  add('--ignore-robots', { zh: '不遵守 robots.txt，须同时写 --reason', en: 'do not obey robots.txt; needs --reason' });
  add('--reason <text>', { zh: '不遵守 robots.txt 的理由，记入结果', en: 'why robots.txt is not obeyed; recorded' });
  add(
    '--depth-policy <policy>',
    {
      zh: '读多深：whole（全部） recent（近期的） lists（只读列表）',
      en: 'how deep: whole, recent (since --since) or lists',
    },
    oneOf('--depth-policy', depthPolicies),
  );
  add('--proxy <url>', { zh: '代理，默认取自环境变量', en: 'a proxy; from the environment by default' });
  add('--user-agent <text>', { zh: '请求时的 User-Agent', en: 'the User-Agent of requests' });
  add('--contact <text>', { zh: '写进 User-Agent 的联系方式', en: 'a contact for the User-Agent' });
  add(
    '--quiet-hours <from-to>',
    { zh: '不请求的时段，如 7-22（北京时间）', en: 'no requests then, such as 7-22 (China)' },
    hoursOf,
  );
  return addBrowserFlags(command, lang);
}

/** Adds those of `CrawlFlags` that mean something where stored pages are read. */
export function addImportFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang, 'crawling');
  add('--base <url>', { zh: '目录对应的网址；档案里没有时也要写', en: 'the address that a folder stands for' });
  add('-u, --units <file>', { zh: '单位清单：YAML、CSV 或 XLSX', en: 'a register of units: YAML, CSV or XLSX' });
  add(
    '--scope <scope>',
    { zh: '范围：host prefix domain，默认 host', en: 'host, prefix or domain; host by default' },
    oneOf('--scope', ['host', 'prefix', 'domain']),
  );
  return command;
}

/** Adds those of them that say whether and with which browser pages are rendered. */
export function addBrowserFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang, 'crawling');
  add(
    '--render <when>',
    { zh: '浏览器渲染：auto never always', en: 'render in a browser: auto, never or always' },
    oneOf('--render', ['auto', 'never', 'always']),
  );
  add('--browser <path>', { zh: '浏览器的路径', en: 'path of the browser' });
  return command;
}

/** Adds the flags of `OutputFlags`. */
export function addOutputFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang, 'output');
  add('-o, --out <dir>', { zh: '输出目录，默认 out/<主机>-<日期>', en: 'where the results go; out/<host>-<day>' });
  add('--format <list>', { zh: '输出 json,html', en: 'json,html' }, formatsOf);
  command.addOption(picturesOption(lang));
  add('--fail-on <expr>', {
    zh: "门槛，如 'new.major>0,coverage<95%'",
    en: "the gate, such as 'new.major>0,coverage<95%'",
  });
  add(
    '--min-coverage <percent>',
    { zh: '覆盖率下限，默认 80', en: 'floor of the coverage; 80' },
    numberOf('--min-coverage', 0, 100),
  );
  return command;
}

/** `--pictures`: how many findings of a report get a screenshot. */
export function picturesOption(lang: Lang): Option {
  const words = {
    zh: '报告里给最重的几条问题截图；联网审计默认 30，其余默认 0',
    en: 'screenshots in the report, worst findings first; 30 when read from the web, else 0',
  };
  return new Option('--pictures <n>', words[lang]).helpGroup(groups.output[lang]).argParser(numberOf('--pictures', 0));
}

/** `--keep`: how many snapshots of each unit `store prune` leaves whole. */
export function keepOption(lang: Lang): Option {
  const words = {
    zh: '每个单位保留最近几次抓取的全部正文，默认 2',
    en: 'so many snapshots of each unit stay whole; 2',
  };
  return new Option('--keep <n>', words[lang]).argParser(numberOf('--keep', 1));
}

/** Adds the flags of `CommonFlags`, and `--lang`. */
export function addCommonFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang);
  addConfigFlag(command, lang);
  addStoreFlag(command, lang);
  add('-q, --quiet', { zh: '不显示进度', en: 'no progress' });
  add('--json-progress', { zh: '进度写成 JSON 行（stderr）', en: 'progress as JSON lines (stderr)' });
  return addLang(command, lang);
}

/** Adds `--config`, `--store` and `--lang`: for what is only looked up. */
export function addStoredFlags(command: Command, lang: Lang): Command {
  return addLang(addStoreFlag(addConfigFlag(command, lang), lang), lang);
}

/** Adds `--config`. */
export function addConfigFlag(command: Command, lang: Lang): Command {
  adder(command, lang)('--config <file>', {
    zh: '配置文件，默认 duwang.yaml',
    en: 'configuration; duwang.yaml',
  });
  return command;
}

function addStoreFlag(command: Command, lang: Lang): Command {
  adder(command, lang)('--store <dir>', {
    zh: '抓取记录的目录，默认 .duwang',
    en: 'where captures are kept; .duwang',
  });
  return command;
}

/** Adds `--lang`: read before everything else, known everywhere. */
export function addLang(command: Command, lang: Lang): Command {
  adder(command, lang)('--lang <lang>', { zh: '语言：zh en', en: 'language: zh or en' }, oneOf('--lang', ['zh', 'en']));
  return command;
}
