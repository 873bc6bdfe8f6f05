import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { AnnualReport } from '../../src/contract/site.ts';
import { unreadReason } from '../support/passages.ts';
import { adds, applicants, applicationTable, disputeTable, type Figure } from '../support/report-tables.ts';
import { judgedReports, reportRule } from '../support/report-rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'unbalanced-report-table',
  title: { zh: '年度报告表格数据勾稽关系有误', en: 'Figures of an annual report do not add up' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '核对原始台账，更正表内数字，并检查正文中的件数',
    en: 'Compare with the records, correct the figures of the table, and look at those of the text',
  },
  options: z.object({}),
  messages: {
    row: {
      zh: '第三部分表“{row}”一行：各类申请人合计{sum}，总计填{total}',
      en: 'Third table, row “{row}”: the applicants add up to {sum}, the total says {total}',
    },
    balance: {
      zh: '第三部分表“{column}”一列：本年新收加上年结转为{sum}，办理总计加结转下年度为{total}',
      en: 'Third table, column “{column}”: received plus carried in is {sum}, handled plus carried out is {total}',
    },
    results: {
      zh: '第三部分表“{column}”一列：各类办理结果合计{sum}，总计填{total}',
      en: 'Third table, column “{column}”: the results add up to {sum}, the total says {total}',
    },
    group: {
      zh: '第四部分表“{group}”：维持、纠正、其他、尚未审结合计{sum}，总计填{total}',
      en: 'Fourth table, “{group}”: upheld, corrected, other and pending add up to {sum}, the total says {total}',
    },
  },
  subjects: judgedReports,
  *examine(report, { standards }) {
    const basis = (id: string) => reportRule(report, standards, [id, 'AR-19']);
    if (basis('AR-03') === undefined) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const wrong = withoutEchoes([...wrongSums(report)]);
    for (const { rule, place, sum, total, message, name, at } of wrong) {
      const own = basis(rule);
      if (!own) continue;
      const shared = { at, basis: own.id, actOn: own.actOn, key: `${rule}:${place}`, ...facts(sum, total) };
      if (message === 'row') yield { message, data: { row: name, sum, total }, ...shared };
      else if (message === 'group') yield { message, data: { group: name, sum, total }, ...shared };
      else yield { message, data: { column: name, sum, total }, ...shared };
    }
    if (wrong.length === 0 && !isRead(report)) yield { unknown: unreadReason(report.page) };
  },
});

function facts(sum: number, total: number) {
  return { expected: { zh: String(sum), en: String(sum) }, observed: { zh: String(total), en: String(total) } };
}

interface WrongSum {
  readonly rule: string;
  readonly message: 'row' | 'balance' | 'results' | 'group';
  /** The row, column or group as the report calls it, and as a key that outlives a change of words. */
  readonly name: string;
  readonly place: string;
  readonly sum: number;
  readonly total: number;
  readonly at: AnnualReport['at'];
}

/** Every sum of the form that is wrong, of those whose cells were all read. */
function* wrongSums(report: AnnualReport): Generator<WrongSum> {
  const table = applicationTable(report);
  if (table) {
    const { at, received, carriedIn, results, total, carriedOut } = table;
    const last = applicants.length - 1;
    for (const [index, row] of [received, carriedIn, ...results, total, carriedOut].entries()) {
      const parts = row.figures.slice(0, last);
      yield* check({ rule: 'AR-03', message: 'row', name: row.label, place: `${index}`, at }, parts, row.figures[last]);
    }
    for (const [index, name] of applicants.entries()) {
      const of = (row: { readonly figures: readonly Figure[] }): Figure => row.figures[index];
      const place = { name, place: name, at };
      yield* check({ rule: 'AR-05', message: 'results', ...place }, results.map(of), of(total));
      const out = [of(total), of(carriedOut)];
      if (out.includes(undefined)) continue;
      const handled = (of(total) ?? 0) + (of(carriedOut) ?? 0);
      yield* check({ rule: 'AR-04', message: 'balance', ...place }, [of(received), of(carriedIn)], handled);
    }
  }
  const disputes = disputeTable(report);
  for (const { name, figures } of disputes?.groups ?? []) {
    const where = { name, place: name, at: disputes?.at ?? report.at };
    yield* check({ rule: 'AR-06', message: 'group', ...where }, figures.slice(0, 4), figures[4]);
  }
}

function* check(where: Omit<WrongSum, 'sum' | 'total'>, parts: readonly Figure[], total: Figure): Generator<WrongSum> {
  if (total === undefined || adds(parts, total) !== false) return;
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
  yield { ...where, sum, total };
}

/**
 * One wrong cell breaks the sum of its row and those of its column: the row tells it, its echoes by the same difference
 * are left out. So is the column 总计 where the others already account for it.
 */
function withoutEchoes(all: readonly WrongSum[]): readonly WrongSum[] {
  const gap = ({ sum, total }: WrongSum): number => Math.abs(sum - total);
  const rows = all.filter(({ message }) => message === 'row' || message === 'group');
  const columns = all.filter(({ message }) => message === 'results' || message === 'balance');
  const own = columns.filter((column) => !rows.some((row) => row.message === 'row' && gap(row) === gap(column)));
  const first = own.filter(
    (column) =>
      column.message === 'results' ||
      !own.some((other) => other.message === 'results' && other.name === column.name && gap(other) === gap(column)),
  );
  const parts = first.filter(({ name }) => name !== '总计');
  return [...rows, ...(parts.length > 0 ? parts : first)];
}

/** Whether every cell that a sum needs was read: else nothing wrong was seen, but nothing is proved right either. */
function isRead(report: AnnualReport): boolean {
  const table = applicationTable(report);
  const disputes = disputeTable(report);
  if (!table || !disputes) return false;
  const last = applicants.length - 1;
  const rows = [table.received, table.carriedIn, ...table.results, table.total, table.carriedOut];
  return (
    rows.every(({ figures }) => adds(figures.slice(0, last), figures[last]) === true) &&
    disputes.groups.every(({ figures }) => adds(figures.slice(0, 4), figures[4]) === true)
  );
}
