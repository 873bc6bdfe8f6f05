import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';
import type { UnitType } from '../../src/contract/unit.ts';
import type { Day } from '../../src/lib/day.ts';
import { blankCells, type BlankCell } from '../support/blank-cells.ts';
import { blankPhone } from '../support/blank-phone.ts';
import { saysMore } from '../support/elements.ts';
import { plain } from '../support/rows.ts';

interface Kind {
  readonly units: readonly UnitType[];
  readonly list: string;
  /** What the column is called. */
  readonly column: RegExp;
  readonly what: string;
  /** The elements of which so many may lack before the page is no longer taken for such a page. */
  readonly most: number;
  /** Whether it does to tell an element on any page of the site. */
  readonly anywhere?: true;
  /** Whether the page is only looked at for the label of a telephone with nothing behind it. */
  readonly phoneOnly?: true;
}

/** Which list of elements the pages of a column are held against, by the industry and the name of the column. */
const kinds: readonly Kind[] = [
  { units: ['water'], list: 'water-quality', column: /水质|出厂水|管网水/, what: '水质公示', most: 3 },
  {
    units: ['bus'],
    list: 'bus-line',
    column: /^(?:城市公交|公交线路|运营线路|线路(?:信息|查询|一览|公示)?)$/,
    what: '公交线路信息',
    most: 2,
  },
  {
    units: ['gas'],
    list: 'gas-overview',
    column: /^(?:公司|企业|单位)(?:简介|概况|介绍)$|^(?:基本简介|基本情况|基本信息)$/,
    what: '企业概况',
    most: 1,
  },
  {
    units: ['bus'],
    list: 'bus-overview',
    column: /^(?:公司|企业|单位)(?:简介|概况|介绍)$|^(?:基本简介|基本情况|基本信息)$/,
    what: '企业概况',
    most: 1,
  },
  { units: ['gas'], list: 'service-outlets', column: /^(?:营业|服务|缴费)(?:网点|厅|场所)/, what: '服务网点', most: 1 },
  {
    units: ['gas', 'water', 'heat'],
    list: 'contact-phones',
    column: /^联系(?:我们|方式|电话)$|^服务(?:热线|电话)$/,
    what: '联系方式',
    most: 1,
    anywhere: true,
  },
  {
    units: ['power'],
    list: 'power-hotlines',
    column: /^联系(?:我们|方式|电话)$|^(?:服务|监管|监督)(?:热线|电话)$/,
    what: '服务与监管热线',
    most: 1,
    anywhere: true,
  },
  {
    units: ['hospital'],
    list: 'hospital-complaints',
    column: /投诉|^(?:咨询|联系)(?:我们|方式|电话|服务)$/,
    what: '咨询投诉方式',
    most: 0,
    phoneOnly: true,
  },
  {
    units: ['school', 'kindergarten'],
    list: 'school-consulting',
    column: /咨询|^联系(?:我们|方式|电话)$/,
    what: '信息公开咨询指南',
    most: 0,
    phoneOnly: true,
  },
  {
    units: ['school', 'kindergarten'],
    list: 'school-leaders',
    column: /领导|班子/,
    what: '领导班子',
    // A list of names and offices alone is met everywhere; who has said no more may say it on each one's own page.
    most: 0,
  },
];

interface Shown {
  readonly key: string;
  readonly seen: Page['seen'];
  readonly page: Page;
  readonly kind: Kind;
}

export default defineCheck({
  id: 'enterprise-element-missing',
  title: { zh: '公共服务信息要素不全', en: 'Public service information without all its elements' },
  family: 'missing-field',
  appliesTo: ['water', 'bus', 'gas', 'heat', 'power', 'hospital', 'school', 'kindergarten'],
  per: 'page',
  claims: 'state',
  options: z.object({}),
  messages: {
    missing: { zh: '{what}缺少要素：{elements}', en: '“{what}” lacks: “{elements}”' },
    unfilled: { zh: '{what}的“{label}”没有填写', en: '“{what}”: nothing stands behind “{label}”' },
    blank: { zh: '{what}“{rows}”的{element}为空', en: '“{what}”: “{element}” is blank for “{rows}”' },
  },
  subjects: (site, { since }) => [
    ...new Map(
      site.columns.flatMap((column) => shownIn(column, site, since)).map((shown) => [shown.key, shown]),
    ).values(),
  ],
  *examine({ page, kind: { list, what, most, anywhere, phoneOnly } }, { site, standards }) {
    const known = standards.elements(list);
    if (!known) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (phoneOnly) {
      const label = blankPhone(page);
      if (label === undefined) return;
      yield {
        message: 'unfilled',
        data: { what, label },
        at: page.at,
        key: 'phone',
        basis: list,
        // What a script writes in later is not there in the page as it was sent.
        review: page.rendered === undefined && {
          zh: '页面未经浏览器渲染，号码可能由脚本填入，请核对',
          en: 'not drawn in a browser: a script may fill it in',
        },
        remedy: { zh: `补充${label}`, en: `Fill in “${label}”` },
      };
      return;
    }
    // A table in a picture or an attachment nobody has read says more than the words around it.
    const required = known.elements.filter((element) => element.required);
    const labels = labelled(page, required);
    const isShown = page.tables.some(({ rows }) => rows.length > 1) || labels >= Math.min(3, required.length - 1);
    if (saysMore(page) || page.media.images > 0 || !isShown) {
      yield { unknown: 'unparsed' };
      return;
    }
    for (const { element, rows } of byElement(blankCells(page.tables, required)))
      yield {
        message: 'blank',
        data: { what, element, rows: rows.join('、') },
        at: page.at,
        key: `blank-${element}`,
        basis: list,
        remedy: { zh: `逐行补齐${element}`, en: `Fill in “${element}” row by row` },
      };
    const everywhere = [page, ...site.pages];
    const missing = required
      .filter((element) => {
        // Whom to call is often told on a page of its own.
        const places = anywhere || /电话|热线|联系方式/.test(element.name) ? everywhere : [page];
        return !places.some((one) => mentions(one, element));
      })
      .map(({ name }) => name);
    if (missing.length === 0) return;
    yield {
      message: 'missing',
      data: { what, elements: missing.join('、') },
      at: page.at,
      key: 'elements',
      basis: list,
      // A page with hardly any of them may be no such page at all.
      review: missing.length > most,
      remedy: { zh: '按目录要素补齐公示内容', en: 'Complete what is shown by the elements of the directory' },
    };
  },
});

/** The pages that the rows of a list column since a day lead to, or the page itself of a column of one page. */
function shownIn(column: Column, { unit }: Site, since: Day): readonly Shown[] {
  const name = plain(column.path.at(-1) ?? '');
  const kind = kinds.find((one) => one.units.includes(unit.type) && one.column.test(name));
  if (kind === undefined) return [];
  const rows = column.entries.filter(({ date }) => date && date.day >= since);
  const listed = [...(column.newest ? [column.newest] : []), ...rows].flatMap(({ page }) => page ?? []);
  const pages = column.form === 'single-page' ? column.pages.slice(0, 1) : listed;
  return pages.map((page) => ({ key: page.key, seen: page.seen, page, kind }));
}

/** The blank cells of each element, with the names of their rows: at most ten. */
function byElement(cells: readonly BlankCell[]): readonly { readonly element: string; readonly rows: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { element, row } of cells) found.set(element, [...(found.get(element) ?? []), row]);
  return [...found].map(([element, rows]) => ({ element, rows: rows.slice(0, 10) }));
}

/** How many of the elements stand on the page as labels: `票价：1元`. */
function labelled({ mainText }: Page, elements: readonly Element[]): number {
  const text = plain(mainText.slice(0, 100_000));
  return elements.filter(({ name, aliases }) => [name, ...aliases].some((word) => text.includes(`${plain(word)}:`)))
    .length;
}

function mentions({ tables, mainText }: Page, { name, aliases }: Element): boolean {
  const text = plain([mainText, ...tables.flatMap(({ rows }) => rows.slice(0, 3).flat())].join('\n').slice(0, 100_000));
  return [name, ...aliases].some((word) => stands(plain(word), text));
}

/** A short number within a longer one is another number. */
function stands(word: string, text: string): boolean {
  if (!/^\d+$/.test(word)) return text.includes(word);
  return text
    .split(word)
    .some((before, at, parts) => at + 1 < parts.length && !/\d$/.test(before) && !/^\d/.test(parts[at + 1] ?? ''));
}
