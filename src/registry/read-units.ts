import { parse } from 'yaml';
import type { Ground, Scope, Unit } from '../contract/unit.ts';
import { defined } from '../lib/defined.ts';
import { throwAll, UserError, type Whereabouts } from '../lib/error.ts';
import { nearest } from '../lib/nearest.ts';
import { canonicalUrl, hostOf } from '../lib/url.ts';
import { checkYaml, readYaml, type YamlPath } from '../lib/yaml.ts';
import { readCsv, readXlsx, type TableRow, type TableText } from './rows.ts';
import { headers, typeWords, unitRow, unitsFile, type UnitRow } from './unit-row.ts';

/** A unit of the register, with what its row overrides and where that row stands. */
export interface RegisteredUnit {
  readonly unit: Unit;
  readonly overrides: Readonly<Record<string, unknown>> | undefined;
  /** The place of a part of its row, or of the row. */
  readonly at: (path?: YamlPath, part?: 'key' | 'value') => Whereabouts;
}

interface Row {
  readonly row: UnitRow;
  readonly at: (path?: YamlPath, part?: 'key' | 'value') => Whereabouts;
}

/**
 * Reads a register of units: YAML, CSV or XLSX, by the ending of its name. Throws a UserError with file, line and column
 * for the rows that are not as they should be, and for two units that share an entry or a column.
 */
export function readUnits(file: string, bytes: Uint8Array): readonly RegisteredUnit[] {
  const rows = rowsOf(file, bytes);
  refuseTwins(rows);
  const regions = new Map(rows.map(({ row }) => [row.id, row]));
  return rows.map(({ row, at }) => ({ unit: unitOf(row, regions, at().line ?? 1), overrides: row.overrides, at }));
}

function rowsOf(file: string, bytes: Uint8Array): readonly Row[] {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  if (ending === 'csv') return tableRows(file, readCsv(file, bytes));
  if (ending === 'xlsx' || ending === 'xls') return tableRows(file, readXlsx(file, bytes));
  if (ending !== 'yaml' && ending !== 'yml' && ending !== 'json')
    throw new UserError('不认识的单位清单 (unknown kind of register)', { where: { file }, hint: '.yaml .csv .xlsx' });
  const source = readYaml(file, new TextDecoder().decode(bytes));
  return checkYaml(source, unitsFile).units.map((row, index) => ({
    row,
    at: (path = [], part) => source.at(['units', index, ...path], part),
  }));
}

function tableRows(file: string, { headers: given, rows }: TableText): readonly Row[] {
  const strange = given.filter(({ name }) => name !== '' && !(name in headers));
  throwAll(
    strange.map(({ name, at }) => {
      const meant = nearest(name, Object.keys(headers));
      return new UserError(`不认识的列“${name}” (unknown column)`, {
        where: at,
        hint: meant === undefined ? Object.keys(unitRow.shape).join(', ') : `是不是 ${meant}？(did you mean ${meant}?)`,
      });
    }),
  );
  if (rows.length === 0) throw new UserError('清单里没有单位 (no units)', { where: { file, line: 1 } });
  const names = given.map(({ name }) => name);
  const read = rows.map((row) => tableRow(row, names));
  throwAll(read.flatMap((row) => ('faults' in row ? row.faults : [])));
  return read.flatMap((row) => ('faults' in row ? [] : [row]));
}

/** One row, or what is wrong with it. */
function tableRow(row: TableRow, names: readonly string[]): Row | { readonly faults: readonly UserError[] } {
  const headerOf = (key: string): string => names.find((name) => headers[name] === key) ?? key;
  const at = (path: YamlPath = []): Whereabouts => row.at(path.length === 0 ? undefined : headerOf(String(path[0])));
  const value = Object.fromEntries(
    [...row.cells].map(([name, text]) => [headers[name] ?? name, cellValue(headers[name] ?? 'id', text, row.at(name))]),
  );
  const parsed = unitRow.safeParse(value);
  if (parsed.success) return { row: parsed.data, at };
  const faults = parsed.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '');
    const hint = key === 'type' ? typeHint(row.cells.get(headerOf('type')) ?? '') : undefined;
    return new UserError(`${headerOf(key)}: ${value[key] === undefined ? '必填 (required)' : message}`, {
      where: at([key]),
      ...(hint !== undefined && { hint }),
    });
  });
  return { faults };
}

function typeHint(text: string): string {
  const meant = nearest(text, Object.keys(typeWords));
  return meant === undefined ? Object.keys(typeWords).join(' ') : `是不是 ${meant}？(did you mean ${meant}?)`;
}

/** The text of a cell as the schema wants it: several URLs are parted by blanks, line ends or semicolons. */
function cellValue(key: keyof UnitRow, text: string, where: Whereabouts): unknown {
  if (key === 'entry') return partsOf(text);
  if (key === 'type') return typeWords[text] ?? text;
  if (key === 'scope')
    return /^[a-z]+$/i.test(text) ? text.toLowerCase() : { columns: partsOf(text.replace(/^columns:\s*/i, '')) };
  if (key !== 'overrides') return text;
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw new UserError('写成 YAML 或 JSON (write YAML or JSON)', { where, cause });
  }
}

function partsOf(text: string): readonly string[] {
  return text.split(/[\s;；]+/).filter((part) => part !== '');
}

function unitOf(row: UnitRow, all: ReadonlyMap<string, UnitRow>, line: number): Unit {
  const told = groundOf(true, line);
  const open: Ground = {
    from: 'guess',
    sure: false,
    why: { zh: '尚未读到首页', en: 'the home page has not been read yet' },
  };
  const region = row.region ?? inheritedRegion(row, all);
  const [first, ...others] = row.entry;
  if (first === undefined) throw new Error(`unit ${row.id} has no entry`);
  const { id, parent, supervisor, contact } = row;
  return {
    id,
    name: row.name ?? hostOf(first),
    type: row.type ?? 'department',
    entry: [first, ...others],
    scope: scopeOf(row.scope),
    ...defined({ region, parent, supervisor, contact }),
    grounds: {
      name: row.name === undefined ? open : told,
      type: row.type === undefined ? open : told,
      region: region === undefined ? open : told,
    },
  };
}

/** The region of the parent, or of its parent; a circle of parents gives none. */
function inheritedRegion(row: UnitRow, all: ReadonlyMap<string, UnitRow>): string | undefined {
  let above = all.get(row.parent ?? '');
  for (let steps = 0; above && steps < 8; steps += 1) {
    if (above.region !== undefined) return above.region;
    above = all.get(above.parent ?? '');
  }
  return undefined;
}

function groundOf(sure: boolean, line: number): Ground {
  return { from: 'register', sure, why: { zh: `单位清单第${line}行`, en: `line ${line} of the register` } };
}

function scopeOf(scope: UnitRow['scope']): Scope {
  if (typeof scope !== 'object') return { kind: scope ?? 'host' };
  const [first, ...others] = scope.columns;
  if (first === undefined) throw new Error('a scope of no columns');
  return { kind: 'columns', urls: [first, ...others] };
}

/** Two units with one id, one entry, or columns of which one lies within the other. */
function refuseTwins(rows: readonly Row[]): void {
  const ids = new Map<string, Row>();
  const entries = new Map<string, Row>();
  const columns: { readonly url: string; readonly row: Row }[] = [];
  for (const row of rows) {
    clash(ids.get(row.row.id), row, ['id'], `编号 ${row.row.id} 重复 (duplicate id)`);
    ids.set(row.row.id, row);
    const { scope } = row.row;
    const own = typeof scope === 'object' ? scope.columns.map(bare) : [];
    for (const url of row.row.entry.map(bare)) {
      const other = entries.get(url);
      // Units that are columns of one platform may share its front page: their columns tell them apart.
      const apart = own.length > 0 && typeof other?.row.scope === 'object';
      if (!apart) clash(other, row, ['entry'], `入口 ${url} 重复 (one entry for two units)`);
      entries.set(url, row);
    }
    for (const url of own) {
      const other = columns.find((known) => known.row !== row && (within(url, known.url) || within(known.url, url)));
      clash(other?.row, row, ['scope'], `栏目 ${url} 与另一单位重叠 (overlaps the columns of another unit)`);
    }
    columns.push(...own.map((url) => ({ url, row })));
  }
}

function clash(first: Row | undefined, second: Row, path: YamlPath, message: string): void {
  if (!first || first === second) return;
  const { line = 1 } = first.at(path);
  throw new UserError(message, {
    where: second.at(path),
    hint: `另一处在第 ${line} 行 (the other is on line ${line})`,
  });
}

/** Scheme, www and the last slash make no other site. */
function bare(url: string): string {
  return canonicalUrl(url)
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/(?:index\.(?:html?|jsp|php|aspx?))?$/, '')
    .replace(/\/$/, '');
}

function within(url: string, folder: string): boolean {
  return url === folder || url.startsWith(`${folder}/`);
}
