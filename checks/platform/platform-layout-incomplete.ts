import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column, ColumnType } from '../../src/contract/site.ts';
import { government } from '../support/units.ts';

/** The front of the platform, by the name that it bears. */
const PLATFORM = /^(?:政府信息公开|信息公开|政务公开|政府信息公开平台|政府信息公开专栏|信息公开平台)$/;
const SEARCH = /搜索|检索|查询|search|query/i;
/** What the menu of the platform leads to, by type; other names for it are in the menu as well. */
const menu: readonly (readonly [name: string, type: ColumnType, words: RegExp])[] = [
  ['政府信息公开指南', 'guide', /指南/],
  ['政府信息公开制度', 'system', /制度/],
  ['法定主动公开内容', 'catalogue', /法定主动公开|主动公开|公开目录|信息目录/],
  ['政府信息公开年报', 'annual-report', /年报|年度报告/],
];

export default defineCheck({
  id: 'platform-layout-incomplete',
  title: { zh: '信息公开平台页面布局不全', en: 'Disclosure platform without its menu or search' },
  family: 'platform',
  appliesTo: government,
  per: 'page',
  claims: 'state',
  basis: 'PT-03',
  options: z.object({
    search: z.boolean().default(false).describe('首页有检索而平台页面没有的，是否也列出'),
  }),
  messages: {
    menu: {
      zh: '“{platform}”页面的导航没有通向已设的“{columns}”栏目',
      en: 'The menu of “{platform}” does not lead to “{columns}”, which the site has',
    },
    search: { zh: '“{platform}”页面没有检索框', en: '“{platform}” has no search box' },
  },
  subjects: (site) => {
    const fronts = site.columns.flatMap((column) => {
      const [page] = column.pages;
      const isFront = column.path.length === 1 && PLATFORM.test(column.path[0]) && column.content !== 'elsewhere';
      return isFront && page ? [{ key: column.key, seen: page.seen, page, column }] : [];
    });
    // Beside 政府信息公开, which is the platform, 政务公开 is a section of its own.
    const own = fronts.filter(({ column }) => column.path[0].startsWith('政府信息公开'));
    return own.length > 0 ? own : fronts;
  },
  *examine({ page, column }, { site, options }) {
    const platform = column.path.join(' > ');
    // The front of the platform is mostly of the type of its own catalogue: it need not lead to itself.
    const others = site.columns.filter(({ key }) => key !== column.key);
    const unlinked = menu.filter(
      ([, type, words]) => isSet(type, words, others) && !leadsTo(page, type, words, others),
    );
    const said = {
      at: page.at,
      review: page.rendered === undefined && {
        zh: '导航和检索框可能由脚本加载，请打开页面核对',
        en: 'both may be drawn by script: open the page and look',
      },
    } as const;
    // With none of the four the page is a news list of that name, or its menu is drawn by script: nothing is known of it.
    if (unlinked.length > 0 && unlinked.length < menu.length)
      yield {
        message: 'menu',
        data: { platform, columns: unlinked.map(([name]) => name).join('、') },
        key: 'menu',
        remedy: { zh: '在平台左侧导航列出四个一级栏目', en: 'List the four columns in the menu at the left' },
        ...said,
      };
    // A site without any search is told of by search-missing; that the box stands on the home page alone, an office may ask for.
    if (unlinked.length < menu.length && !hasSearch(page) && options.search && site.home && hasSearch(site.home))
      yield {
        message: 'search',
        data: { platform },
        key: 'search',
        remedy: { zh: '在平台页面设检索框', en: 'Put a search box on the page of the platform' },
        ...said,
      };
  },
});

/** Whether the site has such a column, plainly so called. */
function isSet(type: ColumnType, words: RegExp, columns: readonly Column[]): boolean {
  return columns.some((column) => column.type === type && words.test(column.path.at(-1) ?? ''));
}

function leadsTo({ links, mainText }: Page, type: ColumnType, words: RegExp, columns: readonly Column[]): boolean {
  const urls = new Set(columns.filter((column: Column) => column.type === type).map(({ url }) => url));
  return links.some(({ url, text }) => urls.has(url) || words.test(text)) || words.test(mainText.slice(0, 2000));
}

function hasSearch({ forms, links, text }: Page): boolean {
  return (
    forms.some(({ action, inputs }) => SEARCH.test(action) || inputs.length > 0) ||
    links.some((link) => SEARCH.test(link.text) || SEARCH.test(link.url)) ||
    /检索|搜索/.test(text.slice(0, 20_000))
  );
}
