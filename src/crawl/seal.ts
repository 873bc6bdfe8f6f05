import type { Ending, Skipped, SkipReason, Snapshot } from '../contract/capture.ts';
import { rankOf } from '../frontier/item.ts';
import { createSeenSet } from '../frontier/seen-set.ts';
import { urlHash } from '../lib/url-hash.ts';
import type { CaptureWrite, KnownUrl } from '../store/group-file.ts';
import { askedOf } from './settle.ts';
import { itemOf, refusedRank, type Session, type UnitRun } from './session.ts';

const ofEnding: Readonly<Record<Ending, SkipReason>> = {
  done: 'interrupted', // nothing waits then
  interrupted: 'interrupted',
  'max-pages': 'max-pages',
  'host-budget': 'host-budget',
  'quiet-hours': 'quiet-hours',
  'entry-failed': 'interrupted',
};

const ofProbe = rankOf('probe');
const ofSitemap = rankOf('sitemap');

/**
 * Seals what a unit's crawl came to. Every URL that was found gets exactly one row: what came of it, or why it was not
 * asked for. What the crawl asked for its own sake (probe, sitemaps) is no part of the unit.
 */
export function sealUnit(session: Session, run: UnitRun, ending: Ending): Snapshot {
  const { request, clock } = session;
  const { group, unit } = run;
  run.writer.flush();
  const listing = group.listing(session.run.row, unit.id, {
    besides: [ofProbe, ofSitemap],
    decidedFrom: skipRest(session, run, ending),
  });
  const tool = { version: request.version, reader: request.readers.version };
  const { ignoreRobots, sent } = request;
  return request.store.seal(
    session.run,
    group,
    {
      unit,
      startedAt: run.startedAt,
      endedAt: clock.iso(),
      ending,
      tool,
      ...(ignoreRobots !== undefined && { ignoredRobots: ignoreRobots }),
      ...(sent && { sent }),
      ...(request.replay !== true && { wallDrift: Math.round(Date.now() - clock.now()) }),
    },
    listing,
  );
}

const atATime = 5000;
const nobody = Number.MAX_SAFE_INTEGER;

/**
 * Stores why what is left was not asked for, some thousands at a time, and gives the row of the first such decision. What
 * waited comes before what was refused: a URL that was both was known, and not reached.
 */
function skipRest(session: Session, run: UnitRun, ending: Ending): number {
  const isTold = tellOnce(session, run);
  let first = nobody;
  for (const isRefused of [false, true]) {
    for (const known of eachWaiting(session, run)) {
      const captures: CaptureWrite[] = [];
      for (const url of known) {
        const item = itemOf(url);
        if ((item.refused !== undefined) !== isRefused || item.kind === 'probe' || item.kind === 'sitemap') continue;
        if (isTold(url.url)) continue;
        const reason = item.refused ?? ofEnding[ending];
        const capture: Skipped = { ...askedOf(session, item, []), outcome: 'skipped', reason, detail: '' };
        captures.push({ row: run.group.nextCapture(), capture, unit: run.unit.id });
      }
      first = Math.min(first, captures[0]?.row ?? nobody);
      if (captures.length > 0) run.group.commit(session.run.row, { urls: [], captures, settled: [] });
    }
  }
  return first;
}

/** What nothing came of, some thousands at a time. */
function* eachWaiting({ run }: Session, { group, unit }: UnitRun, rank?: number): Iterable<readonly KnownUrl[]> {
  let after = 0;
  for (;;) {
    const known = group.waiting(run.row, unit.id, { after, limit: atATime, ...(rank !== undefined && { rank }) });
    const last = known.at(-1);
    if (!last) return;
    yield known;
    after = last.id;
  }
}

/**
 * Whether a URL has its row already; from then on it has. Only what was refused as outside may be known twice, under
 * another name: nothing else is remembered, be it a million.
 */
function tellOnce(session: Session, run: UnitRun): (url: string) => boolean {
  const outside = createSeenSet();
  for (const known of eachWaiting(session, run, refusedRank)) {
    for (const url of known) if (itemOf(url).refused === 'out-of-scope') outside.add(urlHash(url.url));
  }
  const told = createSeenSet();
  if (outside.size() > 0) {
    for (const { url, capture } of run.group.eachRow(session.run.row, run.unit.id)) {
      if (capture === 0 || url.rank === ofProbe || url.rank === ofSitemap) continue;
      const hash = urlHash(url.url);
      if (outside.has(hash)) told.add(hash);
    }
  }
  return (url) => {
    const hash = urlHash(url);
    return outside.has(hash) && !told.add(hash);
  };
}
