import type { Capture, Fetched, Snapshot } from '../../contract/capture.ts';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { CapturedBody } from '../../evidence/pack-archive.ts';
import { UserError } from '../../lib/error.ts';
import type { Store } from '../../store/open-store.ts';
import { guardedCopy, type Guarded } from './guarded.ts';

/** What a pack is filled with. */
export interface Gathered {
  readonly bodies: readonly CapturedBody[];
  readonly others: readonly Capture[];
  readonly snapshots: readonly Snapshot[];
}

/**
 * Takes the captures that the findings cite out of the store; for an absence all that was read of the unit, so that
 * whoever doubts it can look for himself. Throws a `UserError` (exit 5) where the store no longer holds a body.
 */
export function gather(document: FindingsDocument, store: Store, guarded: Guarded): Gathered {
  const cited = new Set(document.findings.flatMap(({ evidence }) => evidence.map(({ capture }) => capture)));
  const absent = new Set(
    document.findings
      .filter(({ evidence }) => evidence.some(({ role }) => role === 'searched'))
      .map(({ unit }) => unit),
  );
  const bodies: CapturedBody[] = [];
  const others: Capture[] = [];
  const snapshots: Snapshot[] = [];
  for (const { id, unit } of document.inputs.snapshots) {
    const snapshot = store.readSnapshot(id);
    if (snapshot.head !== undefined && store.headOf(snapshot) !== snapshot.head)
      throw new UserError(`存档在封存之后被改动过 (the store was changed after it was sealed): ${id}`, { exitCode: 6 });
    snapshots.push(snapshot);
    for (const { capture } of store.readCaptures(snapshot)) {
      if (capture.outcome !== 'fetched') {
        if (absent.has(unit)) others.push(capture);
      } else if ((absent.has(unit) || cited.has(capture.body)) && !guarded.secret.has(capture.body)) {
        bodies.push(bodyOf(capture, store, guarded));
      }
    }
  }
  return { bodies, others, snapshots };
}

function bodyOf(capture: Fetched, store: Store, guarded: Guarded): CapturedBody {
  const body = store.body(capture.body);
  if (!body)
    throw new UserError(`存档里已没有这个页面 (the store no longer holds it): ${capture.url}`, { exitCode: 5 });
  return guardedCopy(capture, body, guarded);
}
