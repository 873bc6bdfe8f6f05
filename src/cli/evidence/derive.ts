import type { Capture } from '../../contract/capture.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { Reading } from '../../contract/page.ts';
import type { PackContent } from '../../evidence/pack-content.ts';
import { readPage } from '../../extract/read-page.ts';
import { parseDay } from '../../lib/day.ts';
import type { Io } from '../io.ts';
import { judgeSnapshots, type SnapshotSource } from '../run/judge-snapshots.ts';
import { prepare } from '../run/prepare.ts';

/** What became of the absences of a pack when its own pages were read again. */
export interface Derived {
  /** Absences that are absences still. */
  readonly confirmed: number;
  /** Ids that were not found again. */
  readonly lost: readonly string[];
  /** Why nothing was derived: this duwang judges by other rules than the one that made the pack. */
  readonly otherRules: boolean;
}

type Finding = FindingsDocument['findings'][number];
const isAbsence = ({ evidence }: Finding): boolean => evidence.some(({ role }) => role === 'searched');

/**
 * Reads the captures of a pack again and judges them anew: what was missing must be missing still. Nothing is taken from
 * the machine that made the pack, nor from its readings.
 */
export async function deriveAbsences(content: PackContent, io: Io): Promise<Derived> {
  const absences = content.document.findings.filter(isAbsence);
  if (absences.length === 0) return { confirmed: 0, lost: [], otherRules: false };
  const { asOf, since } = content.document.run;
  const days = { asOf: parseDay(asOf), since: parseDay(since) };
  const flags = { ...(days.asOf && { asOf: days.asOf }), ...(days.since && { since: days.since }) };
  const bench = await prepare(flags, io);
  const { standards, checks } = content.document.inputs;
  if (bench.hashes.standards !== standards || bench.hashes.checks !== checks)
    return { confirmed: 0, lost: [], otherRules: true };
  const { document } = judgeSnapshots(content.snapshots, bench, storeOver(content), {});
  const again = new Set(document.findings.map(({ id }) => id));
  const lost = absences.filter(({ id }) => !again.has(id)).map(({ id }) => id);
  return { confirmed: absences.length - lost.length, lost, otherRules: false };
}

/** As much of a store as judging asks for, out of a pack. */
function storeOver({ captures, bodies, snapshots }: PackContent): SnapshotSource {
  const byId = new Map(captures.map((capture) => [capture.id, capture]));
  const listed = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot.captures]));
  const readingOf = (capture: Capture): Reading | undefined => {
    const bytes = capture.outcome === 'fetched' ? bodies.get(capture.body) : undefined;
    if (capture.outcome !== 'fetched' || !bytes) return undefined;
    const { url, contentType, mode } = capture;
    return readPage({ bytes, url, contentType, mode });
  };
  return {
    readCaptures: ({ id }) =>
      (listed.get(id) ?? []).flatMap((each) => {
        const capture = byId.get(each);
        return capture ? [{ capture, reading: readingOf(capture) }] : [];
      }),
    secret: (_name, create) => create(),
    snapshots: () => [],
    readSnapshot: () => {
      throw new Error('a pack has no earlier snapshots');
    },
  };
}
