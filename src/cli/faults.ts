import { CommanderError } from 'commander';
import { toError, UserError, type Whereabouts } from '../lib/error.ts';
import type { Lang } from './lang.ts';

/** What went wrong, for the person: the lines of stderr and the exit code. */
export interface Fault {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

const environment: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
  EROFS: { zh: '文件系统是只读的', en: 'the file system is read-only' },
  EACCES: { zh: '没有权限', en: 'permission denied' },
  EPERM: { zh: '不允许', en: 'not permitted' },
  EMFILE: { zh: '打开的文件太多', en: 'too many open files' },
};

/** The one place where an error becomes words: the user's fault (2), the machine's (5), or ours (70). */
export function explain(thrown: unknown, lang: Lang): Fault {
  if (thrown instanceof CommanderError) return { lines: [], exitCode: thrown.exitCode === 0 ? 0 : 2 };
  const error = toError(thrown);
  if (error instanceof UserError) {
    const all = [error, ...error.also];
    const shown = all.slice(0, mostShown).flatMap((one) => linesOf(one, lang));
    const left = all.length - mostShown;
    const rest = { zh: `还有 ${left} 处错误`, en: `${left} more errors` }[lang];
    return { lines: left > 0 ? [...shown, rest] : shown, exitCode: error.exitCode };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = environment[code];
  if (known)
    return {
      lines: [`${{ zh: '环境问题', en: 'environment' }[lang]}: ${known[lang]} (${error.message})`],
      exitCode: 5,
    };
  const ours = {
    zh: '这是 duwang 的缺陷，请把下面的内容告诉我们',
    en: 'this is a bug of duwang, please report what follows',
  };
  return { lines: [ours[lang], error.stack ?? error.message, ...causeOf(error)], exitCode: 70 };
}

/** A register of hundreds of units may be wrong in each of its rows. */
const mostShown = 20;

function linesOf({ message, where, hint }: UserError, lang: Lang): readonly string[] {
  return [
    `${{ zh: '错误', en: 'error' }[lang]}: ${message}`,
    ...(where ? [`  ${placeOf(where)}`] : []),
    ...(hint !== undefined ? [`  ${{ zh: '提示', en: 'hint' }[lang]}: ${hint}`] : []),
  ];
}

function causeOf({ cause }: Error): readonly string[] {
  return cause instanceof Error ? [`cause: ${cause.stack ?? cause.message}`, ...causeOf(cause)] : [];
}

function placeOf({ file, line, column }: Whereabouts): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
