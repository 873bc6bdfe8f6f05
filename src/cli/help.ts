import type { Argument, Help } from 'commander';
import stringWidth from 'string-width';
import { wrap } from '../report/terminal/wrap.ts';
import type { Io } from './io.ts';
import type { Lang } from './lang.ts';

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Global Options:': '全局选项：',
};

/** How help is laid out: in the language of the call, Chinese in two columns a character. */
export function helpStyle(lang: Lang): Partial<Help> {
  return {
    subcommandTerm: (command) =>
      [command.name(), ...command.registeredArguments.map((one) => argumentTerm(one))].join(' '),
    subcommandDescription: (command) => {
      const parts = command.commands.map((one) => one.name()).join(' ');
      return parts === '' ? command.description() : `${command.description()} (${parts})`;
    },
    displayWidth: (text) => stringWidth(text),
    boxWrap: (text, width) => wrap(text, width).join('\n'),
    ...(lang === 'zh' && {
      styleTitle: (title: string) => titles[title] ?? title,
      styleUsage: (usage: string) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
    }),
  };
}

function argumentTerm(argument: Argument): string {
  const word = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${word}>` : `[${word}]`;
}

/** As wide as the terminal, within reason. */
export function helpWidth({ terminal }: Io): number {
  return Math.min(Math.max(terminal?.width ?? 80, 60), 100);
}
