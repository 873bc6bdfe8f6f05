import type { Table } from '../contract/page.ts';
import { attributeOf, closest, elementsIn, type Element } from './tree.ts';
import { lineOf, type View } from './view.ts';

const MOST_TABLES = 60;
const MOST_ROWS = 1500;
const MOST_CELLS = 80;

/** The tables of a content region, a spanned cell in each place that it covers; tables of layout left out. */
export function readTables(view: View, region: Element): readonly Table[] {
  const tables: Table[] = [];
  for (let order = region.order; order <= region.end && tables.length < MOST_TABLES; order += 1) {
    const element = view.elements[order];
    if (element?.tag !== 'table' || element.hidden || holdsTable(view, element)) continue;
    const rows = rowsOf(view, element);
    if (rows.length === 0 || !rows.some((row) => row.length > 1)) continue;
    const caption = captionOf(view, element);
    tables.push(caption === undefined ? { rows } : { caption, rows });
  }
  return tables;
}

/** A table around other tables is layout. */
function holdsTable(view: View, table: Element): boolean {
  for (let order = table.order + 1; order <= table.end; order += 1)
    if (view.elements[order]?.tag === 'table') return true;
  return false;
}

function captionOf(view: View, table: Element): string | undefined {
  const caption = elementsIn(table).find(({ tag }) => tag === 'caption');
  const text = caption === undefined ? '' : lineOf(view, caption);
  return text === '' ? undefined : text;
}

function rowsOf(view: View, table: Element): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  const down = new Map<number, Spanned>();
  for (let order = table.order + 1; order <= table.end && rows.length < MOST_ROWS; order += 1) {
    const row = view.elements[order];
    if (row?.tag !== 'tr' || row.hidden || closest(row, 'table') !== table) continue;
    rows.push(cellsOf(view, row, down));
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

interface Spanned {
  readonly text: string;
  left: number;
}

/** The cells of a row where they stand, with those that reach down from rows above. */
function cellsOf(view: View, element: Element, down: Map<number, Spanned>): readonly string[] {
  const row: string[] = [];
  let column = 0;
  const reach = (): void => {
    for (
      let above = down.get(column);
      above !== undefined && above.left > 0 && column < MOST_CELLS;
      above = down.get(column)
    ) {
      row[column] = above.text;
      above.left -= 1;
      column += 1;
    }
  };
  for (const cell of elementsIn(element)) {
    if (cell.tag !== 'td' && cell.tag !== 'th') continue;
    reach();
    const text = lineOf(view, cell);
    const wide = spanOf(cell, 'colspan');
    const high = spanOf(cell, 'rowspan');
    for (let at = 0; at < wide && column < MOST_CELLS; at += 1) {
      row[column] = text;
      if (high > 1) down.set(column, { text, left: high - 1 });
      column += 1;
    }
  }
  reach();
  return row;
}

function spanOf(cell: Element, name: string): number {
  const span = Number(attributeOf(cell, name) ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, 200) : 1;
}
