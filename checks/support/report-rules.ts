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

/** The rule that the form in force for the report's year set: an act is judged by the rules of its day. */
export function reportRule(report: AnnualReport, standards: Standards, ids: readonly string[]): Rule | undefined {
  // A year's report is due in the first quarter of the next: that is the day of its form.
  const day = report.year === undefined ? report.publishedOn : parseDay(`${report.year + 1}-01-31`);
  return day === undefined ? undefined : ruleInForce(standards, ids, day);
}
