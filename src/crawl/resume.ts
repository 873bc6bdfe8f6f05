import { canonicalUrl, isWithinScope, originOf, sameSite } from '../lib/url.ts';
import { lookOf } from './not-found.ts';
import { arrivalKey } from './settle.ts';
import { itemOf, refusedRank, type Session, type UnitRun } from './session.ts';

/** Takes a unit up where an earlier process left it: what it knew, what waits, and what its entry and probe taught. */
export function resumeUnit(session: Session, run: UnitRun): void {
  const { group, unit, counts } = run;
  const waiting = new Map<number, number>();
  let taken = 0;
  for (const { url, came } of group.eachUrl(session.run.row, unit.id)) {
    const item = itemOf(url);
    session.frontier.know(unit.id, item.refused === 'out-of-scope' ? `outside ${url.url}` : url.url);
    if (url.rank === refusedRank) continue;
    if (!came) {
      waiting.set(url.rank, (waiting.get(url.rank) ?? 0) + 1);
      continue;
    }
    const { capture } = came;
    if (item.kind === 'probe') {
      if (capture.outcome === 'fetched') learnProbe(run, came.row);
      continue;
    }
    if (item.kind === 'sitemap') continue;
    taken += 1;
    counts[capture.outcome] += 1;
    if (capture.outcome !== 'fetched') continue;
    if (capture.hops.length > 0) session.arrived.set(arrivalKey(run, canonicalUrl(capture.url)), came.row);
    if (item.kind !== 'entry') continue;
    run.entryRead = true;
    if (!isWithinScope(capture.url, run.bounds) && sameSite(capture.url, url.url)) {
      run.bounds = { ...run.bounds, entry: [...run.bounds.entry, capture.url] };
    }
  }
  session.frontier.restore(unit.id, { known: [], waiting, taken });
}

function learnProbe(run: UnitRun, row: number): void {
  const [read] = run.group.readCaptures(Int32Array.of(row));
  if (read?.capture.outcome !== 'fetched') return;
  const { capture, reading } = read;
  const shown = { url: canonicalUrl(capture.url), wasSent: capture.hops.length > 0, hash: capture.body };
  run.notFound.set(
    originOf(capture.asked),
    lookOf({ ...shown, title: reading?.title, text: () => reading?.text ?? '' }),
  );
}
