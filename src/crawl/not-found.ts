import { createHash } from 'node:crypto';

import { urlHash } from '../lib/url-hash.ts';

/** What a page shows, as far as two pages are told apart by it. */
export interface Shown {
  /** Where it arrived, and whether it was sent there. */
  readonly url: string;
  readonly wasSent: boolean;
  readonly hash: string;
  readonly title: string | undefined;
  /** Asked for only where the titles are the same. */
  readonly text: () => string;
}

/** How a host answers for a path that nobody has, where it says 200. */
export interface NotFoundLook {
  readonly sentTo: string | undefined;
  readonly hash: string;
  readonly title: string | undefined;
  readonly skeleton: string;
}

/** A path that no site has, and the same for a host every time. */
export function probeUrl(origin: string): string {
  return `${origin}/${urlHash(`${origin} not found`).toString(36)}-404.html`;
}

/** What is to be remembered of the answer to the probe. */
export function lookOf(shown: Shown): NotFoundLook {
  const { url, wasSent, hash, title, text } = shown;
  return { sentTo: wasSent ? url : undefined, hash, title, skeleton: skeletonOf(text()) };
}

/**
 * Whether a page that came with 200 is the host's way to say "not found": sent to the same place as the probe, the same
 * bytes, or the same words but for figures. The entry itself never is: many hosts show it in place of what they lack.
 */
export function looksNotFound(shown: Shown, look: NotFoundLook, entries: ReadonlySet<string>): boolean {
  if (look.sentTo !== undefined && shown.wasSent && shown.url === look.sentTo) return true;
  if (!shown.wasSent && entries.has(shown.url)) return false;
  if (shown.url === look.sentTo) return false; // linked to as itself: it is a page of its own
  if (shown.hash === look.hash) return true;
  return look.skeleton !== '' && shown.title === look.title && skeletonOf(shown.text()) === look.skeleton;
}

/** The words without figures and Latin letters (a path, a time, a number of seconds), as a hash. Short texts say nothing. */
function skeletonOf(text: string): string {
  const words = text.slice(0, 20_000).replace(/[\s\w./:%?=&#-]+/g, '');
  return words.length < 4 ? '' : createHash('sha1').update(words).digest('hex');
}
