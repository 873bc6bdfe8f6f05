import { pruneStore } from '../../store/prune.ts';
import { readConfig } from '../config/read-config.ts';
import type { CommonFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { citedBodies } from '../run/cited.ts';
import { storeDir } from '../run/prepare.ts';

/** What `store prune` is told. */
export interface PruneFlags extends CommonFlags {
  readonly keep?: number;
  readonly yes?: boolean;
}

/** So many snapshots of each unit stay whole: the last, and the one that it is held against. */
const KEEP = 2;

/** `duwang store prune`: tells what older runs hold that no finding cites; with `--yes` it goes. */
export async function prune(flags: PruneFlags, { io, lang }: Call): Promise<number> {
  const dir = storeDir(flags, readConfig(flags.config, io.cwd), io);
  const cited = await citedBodies(dir);
  const dryRun = flags.yes !== true;
  const at = new Date(io.now()).toISOString();
  const { snapshots, bodies, bytes } = pruneStore(dir, { keep: flags.keep ?? KEEP, cited, dryRun, at });
  const size = `${(bytes / 1_048_576).toFixed(1)} MB`;
  const done = {
    zh: `已清理 ${snapshots.length} 次旧抓取的 ${bodies} 份正文，${size}；记录和问题引用的正文都在`,
    en: `${bodies} bodies of ${snapshots.length} older runs are gone, ${size}; all records stay, and what findings cite`,
  };
  const planned = {
    zh: `可清理 ${snapshots.length} 次旧抓取的 ${bodies} 份正文，${size}；记录和问题引用的正文不动。确认请加 --yes`,
    en: `${bodies} bodies of ${snapshots.length} older runs could go, ${size}; all records stay, and what findings cite. Say --yes to do it`,
  };
  io.stdout(`${(dryRun ? planned : done)[lang]}\n`);
  for (const id of snapshots.slice(0, 20)) io.stdout(`${id}\n`);
  return 0;
}
