import { Option, type Command } from 'commander';
import { unitTypes, type UnitType } from '../contract/unit.ts';
import { parseDay, type Day } from '../lib/day.ts';
import { depthPolicies } from '../crawl/limits.ts';
import { UserError } from '../lib/error.ts';
import { nearest } from '../lib/nearest.ts';
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

function adder(command: Command, lang: Lang): Adder {
  return (flags, words, parse) => {
    const option = new Option(flags, words[lang]);
    if (parse) option.argParser(parse);
    command.addOption(option);
  };
}

/** Adds the flags of `JudgeFlags`. */
export function addJudgeFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang);
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
  add('--checks <ids>', { zh: '只做这些检查项，逗号分隔', en: 'only these checks, parted by commas' }, listOf);
  add('--skip <ids>', { zh: '不做这些检查项', en: 'not these checks' }, listOf);
  command.addOption(
    new Option(
      '--checks-dir <dir>',
      { zh: '另加的检查项目录或 npm 包，可多次', en: 'a folder or package of more checks; repeatable' }[lang],
    ).argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]),
  );
  add(
    '--type <type>',
    { zh: `单位类型：${unitTypes.join(' ')}`, en: `type of the unit: ${unitTypes.join(' ')}` },
    typeOf,
  );
  add('--name <name>', { zh: '单位名称', en: 'name of the unit' });
  add('--region <code>', { zh: '行政区划代码，六位', en: 'administrative code, six digits' }, regionOf);
  return command;
}

/** Adds the flags of `CrawlFlags`. */
export function addCrawlFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang);
  add('--units <file>', { zh: '单位清单：YAML、CSV 或 XLSX', en: 'a register of units: YAML, CSV or XLSX' });
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
  const add = adder(command, lang);
  add('--base <url>', { zh: '目录对应的网址；档案里没有时也要写', en: 'the address that a folder stands for' });
  add('--units <file>', { zh: '单位清单：YAML、CSV 或 XLSX', en: 'a register of units: YAML, CSV or XLSX' });
  add(
    '--scope <scope>',
    { zh: '范围：host prefix domain，默认 host', en: 'host, prefix or domain; host by default' },
    oneOf('--scope', ['host', 'prefix', 'domain']),
  );
  return command;
}

/** Adds those of them that say whether and with which browser pages are rendered. */
export function addBrowserFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang);
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
  const add = adder(command, lang);
  add('--out <dir>', { zh: '输出目录，默认 out/<主机>-<日期>', en: 'where the results go; out/<host>-<day>' });
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
  return new Option('--pictures <n>', words[lang]).argParser(numberOf('--pictures', 0));
}

/** Adds the flags of `CommonFlags`, and `--lang`. */
export function addCommonFlags(command: Command, lang: Lang): Command {
  const add = adder(command, lang);
  add('--config <file>', { zh: '配置文件，默认 duwang.yaml', en: 'configuration; duwang.yaml' });
  add('--store <dir>', { zh: '抓取记录的目录，默认 .duwang', en: 'where captures are kept; .duwang' });
  add('--quiet', { zh: '不显示进度', en: 'no progress' });
  add('--json-progress', { zh: '进度写成 JSON 行（stderr）', en: 'progress as JSON lines (stderr)' });
  return addLang(command, lang);
}

/** Adds `--lang`: read before everything else, known everywhere. */
export function addLang(command: Command, lang: Lang): Command {
  adder(command, lang)('--lang <lang>', { zh: '语言：zh en', en: 'language: zh or en' }, oneOf('--lang', ['zh', 'en']));
  return command;
}

function wrong(flag: string, message: string, hint?: string): UserError {
  return new UserError(`${flag}: ${message}`, hint === undefined ? {} : { hint });
}

function dayOf(flag: string): (value: string) => Day {
  return (value) => {
    const day = parseDay(value);
    if (day === undefined) throw wrong(flag, `“${value}”不是日期 (not a day)`, 'YYYY-MM-DD');
    return day;
  };
}

function numberOf(flag: string, least: number, most = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = /^\d{1,15}(?:\.\d{1,3})?%?$/.test(value) ? Number(value.replace('%', '')) : NaN;
    const isWhole = Number.isInteger(number) || flag === '--min-coverage';
    if (!isWhole || number < least || number > most)
      throw wrong(flag, `“${value}”不是合适的数 (not a fit number)`, `≥ ${least}`);
    return number;
  };
}

function oneOf<const T extends string>(flag: string, known: readonly T[]): (value: string) => T {
  return (value) => {
    const found = known.find((one) => one === value);
    if (found !== undefined) return found;
    const meant = nearest(value, known);
    throw wrong(
      flag,
      `不认识“${value}” (unknown)`,
      meant === undefined ? known.join(' ') : `是不是 ${meant}？(did you mean ${meant}?)`,
    );
  };
}

function typeOf(value: string): UnitType {
  return oneOf('--type', unitTypes)(value);
}

function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function formatsOf(value: string): readonly ('json' | 'html')[] {
  return listOf(value).map(oneOf('--format', ['json', 'html']));
}

function regionOf(value: string): string {
  if (!/^[1-9]\d{5}$/.test(value))
    throw wrong('--region', `“${value}”不是六位行政区划代码 (not an administrative code)`);
  return value;
}

/** `7-22` or `07:00-22:00`: whole hours. */
export function hoursOf(value: string): readonly [from: number, until: number] {
  const match = /^(\d{1,2})(?::00)?-(\d{1,2})(?::00)?$/.exec(value);
  const [from, until] = [Number(match?.[1] ?? NaN), Number(match?.[2] ?? NaN)];
  if (from <= 23 && until <= 24) return [from, until];
  throw wrong('--quiet-hours', `“${value}”不是整点时段 (not whole hours)`, '7-22');
}
