import { families } from '../contract/check.ts';
import type { FindingsDocument } from '../contract/findings-document.ts';
import { severities, type Severity } from '../contract/standards.ts';

export type DocumentFinding = FindingsDocument['findings'][number];
export type DocumentUnit = FindingsDocument['units'][number];

/** How many of each severity; needs-review apart, for it accuses nobody. */
export interface Tally {
  readonly failed: Readonly<Record<Severity, number>>;
  readonly failedTotal: number;
  readonly review: number;
}

const rankOfSeverity = new Map<string, number>(severities.map((severity, rank) => [severity, rank]));
const rankOfFamily = new Map<string, number>(families.map((family, rank) => [family, rank]));

/** Failed before needs-review, grave before light, then by family, unit and id, so that equal input gives an equal list. */
export function worstFirst(findings: readonly DocumentFinding[]): readonly DocumentFinding[] {
  const key = ({ outcome, severity, family, unit, id }: DocumentFinding): readonly (number | string)[] => [
    outcome === 'failed' ? 0 : 1,
    rankOfSeverity.get(severity) ?? 9,
    familyRank(family),
    unit,
    id,
  ];
  return findings
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ finding }) => finding);
}

/** The place of a family in reports; a third party's come last. */
export function familyRank(family: string): number {
  return rankOfFamily.get(family) ?? families.length;
}

function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Counts findings by severity. */
export function tally(findings: readonly DocumentFinding[]): Tally {
  const failed: Record<Severity, number> = { veto: 0, critical: 0, major: 0, minor: 0, info: 0 };
  let review = 0;
  for (const { outcome, severity } of findings) {
    if (outcome === 'failed') failed[severity] += 1;
    else review += 1;
  }
  return { failed, failedTotal: findings.length - review, review };
}

/** Groups by a key, in the order in which keys first come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Verdicts given and due over all units; 1 where nothing is due. */
export function totalCoverage(units: readonly DocumentUnit[]): { given: number; due: number; ratio: number } {
  const given = units.reduce((sum, { coverage }) => sum + coverage.given, 0);
  const due = units.reduce((sum, { coverage }) => sum + coverage.due, 0);
  return { given, due, ratio: due === 0 ? 1 : given / due };
}

/** A share as people read it; 100% only when nothing is missing. */
export function percent(ratio: number): string {
  const tenths = Math.floor(ratio * 1000) / 10;
  return `${tenths}%`;
}
