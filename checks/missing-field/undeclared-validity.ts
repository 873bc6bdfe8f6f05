import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { hasNoBlock, inLibrary, isNormative, isSuperior, says, toldOnce } from '../support/document-facts.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'undeclared-validity',
  title: { zh: '规范性文件未标注有效性', en: 'Document does not say whether it is in force' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '补标有效性；已废止、失效的标明，并链接废止文件',
    en: 'Say whether it is in force; mark what is repealed or lapsed and link what repealed it',
  },
  options: z.object({}),
  messages: {
    missing: {
      zh: '《{title}》没有标注有效性（有效、失效、废止）',
      en: '“{title}” does not say whether it is in force (“有效性”)',
    },
    odd: {
      zh: '《{title}》有效性写作“{value}”，不是规范的标注',
      en: '“{title}” gives “{value}” as its “有效性”, which says nothing of it',
    },
  },
  subjects: (site) =>
    site.documents.filter((document) => (isNormative(document) || inLibrary(document, site)) && !isSuperior(document)),
  *examine(document, { standards }) {
    const rule = ruleInForce(standards, isNormative(document) ? ['PO-11', 'PO-15'] : ['PO-15']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (hasNoBlock(document)) {
      yield { unknown: toldOnce };
      return;
    }
    const { title, validity, at } = document;
    const said = { at, basis: rule.id } as const;
    if (!says(validity)) yield { message: 'missing', data: { title }, key: 'missing', ...said };
    else if (validity !== undefined && !isState(validity, standards.vocabulary('validity')))
      yield { message: 'odd', data: { title, value: validity }, key: 'odd', ...said, review: true };
  },
});

/** 有效, or a sentence that holds one of the words (有效，有效期至2028年); `是` and `否` answer 是否有效. */
function isState(value: string, words: readonly string[]): boolean {
  if (words.length === 0 || /^(?:是|否)$/.test(value.trim())) return true;
  return words.some((word) => value.includes(word));
}
