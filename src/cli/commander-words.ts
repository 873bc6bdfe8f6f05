import type { Lang } from './lang.ts';

/** What commander says in English, and what a person reads. Names of options and commands stay as they were typed. */
const words: readonly (readonly [said: RegExp, zh: string])[] = [
  [/^error: unknown option '(.+?)'/m, '没有选项 $1'],
  [/^error: missing required argument '(.+?)'/m, '缺少参数 <$1>'],
  [/^error: option '(.+?)' argument missing/m, '选项 $1 后面缺少值'],
  [/^error: required option '(.+?)' not specified/m, '必须写选项 $1'],
  [/^error: unknown command '(.+?)'/m, '没有命令 $1'],
  [
    /^error: too many arguments(?: for '(.+?)')?\. Expected (\d+) arguments? but got (\d+)\.?/m,
    '参数太多：只要 $2 个，写了 $3 个',
  ],
  [/^error: option '(.+?)' cannot be used with option '(.+?)'/m, '选项 $1 不能与 $2 同用'],
  [/^error: option '(.+?)' argument '(.+?)' is invalid\.\s*(.*)/m, '选项 $1 的值“$2”不对 $3'],
  [/^error: command-argument value '(.+?)' is invalid for argument '(.+?)'\.\s*(.*)/m, '参数 $2 的值“$1”不对 $3'],
  [/\(Did you mean one of (.+?)\?\)/, '（是不是其中之一：$1？）'],
  [/\(Did you mean (.+?)\?\)/, '（是不是 $1？）'],
  [/\(use --help for additional information\)/, '（用 --help 看说明）'],
];

/** A complaint about the command line, in the language of the call. */
export function complaint(said: string, lang: Lang): string {
  if (lang === 'en') return said;
  const translated = words.reduce((text, [pattern, zh]) => text.replace(pattern, zh), said);
  return `命令行有误：${translated.replace(/^error: /m, '')}`;
}
