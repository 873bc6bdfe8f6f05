import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSite } from '../../extract/site/build-site.ts';
import { columnTable, type ColumnRow } from '../../extract/site/column-table.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readConfig } from '../config/read-config.ts';
import type { CommonFlags, CrawlFlags, JudgeFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { collect } from '../run/collect.ts';
import { storeDir } from '../run/prepare.ts';
import { registerOf } from '../run/register.ts';

type ColumnsFlags = JudgeFlags & CrawlFlags & CommonFlags & { readonly json?: boolean };

/** `duwang columns`: the columns of a site with their type, newest entry and how that is known; from stored pages, a URL or the store. */
export async function columns(urls: readonly string[], flags: ColumnsFlags, call: Call): Promise<number> {
  const { io } = call;
  const config = readConfig(flags.config, io.cwd);
  const isStored = urls.length === 0 && flags.replay === undefined && flags.units === undefined;
  // What is only looked at is not kept, unless a store was named.
  const kept = isStored || flags.store !== undefined;
  const dir = kept ? storeDir(flags, config, io) : mkdtempSync(join(tmpdir(), 'duwang-'));
  const store = openStore(dir, isStored ? 'read' : 'write');
  try {
    const ids = isStored
      ? store
          .snapshots()
          .map(({ id }) => id)
          .slice(0, 1)
      : await crawled(urls, flags, store, call);
    for (const id of ids) {
      const rows = tableOf(id, store);
      io.stdout(flags.json ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(lineOf).join(''));
    }
    return 0;
  } finally {
    store.close();
    if (!kept) rmSync(dir, { recursive: true, force: true });
  }
}

async function crawled(
  urls: readonly string[],
  flags: ColumnsFlags,
  store: Store,
  call: Call,
): Promise<readonly string[]> {
  const { units, replay } = await registerOf(urls, flags, call.io);
  const config = readConfig(flags.config, call.io.cwd);
  const { snapshots } = await collect({ units, store, config, flags, replay, since: '1900-01-01', call });
  return snapshots.map(({ id }) => id);
}

function tableOf(id: string, store: Store): readonly ColumnRow[] {
  const snapshot = store.readSnapshot(id);
  return columnTable(buildSite({ unit: snapshot.unit, snapshot, captures: store.readCaptures(snapshot) }));
}

function lineOf(row: ColumnRow): string {
  const { path, type, knownBy, form, content, entries, undated, newest, newestFrom, pages, seen, closed, url } = row;
  const dates = `${newest ?? '–'}${newestFrom === undefined ? '' : ` (${newestFrom})`}`;
  const counts = `${entries}${undated > 0 ? ` (${undated} undated)` : ''} / ${pages}`;
  return `${[path.join(' > '), type, knownBy, form, content, counts, dates, seen, closed ? 'closed' : '', url].join('\t').replace(/[^\P{Cc}\t]/gu, ' ')}\n`;
}
