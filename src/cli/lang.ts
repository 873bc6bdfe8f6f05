import type { Io } from './io.ts';

/** The languages that duwang speaks: Chinese unless asked otherwise. */
export type Lang = 'zh' | 'en';

/** The language of this call, known before the options are parsed: the help itself is in it. */
export function langOf(argv: readonly string[], env: Io['env']): Lang {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = at < 0 ? env['DUWANG_LANG'] : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return word === 'en' ? 'en' : 'zh';
}
