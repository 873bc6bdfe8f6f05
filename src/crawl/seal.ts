import type { Ending, Skipped, SkipReason, Snapshot } from '../contract/capture.ts';
import { rankOf } from '../frontier/item.ts';
import { createSeenSet, type SeenSet } from '../frontier/seen-set.ts';
import { urlHash } from '../lib/url-hash.ts';
import type { CaptureWrite } from '../store/group-file.ts';
import { askedOf } from './settle.ts';
import { itemOf, type Session, type UnitRun } from './session.ts';

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
  const rows: number[] = [];
  const told = createSeenSet();
  for (const { url, capture } of group.eachRow(session.run.row, unit.id)) {
    if (capture === 0 || url.rank === ofProbe || url.rank === ofSitemap) continue;
    rows.push(capture);
    told.add(urlHash(url.url));
  }
  for (const isRefused of [false, true]) {
    for (const row of skipRest(session, run, { ending, told, isRefused })) rows.push(row);
  }
  const listing = group.inOrder(rows);
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

/**
 * Stores why what is left was not asked for, some thousands at a time, and gives the rows. What waited comes before what
 * was refused: a URL that was both was known, and not reached.
 */
function* skipRest(
  session: Session,
  { group, unit }: UnitRun,
  { ending, told, isRefused }: { readonly ending: Ending; readonly told: SeenSet; readonly isRefused: boolean },
): Iterable<number> {
  let after = 0;
  for (;;) {
    const known = group.waiting(session.run.row, unit.id, { after, limit: atATime });
    const last = known.at(-1);
    if (!last) return;
    const captures: CaptureWrite[] = [];
    for (const url of known) {
      const item = itemOf(url);
      if ((item.refused !== undefined) !== isRefused || item.kind === 'probe' || item.kind === 'sitemap') continue;
      if (!told.add(urlHash(url.url))) continue;
      const reason = item.refused ?? ofEnding[ending];
      const capture: Skipped = { ...askedOf(session, item, []), outcome: 'skipped', reason, detail: '' };
      captures.push({ row: group.nextCapture(), capture, unit: unit.id });
    }
    if (captures.length > 0) group.commit(session.run.row, { urls: [], captures, settled: [] });
    yield* captures.map(({ row }) => row);
    after = last.id;
  }
}
