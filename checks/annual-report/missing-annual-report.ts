import { z } from 'zod';
import { definePortfolioCheck } from '../../src/contract/check.ts';
import type { Searched, Unseen } from '../../src/contract/seen.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Unit } from '../../src/contract/unit.ts';
import { addDays, type Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { bodyOfTitle, isOwnBody, ownReports, reportRows, shownElsewhere, yearsDue } from '../support/report-years.ts';
import { government } from '../support/units.ts';

export default definePortfolioCheck({
  id: 'missing-annual-report',
  title: { zh: '未公开政府信息公开年度报告', en: 'Annual report not published' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'absence',
  remedy: {
    zh: '立即公布缺的年报，并放在“政府信息公开年报”栏目，标题写明单位和年度',
    en: 'Publish the report at once in the column of annual reports, with the body and the year in its title',
  },
  options: z.object({
    graceDays: z.int().nonnegative().default(0).describe('到期后再过几天仍未公开才指出，天'),
  }),
  messages: {
    missing: {
      zh: '未公开{year}年度政府信息公开工作年度报告，应于{due}前公布',
      en: 'The annual report on {year} is not published; it was due by {due}',
    },
  },
  subjects: (sites, context) =>
    [...sites.values()].flatMap((site) =>
      yearsDue(site.unit, context).map((due) => ({
        key: `annual-report:${due.year}`,
        seen: site.seen,
        site,
        ...due,
      })),
    ),
  blames: ({ site }) => site.unit.id,
  searched: ({ site }): Searched => site.searched(columnsOf(site)[0]?.path ?? []),
  *examine({ site, year, day, rule }, { sites, asOf, options }) {
    const columns = columnsOf(site);
    if (addDays(day, options.graceDays) >= asOf || isShown(site, year)) return;
    for (const other of sites.values()) {
      if (other === site) continue;
      // Published elsewhere counts: on the portal, in the department's column of the county.
      if (shownElsewhere(other, site.unit, year)) return;
      if (isAbove(other.unit, site.unit) && !other.seen.whole) yield { unknown: other.seen.reason };
    }
    const doubt = doubtOf(site, columns);
    if (doubt !== undefined) yield { unknown: doubt };
    yield {
      message: 'missing',
      data: { year, due: day },
      at: [{ role: 'should-show', ...(columns[0]?.at ?? site.at) }],
      key: 'missing',
      basis: rule.id,
      actOn: day,
      review: columns.length === 0 ? withoutColumn : beganAfter(site, day) && newUnit,
    };
  },
});

const withoutColumn: Text = {
  zh: '本站没有年报栏目，年报可能公布在上级门户，请人工核对',
  en: 'this site has no column for annual reports; it may be published on a superior portal',
};
const newUnit: Text = {
  zh: '本站所见信息都晚于应公布的日期，可能是新设、合并的单位或新建的网站，请核对当年由谁公布',
  en: 'all that the site shows is younger than the day due: the unit, or its site, may be new',
};

/** Whether nothing on the site is as old as a day: a unit that was founded or merged later owed nothing then. */
function beganAfter({ columns, annualReports }: Site, day: Day): boolean {
  const days = columns.flatMap(({ entries }) => entries.flatMap(({ date }) => date?.day ?? []));
  return days.length > 0 && days.every((one) => one > day) && annualReports.length === 0;
}

/** Why the report may be there and not have been seen. */
function doubtOf(site: Site, columns: readonly Column[]): Unseen | undefined {
  if (site.elsewhere.some(({ name }) => /年报|年度报告/.test(name))) return 'elsewhere';
  // A report whose title tells no year may be the very one.
  if (site.annualReports.some(({ year, body }) => year === undefined && isOwnBody(body, site.unit))) return 'unparsed';
  if (columns.some(({ content }) => content === 'script' || content === 'elsewhere')) return 'unrendered';
  for (const { seen } of columns) if (!seen.whole) return seen.reason;
  return undefined;
}

function columnsOf(site: Site): readonly Column[] {
  return site.columns.filter(({ type }) => type === 'annual-report');
}

/** Whether the site shows the unit's report on a year: read, as a row, or in a column or page of that year alone. */
function isShown(site: Site, year: number): boolean {
  if (ownReports(site, site.unit, year).length > 0) return true;
  const ofYear = columnsOf(site).some(
    ({ path, form, content, pages }) =>
      content === 'filled' &&
      (path.some((name) => name.includes(`${year}年`)) ||
        (form === 'single-page' && pages.some(({ mainText }) => mainText.slice(0, 2000).includes(`${year}年`)))),
  );
  if (ofYear) return true;
  return reportRows(site.columns).some(
    (row) => row.year === year && isOwnBody(bodyOfTitle(row.entry.title), site.unit),
  );
}

function isAbove(other: Unit, unit: Unit): boolean {
  return other.id === unit.parent || other.id === unit.supervisor;
}
