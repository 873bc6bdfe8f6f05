import { z } from 'zod';
import { definePortfolioCheck } from '../../src/contract/check.ts';
import type { Place, Subject } from '../../src/contract/seen.ts';
import type { AnnualReport, Entry, Site } from '../../src/contract/site.ts';
import { daysBetween, type Day } from '../../src/lib/day.ts';
import { bodyOfTitle, isOwnBody, ownReports, reportRows, shownElsewhere, yearsDue } from '../support/report-years.ts';
import { government } from '../support/units.ts';

export default definePortfolioCheck({
  id: 'late-annual-report',
  title: { zh: '政府信息公开年度报告逾期公布', en: 'Annual report published late' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '逾期是已发生的事实，无法补救的，说明原因；今后按期公布。迁移造成日期改变的，恢复原发布日期',
    en: 'What is late stays late: give the reason, and publish in time from now on; where a migration changed the day, restore it',
  },
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
        const shown = firstShown(site, due.year);
        return shown ? [{ ...shown, site, ...due }] : [];
      }),
    ),
  blames: ({ site }) => site.unit.id,
  *examine({ site, title, url, at, published, year, day: due, rule }, { sites }) {
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
      data: { title, published, due, days: daysBetween(due, published) },
      at: { ...at, quote: published },
      key: 'late',
      basis: rule.id,
      actOn: due,
      expected: { zh: `不晚于${due}`, en: `by ${due}` },
      observed: { zh: published, en: published },
      review: isMoved(site, url) && {
        zh: '该栏目条目日期相同，可能是网站迁移的日期，请核对原发布日期',
        en: 'all rows of the column bear one day: perhaps the day of a migration',
      },
    };
  },
});

/** A report as the site shows it: its page, or, where only a file stands behind the row, the row. */
interface Shown extends Subject {
  readonly title: string;
  readonly url: string;
  readonly at: Place;
  readonly published: Day | undefined;
}

/** The report first published: what was shown again later is not late. */
function firstShown(site: Site, year: number): Shown | undefined {
  const [report] = ownReports(site, site.unit, year).toSorted((a, b) =>
    (a.publishedOn ?? '9') < (b.publishedOn ?? '9') ? -1 : 1,
  );
  if (report) return { ...report, published: report.publishedOn ?? rowDay(site, report.url) };
  const row = reportRows(site.columns).find(
    ({ year: own, entry }) => own === year && isOwnBody(bodyOfTitle(entry.title), site.unit),
  );
  if (!row) return undefined;
  const { title, url, at, date } = row.entry;
  return { key: url, seen: { whole: true }, title, url, at, published: date?.day };
}

/** What the lists say of a page that shows no day of its own. */
function rowDay(site: Site, url: string): Day | undefined {
  const days = site.columns.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.url === url && entry.date ? [entry.date.day] : [])),
  );
  return days.toSorted()[0];
}

function dayOf(shown: Entry | AnnualReport): Day | undefined {
  return 'publishedOn' in shown ? shown.publishedOn : shown.date?.day;
}

/** A column all of whose rows bear one day tells when the site moved, not when its reports came out. */
function isMoved(site: Site, report: string): boolean {
  return site.columns.some(({ oneDay, entries }) => oneDay && entries.some(({ url }) => url === report));
}
