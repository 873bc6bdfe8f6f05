import type { Data, Text } from '../lib/template.ts';
import type { Place } from './seen.ts';
import type { Rule, Severity } from './standards.ts';
import type { UnitId } from './unit.ts';

/** A place and what it proves: the fault itself, where a thing is missing, what was compared, what was searched. */
export interface Evidence extends Place {
  readonly role: 'shows' | 'should-show' | 'compared' | 'searched';
}

/** No finding without stored evidence. */
export type EvidenceList = readonly [Evidence, ...Evidence[]];

/** What must be read again before a notice: nothing, or the same once more, at least 20 hours later. */
export type Confirm = 'same-run' | 'next-day';

/** An observation as the runner hands it on: worded, with its rule, its severity and all its evidence. */
export interface ResolvedObservation {
  /** Tells it from the others of its subject. */
  readonly key: string;
  readonly message: string;
  readonly data: Data;
  readonly text: Text;
  readonly expected: Text | undefined;
  readonly observed: Text | undefined;
  readonly rule: Rule;
  readonly severity: Severity;
  readonly evidence: EvidenceList;
  readonly confirm: Confirm;
  /** A person has to look before anyone is told. */
  readonly review: boolean;
  /** Why a person has to look. */
  readonly reviewReason?: Text;
  readonly remedy?: Text;
  /** The report shows the address only: 涉密 and the like. */
  readonly addressOnly?: boolean;
}

/** An observation with a fingerprint. */
export interface Finding extends ResolvedObservation {
  /** `fp:v1:` and a hash of check, unit, subject key and element key. */
  readonly id: string;
  readonly check: string;
  readonly family: string;
  readonly unit: UnitId;
  readonly subject: string;
  readonly outcome: 'failed' | 'needs-review';
  readonly column?: { readonly path: readonly string[]; readonly url: string };
}
