import { resolve } from 'node:path';
import type { Unit } from '../../contract/unit.ts';
import { hostOf } from '../../lib/url.ts';
import { openStore } from '../../store/open-store.ts';
import type { CommonFlags, CrawlFlags, JudgeFlags, OutputFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { collect } from '../run/collect.ts';
import { exhibitionOf } from '../evidence/exhibition.ts';
import { deliver } from '../run/deliver.ts';
import { judgeSnapshots } from '../run/judge-snapshots.ts';
import { refuseBadOut } from '../run/outputs.ts';
import { prepare, type Bench } from '../run/prepare.ts';
import { registerOf } from '../run/register.ts';

type AuditFlags = JudgeFlags & CrawlFlags & OutputFlags & CommonFlags;

/** `duwang audit`: crawl, judge, report. Everything that the user got wrong is said before the first request. */
export async function audit(urls: readonly string[], flags: AuditFlags, call: Call): Promise<number> {
  const { io } = call;
  const { units, statements, replay } = await registerOf(urls, flags, io);
  const bench = await prepare(flags, io, statements);
  const out = outOf(flags.out, units, bench, io.cwd);
  refuseBadOut(out);
  const store = openStore(bench.store);
  try {
    const { snapshots, stopped } = await collect({
      units,
      store,
      config: bench.config,
      flags,
      replay,
      since: bench.since,
      call,
    });
    if (stopped) return stoppedAtOnce(call);
    const audited = judgeSnapshots(snapshots, bench, store, flags);
    const exhibition = await exhibitionOf(audited.document, {
      units,
      config: bench.config,
      store,
      flags,
      replay,
      call,
    });
    return deliver({ audited, bench, out, format: flags.format, exhibition, call });
  } finally {
    store.close();
  }
}

/** Where the results go: as told, else `out/<host>-<day>`. */
export function outOf(
  out: string | undefined,
  units: readonly Pick<Unit, 'id' | 'entry'>[],
  { asOf }: Bench,
  cwd: string,
): string {
  const [first] = units;
  const name = units.length === 1 && first ? hostOf(first.entry[0]).replace(/[^\w.-]+/g, '_') : 'units';
  return resolve(cwd, out ?? `out/${name}-${asOf}`);
}

/** Ended at once: what was stored is kept, and nothing is judged. */
export function stoppedAtOnce({ io, lang }: Call): number {
  const words = {
    zh: '已停止；已存的都在，用 --resume 继续',
    en: 'stopped; what was stored is kept, go on with --resume',
  };
  io.stderr(`${words[lang]}\n`);
  return 4;
}
