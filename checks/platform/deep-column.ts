import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { government } from '../support/units.ts';

/** The platform itself is no level of its directory. */
const PLATFORM = /^(?:政府信息公开|政务公开|信息公开|公开)(?:平台|专栏|网)?$/;

export default defineCheck({
  id: 'deep-column',
  title: { zh: '目录层级过深', en: 'Column too deep' },
  family: 'platform',
  appliesTo: government,
  per: 'column',
  claims: 'presence',
  basis: 'WB-11',
  options: z.object({
    levels: z.int().positive().default(4).describe('目录最多几级'),
    clicks: z.int().positive().default(5).describe('从入口页最多点几次到达'),
  }),
  messages: {
    deep: {
      zh: '“{column}”为第{levels}级目录，超过{most}级',
      en: '“{column}” is of level {levels}, deeper than {most}',
    },
    far: {
      zh: '“{column}”从首页需点击{clicks}次，超过{most}次',
      en: '“{column}” is {clicks} clicks from the entry, more than {most}',
    },
  },
  // How deep a column lies has nothing to do with how much of it was read.
  subjects: (site) => site.columns.map((column) => ({ ...column, seen: { whole: true } as const })),
  *examine(column, { options }) {
    const { path, clicks, at } = column;
    const name = path.join(' > ');
    const levels = PLATFORM.test(path[0]) ? path.length - 1 : path.length;
    if (levels > options.levels) {
      yield {
        message: 'deep',
        data: { column: name, levels, most: options.levels },
        at,
        key: 'levels',
        remedy,
      };
    } else if (clicks > options.clicks) {
      // What the crawl found by a long way may have a shorter one that is drawn by script.
      yield {
        message: 'far',
        data: { column: name, clicks, most: options.clicks },
        at,
        key: 'clicks',
        review: true,
        remedy,
      };
    }
  },
});

const remedy = {
  zh: '目录平铺展示：左侧只留一级目录，点开即见二、三级；四级目录集中到一个页面',
  en: 'Lay the directory flat: first level at the left, the next two on one click, a fourth gathered on one page',
};
