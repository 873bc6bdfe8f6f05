import type { AnnualReport } from '../../src/contract/site.ts';
import type { Table } from '../../src/contract/page.ts';
import type { Place } from '../../src/contract/seen.ts';

/** A figure of a table: undefined where the cell is blank or says no number. */
export type Figure = number | undefined;

/** The columns of the third table, in the order of the form. */
export const applicants = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'] as const;

/** One row of the third table: its own label, the section it stands under, one figure for each of `applicants`. */
export interface ApplicationRow {
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** The third table, 收到和处理政府信息公开申请情况, by what its rows mean. */
export interface ApplicationTable {
  readonly at: Place;
  readonly received: ApplicationRow;
  readonly carriedIn: ApplicationRow;
  /** Every row of （一）…（六） that is no sum of others. */
  readonly results: readonly ApplicationRow[];
  readonly total: ApplicationRow;
  readonly carriedOut: ApplicationRow;
}

/** One group of the fourth table: 结果维持, 结果纠正, 其他结果, 尚未审结, 总计. */
export interface DisputeGroup {
  readonly name: '行政复议' | '未经复议直接起诉' | '复议后起诉';
  readonly figures: readonly Figure[];
}

/** A row of the second table: 行政规范性文件 and its 制发, 废止, 现行有效. */
export interface DisclosureRow {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** A table of a report and where it stands: on the page, or in an attachment of it. */
interface PlacedTable {
  readonly at: Place;
  readonly table: Table;
}

/** Every table of a report: those of its page, then those of its attachments. */
export function reportTables(report: AnnualReport): readonly PlacedTable[] {
  const own = report.tables.map((table) => ({ at: report.page.at, table }));
  const attached = (report.page.files ?? []).flatMap(({ at, tables }) =>
    at === undefined ? [] : tables.map((table) => ({ at, table })),
  );
  return [...own, ...attached];
}

/** A cell as a number. Blank, a dash and a slash say nothing; anything else that is no number neither. */
export function figureOf(cell: string): Figure {
  const text = cell.normalize('NFKC').replace(/[\s,]/g, '');
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(?:件|项|宗|条|份|个|次|人|万元|元)?$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** Whether a cell holds no words: a number, or blank. */
function isValue(cell: string): boolean {
  return figureOf(cell) !== undefined || /^[\s\-—–/／\\]{0,8}$/.test(cell);
}

/** A label without number, brackets' content and blanks: `（二）部分公开（区分处理的…）` is 部分公开. */
function plainLabel(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]?)/, '')
    .replace(/\([^()]{0,80}\)/g, '')
    .replace(/[:：]$/, '');
}

/** The third table; undefined where no table of the report could be read as one. */
export function applicationTable(report: AnnualReport): ApplicationTable | undefined {
  for (const { at, table } of reportTables(report)) {
    const found = readApplications(table);
    if (found) return { at, ...found };
  }
  return undefined;
}

function readApplications(table: Table): Omit<ApplicationTable, 'at'> | undefined {
  const head = table.rows.findIndex((row) => row.some((cell) => plainLabel(cell) === '商业企业'));
  if (head < 0) return undefined;
  const rows = table.rows.slice(head + 1).flatMap((row) => readRow(row) ?? []);
  const find = (pattern: RegExp): number => rows.findIndex(({ label }) => pattern.test(label));
  const received = rows[find(/新收/)];
  const carriedIn = rows[find(/上年.{0,4}结转|结转.{0,4}上年/)];
  const totalAt = find(/^(?:总计|合计)$/);
  const total = rows[totalAt];
  const carriedOut = rows.slice(totalAt + 1).find(({ label }) => label.includes('结转'));
  const first = find(/^予以公开$/);
  if (!received || !carriedIn || !total || !carriedOut || first < 0 || totalAt < first) return undefined;
  return {
    received,
    carriedIn,
    total,
    carriedOut,
    results: rows.slice(first, totalAt).filter(({ label }) => label !== '小计'),
  };
}

/** Labels first, then one value for each column of the form; any other row is heading or ornament. */
function readRow(row: readonly string[]): ApplicationRow | undefined {
  const values = row.slice(-applicants.length);
  const labels = row.slice(0, -applicants.length).filter((cell) => cell.trim() !== '');
  const own = labels.at(-1);
  if (values.length < applicants.length || own === undefined || !values.every(isValue)) return undefined;
  return { label: plainLabel(own), figures: values.map(figureOf) };
}

const groupNames = ['行政复议', '未经复议直接起诉', '复议后起诉'] as const;

/** The groups of the fourth table, in the order of the form; undefined where no table could be read as one. */
export function disputeTable(
  report: AnnualReport,
): { readonly at: Place; readonly groups: readonly DisputeGroup[] } | undefined {
  for (const { at, table } of reportTables(report)) {
    if (!table.rows.some((row) => row.some((cell) => plainLabel(cell) === '结果维持'))) continue;
    const values = table.rows.find((row) => row.length >= 15 && row.slice(-15).every(isValue));
    const head = table.rows.findLast((row) => row.slice(-15).filter((cell) => cell.includes('维持')).length === 3);
    if (!values || !head || !inFormOrder(head.slice(-15))) continue;
    const figures = values.slice(-15).map(figureOf);
    return { at, groups: groupNames.map((name, at) => ({ name, figures: figures.slice(at * 5, at * 5 + 5) })) };
  }
  return undefined;
}

/** Whether the heads stand as on the form: 维持, 纠正, 其他, 未审结, 总计, three times. */
function inFormOrder(head: readonly string[]): boolean {
  const order = [/维持/, /纠正/, /其他|其它/, /未审结|未结/, /总计|合计/];
  return head.every((cell, at) => order[at % order.length]?.test(cell) === true);
}

/** The rows of the second table that could be found, whether the report shows it in one piece or in several. */
export function disclosureRows(report: AnnualReport, names: readonly string[]): readonly DisclosureRow[] {
  const rows = reportTables(report).flatMap(({ table }) => table.rows);
  return names.flatMap((name) => {
    const row = rows.find(
      (cells) => plainLabel(cells[0] ?? '') === name && cells.slice(1).some((cell) => isValue(cell)),
    );
    return row ? [{ name, figures: row.slice(1).map(figureOf) }] : [];
  });
}

/** What a sum says: `true` or `false` where every figure was read, or where blanks could not make it right anyway. */
export function adds(parts: readonly Figure[], total: Figure): boolean | undefined {
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
  if (total !== undefined && sum === total) return true;
  return total === undefined || parts.includes(undefined) ? undefined : false;
}
