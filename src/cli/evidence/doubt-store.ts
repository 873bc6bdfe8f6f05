import type { Problem } from '../../evidence/verify.ts';
import { toError } from '../../lib/error.ts';
import type { Store } from '../../store/open-store.ts';
import { prunedSnapshots } from '../../store/prune.ts';

/** What holding a store against its own hashes found. */
export interface DoubtedStore {
  readonly problems: readonly Problem[];
  readonly counts: { readonly snapshots: number; readonly captures: number; readonly bodies: number };
}

/**
 * Doubts a store as a pack is doubted: the captures of each sealed run against the head that was written when it was
 * sealed, and every body against its hash; one that was taken out of an older run (`store prune`) is missed only where a
 * finding cites it. The file of a problem is the run, its record the capture.
 */
export function doubtStore(store: Store, cited: ReadonlySet<string>): DoubtedStore {
  const pruned = prunedSnapshots(store.dir);
  const problems: Problem[] = [];
  const bodies = new Map<string, string | undefined>();
  let captures = 0;
  const all = store.snapshots();
  for (const { id, head } of all) {
    try {
      if (head !== undefined && store.headOf({ id }) !== head) {
        problems.push({ file: id, what: '抓取记录在封存之后被改动过 / its captures were changed after it was sealed' });
        continue; // nothing in them is to be believed
      }
      for (const { capture } of store.readCaptures({ id })) {
        captures += 1;
        if (capture.outcome !== 'fetched') continue;
        if (!bodies.has(capture.body)) bodies.set(capture.body, faultOf(store, capture.body));
        const what = bodies.get(capture.body);
        if (pruned.has(id) && !cited.has(capture.body) && what === NONE) continue;
        if (what !== undefined) problems.push({ file: id, record: `${capture.id} ${capture.url}`, what });
      }
    } catch (error) {
      problems.push({ file: id, what: `读不出来 / cannot be read: ${toError(error).message}` });
    }
  }
  return { problems, counts: { snapshots: all.length, captures, bodies: bodies.size } };
}

const NONE = '没有正文 / its body is not there';

function faultOf(store: Store, hash: string): string | undefined {
  try {
    return store.body(hash) ? undefined : NONE;
  } catch (error) {
    return toError(error).message;
  }
}
