import type * as Xlsx from '@e965/xlsx';
import { zipSync } from 'fflate';
import type { Table } from '../../contract/page.ts';
import type { FileCaps } from './caps.ts';
import { GaveUp } from './gave-up.ts';
import type { Outcome } from './outcome.ts';
import { unpack } from './unpack.ts';

const mostColumns = 200;

/** A workbook: each sheet a table, cells as they are shown. Merged cells stand in each place that they cover. */
export async function readWorkbook(bytes: Uint8Array, caps: FileCaps): Promise<Outcome> {
  const XLSX = await import('@e965/xlsx');
  const plain = bytes[0] === 0x50 ? unpacked(bytes, caps) : bytes;
  const book = parse(() =>
    XLSX.read(plain, {
      type: 'array',
      sheetRows: caps.rows + 1,
      cellHTML: false,
      cellFormula: false,
      cellStyles: false,
      bookVBA: false,
    }),
  );
  if (book.SheetNames.length > caps.pages) throw new GaveUp(`more than ${caps.pages} sheets`);
  const tables = book.SheetNames.flatMap((name): Table[] => {
    const sheet = book.Sheets[name];
    if (sheet?.['!ref'] === undefined) return [];
    const rows = XLSX.utils.sheet_to_json<string[]>(sheet, {
      header: 1,
      raw: false,
      defval: '',
      blankrows: false,
      range: rangeOf(XLSX, sheet),
    });
    if (rows.length > caps.rows) throw new GaveUp(`more than ${caps.rows} rows`);
    return [{ caption: name, rows: rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim())) }];
  });
  const text = tables
    .map(({ caption, rows }) => [caption ?? '', ...rows.map((row) => row.join('\t').trimEnd())].join('\n'))
    .join('\n');
  return { text, tables: tables.filter(({ rows }) => rows.length > 0), pages: book.SheetNames.length };
}

/** The same archive, unpacked within the caps and put together without compression: nothing can swell later. */
function unpacked(bytes: Uint8Array, caps: FileCaps): Uint8Array {
  const { entries } = unpack(bytes, caps, (name) => /\.(?:xml|rels|bin)$/i.test(name));
  return zipSync(Object.fromEntries(entries), { level: 0 });
}

/** Fills merged cells, and says which cells to read: a stray format in column XFD must not make a million of them. */
function rangeOf({ utils }: typeof Xlsx, sheet: Xlsx.WorkSheet): Xlsx.Range {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1');
  const end = { r: range.e.r, c: Math.min(range.e.c, range.s.c + mostColumns - 1) };
  for (const { s, e } of (sheet['!merges'] ?? []).slice(0, 10_000)) {
    const cell: unknown = sheet[utils.encode_cell(s)];
    if (cell === undefined || (e.r - s.r + 1) * (e.c - s.c + 1) > 2_000) continue;
    for (let r = s.r; r <= Math.min(e.r, end.r); r += 1) {
      for (let c = s.c; c <= Math.min(e.c, end.c); c += 1) sheet[utils.encode_cell({ r, c })] ??= cell;
    }
  }
  return { s: range.s, e: end };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isLocked = /password|encrypt/i.test(message);
    throw new GaveUp(isLocked ? 'protected by a password' : `damaged workbook: ${message}`, { cause: error });
  }
}
