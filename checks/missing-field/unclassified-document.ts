import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import {
  hasNoBlock,
  inLibrary,
  isNormative,
  isPolicyPaper,
  isSuperior,
  says,
  toldOnce,
} from '../support/document-facts.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'unclassified-document',
  title: { zh: '政策文件主题分类缺失或不规范', en: 'Document without a proper topic' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '按主题分类表补标或改标',
    en: 'Give it a topic of the list',
  },
  options: z.object({
    topics: z.array(z.string().min(1)).default([]).describe('本地另用的主题分类'),
  }),
  messages: {
    missing: {
      zh: '《{title}》没有标注主题分类',
      en: '“{title}” bears no topic (“主题分类”)',
    },
    foreign: {
      zh: '《{title}》主题分类“{topic}”不在主题分类表中',
      en: 'The topic “{topic}” of “{title}” is not in the list of topics',
    },
  },
  subjects: (site, { standards, options }) => {
    const known = new Set([...standards.vocabulary('topics'), ...options.topics].flatMap(partsOf));
    const isListed = followsList(site, known);
    return site.documents
      .filter((document) => (isPolicyPaper(document) || inLibrary(document, site)) && !isSuperior(document))
      .map((document) => ({ ...document, known, isListed }));
  },
  *examine({ known, isListed, ...document }, { standards }) {
    const bases = isNormative(document) ? ['PO-11', 'PO-23', 'PO-15'] : ['PO-23', 'PO-15'];
    const rule = ruleInForce(standards, bases);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (hasNoBlock(document)) {
      yield { unknown: toldOnce };
      return;
    }
    const { title, topic, at } = document;
    const said = { at, basis: rule.id } as const;
    if (!says(topic)) {
      yield { message: 'missing', data: { title }, key: 'missing', ...said };
      return;
    }
    if (known.size === 0 || topic === undefined || isKnown(topic, known)) return;
    yield {
      message: 'foreign',
      data: { title, topic },
      key: 'foreign',
      ...said,
      // A site that speaks another list throughout has its own: which one it is, is for a person to say.
      review: !isListed && {
        zh: '该站多数文件使用另一套主题分类，请核对是否本地规定的分类',
        en: 'most documents of the site use another list: it may be the local one',
      },
    };
  },
});

/** 科技、教育 is two words; a path 科技教育/教育 is told by any of its steps. */
function partsOf(topic: string): readonly string[] {
  const plain = topic.normalize('NFKC').replace(/\s/g, '');
  return [plain.replace(/[、,]/g, ''), ...plain.split(/[、,;；/>|\\·\-—_]/)].filter((part) => part !== '');
}

function isKnown(topic: string, known: ReadonlySet<string>): boolean {
  return partsOf(topic).some((part) => known.has(part));
}

function followsList(site: Site, known: ReadonlySet<string>): boolean {
  const topics = site.documents.flatMap(({ topic }) => (says(topic) ? (topic ?? []) : []));
  const listed = topics.filter((topic) => isKnown(topic, known)).length;
  return listed >= 3 && listed * 3 >= topics.length * 2;
}
