import { UserError } from '../../lib/error.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { CommonFlags, JudgeFlags, OutputFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { deliver } from '../run/deliver.ts';
import { judgeSnapshots } from '../run/judge-snapshots.ts';
import { refuseBadOut } from '../run/outputs.ts';
import { prepare } from '../run/prepare.ts';
import { outOf } from './audit.ts';

/** `duwang check`: judges stored snapshots, offline; without ids the newest of each unit. */
export async function checkOnly(
  ids: readonly string[],
  flags: JudgeFlags & OutputFlags & CommonFlags,
  call: Call,
): Promise<number> {
  const bench = await prepare(flags, call.io);
  const store = openStore(bench.store, 'read');
  try {
    const snapshots = (ids.length > 0 ? ids : newest(store)).map((id) => store.readSnapshot(id));
    const out = outOf(
      flags.out,
      snapshots.map(({ unit }) => unit),
      bench,
      call.io.cwd,
    );
    refuseBadOut(out);
    return deliver({ audited: judgeSnapshots(snapshots, bench, store, flags), bench, out, format: flags.format, call });
  } finally {
    store.close();
  }
}

function newest(store: Store): readonly string[] {
  const byUnit = new Map<string, string>();
  for (const { unit, id } of store.snapshots()) if (!byUnit.has(unit)) byUnit.set(unit, id);
  if (byUnit.size === 0) throw new UserError('没有快照 (no snapshots)', { hint: 'duwang crawl …' });
  return [...byUnit.values()];
}
