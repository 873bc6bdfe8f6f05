import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { inLibrary, says } from '../support/document-facts.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

/** The life of a paper, not of a person: what the label is mistaken for. */
const OF_PAPERS = /有效|失效|废止|长期|永久|\d\s?年|现行|起草|审核|审批|印发|发布|执行|实施|清理|归档|修订/;

export default defineCheck({
  id: 'misused-life-stage',
  title: { zh: '全生命周期标签不规范', en: 'Life-stage label missing or misused' },
  family: 'policy-library',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '改填服务对象的人生阶段；有效期写在“有效性”或“废止日期”',
    en: 'Give the stage of life of those whom it serves; its term belongs under “有效性” or “废止日期”',
  },
  options: z.object({
    stages: z.array(z.string().min(1)).default([]).describe('本地另用的人生阶段'),
  }),
  messages: {
    missing: {
      zh: '政策文件库中的《{title}》没有标注全生命周期分类',
      en: '“{title}” stands in the library without a life-stage label',
    },
    misused: {
      zh: '《{title}》生命周期分类写作“{value}”：应为服务对象所处的人生阶段，不是文件的有效期',
      en: '“{title}” gives “{value}” as its life stage: that of the citizen is meant, not that of the paper',
    },
  },
  subjects: (site) => site.documents.filter((document) => says(document.lifeStage) || inLibrary(document, site)),
  *examine(document, { standards, options }) {
    const { title, lifeStage, at } = document;
    const id = says(lifeStage) ? 'PO-24' : 'PO-15';
    if (!ruleInForce(standards, [id])) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (lifeStage === undefined || !says(lifeStage)) {
      yield { message: 'missing', data: { title }, at, key: 'missing', basis: id };
      return;
    }
    const stages = [...standards.vocabulary('life-stages'), ...options.stages];
    if (stages.some((stage) => lifeStage.includes(stage))) return;
    yield {
      message: 'misused',
      data: { title, value: lifeStage },
      at,
      key: 'misused',
      basis: id,
      review: !OF_PAPERS.test(lifeStage),
    };
  },
});
