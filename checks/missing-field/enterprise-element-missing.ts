import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';
import type { Day } from '../../src/lib/day.ts';
import { saysMore } from '../support/elements.ts';
import { plain } from '../support/rows.ts';

/** Which list of elements the pages of a column are held against, by the industry and the name of the column. */
const kinds = [
  { unit: 'water', list: 'water-quality', column: /水质|出厂水|管网水/, what: '水质公示' },
  {
    unit: 'bus',
    list: 'bus-line',
    column: /^(?:城市公交|公交线路|运营线路|线路(?:信息|查询|一览|公示)?)$/,
    what: '公交线路信息',
  },
] as const;

interface Shown {
  readonly key: string;
  readonly seen: Page['seen'];
  readonly page: Page;
  readonly list: string;
  readonly what: string;
}

export default defineCheck({
  id: 'enterprise-element-missing',
  title: { zh: '公共服务信息要素不全', en: 'Public service information without all its elements' },
  family: 'missing-field',
  appliesTo: ['water', 'bus'],
  per: 'page',
  claims: 'state',
  options: z.object({}),
  messages: {
    missing: { zh: '{what}缺少要素：{elements}', en: '“{what}” lacks: “{elements}”' },
  },
  subjects: (site, { since }) => [
    ...new Map(
      site.columns.flatMap((column) => shownIn(column, site, since)).map((shown) => [shown.key, shown]),
    ).values(),
  ],
  *examine({ page, list, what }, { standards }) {
    const known = standards.elements(list);
    if (!known) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    // A table in a picture or an attachment nobody has read says more than the words around it.
    const required = known.elements.filter((element) => element.required);
    const isShown = page.tables.some(({ rows }) => rows.length > 1) || labelled(page, required) >= 3;
    if (saysMore(page) || page.media.images > 0 || !isShown) {
      yield { unknown: 'unparsed' };
      return;
    }
    const missing = required.filter((element) => !mentions(page, element)).map(({ name }) => name);
    if (missing.length === 0) return;
    yield {
      message: 'missing',
      data: { what, elements: missing.join('、') },
      at: page.at,
      key: 'elements',
      basis: list,
      // A page with hardly any of them may be no such page at all.
      review: missing.length * 2 > required.length,
      remedy: { zh: '按目录要素补齐公示内容', en: 'Complete what is shown by the elements of the directory' },
    };
  },
});

/** The pages that the rows of a list column since a day lead to, or the page itself of a column of one page. */
function shownIn(column: Column, { unit }: Site, since: Day): readonly Shown[] {
  const kind = kinds.find((one) => one.unit === unit.type && one.column.test(plain(column.path.at(-1) ?? '')));
  if (kind === undefined) return [];
  const rows = column.entries.filter(({ date }) => date && date.day >= since);
  const listed = [...(column.newest ? [column.newest] : []), ...rows].flatMap(({ page }) => page ?? []);
  const pages = column.form === 'single-page' ? column.pages.slice(0, 1) : listed;
  return pages.map((page) => ({ key: page.key, seen: page.seen, page, list: kind.list, what: kind.what }));
}

/** How many of the elements stand on the page as labels: `票价：1元`. */
function labelled({ mainText }: Page, elements: readonly Element[]): number {
  const text = plain(mainText.slice(0, 100_000));
  return elements.filter(({ name, aliases }) => [name, ...aliases].some((word) => text.includes(`${plain(word)}:`)))
    .length;
}

function mentions({ tables, mainText }: Page, { name, aliases }: Element): boolean {
  const text = plain([mainText, ...tables.flatMap(({ rows }) => rows.slice(0, 3).flat())].join('\n').slice(0, 100_000));
  return [name, ...aliases].some((word) => text.includes(plain(word)));
}
