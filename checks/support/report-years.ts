import type { AnnualReport, Column, Entry, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Grounds, Rule, Standards } from '../../src/contract/standards.ts';
import type { Unit } from '../../src/contract/unit.ts';
import { parseDay, type Day } from '../../src/lib/day.ts';
import { bookOf } from './rules.ts';

/** The day by which a unit has to publish its report on a year, and the rule that says so. */
export interface ReportDeadline {
  readonly day: Day;
  readonly rule: Rule;
}

/**
 * Departments by 31 January, governments by 31 March (条例 art. 49); a town only where a row of the office's directory
 * says so. Undefined: nothing binds this unit to a day.
 */
export function reportDeadline(unit: Unit, year: number, standards: Standards): ReportDeadline | undefined {
  const act = dayOf(year + 1, '01-01');
  if (act === undefined) return undefined;
  const id = ruleIds[unit.type];
  const rule = id === undefined ? undefined : standards.ruleOn(id, act);
  const yearly = rule ? rule.threshold['mmdd'] : undefined;
  if (rule && typeof yearly === 'string') return withDay(rule, dayOf(year + 1, yearly));
  const row = unit.type === 'town' ? standards.directory('town').find(asksForReport) : undefined;
  if (!row?.deadline || !('yearly' in row.deadline)) return undefined;
  return withDay(row, dayOf(year + 1, row.deadline.yearly));
}

const ruleIds: Partial<Record<Unit['type'], string>> = {
  department: 'IF-02',
  city: 'IF-03',
  county: 'IF-03',
  zone: 'IF-03',
};

function asksForReport({ path }: DirectoryItem): boolean {
  return path.some((name) => /年报|年度报告/.test(name));
}

function withDay(rule: Rule, day: Day | undefined): ReportDeadline | undefined {
  return day === undefined ? undefined : { day, rule };
}

function dayOf(year: number, yearly: string): Day | undefined {
  return parseDay(`${year}-${yearly}`);
}

/** The years whose report fell due within the time that is judged, oldest first. */
export function yearsDue(
  unit: Unit,
  grounds: Pick<Grounds, 'since' | 'asOf' | 'standards' | 'standardsOf'>,
): readonly (ReportDeadline & { readonly year: number })[] {
  const { since, asOf } = grounds;
  const standards = bookOf(grounds, unit.id);
  const first = Number(since.slice(0, 4)) - 1;
  const last = Number(asOf.slice(0, 4)) - 1;
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return years.flatMap((year) => {
    const deadline = reportDeadline(unit, year, standards);
    return deadline && deadline.day >= since && deadline.day < asOf ? [{ year, ...deadline }] : [];
  });
}

/** Which form a report on this year has to follow: that of 2021 (国办公开办函〔2021〕30号), that of 2019, or an older one. */
export function formOf(year: number): '2021' | '2019' | 'older' {
  if (year >= 2021) return '2021';
  return year >= 2019 ? '2019' : 'older';
}

const REPORT = /政府信息公开.{0,8}(?:年报|年度报告)|信息公开.{0,6}年度?报告|信息公开年报/;

/** How the row of a report may read in the column of reports. That of the web site (政府网站工作年度报表) is another. */
const LOOSE = /^(?!.*网站)(?:.{0,80}(?:年报|年度报告|公开.{0,8}(?:报告|总结))|.{0,20}20\d{2}\s?年?度?$)/;

/** A row that is a report, read or not. */
export interface ReportRow {
  readonly entry: Entry;
  readonly year: number;
}

/** Rows of a list that are called reports on a year. */
export function reportRows(columns: readonly Column[]): readonly ReportRow[] {
  return columns.flatMap(({ entries, type }) =>
    entries.flatMap((entry) => {
      const year = yearOf(entry.title);
      const isReport = REPORT.test(entry.title) || (type === 'annual-report' && LOOSE.test(entry.title));
      return year !== undefined && isReport ? [{ entry, year }] : [];
    }),
  );
}

/** The year that a title speaks of: `2025年度`, `二〇二五年`. */
function yearOf(title: string): number | undefined {
  const text = title.normalize('NFKC').replace(/[〇○零一二三四五六七八九]/g, (digit) => chineseDigits[digit] ?? digit);
  const match = /(?<!\d)(20[0-4]\d)\s{0,2}年?/.exec(text);
  return match ? Number(match[1]) : undefined;
}

const chineseDigits: Readonly<Record<string, string>> = {
  ...{ 〇: '0', '○': '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4' },
  ...{ 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' },
};

/** Whether a title or a body's name speaks of this unit, with or without its county: 教育局 is 甲县教育局. */
export function isOwnBody(body: string | undefined, unit: Unit): boolean {
  if (body === undefined) return true;
  const theirs = bareName(body);
  const ours = bareName(unit.name);
  if (theirs === '' || ours === '') return true;
  return ours === theirs || ours.endsWith(theirs) || theirs.endsWith(ours);
}

function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/\d{4}年?度?/g, '')
    .replace(/(?:政府|政务)(?:信息)?公开.{0,20}$|信息公开.{0,20}$|(?:年报|年度报告).{0,4}$/, '')
    .replace(/^关于|人民政府$|网$/g, '')
    .replace(/人民政府(?=办公室|办公厅)/, '');
}

/** The reports of the unit itself on a year, among those a site shows. */
export function ownReports(site: Site, unit: Unit, year: number): readonly AnnualReport[] {
  return site.annualReports.filter((report) => report.year === year && isOwnBody(report.body, unit));
}

/** The name before 2025年 in a title, or what stands before 政府信息公开: whose report a row is. */
export function bodyOfTitle(title: string): string | undefined {
  const name = bareName(title);
  return name.length >= 2 ? name : undefined;
}

/** Whether a site other than the unit's own shows a report that names the unit, on a year. */
export function shownElsewhere(site: Site, unit: Unit, year: number): Entry | AnnualReport | undefined {
  const report = site.annualReports.find((shown) => shown.year === year && names(shown.body ?? shown.title, unit));
  return report ?? reportRows(site.columns).find((row) => row.year === year && names(row.entry.title, unit))?.entry;
}

/** Elsewhere a name without its county proves nothing: the full name has to stand there. */
function names(text: string, unit: Unit): boolean {
  const ours = bareName(unit.name);
  return ours.length >= 2 && bareName(text) === ours;
}
