import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ElementSheet } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';
import { saysMore, shownOn } from '../support/elements.ts';
import { facts } from '../support/sheet-elements.ts';
import { government } from '../support/units.ts';

/** Less than this is no guide yet: what stands there is a link, a notice, or drawn by script. */
const LEAST = 40;

export default defineCheck({
  id: 'guide-element-missing',
  title: { zh: '公开指南要素不全', en: 'Disclosure guide without all its elements' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'IF-07',
  options: z.object({}),
  messages: {
    missing: { zh: '公开指南未写明{element}', en: 'The disclosure guide does not give “{element}”' },
    blank: { zh: '公开指南“{element}”一项内容为空', en: 'The disclosure guide leaves “{element}” blank' },
  },
  subjects: (site) => site.sheets.filter(({ of }) => of === 'guide'),
  *examine(sheet, { standards }) {
    const list = standards.elements('guide');
    if (sheet.page.mainText.trim().length < LEAST || saysMore(sheet.page)) {
      yield { unknown: 'unparsed' };
      return;
    }
    for (const element of list?.elements.filter(({ required }) => required) ?? []) {
      const shown = isNamedOnly(sheet, element) ? 'missing' : shownOn(sheet, element);
      if (shown === 'shown' || (shown === 'missing' && isToldInProse(sheet, element))) continue;
      yield {
        message: shown,
        data: { element: element.name },
        at: sheet.at,
        key: element.name,
        remedy: {
          zh: '按条例第十二条补齐并及时更新公开指南',
          en: 'Complete the guide as article 12 asks, and keep it up to date',
        },
      };
    }
  },
});

/** What running text gives without the label: the hours themselves, a street with its number, where to look things up. */
const PROSE: Readonly<Record<string, RegExp | undefined>> = {
  办公时间: facts['办公时间'],
  办公地址: facts['办公地址'],
  信息分类: /信息的?(?:分类|类别|种类)|信息[^。\n]{0,8}分为[^。\n]{4,160}(?:类|方面|部分)/,
  获取方式: /查阅(?:点|场所|处|室|中心|窗口)/,
};

function isToldInProse({ page }: ElementSheet, { name }: Element): boolean {
  return PROSE[name]?.test(page.mainText.slice(0, 200_000)) ?? false;
}

/** Anything that is an address on the internet, or a way there. */
const ONLINE = /@|https?:|www\.|\.(?:cn|com)|网址|邮箱|信箱|邮件|在线|网上|微信|公众号|小程序|QQ/i;

/** 可通过互联网方式提出申请 names the internet and gives no way to reach anybody there. */
function isNamedOnly({ elements, page, title }: ElementSheet, { name }: Element): boolean {
  if (name !== '互联网联系方式' || [...elements.keys()].some((label) => /互联网|网络|网站|mail/i.test(label)))
    return false;
  const text = `${title}\n${page.mainText.slice(0, 200_000)}`.normalize('NFKC');
  if (ONLINE.test(text) || page.links.some(({ area, url }) => area === 'main' && url.startsWith('mailto:')))
    return false;
  return !text.replace(WAYS, '').includes('互联网');
}

/** The internet as one of the ways to apply. */
const WAYS = /(?:通过|以|采用|利用|运用|用|、|或|者)\s?互联网|互联网(?:\s?[+＋]|方式|渠道|途径|形式|提[出交]|申请)/g;
