import type { FailReason } from '../contract/capture.ts';

/** How a host that stops answering is told from pages that do not answer. Times in ms. */
export interface Patience {
  /** Failures in a row after which the host itself is looked at. */
  readonly failures: number;
  /** Before each look, doubled every time. */
  readonly coolMs: number;
  /** Looks that fail before the host is given up for this run. */
  readonly looks: number;
}

/** Failures that speak of the host, not of the page: these count. */
const ofTheHost: ReadonlySet<FailReason> = new Set([
  'dns',
  'refused',
  'reset',
  'connect-timeout',
  'first-byte-timeout',
  'idle-timeout',
  'total-timeout',
  'tls',
  'rate-limited',
  'waf',
  'captcha',
  'maintenance',
]);

/** Whether a failure may mean that the host is in trouble. */
export function isHostTrouble(reason: FailReason): boolean {
  return ofTheHost.has(reason);
}

/** What may be done with a host now. */
export type Standing =
  | { readonly state: 'fine' | 'looking' }
  | { readonly state: 'look'; readonly url: string }
  | { readonly state: 'cooling'; readonly until: number }
  | { readonly state: 'down'; readonly reason: FailReason };

/** The circuit breaker of one host. Pure: the clock comes in. */
export interface Breaker {
  readonly standing: (now: number) => Standing;
  readonly startLook: () => void;
  /** The host asked to be left alone for longer than this run lasts. */
  readonly giveUp: (reason: FailReason) => void;
  readonly settle: (result: { ok: boolean; reason?: FailReason; url: string; look: boolean }, now: number) => void;
}

/**
 * After some failures in a row one URL that has answered before (else the one given) is asked again: if it answers, the
 * pages were at fault, and the count starts anew; if it fails each time, the host is down for this run.
 */
export function createBreaker(patience: Patience, first: string): Breaker {
  const state = {
    failures: 0,
    looks: 0,
    until: 0,
    looking: false,
    good: first,
    down: undefined as FailReason | undefined,
  };
  const isOpen = (): boolean => state.failures >= patience.failures;
  return {
    standing: (now) => {
      if (state.down !== undefined) return { state: 'down', reason: state.down };
      if (!isOpen()) return { state: 'fine' };
      if (state.looking) return { state: 'looking' };
      return now < state.until ? { state: 'cooling', until: state.until } : { state: 'look', url: state.good };
    },
    startLook: () => {
      state.looking = true;
    },
    giveUp: (reason) => {
      state.down = reason;
    },
    settle: ({ ok, reason, url, look }, now) => {
      if (look) state.looking = false;
      if (ok) {
        if (!look) state.good = url;
        state.failures = 0;
        state.looks = 0;
        return;
      }
      if (reason === undefined || !isHostTrouble(reason)) {
        // It answered, if only with an error of its own: the host lives.
        state.failures = 0;
        state.looks = 0;
        return;
      }
      const wasOpen = isOpen();
      state.failures += 1;
      if (look) state.looks += 1;
      if (look && state.looks >= patience.looks) state.down = saidOf(reason);
      if (isOpen() && (!wasOpen || look)) state.until = now + patience.coolMs * 2 ** state.looks;
    },
  };
}

/** A wall or a limit keeps its own name: the host is not down for others. */
function saidOf(reason: FailReason): FailReason {
  return reason === 'waf' || reason === 'captcha' || reason === 'rate-limited' || reason === 'maintenance'
    ? reason
    : 'host-down';
}
