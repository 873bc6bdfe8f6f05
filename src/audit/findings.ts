import type { AnyCheck } from '../contract/check.ts';
import type { ResolvedObservation } from '../contract/finding.ts';
import type { FindingsDocument } from '../contract/findings-document.ts';
import { severities, type Source } from '../contract/standards.ts';
import type { Verdict } from '../contract/verdict.ts';
import { compareAll } from '../lib/compare.ts';
import { defined } from '../lib/defined.ts';
import { fingerprint } from './fingerprint.ts';

type DocumentFinding = FindingsDocument['findings'][number];

/**
 * The findings of a run as findings.json holds them, sorted. Two with one fingerprint are a bug of their check: the
 * verdict that came second is turned into a crash, so that it is seen and nobody is accused twice.
 */
export function findingsOf(
  verdicts: readonly Verdict[],
  checks: readonly AnyCheck[],
): { readonly findings: readonly DocumentFinding[]; readonly verdicts: readonly Verdict[] } {
  const families = new Map(checks.map(({ id, family }) => [id, family]));
  const known = new Set<string>();
  const findings: DocumentFinding[] = [];
  const kept = verdicts.map((verdict): Verdict => {
    const own = findingsIn(verdict, families.get(verdict.check) ?? verdict.check);
    if (own.some(({ id }) => known.has(id))) return crashed(verdict);
    for (const finding of own) known.add(finding.id);
    findings.push(...own);
    return verdict;
  });
  return { findings: findings.sort(inOrder), verdicts: kept };
}

function crashed({ check, unit, subject, url, column }: Verdict): Verdict {
  const error = new Error(`${check}: two findings with one fingerprint on ${subject}`);
  return { kind: 'crashed', error, check, subject, ...defined({ unit, url, column }) };
}

function findingsIn(verdict: Verdict, family: string): readonly DocumentFinding[] {
  if (verdict.kind !== 'failed' && verdict.kind !== 'needs-review') return [];
  const { check, unit = '', subject, column } = verdict;
  return verdict.observations.map((observation) => ({
    id: fingerprint({ check, unit, subject, key: observation.key }),
    unit,
    check,
    family,
    severity: observation.severity,
    outcome: observation.review ? 'needs-review' : 'failed',
    url: verdict.url ?? observation.evidence[0].url,
    subject,
    ...(column && { column: { path: [...column.path], url: column.url } }),
    ...wordsOf(observation),
    basis: [basisOf(observation)],
    evidence: observation.evidence.map(({ quote, ...place }) =>
      defined({ ...place, quote: observation.addressOnly ? undefined : quote }),
    ),
  }));
}

function wordsOf(
  observation: ResolvedObservation,
): Pick<DocumentFinding, 'message' | 'confirm'> & Partial<DocumentFinding> {
  const { text: message, expected, observed, remedy, reviewReason, confirm, addressOnly } = observation;
  return {
    message,
    confirm,
    ...defined({ expected, observed: addressOnly ? undefined : observed, remedy, reviewReason }),
  };
}

function basisOf({ rule }: ResolvedObservation): DocumentFinding['basis'][number] {
  const { id, title, source, clause, confidence } = rule;
  return { rule: id, title, source: nameOf(source), clause, confidence };
}

function nameOf({ title, number }: Source): string {
  return number === undefined || title.includes(number) ? title : `${title}（${number}）`;
}

function inOrder(a: DocumentFinding, b: DocumentFinding): number {
  return compareAll(sortKey(a), sortKey(b));
}

function sortKey({ unit, severity, check, url, id }: DocumentFinding): readonly string[] {
  return [unit, String(severities.indexOf(severity)), check, url, id];
}
