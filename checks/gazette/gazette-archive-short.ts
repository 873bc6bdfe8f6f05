import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Gazette } from '../../src/contract/site.ts';
import { gazettesOf, gazetteUnits } from '../support/gazette.ts';

/** 创刊于2006年, 2006年1月创刊, 自2006年起编印. */
const FOUNDED =
  /(?:创刊|试刊|首刊|首期)[^。\n\d]{0,8}((?:19|20)\d{2})\s?年|((?:19|20)\d{2})\s?年[^。；\n]{0,12}(?:创刊|创办|试刊|首期)|自\s?((?:19|20)\d{2})\s?年[^。；\n]{0,8}起[^。；\n]{0,8}(?:编印|编发|出刊|出版|发行)/;

export default defineCheck({
  id: 'gazette-archive-short',
  title: { zh: '历史公报未上网', en: 'Old issues of a gazette not online' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'absence',
  basis: 'GZ-09',
  remedy: {
    zh: '将创刊以来的公报整理入库，补充上网；暂不能上网的，在专栏写明起始年份',
    en: 'Put the issues since the first online; where that cannot be yet, say from which year on they are',
  },
  options: z.object({
    fromYear: z.int().min(1949).optional().describe('历史公报应自哪一年起上网；不写则看公报自己写明的创刊年'),
  }),
  messages: {
    short: {
      zh: '公报自{from}年起应有电子版，专栏最早一期为{first}年，缺{count}年',
      en: 'The gazette should be online from {from} on; its first issue there is of {first}, {count} years later',
    },
  },
  subjects: (site) => gazettesOf(site),
  searched: (gazette, { site }) =>
    site.searched(site.columns.find(({ key }) => gazette.columns[0] === key)?.path ?? []),
  *examine(gazette, { options }) {
    const stated = foundedIn(gazette);
    const from = options.fromYear ?? stated;
    const first = Math.min(...gazette.issues.flatMap(({ year }) => year ?? []));
    // The very first issue, by its total number, is the whole of the past.
    if (from === undefined || gazette.issues.some(({ totalNumber }) => totalNumber === 1)) {
      if (from === undefined)
        yield {
          inapplicable: { zh: '没有写明创刊年，也没有规定起始年份', en: 'no first year is stated, nor asked for' },
        };
      return;
    }
    if (!Number.isFinite(first)) {
      yield { unknown: 'dates-unread' };
      return;
    }
    if (first <= from) return;
    yield {
      message: 'short',
      data: { from, first, count: first - from },
      at: [{ role: 'should-show', ...gazette.at }],
      key: 'archive',
    };
  },
});

function foundedIn({ text }: Gazette): number | undefined {
  const match = FOUNDED.exec(text.slice(0, 50_000));
  const year = match?.[1] ?? match?.[2] ?? match?.[3];
  return year === undefined ? undefined : Number(year);
}
