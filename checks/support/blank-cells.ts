import type { Table } from '../../src/contract/page.ts';
import type { Element } from '../../src/contract/standards.ts';
import { plain } from './rows.ts';

/** A cell with nothing in it under a header that asks for something. */
export interface BlankCell {
  readonly element: string;
  /** What the first cell of its row says. */
  readonly row: string;
}

/**
 * The blank cells of the columns that bear the name of an element, where other rows fill the same column: a column that
 * is blank throughout may be drawn by script. Rows that hold hardly anything are headings within the table.
 */
export function blankCells(tables: readonly Table[], elements: readonly Element[]): readonly BlankCell[] {
  return tables.flatMap(({ rows: [header = [], ...rows] }) => {
    const labels = header.map(plain);
    if (labels.length < 2 || labels.some((label) => label.length > 12)) return [];
    const body = rows.filter((row) => row.length === labels.length && isRow(row));
    return labels.flatMap((label, column) => {
      const element = elements.find(({ name, aliases }) => [name, ...aliases].some((word) => plain(word) === label));
      const blank = body.filter((row) => isBlank(row[column]));
      if (element === undefined || blank.length === 0 || blank.length * 2 > body.length) return [];
      return blank.map((row) => ({ element: element.name, row: nameOf(row) }));
    });
  });
}

/** More of it filled than blank, and not one cell across the whole table. */
function isRow(row: readonly string[]): boolean {
  const filled = row.filter((cell) => !isBlank(cell));
  return filled.length * 2 > row.length && new Set(filled).size > 1;
}

function isBlank(cell = ''): boolean {
  return cell.replace(/[\s\u3000\u200b]/g, '') === '';
}

/** The first cell that is more than a number. */
function nameOf(row: readonly string[]): string {
  const name = row.find((cell) => !isBlank(cell) && !/^\s*\d{1,4}[.、]?\s*$/.test(cell)) ?? row[0] ?? '';
  return name.trim().slice(0, 30);
}
