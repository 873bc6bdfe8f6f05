import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { explain, toBeInterpreted } from '../support/interpretations.ts';
import { plain } from '../support/rows.ts';
import { hidesText } from '../support/sheet-elements.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'incomplete-interpretation',
  title: { zh: '解读要素不全', en: 'Interpretation without its elements' },
  family: 'interpretation',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-03',
  options: z.object({
    minimum: z.int().positive().default(150).describe('解读文字少于多少字不查（图解、视频）'),
  }),
  messages: {
    lacks: {
      zh: '解读《{title}》没有讲{elements}',
      en: 'The interpretation “{title}” does not tell “{elements}”',
    },
  },
  // Of the papers that the unit itself has to explain: what others say of their own is theirs.
  subjects: (site, { since }) => {
    const own = explain(toBeInterpreted(site, since, { titles: [] }), site).flatMap(({ found }) => found);
    return [...new Set(own)].filter(({ forms }) => !forms.includes('picture') && !forms.includes('video'));
  },
  *examine({ title, page, at }, { standards, options }) {
    const list = standards.elements('interpretation');
    if (!list) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const text = plain(page.mainText.slice(0, 100_000));
    if (text.length < options.minimum) {
      yield { inapplicable: { zh: '解读文字过少，不查要素', en: 'too little text for its elements' } };
      return;
    }
    if (hidesText(page) || page.media.images > 2) {
      yield { unknown: 'unparsed' };
      return;
    }
    const lacking = list.elements
      .filter(({ required, name, aliases }) => required && ![name, ...aliases].some((word) => says(text, word)))
      .map(({ name }) => name);
    // One of three may be told in other words; of two missing the reader learns neither why nor what for.
    if (lacking.length < 2) return;
    yield {
      message: 'lacks',
      data: { title, elements: lacking.join('、') },
      at,
      key: 'elements',
      review: { zh: '按字面没有找到，请通读后判断', en: 'not found by its words: read it and judge' },
      remedy: {
        zh: '补充背景依据、目标任务、主要内容等，用群众看得懂的话讲清',
        en: 'Tell the background, the aim and the main content in plain words',
      },
    };
  },
});

/** Short words (目标, 内容, 依据) are in every text: only with a word beside them do they head a part. */
function says(text: string, word: string): boolean {
  return word.length >= 3
    ? text.includes(word)
    : new RegExp(`(?:总体|主要|工作|制定|出台|起草|政策|的|、|\\d)${word}`).test(text);
}
