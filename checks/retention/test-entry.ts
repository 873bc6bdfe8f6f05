import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { EvidenceList } from '../../src/contract/finding.ts';
import type { Column, Entry, Site } from '../../src/contract/site.ts';
import { distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { everyone } from '../support/units.ts';

/** A whole title that only somebody who tries the system writes. 普通话水平测试公告 is none. */
const TEST =
  /^(?:[[【(（]?(?:图|置顶)[\]】)）])?\s{0,3}(?:测试(?:文章|稿件?|信息|新闻|标题|数据|内容|栏目|页面|一下)?|这是(?:一[条篇个])?测试.{0,6}|test(?:ing)?|asdf\w{0,6}|新建(?:文章|信息|文档)|无标题(?:文档)?|标题)[\s\d（()）.]{0,6}$/i;
/** So many rows of a column are shown. */
const SHOWN = 10;

export default defineCheck({
  id: 'test-entry',
  title: { zh: '栏目下留有测试信息', en: 'Entries of a trial left in a column' },
  family: 'retention',
  appliesTo: everyone,
  per: 'site',
  claims: 'presence',
  basis: 'RT-05',
  remedy: { zh: '删除测试信息，并检索全站同类信息', en: 'Delete them, and search the site for others' },
  options: z.object({}),
  messages: {
    left: {
      zh: '“{column}”栏目下存在测试信息{count}条：{titles}',
      en: 'The column “{column}” holds {count} entries of a trial: {titles}',
    },
  },
  // One verdict for the site: that a list of hundreds of pages was not read to its end says little here.
  subjects: (site) => [site],
  *examine(site) {
    for (const { column, trials, at } of columnsWithTrials(site)) {
      const titles = trials.slice(0, 5).map(({ title, date }) => `“${title}”${date ? `（${date.day}）` : ''}`);
      yield {
        message: 'left',
        data: {
          column: pathText(column),
          count: trials.length,
          titles: { zh: titles.join('、'), en: titles.join(', ').replace(/（(\d[\d-]*)）/g, ' ($1)') },
        },
        at,
        key: column.key,
      };
    }
    const cut = site.columns.find(({ seen }) => !seen.whole)?.seen;
    if (cut && !cut.whole) yield { unknown: cut.reason };
  },
});

interface Tried {
  readonly column: Column;
  readonly trials: readonly Entry[];
  readonly at: EvidenceList;
}

/** Lists that hold trials. A row that a list above gathers once more is told where it stands. */
function columnsWithTrials(site: Site): readonly Tried[] {
  const told = new Set<string>();
  const deepest = distinctColumns(site).toSorted((a, b) => b.path.length - a.path.length);
  return deepest.flatMap((column): Tried[] => {
    const trials = column.entries.filter((entry) => {
      const isNew = TEST.test(entry.title.trim()) && !told.has(nameOf(entry));
      if (isNew) told.add(nameOf(entry));
      return isNew;
    });
    const [first, ...others] = trials.slice(0, SHOWN).map((entry) => ({ role: 'shows', ...rowPlace(entry) }) as const);
    return first ? [{ column, trials, at: [first, ...others] }] : [];
  });
}

function nameOf({ title, date, url }: Entry): string {
  return date ? `${title} ${date.day}` : `${title} ${url}`;
}
