import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSite } from '../../extract/site/build-site.ts';
import { columnTable, type ColumnRow } from '../../extract/site/column-table.ts';
import { contentNames, formNames, seenNames } from '../../report/words.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readConfig } from '../config/read-config.ts';
import type { CommonFlags, CrawlFlags, JudgeFlags } from '../flags.ts';
import type { Text } from '../../lib/template.ts';
import type { Call } from '../call.ts';
import type { Lang } from '../lang.ts';
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
      const lines = [headers[call.lang], ...rows.map((row) => cellsOf(row, call.lang))].map(lineOf);
      io.stdout(flags.json ? `${JSON.stringify(rows, null, 2)}\n` : lines.join(''));
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

const headers: Readonly<Record<Lang, readonly string[]>> = {
  zh: ['栏目', '类型', '认定', '形式', '内容', '条目', '页', '最新', '读全', '网址'],
  en: ['column', 'type', 'known by', 'form', 'content', 'entries', 'pages', 'newest', 'seen', 'url'],
};

function cellsOf(row: ColumnRow, lang: Lang): readonly string[] {
  const { path, type, knownBy, form, content, entries, undated, newest, newestFrom, pages, seen, closed, url } = row;
  const name = (names: Readonly<Record<string, Text>>, word: string): string => names[word]?.[lang] ?? word;
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const found = newestFrom === undefined ? '' : ` (${t(sources[newestFrom], newestFrom)})`;
  return [
    path.join(' > '),
    type,
    knownBy,
    `${name(formNames, form)}${closed ? t('，已结束', ', closed') : ''}`,
    name(contentNames, content),
    `${entries}${undated > 0 ? t(`（${undated}条无日期）`, ` (${undated} undated)`) : ''}`,
    String(pages),
    `${newest ?? '–'}${found}`,
    name(seenNames, seen),
    url,
  ];
}

/** How the newest day was found. */
const sources: Readonly<Record<NonNullable<ColumnRow['newestFrom']>, string>> = {
  row: '列表',
  completed: '补全年份',
  article: '正文',
};

/** What a site says may not move the cursor, nor part the cells. */
function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => cell.replace(/\p{Cc}/gu, ' ')).join('\t')}\n`;
}
