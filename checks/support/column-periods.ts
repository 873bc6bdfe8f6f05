import type { Rule } from '../../src/contract/standards.ts';
import type { Column, ColumnType } from '../../src/contract/site.ts';
import type { Period } from './freshness.ts';
import { figure } from './rules.ts';

/** What an office may set in place of the figures of the rule. */
export interface PeriodOptions {
  readonly newsDays?: number | undefined;
  readonly noticeMonths?: number | undefined;
  readonly planMonths?: number | undefined;
}

/** What by its name comes once a year: 年度工作要点, 年度考核公告. */
const YEARLY = /年度|每年|全年|一年一次/;

/** The period of each type of column on government sites, by the rule and what the office sets; other types have none. */
export function columnPeriod(
  { type, path }: Pick<Column, 'type' | 'path'>,
  rule: Rule,
  options: PeriodOptions,
): Period | undefined {
  const usual = periodOfType(type, rule, options);
  return usual && YEARLY.test(path.at(-1) ?? '') ? periodOfType('plan', rule, options) : usual;
}

function periodOfType(type: ColumnType, rule: Rule, options: PeriodOptions): Period | undefined {
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
