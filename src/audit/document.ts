import type { AnyCheck } from '../contract/check.ts';
import { schemaVersion, type FindingsDocument } from '../contract/findings-document.ts';
import type { Grounds } from '../contract/standards.ts';
import type { Verdict } from '../contract/verdict.ts';
import { compare } from '../lib/compare.ts';
import { canonicalJson, sha256Hex } from '../lib/hash.ts';
import { findingsOf } from './findings.ts';
import type { Judgement } from './judge.ts';
import { resultsOf } from './results.ts';
import { describeUnits } from './units.ts';

/** What the document says of the run beside its verdicts. */
export interface Run {
  readonly tool: { readonly version: string; readonly reader: string };
  readonly grounds: Pick<Grounds, 'asOf' | 'since'>;
  /** Hashes of what the findings depend on, beside the snapshots. */
  readonly inputs: Omit<FindingsDocument['inputs'], 'snapshots'>;
  readonly checks: readonly AnyCheck[];
}

/** Every verdict of a run, and the document that says what was found. */
export interface Audited {
  readonly document: FindingsDocument;
  readonly verdicts: readonly Verdict[];
}

/** Writes findings.json: sorted, without any clock but the captures' own, so that equal input gives equal bytes. */
export function makeDocument(judgements: readonly Judgement[], together: readonly Verdict[], run: Run): Audited {
  const sorted = [...judgements].sort((a, b) => compare(a.unit.id, b.unit.id));
  const raw = [...sorted.flatMap(({ verdicts }) => verdicts), ...together];
  const { findings, verdicts } = findingsOf(raw, run.checks);
  const { asOf, since } = run.grounds;
  const inputs = {
    snapshots: sorted.map(({ unit, snapshot: { id }, hash }) => ({ unit: unit.id, id, hash })),
    ...run.inputs,
  };
  // Who a unit was taken for may have been told after it was crawled.
  const units = sorted.map(({ unit: { id, name, type, region } }) => ({ id, name, type, region }));
  const digest = sha256Hex(canonicalJson({ inputs, units, asOf, since, tool: run.tool })).slice(0, 12);
  return {
    document: {
      schemaVersion,
      tool: { name: 'duwang', ...run.tool },
      run: { id: `run-${asOf}-${digest}`, asOf, since },
      inputs,
      units: describeUnits(sorted, verdicts),
      results: resultsOf(verdicts),
      findings: [...findings],
    },
    verdicts,
  };
}
