import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import { government, ownsSite } from '../support/units.ts';

const SEARCH = /搜索|检索|查询|全文|智能问答|search|query|sousuo/i;
const BOX =
  /^(?:q|qt|k|kw|key|keys|keyword|keywords|wd|word|words|searchword|title|content|text|condition)$|search|keyword|query|sear|s{1,2}uo|sousu/i;

export default defineCheck({
  id: 'search-missing',
  title: { zh: '没有站内检索', en: 'No search of the site' },
  family: 'platform',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'IF-10',
  options: z.object({}),
  messages: {
    none: {
      zh: '首页没有站内检索入口，平台应具备检索功能',
      en: 'The home page has no search; the platform has to have one',
    },
  },
  subjects: (site) => (ownsSite(site) && site.home ? [{ key: 'search', seen: site.home.seen, home: site.home }] : []),
  *examine({ home }, { site }) {
    if (hasSearch(home) || site.columns.some(({ pages: [first] }) => first !== undefined && hasSearch(first))) return;
    yield {
      message: 'none',
      data: {},
      at: home.at,
      key: 'search',
      review: home.rendered === undefined && {
        zh: '页面未经渲染，检索框可能由脚本加载',
        en: 'the page was not rendered: its search may be drawn by script',
      },
      remedy: { zh: '在首页和公开平台设置检索框', en: 'Put a search box on the home page and the platform' },
    };
  },
});

function hasSearch({ forms, links, text }: Page): boolean {
  return (
    forms.some(({ action, inputs }) => SEARCH.test(action) || inputs.some((name) => BOX.test(name))) ||
    links.some(
      (link) => link.area !== 'main' && (SEARCH.test(link.text) || /\/(?:search|sousuo|so)\b/i.test(link.url)),
    ) ||
    /^(?:搜索|检索|站内搜索|全站搜索|高级搜索)$/m.test(text)
  );
}
