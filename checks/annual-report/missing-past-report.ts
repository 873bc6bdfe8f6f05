import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import { bodyOfTitle, isOwnBody, reportRows } from '../support/report-years.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'missing-past-report',
  title: { zh: '往年年度报告不全', en: 'Annual reports of past years missing' },
  family: 'annual-report',
  appliesTo: government,
  per: 'column',
  claims: 'absence',
  basis: 'PT-04',
  remedy: {
    zh: '补充公布缺的年份；机构改革前的年报可注明原单位',
    en: 'Publish the years that are missing; for those before a reorganisation, name the body of that time',
  },
  options: z.object({
    firmFrom: z.int().default(2019).describe('从哪一年的年报起算缺失；更早的只作提示'),
  }),
  messages: {
    gap: {
      zh: '年报栏目未见{year}年度报告，前后年份均已公开',
      en: 'The annual report on {year} is not there, though those before and after it are',
    },
  },
  subjects: (site) => site.columns.filter(({ type, form }) => type === 'annual-report' && form === 'list'),
  searched: (column, { site }) => site.searched(column.path),
  *examine(column, { site, since, options }) {
    const years = shownYears(column, site);
    const first = Math.min(...years);
    // The last years are judged as acts, with their deadline (missing-annual-report).
    const last = Math.min(Math.max(...years), Number(since.slice(0, 4)) - 1);
    for (let year = first + 1; year < last; year += 1) {
      if (years.has(year)) continue;
      const hint = year < options.firmFrom;
      yield {
        message: 'gap',
        data: { year },
        at: [{ role: 'should-show', ...column.at }],
        key: `${year}`,
        ...(hint && { severity: 'info', review: { zh: '2019年以前的年报只作提示', en: 'before 2019: a hint only' } }),
      };
    }
  },
});

/** The years of the unit's own reports: a body founded late is not asked for what was before it. */
function shownYears(column: Column, site: Site): ReadonlySet<number> {
  const rows = reportRows([column]).filter(({ entry }) => isOwnBody(bodyOfTitle(entry.title), site.unit));
  const read = site.annualReports.filter(({ body }) => isOwnBody(body, site.unit)).flatMap(({ year }) => year ?? []);
  return new Set([...rows.map(({ year }) => year), ...read]);
}
