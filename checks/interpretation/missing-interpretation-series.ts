import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Interpretation, Site } from '../../src/contract/site.ts';
import { addMonths, type Day } from '../../src/lib/day.ts';
import { searchedAmong } from '../support/search-places.ts';
import { bareTitle } from '../support/titles.ts';

const SERIES =
  /系列(?:政策)?解读|系列(?:图解|问答|访谈|微课)|解读(?:之[一二三四五六七八九十]|系列|[（(]?[二三四五六][)）]$)|政策明白(?:卡|纸).{0,4}系列/;
/** Columns in which a series may stand. */
const MAY_HOLD = /解读|回应|政策|专题|专栏|图解|问答|民生|惠企/;

export default defineCheck({
  id: 'missing-interpretation-series',
  title: { zh: '未见重要政策系列解读', en: 'No important policy interpreted in a series' },
  family: 'interpretation',
  appliesTo: ['city', 'county', 'zone'],
  per: 'site',
  claims: 'absence',
  basis: 'PO-27',
  remedy: {
    zh: '选取涉及面广、内容丰富的政策，用文字、图表、问答等形式分次解读，并集中展示',
    en: 'Choose policies that concern many, interpret them in several pieces and forms, and show these together',
  },
  options: z.object({
    months: z.int().positive().default(12).describe('看最近多少个月的解读'),
    pieces: z.int().min(2).default(3).describe('同一政策有几篇解读即算系列'),
    minimum: z.int().positive().default(10).describe('解读少于多少篇不判断'),
  }),
  messages: {
    none: {
      zh: '近{months}个月的{count}篇政策解读中，没有系列解读栏目，也没有一项政策有{pieces}篇以上解读（提示）',
      en: 'Among {count} interpretations of the last {months} months there is no series: no column of that name, and no policy with {pieces} pieces or more (a hint)',
    },
  },
  subjects: (site) => (site.interpretations.length > 0 ? [site] : []),
  searched: (site) => searchedAmong(site, ({ path, type }) => type === 'interpretation' || MAY_HOLD.test(path.join())),
  *examine(site, { asOf, options }) {
    const { months, pieces, minimum } = options;
    const recent = recentOf(site, addMonths(asOf, -months), asOf);
    if (recent.length < minimum) {
      yield { inapplicable: { zh: '解读篇数过少，不判断', en: 'too few interpretations to judge' } };
      return;
    }
    if (namesSeries(site) || Math.max(...piecesByPolicy(recent).values(), 0) >= pieces) return;
    yield {
      message: 'none',
      data: { months, count: recent.length, pieces },
      at: [{ role: 'should-show', ...site.at }],
      key: 'series',
      review: {
        zh: '选取哪些政策、是否需要系列解读，由人判断',
        en: 'which policies need a series, a person has to say',
      },
    };
  },
});

function recentOf({ interpretations }: Site, from: Day, asOf: Day): readonly Interpretation[] {
  return interpretations.filter(
    ({ publishedOn }) => publishedOn !== undefined && publishedOn > from && publishedOn <= asOf,
  );
}

function namesSeries({ columns }: Site): boolean {
  return columns.some(
    ({ path, entries }) => SERIES.test(path.at(-1) ?? '') || entries.some(({ title }) => SERIES.test(title)),
  );
}

/** How many interpretations each policy has, by what they name as their document. */
function piecesByPolicy(interpretations: readonly Interpretation[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { documents } of interpretations) {
    const policy = documents.urls[0] ?? documents.numbers[0] ?? bareTitle(documents.titles[0] ?? '');
    if (policy !== '') counts.set(policy, (counts.get(policy) ?? 0) + 1);
  }
  return counts;
}
