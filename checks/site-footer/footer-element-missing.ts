import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Footer, Page } from '../../src/contract/page.ts';
import type { Text } from '../../src/lib/template.ts';
import { wordsOf } from '../support/metas.ts';
import { government, ownsSite } from '../support/units.ts';

interface Sign {
  readonly of: (footer: Footer) => boolean;
  /** How it shows where the reader of footers did not take it for one: anywhere in the text or the links of the page. */
  readonly text: RegExp;
  readonly link: RegExp;
}

const FIND_ERROR = '我为政府网站找错';
const NEVER = /^\b$/;
const signs: Readonly<Record<string, Sign>> = {
  党政机关网站标识: { of: ({ conac }) => conac === true, text: /党政机关(?:网站)?标识/, link: /conac\.cn/i },
  网站标识码: { of: ({ siteCode }) => siteCode !== undefined, text: /(?:网站|政府网站)标识码/, link: NEVER },
  ICP备案编号: { of: ({ icp }) => icp !== undefined, text: /ICP[备证]/i, link: /beian\.miit\.gov\.cn|miibeian/i },
  公安机关备案标识: {
    of: ({ police }) => police !== undefined,
    text: /公网安备|公安(?:机关)?备案/,
    link: /beian\.(?:mps\.)?gov\.cn/i,
  },
  网站地图: { of: ({ sitemap }) => sitemap !== undefined, text: /(?:网站|站点)地图/, link: /sitemap|wzdt|zddt/i },
  主办单位: {
    of: ({ host }) => host !== undefined,
    text: /主\s{0,4}办(?:单位|方|者)?\s{0,3}[：:]|主\s{0,4}办\s{0,4}单\s{0,4}位|版权所有/,
    link: NEVER,
  },
  联系方式: {
    of: ({ contact }) => contact !== undefined,
    text: /联系(?:方式|电话|我们|站长)|(?:电话|热线|邮箱|地址)\s{0,3}[：:]|电话\s{0,3}(?:0\d{2,3}[-—]?)?[2-8]\d{6,7}(?!\d)/,
    link: /lxwm|contact|^mailto:/i,
  },
  [FIND_ERROR]: {
    of: ({ findError }) => findError !== undefined,
    text: /网站找错|我为政府网站找错|纠错/,
    link: /jiucuo|pucha\.kaipuyun|zfwzzc\.www\.gov\.cn/i,
  },
};

export default defineCheck({
  id: 'footer-element-missing',
  title: { zh: '页脚要素缺失', en: 'Footer element missing' },
  family: 'site-footer',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'GW-D10',
  options: z.object({}),
  messages: {
    missing: { zh: '首页页脚未标注{element}', en: 'The footer of the home page does not show “{element}”' },
    noEntry: {
      zh: '首页没有“我为政府网站找错”入口',
      en: 'The home page has no entry “我为政府网站找错” for reporting mistakes',
    },
  },
  subjects: (site) => (ownsSite(site) && site.home ? [{ key: 'footer', seen: site.home.seen, home: site.home }] : []),
  *examine({ home }, { site, standards }) {
    const footer = site.footer ?? home.footer;
    // Without any footer the page may draw it by script or include: nothing is known of what stands in it.
    if (!footer || footer.text.trim() === '') {
      yield { unknown: 'unrendered' };
      return;
    }
    const elements = wordsOf(standards.rule('GW-D10')?.threshold['required'], []);
    const at = { ...home.at, quote: footer.text.trim().slice(0, 200) };
    for (const element of elements) {
      if (shows(element, footer, home)) continue;
      yield { message: 'missing', data: { element }, at, key: element, review: doubtOf(element, home, footer), remedy };
    }
    if (!shows(FIND_ERROR, footer, home)) {
      yield {
        message: 'noEntry',
        data: {},
        at,
        key: FIND_ERROR,
        basis: 'GW-D11',
        review: doubtOf(FIND_ERROR, home, footer),
        remedy,
      };
    }
  },
});

/** Both come as a snippet of script nearly everywhere: what a page without its scripts does not show may well be there. */
const BY_SCRIPT = new Set(['党政机关网站标识', FIND_ERROR]);

const remedy = { zh: '在页脚模板中补齐，全站统一', en: 'Add it to the footer template of the whole site' };

function doubtOf(element: string, { rendered }: Page, { unscripted }: Footer): Text | false {
  if (rendered !== undefined || unscripted === true || !BY_SCRIPT.has(element)) return false;
  return {
    zh: '通常由脚本插入，页面未经渲染，请人工核对',
    en: 'usually put in by script, and the page was not rendered: please look',
  };
}

function shows(element: string, footer: Footer, { text, links }: Page): boolean {
  const sign = signs[element];
  if (!sign) return footer.text.includes(element) || text.includes(element);
  if (sign.of(footer) || sign.text.test(footer.text) || sign.text.test(text.slice(-4000))) return true;
  return links.some((link) => sign.link.test(link.url) || sign.text.test(link.text));
}
