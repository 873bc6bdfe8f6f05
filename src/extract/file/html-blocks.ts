import { Parser } from 'htmlparser2';
import type { Table } from '../../contract/page.ts';
import type { Outcome } from './outcome.ts';

const blocks = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'tr', 'div', 'br']);

interface Cell {
  text: string;
  readonly wide: number;
  readonly high: number;
}

/** Lines and tables of the simple HTML that a converter makes of a document. Tables inside tables become part of a cell. */
export function readBlocks(html: string): Outcome {
  let text = '';
  const tables: Table[] = [];
  const open: Cell[][][] = [];
  const parser = new Parser({
    onopentag(name, { colspan, rowspan }) {
      const rows = open.at(-1);
      if (name === 'table') open.push([]);
      else if (name === 'tr') rows?.push([]);
      else if (name === 'td' || name === 'th')
        rows?.at(-1)?.push({ text: '', wide: spanOf(colspan), high: spanOf(rowspan) });
    },
    ontext(piece) {
      text += piece;
      for (const rows of open) {
        const cell = rows.at(-1)?.at(-1);
        if (cell !== undefined) cell.text += piece;
      }
    },
    onclosetag(name) {
      if (blocks.has(name)) text += '\n';
      else if (name === 'td' || name === 'th') text += '\t';
      if (name !== 'table') return;
      const rows = open.pop();
      if (rows !== undefined && open.length === 0) tables.push({ rows: spread(rows) });
    },
  });
  parser.end(html);
  return { text: tidy(text), tables };
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
