import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Standards } from '../../src/contract/standards.ts';
import type { UnitType } from '../../src/contract/unit.ts';
import { plain } from './rows.ts';

/** The rows of the pilot fields (领域) themselves. */
export function fieldRows(standards: Standards, type: UnitType): readonly DirectoryItem[] {
  return standards.directory(type).filter(({ id, path }) => id.startsWith('JCF-') && path.length === 2);
}

/** The rows that stand within a field, by its name. */
export function rowsWithin(standards: Standards, type: UnitType, field: string): readonly DirectoryItem[] {
  return standards.directory(type).filter(({ path, threshold }) => path.length > 2 && threshold['field'] === field);
}

/** Names of all fields that have rows of their own. */
export function fieldsWithRows(standards: Standards, type: UnitType): readonly string[] {
  const fields = standards
    .directory(type)
    .flatMap(({ path, threshold }) => (path.length > 2 ? [threshold['field']] : []));
  return [...new Set(fields.filter((field) => typeof field === 'string'))];
}

/** Whether a column name is one of these names, with or without 领域 and 信息 behind it. */
export function bears(name: string, names: readonly string[]): boolean {
  const bare = plain(name).replace(/(?:领域)?(?:信息)?(?:公开)?(?:目录)?$/, '');
  return names.some((one) => plain(one) === plain(name) || plain(one) === bare);
}

/** The columns under which a site keeps its fields: 基层政务公开 and the like. */
export function grassrootsRoots(site: Site): readonly Column[] {
  const roots = site.columns.filter(({ type }) => type === 'grassroots');
  return roots.filter(
    ({ path }) => !roots.some((other) => other.path.length < path.length && isUnder(path, other.path)),
  );
}

/** Columns strictly below a path. */
export function columnsUnder(site: Site, path: readonly string[]): readonly Column[] {
  return site.columns.filter((column) => column.path.length > path.length && isUnder(column.path, path));
}

function isUnder(path: readonly string[], above: readonly string[]): boolean {
  return above.every((name, level) => path[level] === name);
}
