import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findingsDocument } from '../../contract/findings-document.ts';
import { UserError } from '../../lib/error.ts';
import { renderReport } from '../../report/html/render-report.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { Call } from '../call.ts';
import { readConfig } from '../config/read-config.ts';
import { none } from '../evidence/exhibition.ts';
import { exhibitsOf, type Exhibition } from '../evidence/exhibits.ts';
import type { CommonFlags } from '../flags.ts';
import { writeFolder } from '../run/outputs.ts';
import { storeDir } from '../run/prepare.ts';

interface ReportFlags extends CommonFlags {
  readonly out?: string;
  readonly pictures?: number;
  readonly browser?: string;
}

/**
 * `duwang report`: the HTML report of a findings.json; prints where it lies. With the store at hand it shows the stored
 * pages too; without, the words alone.
 */
export async function reportOnly(file: string, flags: ReportFlags, { io, lang }: Call): Promise<number> {
  const path = resolve(io.cwd, file);
  const folder = flags.out === undefined ? join(dirname(path), 'report') : resolve(io.cwd, flags.out);
  const document = readFindings(path);
  const { pictures = 0, browser } = flags;
  const dir = storeDir(flags, readConfig(flags.config, io.cwd), io);
  const { exhibits, files, complaint } = await withStore(dir, (store) =>
    exhibitsOf(document, store, { pictures, browser, lang }),
  );
  if (complaint !== undefined) io.stderr(`${complaint}\n`);
  writeFolder(folder, new Map([...renderReport(document, lang, exhibits), ...files]), isReport);
  io.stdout(`${join(folder, 'index.html')}\n`);
  return 0;

  async function withStore(place: string, show: (store: Store) => Promise<Exhibition>): Promise<Exhibition> {
    if (!existsSync(join(place, 'index.db'))) return none;
    const store = openStore(place, 'read');
    try {
      const known = new Set(store.snapshots().map(({ id }) => id));
      // Another machine's findings: this store holds none of their pages.
      return document.inputs.snapshots.every(({ id }) => known.has(id)) ? await show(store) : none;
    } finally {
      store.close();
    }
  }
}

const reportNames = new Set(['index.html', 'search', 'units', 'pages', 'pictures']);
const isReport = (name: string): boolean => reportNames.has(name);

/** Reads a findings.json. Throws a UserError where it is none, or of another version. */
export function readFindings(path: string): ReturnType<typeof findingsDocument.parse> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UserError('读不到 findings.json (cannot be read)', { where: { file: path }, cause });
  }
  const parsed = findingsDocument.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `不是这个版本的 findings.json (not of this version): ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    {
      where: { file: path },
    },
  );
}
