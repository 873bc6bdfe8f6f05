import type { Unit } from '../../contract/unit.ts';
import { UserError } from '../../lib/error.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { prunedSnapshots } from '../../store/prune.ts';
import type { CommonFlags, JudgeFlags, OutputFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { exhibitsOf } from '../evidence/exhibits.ts';
import { isWanted, none } from '../evidence/exhibition.ts';
import { deliver } from '../run/deliver.ts';
import { judgeSnapshots } from '../run/judge-snapshots.ts';
import { refuseBadOut } from '../run/outputs.ts';
import { prepare } from '../run/prepare.ts';
import { registerOf } from '../run/register.ts';
import { outOf } from './audit.ts';

type CheckFlags = JudgeFlags & OutputFlags & CommonFlags & { readonly units?: string };

/** `duwang check`: judges stored snapshots, offline; without ids the newest of each unit. */
export async function checkOnly(ids: readonly string[], flags: CheckFlags, call: Call): Promise<number> {
  const { units, statements } =
    flags.units === undefined ? { units: [], statements: [] } : await registerOf([], flags, call.io);
  const bench = await prepare(flags, call.io, statements);
  const store = openStore(bench.store, 'read');
  try {
    refusePruned(ids, bench.store);
    const snapshots = (ids.length > 0 ? ids : newest(store, units)).map((id) => store.readSnapshot(id));
    const out = outOf(
      flags.out,
      snapshots.map(({ unit }) => unit),
      bench,
      call.io.cwd,
    );
    refuseBadOut(out);
    const audited = judgeSnapshots(snapshots, bench, store, flags);
    const { format, pictures = 0 } = flags;
    const { document } = audited;
    const exhibition = isWanted(format)
      ? await exhibitsOf(document, store, { pictures, browser: undefined, lang: call.lang })
      : none;
    if (exhibition.complaint !== undefined) call.io.stderr(`${exhibition.complaint}\n`);
    return deliver({ audited, bench, out, format, exhibition, call });
  } finally {
    store.close();
  }
}

/** A finding without its stored page is none: what was pruned is judged no more. */
function refusePruned(ids: readonly string[], dir: string): void {
  const pruned = prunedSnapshots(dir);
  const gone = ids.find((id) => pruned.has(id));
  if (gone !== undefined)
    throw new UserError(
      `${gone}: 这次抓取的正文已清理，不能重新检查 / pruned: its pages are no longer there to be judged`,
    );
}

/** The newest snapshot of each unit, or of those of the register. */
function newest(store: Store, units: readonly Pick<Unit, 'id'>[]): readonly string[] {
  const wanted = new Set(units.map(({ id }) => id));
  const byUnit = new Map<string, string>();
  for (const { unit, id } of store.snapshots())
    if (!byUnit.has(unit) && (wanted.size === 0 || wanted.has(unit))) byUnit.set(unit, id);
  if (byUnit.size === 0) throw new UserError('没有快照 (no snapshots)', { hint: 'duwang crawl …' });
  return [...byUnit.values()];
}
