import { openStore } from '../../store/open-store.ts';
import { readConfig } from '../config/read-config.ts';
import type { CommonFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { storeDir } from '../run/prepare.ts';

/** `duwang runs list`: every sealed snapshot, newest first; each id fits `duwang check`. */
export function listRuns(flags: CommonFlags & { readonly json?: boolean }, { io }: Call): number {
  const store = openStore(storeDir(flags, readConfig(flags.config, io.cwd), io), 'read');
  try {
    const all = store.snapshots();
    if (flags.json) io.stdout(`${JSON.stringify(all, null, 2)}\n`);
    else for (const { id, unit, endedAt, ending } of all) io.stdout(`${id}\t${unit}\t${endedAt}\t${ending}\n`);
    return 0;
  } finally {
    store.close();
  }
}
