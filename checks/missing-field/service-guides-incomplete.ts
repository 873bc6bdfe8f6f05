import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ElementSheet } from '../../src/contract/site.ts';
import { saysMore, shownOn } from '../support/elements.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

/** From how many of its elements on a page is taken for a guide. */
const LOOKS_LIKE_ONE = 3;
/** How many guides are named in the evidence. */
const NAMED = 10;

export default defineCheck({
  id: 'service-guides-incomplete',
  title: { zh: '办事指南重点要素大面积缺失', en: 'Service guides without their main elements' },
  family: 'missing-field',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'GW-V6',
  options: z.object({}),
  messages: {
    many: {
      zh: '{count}个办事指南缺少{least}类以上重点要素，如“{example}”缺{missing}',
      en: 'Service guides that lack {least} or more of their main elements: {count}; “{example}” lacks “{missing}”',
    },
  },
  subjects: (site) => {
    const guides = site.sheets.filter(({ of }) => of === 'service-guide');
    const unseen = guides.find(({ seen }) => !seen.whole)?.seen;
    return guides.length > 0 ? [{ key: 'service-guides', seen: unseen ?? ({ whole: true } as const), guides }] : [];
  },
  *examine({ guides }, { standards }) {
    const rule = standards.rule('GW-V6');
    const list = standards.elements('service-guide');
    if (!rule || !list) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const least = figure(rule, 'missingElementsGte') ?? 4;
    // A guide in a picture or an attachment says more than could be read: it counts for nothing.
    const legible = guides.filter(({ page }) => !saysMore(page));
    const required = list.elements.filter((element) => element.required);
    const judged = legible
      .map((sheet) => ({
        sheet,
        missing: required.filter((one) => shownOn(sheet, one) !== 'shown').map(({ name }) => name),
      }))
      // With hardly any of the elements it is a news item or a plan in the column of guides, and no guide.
      .filter(({ missing }) => required.length - missing.length >= LOOKS_LIKE_ONE);
    const poor = judged.filter(({ missing }) => missing.length >= least);
    const [first] = poor;
    // With fewer guides than the rule counts, every one of them has to be so.
    const enough = poor.length >= (figure(rule, 'itemsGte') ?? 5) || (poor.length > 0 && poor.length === judged.length);
    if (!first || !enough) return;
    yield {
      message: 'many',
      data: { count: poor.length, least, example: first.sheet.title, missing: first.missing.join('、') },
      at: [{ role: 'shows', ...first.sheet.at }, ...poor.slice(1, NAMED).map(({ sheet }) => shows(sheet))],
      key: 'service-guides',
      review: poor.length < 2 && {
        zh: '只读到个别办事指南，请人工核对',
        en: 'only a guide or two were read: please look',
      },
      remedy: { zh: '按八类重点要素补齐办事指南', en: 'Complete the guides by the eight main elements' },
    };
  },
});

function shows({ at }: ElementSheet): { role: 'shows' } & ElementSheet['at'] {
  return { role: 'shows', ...at };
}
