import type { Rule } from '../../src/contract/standards.ts';
import type { ColumnType } from '../../src/contract/site.ts';
import type { Period } from './freshness.ts';
import { figure } from './rules.ts';

/** What an office may set in place of the figures of the rule. */
export interface PeriodOptions {
  readonly newsDays?: number | undefined;
  readonly noticeMonths?: number | undefined;
  readonly planMonths?: number | undefined;
}

/** The period of each type of column on government sites, by the rule and what the office sets; other types have none. */
export function columnPeriod(type: ColumnType, rule: Rule, options: PeriodOptions): Period | undefined {
  switch (type) {
    case 'news':
      return { value: options.newsDays ?? figure(rule, 'newsDays') ?? 14, unit: 'day' };
    case 'notice':
    case 'policy':
      return { value: options.noticeMonths ?? figure(rule, 'noticeMonths') ?? 6, unit: 'month' };
    case 'personnel':
    case 'plan':
      return { value: options.planMonths ?? figure(rule, 'planMonths') ?? 12, unit: 'month' };
    default:
      return undefined;
  }
}

/** The types that have a period of their own. */
export const datedTypes: readonly ColumnType[] = ['news', 'notice', 'policy', 'personnel', 'plan'];
