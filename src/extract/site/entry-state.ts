import type { Page } from '../../contract/page.ts';
import type { EntryState } from '../../contract/site.ts';
import type { Unit } from '../../contract/unit.ts';
import type { Bounds } from './bounds.ts';
import { movedNotice } from './moved.ts';
import type { Pages } from './pages.ts';

/** How the entry of a unit answered, and the page it led to. */
export interface Entrance {
  readonly entry: EntryState;
  readonly home: Page | undefined;
}

/** The best answer of the entries of a unit: one that was read is enough. */
export function findEntrance(unit: Unit, pages: Pages, bounds: Bounds): Entrance {
  const answers = unit.entry.map((url) => enter(url, pages, bounds));
  const [first] = answers;
  if (first === undefined) throw new Error(`unit ${unit.id} has no entry`);
  return answers.find(({ entry }) => entry.state === 'read') ?? first;
}

function enter(url: string, pages: Pages, bounds: Bounds): Entrance {
  const arrived = pages.find(url);
  if (arrived?.disguise === 'login') return turnedAway('login', url, 'login');
  if (arrived?.disguise === 'parked') return turnedAway('parked', url, 'parked');
  const destination = pages.lead(url);
  switch (destination.kind) {
    case 'page':
      return destination.page.kind === 'error'
        ? turnedAway('failed', url, destination.page.disguise ?? 'error')
        : atHost(url, destination.page, bounds);
    case 'elsewhere':
      return turnedAway('other-host', url, destination.url);
    case 'dead':
      return turnedAway(
        destination.reason === 'parked' ? 'parked' : 'failed',
        url,
        detailOf(url, pages, destination.reason),
      );
    case 'unread':
      return unread(url, pages, destination.reason);
  }
}

function atHost(url: string, page: Page, bounds: Bounds): Entrance {
  if (!bounds.sameHost(page.url)) return turnedAway('other-host', url, page.url);
  // A notice that the site was merged into a platform is the last that it says: nothing else is due there.
  const notice = movedNotice(page);
  if (notice !== undefined) return turnedAway('other-host', url, notice);
  return { entry: { state: 'read', url: page.url, detail: '' }, home: page };
}

function unread(url: string, pages: Pages, reason: string): Entrance {
  const capture = pages.captureOf(url);
  if (capture?.outcome === 'skipped') return turnedAway('skipped', url, capture.reason);
  if (capture?.outcome === 'failed' && capture.reason === 'login') return turnedAway('login', url, capture.detail);
  if (reason === 'blocked') return turnedAway('blocked', url, detailOf(url, pages, reason));
  return turnedAway('failed', url, detailOf(url, pages, reason));
}

function detailOf(url: string, pages: Pages, otherwise: string): string {
  const capture = pages.captureOf(url);
  return capture?.outcome === 'failed' ? `${capture.reason} ${capture.detail}`.trim() : otherwise;
}

function turnedAway(state: EntryState['state'], url: string, detail: string): Entrance {
  return { entry: { state, url, detail }, home: undefined };
}
