import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Entry } from '../../src/contract/site.ts';
import { datedTypes } from '../support/column-periods.ts';
import { distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { government } from '../support/units.ts';

/** Fewer rows than this tell nothing of how a column is kept. */
const FEW = 3;
const ANY_DAY =
  /(?<!\d)(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}|(?<!\d)\d{1,2}\s?[-./月]\s?\d{1,2}(?!\d)/;

export default defineCheck({
  id: 'undated-column',
  title: { zh: '栏目信息未注明发布时间', en: 'Column whose entries bear no day' },
  family: 'stale-column',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  basis: 'GW-N1',
  remedy: {
    zh: '在列表和正文注明发布时间；没有注明的，检查时按未更新对待',
    en: 'Show the day in the list and on the page: what bears none is taken as not updated',
  },
  options: z.object({}),
  messages: {
    undated: {
      zh: '“{column}”栏目的{count}条信息，列表和正文都没有注明发布时间',
      en: 'None of the {count} entries of “{column}” bears a day, in the list or on its page',
    },
  },
  subjects: (site) =>
    distinctColumns(site).filter(
      ({ type, form, closed, entries }) =>
        datedTypes.includes(type) && form === 'list' && !closed && entries.length >= FEW,
    ),
  *examine(column) {
    const { entries, pages } = column;
    if (entries.some(({ date }) => date !== undefined)) return;
    // A day that stands anywhere near was there to be read: then it is ours that was not.
    const isShown = entries.some(showsDay) || pages.some(({ mainText }) => ANY_DAY.test(mainText.slice(0, 100_000)));
    const [first] = entries;
    if (!first || isShown || entries.every(({ page }) => page === undefined)) {
      yield { unknown: 'dates-unread' };
      return;
    }
    yield {
      message: 'undated',
      data: { column: pathText(column), count: entries.length },
      at: [
        { role: 'shows', ...rowPlace(first) },
        { role: 'shows', ...column.at },
      ],
      key: 'undated',
      review: { zh: '日期可能由脚本显示，请打开页面核对', en: 'a script may draw the day: open the page and look' },
    };
  },
});

function showsDay({ page }: Entry): boolean {
  return page !== undefined && (page.published !== undefined || ANY_DAY.test(page.text.slice(0, 100_000)));
}
