import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { saysMore, shownOn } from '../support/elements.ts';
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
      const shown = shownOn(sheet, element);
      if (shown === 'shown') continue;
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
