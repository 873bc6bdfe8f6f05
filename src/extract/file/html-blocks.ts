import { load } from 'cheerio';
import type { Table } from '../../contract/page.ts';
import type { Outcome } from './outcome.ts';

interface Cell {
  readonly text: string;
  readonly wide: number;
  readonly high: number;
}

/** Lines and tables of the simple HTML that a converter makes of a document. Tables inside tables become part of a cell. */
export function readBlocks(html: string): Outcome {
  const $ = load(html, null, false);
  const outer = $('table').filter((_, table) => $(table).parents('table').length === 0);
  const tables: Table[] = outer.toArray().map((table) => {
    const rows = $(table)
      .find('tr')
      .filter((_, row) => $(row).closest('table').is(table));
    return {
      rows: spread(
        rows.toArray().map((row) =>
          $(row)
            .children('td, th')
            .toArray()
            .map((cell) => ({
              text: $(cell).text(),
              wide: spanOf($(cell).attr('colspan')),
              high: spanOf($(cell).attr('rowspan')),
            })),
        ),
      ),
    };
  });
  $('br').replaceWith('\n');
  $('td, th').append('\t');
  $('p, h1, h2, h3, h4, h5, h6, li, tr, div').append('\n');
  return { text: tidy($.root().text()), tables };
}

function spanOf(attribute: string | undefined): number {
  const span = Number(attribute ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= 100 ? span : 1;
}

/** A cell stands in each place that it covers. */
function spread(rows: readonly (readonly Cell[])[]): readonly (readonly string[])[] {
  const grid: string[][] = rows.map(() => []);
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const cell of row) {
      while (grid[y]?.[x] !== undefined) x += 1;
      place(grid, cell, x, y);
      x += cell.wide;
    }
  }
  return grid.map((row) => Array.from(row, (cell: string | undefined) => cell ?? ''));
}

function place(grid: string[][], cell: Cell, x: number, y: number): void {
  const value = cell.text.replace(/\s+/g, ' ').trim();
  for (let down = 0; down < cell.high; down += 1) {
    const row = grid[y + down];
    if (row === undefined) return;
    for (let right = 0; right < cell.wide; right += 1) row[x + right] = value;
  }
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
