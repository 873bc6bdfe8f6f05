import type { Capture, FailReason, SkipReason } from '../../contract/capture.ts';
import type { Disguise } from '../../contract/page.ts';
import type { Seen, Unseen } from '../../contract/seen.ts';

export const whole: Seen = { whole: true };

/** Why what stood at a URL was not seen, from how the request failed. */
const byFailure: Readonly<Partial<Record<FailReason, Unseen>>> = {
  incomplete: 'cut',
  'too-large': 'cut',
  decoding: 'unparsed',
  'rate-limited': 'blocked',
  waf: 'blocked',
  captcha: 'blocked',
  login: 'blocked',
  maintenance: 'blocked',
  'robots-unreachable': 'blocked',
  'browser-crash': 'unrendered',
};

const bySkip: Readonly<Partial<Record<SkipReason, Unseen>>> = {
  robots: 'blocked',
  'private-address': 'blocked',
  'out-of-scope': 'elsewhere',
  'no-browser': 'unrendered',
};

/** Why what stands behind a request that brought no page was not seen. */
export function unseenOf(capture: Capture): Unseen {
  switch (capture.outcome) {
    case 'fetched':
      return 'unparsed';
    case 'failed':
      return byFailure[capture.reason] ?? 'not-fetched';
    case 'skipped':
      return bySkip[capture.reason] ?? 'not-fetched';
  }
}

/** The disguises that stand in front of a page: what is behind them is not known. A soft 404 and a parked domain are answers. */
export function isBarrier(disguise: Disguise | undefined): boolean {
  return disguise !== undefined && disguise !== 'soft-404' && disguise !== 'parked';
}

/** Whether the answer settles that there is no such page: nothing that is missing can stand there. */
export function isGone(capture: Capture): boolean {
  if (capture.outcome === 'skipped') return false;
  if (capture.outcome === 'failed' && capture.reason === 'soft-404') return true;
  return capture.status === 404 || capture.status === 410;
}
