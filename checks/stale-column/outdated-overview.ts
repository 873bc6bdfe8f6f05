import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column } from '../../src/contract/site.ts';
import { addMonths } from '../../src/lib/day.ts';
import { hidesText } from '../support/sheet-elements.ts';
import { pathText } from '../support/place.ts';
import { figure } from '../support/rules.ts';

/** Figures of a year: 2023年末户籍人口, 2024年全县生产总值. What happened in a year is history and does not age. */
const FIGURES =
  /(20\d{2})\s?年(?:底|末|全年|，|,)?[^。；\n]{0,30}?(?:人口|生产总值|GDP|户籍|常住|财政收入|可支配收入|城镇化率|固定资产投资|总产值|在校|床位)/g;

export default defineCheck({
  id: 'outdated-overview',
  title: { zh: '概况信息过期', en: 'Overview out of date' },
  family: 'stale-column',
  appliesTo: ['city', 'county', 'zone', 'town'],
  per: 'column',
  claims: 'state',
  basis: 'GW-D4',
  options: z.object({}),
  messages: {
    old: {
      zh: '“{column}”仍用{year}年的数据（“{quote}”），未按年更新',
      en: '“{column}” still gives figures of {year} (“{quote}”) and was not updated for the year',
    },
  },
  subjects: (site) => site.columns.filter(({ type, content }) => type === 'overview' && content === 'filled'),
  *examine(column, { asOf, standards }) {
    const rule = standards.rule('GW-D4');
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const pages = pagesOf(column);
    if (pages.length === 0 || pages.some((page) => hidesText(page))) {
      yield { unknown: 'unparsed' };
      return;
    }
    const from = addMonths(asOf, -(figure(rule, 'months') ?? 12));
    const figures = pages.flatMap(figuresOn);
    const newest = figures.toSorted((a, b) => b.year - a.year)[0];
    // The figures of a year come out in the spring of the next: for a year from then on they are those to be shown.
    const last = Number(asOf.slice(0, 4)) - (asOf.slice(5) < '07-01' ? 2 : 1);
    if (!newest || newest.year >= last || pages.some(({ published }) => published && published.day > from)) return;
    yield {
      message: 'old',
      data: { column: pathText(column), year: newest.year, quote: newest.quote.slice(0, 60) },
      at: { ...newest.page.at, quote: newest.quote.slice(0, 120) },
      key: 'figures',
      remedy: { zh: '用最近一年的统计数据更新概况', en: 'Bring the figures up to the last year' },
    };
  },
});

/** What an overview says: its own page, or the articles that it lists. */
function pagesOf({ form, pages, entries }: Column): readonly Page[] {
  const behind = entries.flatMap(({ page }) => page ?? []);
  return form === 'single-page' || behind.length === 0 ? pages : behind;
}

function figuresOn(page: Page): readonly { readonly year: number; readonly quote: string; readonly page: Page }[] {
  return [...page.mainText.slice(0, 50_000).matchAll(FIGURES)].map(([quote, year]) => ({
    year: Number(year),
    quote,
    page,
  }));
}
