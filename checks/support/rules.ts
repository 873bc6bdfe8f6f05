import type { Grounds, Rule, Standards } from '../../src/contract/standards.ts';
import type { UnitId } from '../../src/contract/unit.ts';
import type { Day } from '../../src/lib/day.ts';

/** The first of these rules that is in force for this unit: today, or on the day of an act. */
export function ruleInForce(standards: Standards, ids: readonly string[], day?: Day): Rule | undefined {
  for (const id of ids) {
    const rule = day === undefined ? standards.rule(id) : standards.ruleOn(id, day);
    if (rule) return rule;
  }
  return undefined;
}

/** A figure of a rule, where it has one of this name. */
export function figure(rule: Rule, name: string): number | undefined {
  const value = rule.threshold[name];
  return typeof value === 'number' ? value : undefined;
}

/** A list of words of a rule; empty where it has none of this name. */
export function words(rule: Rule, name: string): readonly string[] {
  const value = rule.threshold[name];
  return typeof value === 'object' ? value : [];
}

/** The rule book as it binds one of several units. */
export function bookOf(
  { standards, standardsOf }: Pick<Grounds, 'standards' | 'standardsOf'>,
  unit: UnitId,
): Standards {
  return standardsOf?.(unit) ?? standards;
}
