import type { AnnualReport, Site } from '../../src/contract/site.ts';
import type { Rule, Standards } from '../../src/contract/standards.ts';
import { parseDay, type Day } from '../../src/lib/day.ts';
import { ruleInForce } from './rules.ts';

/** Reports on years that are judged: those that fell due, or were published, since `since`. */
export function judgedReports(site: Site, { since }: { readonly since: Day }): readonly AnnualReport[] {
  return site.annualReports.filter(({ year, publishedOn }) => {
    if (year === undefined) return publishedOn !== undefined && publishedOn >= since;
    return `${year + 1}-03-31` >= since;
  });
}

/** The day of the form that a report has to follow: its year's report is due in the first quarter of the next. */
export function reportDay({ year, publishedOn }: AnnualReport): Day | undefined {
  return year === undefined ? publishedOn : parseDay(`${year + 1}-01-31`);
}

/** The rule that the form in force for the report's year set: an act is judged by the rules of its day. */
export function reportRule(
  report: AnnualReport,
  standards: Standards,
  ids: readonly string[],
): (Rule & { readonly actOn: Day }) | undefined {
  const actOn = reportDay(report);
  const rule = actOn === undefined ? undefined : ruleInForce(standards, ids, actOn);
  return rule && actOn !== undefined ? { ...rule, actOn } : undefined;
}
