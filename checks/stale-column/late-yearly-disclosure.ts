import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Site } from '../../src/contract/site.ts';
import type { UnitType } from '../../src/contract/unit.ts';
import { searchedAmong } from '../support/search-places.ts';
import { parseDay, type Day } from '../../src/lib/day.ts';

interface Yearly {
  readonly basis: string;
  readonly monthAndDay: string;
  readonly what: { readonly zh: string; readonly en: string };
  readonly title: RegExp;
  /** Whether a report that is not here may lawfully be elsewhere. */
  readonly elsewhere: boolean;
}

const yearly: Partial<Record<UnitType, Yearly>> = {
  environment: {
    basis: 'PE-05',
    monthAndDay: '03-15',
    what: { zh: '年度环境信息依法披露报告', en: 'environmental disclosure report' },
    title: /环境信息.{0,6}披露.{0,6}(?:年度)?报告|年度.{0,6}环境信息.{0,6}披露|环境信息披露年报/,
    elsewhere: true,
  },
  university: {
    basis: 'PE-11',
    monthAndDay: '10-31',
    what: { zh: '信息公开年度报告', en: 'yearly report on disclosure' },
    title: /信息公开(?:工作)?(?:年度)?报告|信息公开年报/,
    elsewhere: false,
  },
};

interface Found {
  readonly title: string;
  readonly at: Place;
  readonly published: Day | undefined;
}

/** Columns in which such a report may stand. */
const MAY_HOLD = /公开|披露|年报|报告|环境|环保|公告|通知|公示|目录|更多|其[他它]|专栏|专题/;

export default defineCheck({
  id: 'late-yearly-disclosure',
  title: { zh: '年度披露报告未按期公开', en: 'Yearly disclosure report missing or late' },
  family: 'stale-column',
  appliesTo: ['environment', 'university'],
  per: 'site',
  claims: 'absence',
  remedy: {
    zh: '在法定系统按期披露，并在本站链接；高校按期公布年度报告',
    en: 'Disclose in time in the lawful system and link it here; universities publish their report in time',
  },
  options: z.object({
    listed: z.boolean().optional().describe('是否列入环境信息依法披露企业名单；不填则以单位登记的类型为准'),
  }),
  messages: {
    missing: {
      zh: '截至{asOf}未找到{year}年{what}，应于{due}前公开',
      en: 'No {what} for {year} was found by {asOf}; it was due by {due}',
    },
    late: {
      zh: '{year}年{what}于{published}公开，晚于{due}',
      en: 'The {what} for {year} was published on {published}, after {due}',
    },
  },
  subjects: (site) => (yearly[site.unit.type] ? [{ key: 'yearly', seen: site.seen }] : []),
  searched: (_, { site }) =>
    searchedAmong(site, ({ form, path }) => form === 'branch' || MAY_HOLD.test(path.at(-1) ?? '公开')),
  *examine(_, { site, asOf, standards, options }) {
    const rule = yearly[site.unit.type];
    if (!rule) return;
    const listed = options.listed ?? (site.unit.type !== 'environment' || site.unit.grounds.type.sure);
    const due = lastDue(asOf, rule.monthAndDay);
    if (!listed || !standards.ruleOn(rule.basis, due)) {
      yield {
        inapplicable: listed
          ? 'rule-not-in-force'
          : { zh: '未列入披露义务名单', en: 'not on the list of those who have to disclose' },
      };
      return;
    }
    const year = Number(due.slice(0, 4)) - 1;
    const found = reportsOf(site, rule.title).filter(({ title }) => isOfYear(title, year));
    const { what } = rule;
    const said = { key: String(year), basis: rule.basis } as const;
    if (found.length === 0) {
      yield {
        message: 'missing',
        data: { asOf, year, what, due },
        at: [{ role: 'should-show', ...site.at }],
        ...said,
        review: rule.elsewhere && {
          zh: '法定披露渠道是企业环境信息依法披露系统，本站没有不等于没有披露',
          en: 'the lawful place is the provincial system: not here is not nowhere',
        },
      };
      return;
    }
    const first = [...found].sort((one, other) => ((one.published ?? '') < (other.published ?? '') ? -1 : 1))[0];
    if (!first?.published || first.published <= due) return;
    yield {
      message: 'late',
      data: { year, what, published: first.published, due },
      at: first.at,
      ...said,
      review: { zh: '可能已在其他渠道按期公开，本站为转载', en: 'it may have been published in time elsewhere' },
    };
  },
});

/** The last day of its kind that has passed before a day. */
function lastDue(asOf: Day, monthAndDay: string): Day {
  const year = Number(asOf.slice(0, 4));
  const [here, before] = [parseDay(`${year}-${monthAndDay}`), parseDay(`${year - 1}-${monthAndDay}`)];
  if (!here || !before) throw new Error(`${monthAndDay} is no day of the year`);
  return here < asOf ? here : before;
}

function reportsOf(site: Site, title: RegExp): readonly Found[] {
  const entries = site.columns.flatMap(({ entries: rows }) =>
    rows.map((row) => ({
      title: row.title,
      at: row.page?.at ?? row.at,
      published: row.page?.published?.day ?? row.date?.day,
    })),
  );
  const pages = site.pages.map((page) => ({ title: page.title ?? '', at: page.at, published: page.published?.day }));
  const files = site.pages.flatMap((page) =>
    page.attachments.map((file) => ({ title: file.title, at: page.at, published: page.published?.day })),
  );
  return [...entries, ...pages, ...files].filter((found) => title.test(found.title));
}

/** 2024—2025学年: the first of its two years. */
const SCHOOL_YEAR = /(?<!\d)(20\d{2})(?:学?年)?\s{0,2}[-—–－~～至到/]{1,2}\s{0,2}(?:20)?\d{2}\s{0,2}(?:学年|年度)/;

/** Whether a title names the year, or the school year that began in it. */
function isOfYear(title: string, year: number): boolean {
  const school = SCHOOL_YEAR.exec(title.slice(0, 200));
  if (school) return Number(school[1]) === year;
  const years = [...title.matchAll(/(?<!\d)(20\d{2})(?!\d)/g)].map((match) => Number(match[1]));
  return years.includes(year);
}
