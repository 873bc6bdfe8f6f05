import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { AnnualReport, Site } from '../../src/contract/site.ts';
import { applicants, applicationTable, disclosureRows } from '../support/report-tables.ts';
import { judgedReports, reportRule } from '../support/report-rules.ts';
import { formOf, isOwnBody } from '../support/report-years.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'mismatched-report-carry-over',
  title: { zh: '年度报告跨年数据衔接有误', en: 'Annual report does not follow from the one before' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '核对两年的台账，更正有误的一份；确有口径调整的，在年报中说明',
    en: 'Compare the records of both years and correct the report that is wrong; where the way of counting changed, say so',
  },
  options: z.object({}),
  messages: {
    carried: {
      zh: '{year}年度报告“{column}”上年结转{now}件，与{before}年度报告“结转下年度继续办理”{then}件不一致',
      en: 'The report on {year} says {now} carried in (“{column}”), that on {before} says {then} carried out',
    },
    stock: {
      zh: '{year}年度报告“{row}”现行有效{now}件，与上年现行有效加本年制发减本年废止的{then}件不一致（{before}年度报告）',
      en: 'The report on {year} says {now} in force (“{row}”); {then} follow from the report on {before}',
    },
  },
  subjects: (site, context) => judgedReports(site, context).filter((report) => predecessor(site, report)),
  *examine(report, { site, standards }) {
    const before = predecessor(site, report);
    const rule = reportRule(report, standards, ['AR-07', 'AR-19']);
    if (!before || report.year === undefined) return;
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (!before.seen.whole) {
      yield { unknown: before.seen.reason };
      return;
    }
    const now = applicationTable(report);
    const then = applicationTable(before);
    if (!now || !then) {
      yield { unknown: 'unparsed' };
      return;
    }
    const years = { year: report.year, before: report.year - 1 };
    const at = [
      { role: 'shows', ...now.at },
      { role: 'compared', ...then.at },
    ] as const;
    for (const [index, column] of applicants.entries()) {
      const carriedIn = now.carriedIn.figures[index];
      const carriedOut = then.carriedOut.figures[index];
      if (carriedIn === undefined || carriedOut === undefined || carriedIn === carriedOut) continue;
      const data = { ...years, column, now: carriedIn, then: carriedOut };
      yield { message: 'carried', data, at, key: `carried:${column}`, basis: rule.id, actOn: rule.actOn };
    }
    const stockRule = reportRule(report, standards, ['AR-02']);
    for (const { row, now: shown, then: due } of stockRule ? stocks(report, before) : [])
      yield {
        message: 'stock',
        data: { ...years, row, now: shown, then: due },
        at,
        key: `stock:${row}`,
        basis: stockRule?.id ?? rule.id,
        actOn: rule.actOn,
        // Documents that lapsed by themselves are in no column of the form: a hint, never a fault.
        severity: 'info',
        review: {
          zh: '自然失效、调整口径也会造成差异，请核对',
          en: 'documents that lapsed are in no column: please compare',
        },
      };
  },
});

/** The report of the same body on the year before, by the same form: figures of two forms do not compare. */
function predecessor(site: Site, { year, body }: AnnualReport): AnnualReport | undefined {
  if (year === undefined || formOf(year) !== formOf(year - 1) || formOf(year) === 'older') return undefined;
  return site.annualReports.find((other) => other.year === year - 1 && isSameBody(other.body, body, site));
}

/** The unit's own reports may or may not name it; of others the name has to be the same. */
function isSameBody(one: string | undefined, other: string | undefined, { unit }: Site): boolean {
  return one === other || (isOwnBody(one, unit) && isOwnBody(other, unit));
}

/** Kinds of documents whose 现行有效 does not follow from the year before. */
function* stocks(report: AnnualReport, before: AnnualReport) {
  const names = ['规章', '行政规范性文件'];
  const last = disclosureRows(before, names);
  for (const { name, figures } of disclosureRows(report, names)) {
    const [made, ended, now] = figures;
    const then = last.find((row) => row.name === name)?.figures[2];
    if (made === undefined || ended === undefined || now === undefined || then === undefined) continue;
    const due = then + made - ended;
    if (due !== now) yield { row: name, now, then: due };
  }
}
