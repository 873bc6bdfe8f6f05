import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Site } from '../../src/contract/site.ts';
import { saysMore } from '../support/elements.ts';
import { plain } from '../support/rows.ts';

const REPORT = /环境信息.{0,6}披露.{0,6}(?:年度)?报告|年度.{0,6}环境信息.{0,6}披露|环境信息披露年报/;
/** A few lines that lead to the report are not it. */
const LEAST = 400;

/** The eight parts (第十二条) by the words that head them. */
const parts: readonly (readonly [name: string, words: RegExp])[] = [
  ['企业基本信息', /基本信息|企业概况|基础信息|单位名称|企业名称/],
  ['环境管理信息', /环境管理|行政许可|排污许可|环境保护税|环保信用/],
  ['污染物产生、治理与排放信息', /污染物|污染防治|自行监测/],
  ['碳排放信息', /碳排放|温室气体/],
  ['生态环境应急信息', /应急/],
  ['生态环境违法信息', /违法|行政处罚/],
  ['本年度临时环境信息依法披露情况', /临时.{0,8}披露|临时报告|临时环境信息/],
  ['法律法规规定的其他环境信息', /其他环境信息|其他信息|其他需要|其他事项|其它/],
];

export default defineCheck({
  id: 'incomplete-disclosure-report',
  title: { zh: '环境信息依法披露报告内容不全', en: 'Environmental disclosure report incomplete' },
  family: 'missing-field',
  appliesTo: ['environment'],
  per: 'page',
  claims: 'state',
  basis: 'PE-06',
  remedy: {
    zh: '按八个部分补齐年度报告；不涉及的部分，写明不涉及',
    en: 'Add the parts that are missing; where one does not apply, say so',
  },
  options: z.object({}),
  messages: {
    lacks: {
      zh: '《{title}》没有{parts}，应包括八个部分',
      en: '“{title}” lacks “{parts}”; eight parts are asked for',
    },
  },
  subjects: (site, { since }) =>
    reportsOf(site).filter(({ published }) => published === undefined || published.day >= since),
  *examine(page) {
    const text = plain([page.mainText, ...(page.files ?? []).map((file) => file.text ?? '')].join('\n'));
    const lacking = parts.filter(([, words]) => !words.test(text)).map(([name]) => name);
    if (lacking.length === 0) return;
    const isLaidOut = headed(page.mainText) >= 5;
    if (saysMore(page) || page.media.images > 0 || (text.length < LEAST && !isLaidOut)) {
      yield { unknown: 'unparsed' };
      return;
    }
    yield {
      message: 'lacks',
      data: { title: page.title ?? '年度环境信息依法披露报告', parts: lacking.join('、') },
      at: page.at,
      key: 'parts',
      // A report that bears the headings of the others plainly lacks the one.
      review: !(isLaidOut && lacking.length <= 2) && {
        zh: '按字面没有找到，请对照报告核对',
        en: 'not found by its words: look at the report',
      },
    };
  },
});

function reportsOf({ pages }: Site): readonly Page[] {
  return pages.filter(({ title = '', kind }) => kind === 'article' && REPORT.test(title));
}

/** How many of the parts have a heading of their own: a short line that begins with its number. */
function headed(text: string): number {
  const heads = text
    .split('\n')
    .filter(
      (line) =>
        line.length <= 40 &&
        /^\s*(?:第?[一二三四五六七八][、章节部.]|[（(][一二三四五六七八][)）]|[1-8][.、])/.test(line),
    );
  return parts.filter(([, words]) => heads.some((line) => words.test(line))).length;
}
