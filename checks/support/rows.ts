import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem } from '../../src/contract/standards.ts';

/** A name as it is compared: NFKC, without blanks. */
export function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '');
}

/**
 * The directory row that a column stands for: the one that bears its very name, else one that has it among its aliases.
 * A name that two rows share as an alias (水质信息 for 出厂水 and 管网水) is taken for the first.
 */
export function rowOf(column: Column, rows: readonly DirectoryItem[]): DirectoryItem | undefined {
  const name = plain(column.path.at(-1) ?? '');
  return (
    rows.find(({ path }) => plain(path.at(-1) ?? '') === name) ??
    rows.find(({ aliases }) => aliases.some((alias) => plain(alias) === name))
  );
}

/** Columns that hold entries of their own and do not only lead on. */
export function fullColumns(site: Site): readonly Column[] {
  return site.columns.filter(({ content, form, closed }) => content === 'filled' && form === 'list' && !closed);
}
