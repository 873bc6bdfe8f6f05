import type { Text } from '../lib/template.ts';
import type { ResolvedObservation } from './finding.ts';
import type { Unseen } from './seen.ts';
import type { Need } from './site.ts';
import type { UnitId } from './unit.ts';

/** Why nothing was judged: a word that every report can explain, or a check's own sentence. */
export type Reason =
  Unseen | `without-${Need}` | 'no-subjects' | 'other-unit-type' | 'entry-not-read' | 'rule-not-in-force' | Text;

/** The answer itself. Only passed, failed and needs-review are verdicts given; inapplicable is not due. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed' | 'needs-review'; readonly observations: readonly ResolvedObservation[] }
  | { readonly kind: 'inapplicable' | 'not-checked'; readonly reason: Reason }
  | { readonly kind: 'crashed'; readonly error: Error };

/** The answer of one check on one subject. `unit` is absent where a portfolio check never came to a subject. */
export type Verdict = Outcome & {
  readonly check: string;
  readonly unit?: UnitId;
  readonly subject: string;
  /** How often the subject has to be updated, where the check said so. */
  readonly period?: Text;
  /** Where the subject stands, for the list of what was not checked. */
  readonly url?: string;
  readonly column?: { readonly path: readonly string[]; readonly url: string };
};
