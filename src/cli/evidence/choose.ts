import type { FindingsDocument } from '../../contract/findings-document.ts';
import { isMaskable, isPersonal, isSecret } from './guarded.ts';
import { UserError } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';

/** Which findings are wanted. */
export interface Wanted {
  readonly ids: readonly string[];
  readonly unit?: string;
  /** Personal data that cannot be masked goes along: for internal use. */
  readonly unmasked?: boolean;
}

/**
 * findings.json with the findings that were asked for, and the units and results that belong to them. Throws a
 * `UserError` for an id or a unit that it does not hold, for nothing asked for, and for a finding that may not be packed.
 */
export function choose(document: FindingsDocument, { ids, unit, unmasked = false }: Wanted): FindingsDocument {
  const known = new Map(document.findings.map((finding) => [finding.id, finding]));
  if (ids.length === 0 && unit === undefined)
    throw new UserError('没有说要哪些问题 (no finding named)', { hint: 'FINDING… | --unit ID' });
  for (const id of ids) {
    const finding = known.get(id);
    if (!finding) throw unknown(id, known.keys(), '没有这条问题 (no such finding)');
    if (isSecret(finding))
      throw new UserError(`涉密标志不得装入证据包 (a secrecy mark goes into no pack): ${id}`, {
        hint: '请线下按保密规定报告 / report it offline, by the secrecy rules',
      });
    if (!unmasked && isOpen(finding))
      throw new UserError(`这条问题的个人信息无法逐处脱敏 (cannot be masked word by word): ${id}`, {
        hint: '内部使用请加 --with-personal-data / for internal use: --with-personal-data',
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
    (finding) =>
      (wanted.has(finding.id) || finding.unit === unit) && !isSecret(finding) && (unmasked || !isOpen(finding)),
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

const isOpen = (finding: FindingsDocument['findings'][number]): boolean => isPersonal(finding) && !isMaskable(finding);
