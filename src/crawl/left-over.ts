import type { Ending } from '../contract/capture.ts';
import { rankOf, type Kind } from '../frontier/item.ts';
import { defined } from '../lib/defined.ts';
import { isWithinScope } from '../lib/url.ts';
import type { KnownUrl } from '../store/group-file.ts';
import { itemOf, offerUrl, refusedRank, type Session, type UnitRun } from './session.ts';

/** Ends that leave for tomorrow what was not reached; `max-pages` is a sample, and the same one every night. */
const leaves: ReadonlySet<Ending | undefined> = new Set<Ending | undefined>([
  ...(['host-budget', 'quiet-hours', 'interrupted'] as const),
  undefined, // the process died
]);

const atATime = 5000;

/** Offers what the last run of a unit knew and did not reach: it comes after entries and columns, before all else. */
export function offerLeftOver(session: Session, run: UnitRun): void {
  const { group, unit, writer } = run;
  const before = session.request.store.runBefore(session.run, unit.id);
  if (!before || !leaves.has(before.ending)) return;
  let after = 0;
  for (;;) {
    const known = group.waiting(before.row, unit.id, { after, limit: atATime });
    for (const url of known) offerAgain(session, run, url);
    const last = known.at(-1);
    if (!last || known.length < atATime) return;
    after = last.id;
    writer.flushWhenDue();
  }
}

/** What grew from a page of that night grows anew tonight, and the entry is there already. */
const notAgain: ReadonlySet<Kind> = new Set(['entry', 'probe', 'sitemap', 'render', 'data-source']);

function offerAgain(session: Session, run: UnitRun, known: KnownUrl): void {
  if (known.rank === refusedRank) return;
  const { unit, url, kind, depth, from, outside } = itemOf(known);
  if (notAgain.has(kind) || (!outside && !isWithinScope(url, run.bounds))) return;
  const isDeep = rankOf(kind) > rankOf('left');
  offerUrl(session, run, { unit, url, kind, depth, ...defined({ from, outside }), ...(isDeep && { left: true }) });
}
