import type { FindingsDocument } from '../../contract/findings-document.ts';
import { UserError } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';

/** Which findings are wanted. */
export interface Wanted {
  readonly ids: readonly string[];
  readonly unit?: string;
}

/** What must lie in no pack and on no sheet: the mark of a state secret. Its address is all that is ever said. */
const secret = new Set(['secrecy-mark']);

/**
 * findings.json with the findings that were asked for, and the units and results that belong to them. Throws a
 * `UserError` for an id or a unit that it does not hold, for nothing asked for, and for a finding that may not be packed.
 */
export function choose(document: FindingsDocument, { ids, unit }: Wanted): FindingsDocument {
  const known = new Map(document.findings.map((finding) => [finding.id, finding]));
  if (ids.length === 0 && unit === undefined)
    throw new UserError('没有说要哪些问题 (no finding named)', { hint: 'FINDING… | --unit ID' });
  for (const id of ids) {
    const finding = known.get(id);
    if (!finding) throw unknown(id, known.keys(), '没有这条问题 (no such finding)');
    if (secret.has(finding.check))
      throw new UserError(`涉密标志不得装入证据包 (a secrecy mark goes into no pack): ${id}`, {
        hint: '请线下按保密规定报告 / report it offline, by the secrecy rules',
      });
  }
  if (unit !== undefined && !document.units.some(({ id }) => id === unit))
    throw unknown(
      unit,
      document.units.map(({ id }) => id),
      '没有这个单位 (no such unit)',
    );
  const wanted = new Set(ids);
  const findings = document.findings.filter(
    (finding) => (wanted.has(finding.id) || finding.unit === unit) && !secret.has(finding.check),
  );
  if (findings.length === 0) throw new UserError('这个单位没有可装入的问题 (nothing to pack for this unit)');
  const units = new Set(findings.map((finding) => finding.unit));
  return {
    ...document,
    inputs: { ...document.inputs, snapshots: document.inputs.snapshots.filter((one) => units.has(one.unit)) },
    units: document.units.filter(({ id }) => units.has(id)),
    results: [],
    findings,
  };
}

function unknown(word: string, known: Iterable<string>, what: string): UserError {
  const near = nearest(word, known);
  return new UserError(`${what}: ${word}`, near === undefined ? {} : { hint: `${near}?` });
}

/** Bodies that a finding of personal data cites: in a copy for others they are masked. */
export function personalBodies(document: FindingsDocument): ReadonlySet<string> {
  return bodiesOf(document, ({ family }) => family === 'exposed-personal-data');
}

/** Bodies that bear a secrecy mark. */
export function secretBodies(document: FindingsDocument): ReadonlySet<string> {
  return bodiesOf(document, ({ check }) => secret.has(check));
}

function bodiesOf(
  { findings }: FindingsDocument,
  isMeant: (finding: FindingsDocument['findings'][number]) => boolean,
): ReadonlySet<string> {
  return new Set(findings.filter(isMeant).flatMap(({ evidence }) => evidence.map(({ capture }) => capture)));
}
