import type { Ending, Skipped, SkipReason, Snapshot } from '../contract/capture.ts';
import { rankOf } from '../frontier/item.ts';
import { urlHash } from '../lib/url-hash.ts';
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
  const settled = new Set<number>();
  const open = new Map<string, { skipped: Skipped }>();
  for (const { url, capture } of group.eachRow(session.run.row, unit.id)) {
    if (url.rank === ofProbe || url.rank === ofSitemap) continue;
    if (capture > 0) {
      rows.push(capture);
      settled.add(urlHash(url.url));
      continue;
    }
    const item = itemOf(url);
    if (item.kind === 'probe' || item.kind === 'sitemap') continue; // refused
    const reason = item.refused ?? ofEnding[ending];
    const skipped: Skipped = { ...askedOf(session, item, []), outcome: 'skipped', reason, detail: '' };
    open.set(url.url, { skipped });
  }
  const captures = [...open]
    .filter(([url]) => !settled.has(urlHash(url)))
    .map(([, { skipped }]) => ({ row: group.nextCapture(), capture: skipped, unit: unit.id }));
  for (let at = 0; at < captures.length; at += 5000) {
    group.commit(session.run.row, { urls: [], captures: captures.slice(at, at + 5000), settled: [] });
  }
  const listing = group.inOrder([...rows, ...captures.map(({ row }) => row)]);
  const tool = { version: request.version, reader: request.readers.version };
  const { ignoreRobots } = request;
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
    },
    listing,
  );
}
