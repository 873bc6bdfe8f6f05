import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addMonths } from '../../src/lib/day.ts';
import { searchedAll } from '../support/interpretations.ts';
import { evaluationReports, evaluationColumns } from '../support/evaluations.ts';

export default defineCheck({
  id: 'missing-evaluation-report',
  title: { zh: '未公开政策后评估报告', en: 'No evaluation of decisions published' },
  family: 'policy-library',
  appliesTo: ['city', 'county', 'zone'],
  per: 'site',
  claims: 'absence',
  basis: 'PO-10',
  remedy: {
    zh: '选取近年的重大行政决策、专项规划开展后评估，公开报告',
    en: 'Choose major decisions and plans of the last years, evaluate them and publish the reports',
  },
  options: z.object({
    months: z.int().positive().default(24).describe('最近多少个月内应有后评估报告（自定）'),
  }),
  messages: {
    none: {
      zh: '后评估栏目近{months}个月未公开重大行政决策或专项规划的评估报告',
      en: 'The column of evaluations shows no report on a major decision or plan of the last {months} months',
    },
    nowhere: {
      zh: '未见重大行政决策、专项规划后评估信息',
      en: 'Nothing on the evaluation of major decisions or plans was found',
    },
  },
  subjects: (site) => [site],
  searched: (site) => {
    const columns = evaluationColumns(site);
    return columns.length === 0 ? site.searched([]) : searchedAll(columns.map(({ path }) => site.searched(path)));
  },
  *examine(site, { asOf, options }) {
    const reports = evaluationReports(site);
    const from = addMonths(asOf, -options.months);
    if (reports.some(({ day }) => day !== undefined && day > from && day <= asOf)) return;
    if (reports.some(({ day }) => day === undefined)) yield { unknown: 'dates-unread' };
    const [column] = evaluationColumns(site);
    if (column?.content === 'script' || column?.content === 'elsewhere') yield { unknown: 'unrendered' };
    if (column)
      yield {
        message: 'none',
        data: { months: options.months },
        at: [{ role: 'should-show', ...column.at }],
        key: 'reports',
        review: optional,
      };
    else
      yield {
        message: 'nowhere',
        data: {},
        at: [{ role: 'should-show', ...site.at }],
        key: 'reports',
        review: optional,
      };
  },
});

/** 条例 says that the body may evaluate: whether it had to is for a person to say. */
const optional = {
  zh: '条例规定“可以”组织后评估，是否应当评估由人判断',
  en: 'the regulation says “may”: a person decides',
};
