/** How hosts are treated. Times in ms. */
export interface Politeness {
  /** Least gap between the starts of two requests. */
  readonly delayMs: number;
  /** The gap never grows beyond this, whatever the host says or does. */
  readonly delayCapMs: number;
  /** The gap is at least this many times the last response time. */
  readonly responseFactor: number;
  /** Requests in flight at once. */
  readonly inFlight: number;
  /** Requests a day. */
  readonly dailyBudget: number;
}

/** What outlives a run: a restart must not start a burst. */
export interface GateMemory {
  /** Start and length of the last request, on the clock of the wall. */
  readonly lastStart: number;
  readonly lastTookMs: number;
  /** How much slower than usual, after errors: 1 is usual. */
  readonly slower: number;
  readonly notBefore: number;
  /** The day (by number) that `requests` counts. */
  readonly day: number;
  readonly requests: number;
}

/** What one request did to its host. */
export interface Experience {
  readonly tookMs: number;
  /** Whether the host was in trouble: slower from here on. */
  readonly trouble: boolean;
  readonly retryAfterMs?: number;
}

/** The budget that all hosts on one address share. Pure: the clock comes in. */
export interface Gate {
  /** When the next request may start: now or earlier means at once; Infinity while all slots are taken. */
  readonly readyAt: () => number;
  /** Requests that today still has. */
  readonly left: (now: number) => number;
  readonly start: (now: number) => void;
  /** When the holder of a slot may make one more request (a hop, a second try), and that it does. */
  readonly nextAt: () => number;
  readonly next: (now: number) => void;
  /** The holder of a slot goes on elsewhere, and when it is done there comes back to be finished here. */
  readonly leave: () => void;
  readonly comeBack: () => void;
  /** The request that was started was not made after all. */
  readonly cancel: () => void;
  readonly finish: (experience: Experience, now: number) => void;
  /** A robots.txt asked for more. */
  readonly asksDelay: (ms: number) => void;
  readonly inFlight: () => number;
  readonly memory: () => GateMemory;
}

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;
const mostSlower = 16;

/** A gate of this politeness, going on from what is remembered. */
export function createGate(politeness: Politeness, before?: GateMemory): Gate {
  const { delayMs, delayCapMs, responseFactor } = politeness;
  const factor = politeness.inFlight > 1 ? 0 : responseFactor; // with several at once the gap is only the delay
  const state = {
    lastStart: before?.lastStart ?? -Infinity,
    lastTookMs: before?.lastTookMs ?? 0,
    slower: before?.slower ?? 1,
    notBefore: before?.notBefore ?? 0,
    day: before?.day ?? 0,
    requests: before?.requests ?? 0,
    inFlight: 0,
    askedMs: 0,
    before: -Infinity,
  };
  const gap = (): number => {
    // Without a delay there is nothing to double: a little one takes its place, unless many at once were asked for.
    const trouble = state.slower > 1 && politeness.inFlight === 1 ? 10 * state.slower : 0;
    const own = Math.max(delayMs * state.slower, trouble, factor * state.lastTookMs);
    return Math.min(Math.max(own, state.askedMs), delayCapMs);
  };
  const today = (now: number): void => {
    const day = Math.floor((now + shanghaiMs) / dayMs);
    if (day === state.day) return;
    state.day = day;
    state.requests = 0;
  };
  const nextAt = (): number => Math.max(state.lastStart + gap(), state.notBefore);
  const count = (now: number): void => {
    today(now);
    state.requests += 1;
    state.before = state.lastStart;
    state.lastStart = now;
  };
  return {
    readyAt: () => (state.inFlight >= politeness.inFlight ? Infinity : nextAt()),
    nextAt,
    next: count,
    leave: () => {
      state.inFlight -= 1;
    },
    comeBack: () => {
      state.inFlight += 1;
    },
    cancel: () => {
      state.inFlight -= 1;
      state.requests -= 1;
      state.lastStart = state.before;
    },
    left: (now) => {
      today(now);
      return politeness.dailyBudget - state.requests;
    },
    start: (now) => {
      count(now);
      state.inFlight += 1;
    },
    finish: ({ tookMs, trouble, retryAfterMs }, now) => {
      state.inFlight -= 1;
      state.lastTookMs = tookMs;
      // Twice as slow at each trouble; back by a quarter at each answer, never below the usual.
      state.slower = trouble ? Math.min(state.slower * 2, mostSlower) : Math.max(1, state.slower * 0.75);
      if (retryAfterMs !== undefined) state.notBefore = Math.max(state.notBefore, now + retryAfterMs);
    },
    asksDelay: (ms) => {
      state.askedMs = Math.max(state.askedMs, ms);
    },
    inFlight: () => state.inFlight,
    memory: () => {
      const { lastStart, lastTookMs, slower, notBefore, day, requests } = state;
      return { lastStart: Math.max(lastStart, 0), lastTookMs, slower, notBefore, day, requests };
    },
  };
}
