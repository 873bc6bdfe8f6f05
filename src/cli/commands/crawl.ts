import { openStore } from '../../store/open-store.ts';
import type { CommonFlags, CrawlFlags, JudgeFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { collect } from '../run/collect.ts';
import { isPartial } from '../run/partial.ts';
import { prepare } from '../run/prepare.ts';
import { registerOf } from '../run/register.ts';
import { stoppedAtOnce } from './audit.ts';

/** `duwang crawl`: the snapshots alone; prints the id of each. */
export async function crawlOnly(
  urls: readonly string[],
  flags: CrawlFlags & CommonFlags & JudgeFlags,
  call: Call,
): Promise<number> {
  const { units, statements, replay } = await registerOf(urls, flags, call.io);
  const { store: dir, config, since } = await prepare(flags, call.io, statements);
  const store = openStore(dir);
  try {
    const { snapshots, stopped } = await collect({ units, store, config, flags, replay, since, call });
    for (const { id, ending } of snapshots) call.io.stdout(`${id}\t${ending}\n`);
    if (stopped) return stoppedAtOnce(call);
    if (snapshots.some(({ ending }) => isPartial(ending))) return 4;
    return snapshots.some(({ ending }) => ending === 'entry-failed') ? 3 : 0;
  } finally {
    store.close();
  }
}
