import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { Text } from '../../lib/template.ts';
import { isSecret } from '../evidence/guarded.ts';

type Finding = FindingsDocument['findings'][number];

/** Why a finding enters no notice. */
export type Refusal = 'needs-review' | 'info' | 'secret' | 'rule-not-confirmed' | 'not-read-again';

/** What is known beside the findings themselves. */
export interface Grounds {
  /** Whether the office has confirmed the text of this rule, or it was read in the original. */
  readonly isConfirmedRule: (rule: string) => boolean;
  /** Whether an earlier reading, at least 20 hours before, found the same. */
  readonly wasFoundBefore: (finding: Finding) => boolean;
}

/**
 * Parts what may be sent to a unit from what may not: only what failed, by a rule whose text the office stands behind, and
 * where a second look is asked for, found twice. What names a state secret is told offline.
 */
export function admit(
  findings: readonly Finding[],
  { isConfirmedRule, wasFoundBefore }: Grounds,
): { readonly admitted: readonly Finding[]; readonly refused: readonly { finding: Finding; why: Refusal }[] } {
  const admitted: Finding[] = [];
  const refused: { finding: Finding; why: Refusal }[] = [];
  for (const finding of findings) {
    const why = refusalOf(finding);
    if (why) refused.push({ finding, why });
    else admitted.push(finding);
  }
  return { admitted, refused };

  function refusalOf(finding: Finding): Refusal | undefined {
    if (isSecret(finding)) return 'secret';
    if (finding.outcome === 'needs-review') return 'needs-review';
    if (finding.severity === 'info') return 'info';
    if (!finding.basis.every(({ rule, confidence }) => confidence === 'read' || isConfirmedRule(rule)))
      return 'rule-not-confirmed';
    if (finding.confirm === 'next-day' && !wasFoundBefore(finding)) return 'not-read-again';
    return undefined;
  }
}

/** What is said of a refusal. */
export const refusalTexts: Readonly<Record<Refusal, Text>> = {
  'needs-review': { zh: '待核实，须由人看过再定', en: 'needs review: a person decides' },
  info: { zh: '仅作提示', en: 'a hint only' },
  secret: { zh: '涉密标志，请按保密规定线下处置', en: 'a secrecy mark: offline, by the secrecy rules' },
  'rule-not-confirmed': {
    zh: '依据是转述，请核对原文后在 duwang.yaml 写 rules: {编号: {confirmed: true}}',
    en: 'the rule is second-hand: hold it against its text, then say rules: {ID: {confirmed: true}} in duwang.yaml',
  },
  'not-read-again': {
    zh: '须隔20小时再读一次，两次结果相同方可列入',
    en: 'has to be read again after 20 hours with the same result',
  },
};
