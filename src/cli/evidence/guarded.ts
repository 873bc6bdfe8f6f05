import type { Fetched } from '../../contract/capture.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { CapturedBody } from '../../evidence/pack-archive.ts';
import { redactAll, redactTables } from '../../evidence/redact.ts';
import { decode } from '../../extract/decode.ts';
import { sha256 } from '../../lib/hash.ts';

type Finding = FindingsDocument['findings'][number];

/** What must lie in no pack, on no sheet and in no report: the mark of a state secret. Its address is all that is ever said. */
const secretChecks = new Set(['secrecy-mark']);

/** Whether a finding is of a state secret. */
export function isSecret({ check }: Finding): boolean {
  return secretChecks.has(check);
}

/** Whether a finding shows what names a person. */
export function isPersonal({ family, check }: Finding): boolean {
  return family === 'exposed-personal-data' && !secretChecks.has(check);
}

/** Whether what a finding of personal data shows can be masked: its quote says which part of it is. */
export function isMaskable({ evidence }: Finding): boolean {
  return evidence.every(({ quote }) => quote?.includes('*') === true);
}

/** Bodies that are shown masked, or not at all. */
export interface Guarded {
  /** By body: the masked quotes that were read on it. */
  readonly masked: ReadonlyMap<string, readonly Finding[]>;
  readonly secret: ReadonlySet<string>;
}

/** What a run found that others may not see. */
export function guardedBy({ findings }: FindingsDocument): Guarded {
  const masked = new Map<string, Finding[]>();
  const secret = new Set<string>();
  for (const finding of findings) {
    for (const { capture } of finding.evidence) {
      if (isSecret(finding)) secret.add(capture);
      else if (isPersonal(finding)) masked.set(capture, [...(masked.get(capture) ?? []), finding]);
    }
  }
  return { masked, secret };
}

/** A copy of a capture for others to see; itself where nothing in it has to be masked. */
export function guardedCopy(capture: Fetched, body: Uint8Array, { masked }: Guarded): CapturedBody {
  const findings = masked.get(capture.body);
  if (!findings) return { capture, body };
  const quotes = findings.flatMap(({ evidence }) => evidence.flatMap(({ quote }) => quote ?? []));
  const base = findings.every(isMaskable) ? body : redactTables(body);
  const copy = redactAll(base, decode(base, capture.contentType).text, quotes);
  return copy.changed || base !== body
    ? { capture: { ...capture, body: sha256(copy.body), redactedFrom: capture.body }, body: copy.body }
    : { capture, body };
}
