import { read, utils } from '@e965/xlsx';
import { UserError, type Whereabouts } from '../lib/error.ts';

/** One row of a table: its cells by the header of their column, and where each stands. */
export interface TableRow {
  readonly cells: ReadonlyMap<string, string>;
  /** The place of a cell; of the row where it has no such cell. */
  readonly at: (header?: string) => Whereabouts;
}

/** What stands in the first row, with the place of each, and the rows below it. */
export interface TableText {
  readonly headers: readonly { readonly name: string; readonly at: Whereabouts }[];
  readonly rows: readonly TableRow[];
}

interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Reads a CSV, in UTF-8 or in the GBK that Excel writes in China; the column of a place counts letters of its line. */
export function readCsv(file: string, bytes: Uint8Array): TableText {
  return tableOf(file, parseCsv(file, decode(bytes)));
}

/** Reads the first sheet of a workbook; the column of a place counts cells. Throws a UserError where it is none. */
export function readXlsx(file: string, bytes: Uint8Array): TableText {
  let rows: unknown[][];
  try {
    const book = read(bytes, { type: 'array', dense: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    rows = sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '', blankrows: true }) : [];
  } catch (cause) {
    throw new UserError('打不开这个工作簿 (cannot open this workbook)', { where: { file }, cause });
  }
  const cells = rows.map((row, line) =>
    row.map((value, column): Cell => ({
      text: typeof value === 'string' ? value : '',
      line: line + 1,
      column: column + 1,
    })),
  );
  return tableOf(file, cells);
}

function tableOf(file: string, cells: readonly (readonly Cell[])[]): TableText {
  const filled = cells.filter((row) => row.some(({ text }) => text.trim() !== ''));
  const [first = [], ...rest] = filled;
  const headers = first.map(({ text, line, column }) => ({ name: text.trim(), at: { file, line, column } }));
  return { headers, rows: rest.map((row) => rowOf(file, row, headers)) };
}

function rowOf(file: string, row: readonly Cell[], headers: TableText['headers']): TableRow {
  const places = new Map<string, Whereabouts>();
  const cells = new Map<string, string>();
  row.forEach(({ text, line, column }, index) => {
    const name = headers[index]?.name ?? '';
    if (name === '' || text.trim() === '') return;
    cells.set(name, text.trim());
    places.set(name, { file, line, column });
  });
  const line = row[0]?.line ?? 1;
  return { cells, at: (header) => places.get(header ?? '') ?? { file, line, column: 1 } };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** RFC 4180, with whatever line ends; a quoted cell may hold commas, line ends and doubled quotes. */
function parseCsv(file: string, text: string): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [[]];
  const state = { at: 0, line: 1, lineStart: 0 };
  while (state.at <= text.length) {
    const cell = readCell(file, text, state);
    rows.at(-1)?.push(cell);
    const end = text[state.at];
    if (end === undefined) break;
    state.at += 1;
    if (end === ',') continue;
    if (end === '\r' && text[state.at] === '\n') state.at += 1;
    state.line += 1;
    state.lineStart = state.at;
    rows.push([]);
  }
  return rows;
}

function readCell(file: string, text: string, state: { at: number; line: number; lineStart: number }): Cell {
  const { line } = state;
  const column = state.at - state.lineStart + 1;
  if (text[state.at] !== '"') {
    const start = state.at;
    while (state.at < text.length && !/[,\r\n]/.test(text[state.at] ?? '')) state.at += 1;
    return { text: text.slice(start, state.at), line, column };
  }
  let content = '';
  state.at += 1;
  for (;;) {
    const char = text[state.at];
    if (char === undefined)
      throw new UserError('引号没有结束 (a quote is not closed)', { where: { file, line, column } });
    state.at += 1;
    if (char === '"' && text[state.at] !== '"') break;
    if (char === '"') state.at += 1;
    if (char === '\n') [state.line, state.lineStart] = [state.line + 1, state.at];
    content += char;
  }
  while (state.at < text.length && !/[,\r\n]/.test(text[state.at] ?? '')) state.at += 1;
  return { text: content, line, column };
}
