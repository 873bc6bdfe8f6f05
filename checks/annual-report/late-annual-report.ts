import { z } from 'zod';
import { definePortfolioCheck } from '../../src/contract/check.ts';
import type { AnnualReport, Entry, Site } from '../../src/contract/site.ts';
import { daysBetween, type Day } from '../../src/lib/day.ts';
import { ownReports, shownElsewhere, yearsDue } from '../support/report-years.ts';
import { government } from '../support/units.ts';

export default definePortfolioCheck({
  id: 'late-annual-report',
  title: { zh: '政府信息公开年度报告逾期公布', en: 'Annual report published late' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  options: z.object({}),
  messages: {
    late: {
      zh: '《{title}》于{published}公布，应于{due}前公布，逾期{days}天',
      en: '“{title}” was published on {published}, {days} days after {due}',
    },
  },
  subjects: (sites, context) =>
    [...sites.values()].flatMap((site) =>
      yearsDue(site.unit, context).flatMap((due) => {
        const [report] = earliest(ownReports(site, site.unit, due.year));
        return report ? [{ key: report.key, seen: report.seen, site, report, ...due }] : [];
      }),
    ),
  blames: ({ site }) => site.unit.id,
  *examine({ site, report, year, day: due, rule }, { sites }) {
    const published = report.publishedOn;
    if (published === undefined) {
      yield { unknown: 'dates-unread' };
      return;
    }
    if (published <= due) return;
    for (const other of sites.values()) {
      const shown = other === site ? undefined : shownElsewhere(other, site.unit, year);
      const day = shown && dayOf(shown);
      if (day !== undefined && day <= due) return; // in time on the portal: the own page is a copy
    }
    yield {
      message: 'late',
      data: { title: report.title, published, due, days: daysBetween(due, published) },
      at: { ...report.at, quote: published },
      key: 'late',
      basis: rule.id,
      actOn: due,
      expected: { zh: `不晚于${due}`, en: `by ${due}` },
      observed: { zh: published, en: published },
      review: isMoved(site, report) && {
        zh: '该栏目条目日期相同，可能是网站迁移的日期，请核对原发布日期',
        en: 'all rows of the column bear one day: perhaps the day of a migration',
      },
    };
  },
});

/** The report first published comes first: what was shown again later is not late. */
function earliest(reports: readonly AnnualReport[]): readonly AnnualReport[] {
  return reports.toSorted((a, b) => ((a.publishedOn ?? '9') < (b.publishedOn ?? '9') ? -1 : 1));
}

function dayOf(shown: Entry | AnnualReport): Day | undefined {
  return 'publishedOn' in shown ? shown.publishedOn : shown.date?.day;
}

/** A column all of whose rows bear one day tells when the site moved, not when its reports came out. */
function isMoved(site: Site, report: AnnualReport): boolean {
  return site.columns.some(({ oneDay, entries }) => oneDay && entries.some(({ url }) => url === report.url));
}
