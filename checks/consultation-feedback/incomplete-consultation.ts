import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Consultation } from '../../src/contract/site.ts';
import { hidesWords, judgedConsultations, wordsOf } from '../support/consultations.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

const elementNames = ['决策草案', '决策依据', '起草说明', '征集时间', '反馈渠道'] as const;
type ElementName = (typeof elementNames)[number];

export default defineCheck({
  id: 'incomplete-consultation',
  title: { zh: '意见征集要素不全', en: 'Consultation notice incomplete' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-06',
  remedy: {
    zh: '补充缺的要素：附上征求意见稿和起草说明，写明起止时间、电话、邮箱和通信地址',
    en: 'Add what is missing: the draft and the notes on it, the first and last day, telephone, e-mail and address',
  },
  options: z.object({
    elements: z
      .array(z.enum(elementNames))
      .default([...elementNames])
      .describe('须有的要素（多种征求形式另行提示）'),
  }),
  messages: {
    lacks: {
      zh: '意见征集《{title}》要素不全，缺{element}',
      en: 'The consultation “{title}” lacks “{element}”',
    },
  },
  subjects: (site, { since }) => judgedConsultations(site, since),
  *examine(consultation, { standards, options }) {
    if (!ruleInForce(standards, ['PO-06'], consultation.publishedOn)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const lacking = options.elements.filter((element) => !shows[element](consultation));
    // The draft and its notes may be in a file that nobody could open, the dates in a picture.
    if (lacking.length > 0 && hidesWords(consultation.page)) yield { unknown: 'unparsed' };
    for (const element of lacking)
      yield { message: 'lacks', data: { title: consultation.title, element }, at: consultation.at, key: element };
  },
});

/** How each element shows itself. */
const shows: Record<ElementName, (consultation: Consultation) => boolean> = {
  决策草案: ({ page }) => {
    const offered = [
      ...page.attachments,
      ...page.links.filter(({ area }) => area === 'main').map(({ text }) => ({ title: text })),
    ];
    if (offered.some(({ title }) => /稿|草案|方案|办法|规定|细则|规划|意见|通知|条例|标准/.test(title))) return true;
    return /第一条|总则|一、.{0,40}\n[\s\S]{200}/.test(page.mainText);
  },
  决策依据: ({ page }) => /依据|根据|按照|遵照|依照|贯彻落实|为落实/.test(wordsOf(page)),
  起草说明: ({ page }) =>
    /(?:起草|编制|制定|修订|拟定|修改)(?:的)?(?:情况)?(?:的)?说明|起草背景|编制背景|背景和依据|背景及依据|必要性/.test(
      wordsOf(page),
    ),
  征集时间: ({ from, until, page }) =>
    from !== undefined ||
    until !== undefined ||
    /(?:征集|征求|反馈|公示).{0,10}(?:时间|期限|日期)|截止|\d日(?:前|之前|以前|止)/.test(wordsOf(page)),
  反馈渠道: ({ channels, page }) =>
    channels.length > 0 || /电话|邮箱|电子邮件|信函|来信|邮寄|地址|在线|留言|@|\d{3,4}-\d{7,8}/.test(wordsOf(page)),
};
