import type { Page } from '../../src/contract/page.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';

/** A report on how a policy did. */
export interface EvaluationReport {
  readonly title: string;
  readonly url: string;
  readonly at: Place;
  readonly day: Day | undefined;
  readonly page: Page | undefined;
}

const REPORT = /(?:后评估|中期评估|实施.{0,6}评估|跟踪评估|绩效评估|决策评估|政策评估|规划.{0,20}评估|评估报告)/;
/** Other things that are assessed. */
const OTHER =
  /环境影响|环评|地震|资产|房地产|风险评估|地灾|地质灾害|能力评估|等级评估|质量评估|第三方评估机构|采购|招标|中标|听证|通知$|方案$|办法$|细则$/;

export function evaluationColumns(site: Site): readonly Column[] {
  return site.columns.filter(({ type }) => type === 'evaluation');
}

/** Reports of the columns of evaluations, and rows of other columns that are plainly such. */
export function evaluationReports(site: Site): readonly EvaluationReport[] {
  const seen = new Set<string>();
  return site.columns.flatMap(({ type, entries }) =>
    entries.flatMap(({ title, url, at, date, page }) => {
      const isReport = type === 'evaluation' ? /评估|评价/.test(title) : REPORT.test(title) && title.includes('报告');
      if (!isReport || OTHER.test(title) || seen.has(url)) return [];
      seen.add(url);
      return [{ title, url, at: page?.at ?? at, day: date?.day ?? page?.published?.day, page }];
    }),
  );
}
