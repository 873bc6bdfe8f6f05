import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Standards } from '../../src/contract/standards.ts';
import { bears, columnsUnder, fieldRows, fieldsWithRows, rowsWithin } from '../support/grassroots.ts';

export default defineCheck({
  id: 'missing-grassroots-row',
  title: { zh: '领域标准目录事项缺失', en: 'Row of a field directory missing' },
  family: 'missing-directory-item',
  appliesTo: ['county', 'zone', 'town'],
  per: 'directory-item',
  claims: 'absence',
  options: z.object({}),
  messages: {
    missing: {
      zh: '“{column}”未按领域标准目录设“{row}”，公开目录不完整',
      en: 'Under “{column}” the row “{row}” of the field directory is missing',
    },
  },
  subjects: (site, { standards }) =>
    fieldsWithRows(standards, site.unit.type).flatMap((field) =>
      fieldColumns(site, standards, field).flatMap((column) =>
        groupsOf(site, column, rowsWithin(standards, site.unit.type, field)).flatMap(({ group, rows, children }) =>
          rows.map((row) => ({ key: `${group.key}#${row.id}`, seen: group.seen, group, row, children })),
        ),
      ),
    ),
  searched: ({ group }, { site }) => site.searched(group.path),
  *examine({ group, row, children }) {
    const name = row.path.at(-1) ?? '';
    if (children.some((child) => bears(child, [name, ...row.aliases]))) return;
    yield {
      message: 'missing',
      data: { column: group.path.join(' > '), row: name },
      at: [{ role: 'should-show', ...group.at }],
      key: row.id,
      basis: row.id,
      remedy: { zh: '按领域标准目录补设该事项并公开内容', en: 'Add the row and publish what belongs to it' },
    };
  },
});

/** The columns of a field, wherever the site keeps them. */
function fieldColumns(site: Site, standards: Standards, field: string): readonly Column[] {
  const row = fieldRows(standards, 'county').find(({ path }) => path.at(-1) === field);
  const names = [field, ...(row?.aliases ?? [])];
  return site.columns.filter(({ path, content }) => content !== 'elsewhere' && bears(path.at(-1) ?? '', names));
}

interface Group {
  readonly group: Column;
  readonly rows: readonly DirectoryItem[];
  readonly children: readonly string[];
}

/**
 * The groups (一级事项) of a field that a site lays out by the directory: such a column has at least half of the rows
 * of its group under it. One that is laid out in some other way proves nothing by what it lacks.
 */
function groupsOf(site: Site, column: Column, rows: readonly DirectoryItem[]): readonly Group[] {
  const under = columnsUnder(site, column.path);
  const groups = [...new Set(rows.map(({ threshold }) => String(threshold['group'])))];
  return groups.flatMap((name) => {
    const own = rows.filter(({ threshold, path }) => threshold['group'] === name && path.length > 3);
    const aliases = own[0]?.threshold['groupAliases'];
    const names = [name, ...(typeof aliases === 'object' ? aliases : [])];
    const group = under.find(({ path }) => path.length === column.path.length + 1 && bears(path.at(-1) ?? '', names));
    if (!group) return [];
    const children = columnsUnder(site, group.path).map(({ path }) => path.at(-1) ?? '');
    const held = own.filter((row) => children.some((child) => bears(child, [row.path.at(-1) ?? '', ...row.aliases])));
    return own.length > 1 && held.length * 2 >= own.length ? [{ group, rows: own, children }] : [];
  });
}
