import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document } from '../../src/contract/site.ts';
import type { Standards } from '../../src/contract/standards.ts';
import { hasFact, hasNoBlock, isNormative, isPolicyPaper, isSuperior, type Fact } from '../support/document-facts.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'incomplete-document-metadata',
  title: { zh: '政策文件元数据不全', en: 'Metadata of a document incomplete' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '在后台补填所缺的要素',
    en: 'Fill in what is missing',
  },
  options: z.object({}),
  messages: {
    block: {
      zh: '《{title}》页面没有文号、索引号、成文日期等元数据',
      en: 'The page of “{title}” shows no metadata at all (number, index, day of writing)',
    },
    lacks: {
      zh: '《{title}》页面要素不全，缺{element}',
      en: 'The page of “{title}” lacks “{element}”',
    },
  },
  subjects: (site) => {
    // A template without a label at all is one matter for its maker, not a fault of every page.
    const known = new Set(byTemplate.filter((fact) => site.documents.some((document) => hasFact(document, fact))));
    return site.documents
      .filter((document) => isPolicyPaper(document) && !isSuperior(document))
      .map((document) => ({ ...document, known }));
  },
  *examine({ known, ...document }, { standards }) {
    const demands = demandsOn(document, standards);
    if (demands.length === 0) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const [first] = demands;
    const { title, at } = document;
    if (hasNoBlock(document) && first) {
      const review = {
        zh: '页面没有读到元数据块，请核对是否以图片或脚本显示',
        en: 'no metadata block was read: it may be a picture or filled by script',
      };
      yield { message: 'block', data: { title }, at, key: 'block', basis: first.basis, review };
      return;
    }
    for (const { fact, basis } of demands) {
      if (hasFact(document, fact) || (isOfTemplate(fact, basis) && !known.has(fact))) continue;
      yield { message: 'lacks', data: { title, element: fact }, at, key: fact, basis };
    }
  },
});

/** What a site may do without throughout: 组配分类, and what only the regulation's few words on catalogues ask for. */
const byTemplate: readonly Fact[] = ['组配分类', '索引号', '成文日期'];

function isOfTemplate(fact: Fact, basis: string): boolean {
  return fact === '组配分类' || basis === 'IF-08';
}

/**
 * What has to stand there, each with the first rule that asks for it. 主题分类, 有效性 and 生命周期分类 have checks of
 * their own. Only 规范性文件 have to bear a 文号: other papers may have none.
 */
function demandsOn(
  document: Document,
  standards: Standards,
): readonly { readonly fact: Fact; readonly basis: string }[] {
  const demands = new Map<Fact, string>();
  const ask = (basis: string, facts: readonly Fact[]): void => {
    if (!standards.rule(basis)) return;
    for (const fact of facts) if (!demands.has(fact)) demands.set(fact, basis);
  };
  if (isNormative(document)) ask('PO-11', ['文号', '成文日期', '发布日期', '发布机构', '索引号']);
  ask('PO-23', ['索引号', '组配分类', '发布机构', '发布日期']);
  // Where no local list of elements binds, article 12 does: 索引 and 生成日期 of what a catalogue holds.
  if (isNormative(document)) ask('IF-08', ['索引号', '成文日期']);
  return [...demands].map(([fact, basis]) => ({ fact, basis }));
}
