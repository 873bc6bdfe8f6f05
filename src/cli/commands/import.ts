import type { CommonFlags, CrawlFlags, JudgeFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { crawlOnly } from './crawl.ts';

/**
 * `duwang import`: what others archived becomes a snapshot like any other; prints its id, which fits `duwang check`.
 * Nothing is asked of the web: what the archive does not hold is not in it, and so is not checked.
 */
export async function importArchive(
  archive: string,
  flags: Pick<CrawlFlags, 'base' | 'units' | 'scope'> & CommonFlags & JudgeFlags,
  call: Call,
): Promise<number> {
  const exitCode = await crawlOnly([], { ...flags, replay: archive, render: 'never' }, call);
  const words = { zh: '已存为快照，接着运行 duwang check', en: 'stored; go on with duwang check' };
  if (exitCode === 0) call.io.stderr(`${words[call.lang]}\n`);
  return exitCode;
}
