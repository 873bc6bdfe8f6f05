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
  /** Hosts whose robots.txt asks for a delay of their own: the start of their last request. */
  readonly hosts?: Readonly<Record<string, number>>;
}

/** What one request did to its host. */
export interface Experience {
  readonly tookMs: number;
  /** Whether the host was in trouble: slower from here on. */
  readonly trouble: boolean;
  readonly retryAfterMs?: number;
}

/**
 * The budget that all hosts on one address share. Pure: the clock comes in. A Crawl-delay is a host's own: it binds what
 * is asked of that host, not its neighbours on a shared platform.
 */
export interface Gate {
  /** When the next request may start: now or earlier means at once; Infinity while all slots are taken. */
  readonly readyAt: (origin: string) => number;
  /** Requests that today still has. */
  readonly left: (now: number) => number;
  readonly start: (now: number, origin: string) => void;
  /** When the holder of a slot may make one more request (a hop, a second try), and that it does. */
  readonly nextAt: (origin: string) => number;
  readonly next: (now: number, origin: string) => void;
  /** The holder of a slot goes on elsewhere, and when it is done there comes back to be finished here. */
  readonly leave: () => void;
  readonly comeBack: () => void;
  /** The request that was started was not made after all. */
  readonly cancel: (origin: string) => void;
  readonly finish: (experience: Experience, now: number) => void;
  /** The robots.txt of a host asked for more. */
  readonly asksDelay: (origin: string, ms: number) => void;
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
  const state = stateFrom(before);
  const hosts = hostPaces(before?.hosts ?? {}, delayCapMs);
  const gap = (): number => {
    // Without a delay there is nothing to double: a little one takes its place, unless many at once were asked for.
    const trouble = state.slower > 1 && politeness.inFlight === 1 ? 10 * state.slower : 0;
    const own = Math.max(delayMs * state.slower, trouble, factor * state.lastTookMs);
    return Math.min(own, delayCapMs);
  };
  const today = (now: number): void => {
    const day = Math.floor((now + shanghaiMs) / dayMs);
    if (day === state.day) return;
    state.day = day;
    state.requests = 0;
  };
  const nextAt = (origin: string): number => {
    return Math.max(state.lastStart + gap(), state.notBefore, hosts.readyAt(origin));
  };
  const count = (now: number, origin: string): void => {
    today(now);
    state.requests += 1;
    state.before = state.lastStart;
    state.lastStart = now;
    hosts.start(origin, now);
  };
  return {
    readyAt: (origin) => (state.inFlight >= politeness.inFlight ? Infinity : nextAt(origin)),
    nextAt,
    next: count,
    leave: () => {
      state.inFlight -= 1;
    },
    comeBack: () => {
      state.inFlight += 1;
    },
    cancel: (origin) => {
      state.inFlight -= 1;
      state.requests -= 1;
      state.lastStart = state.before;
      hosts.cancel(origin);
    },
    left: (now) => {
      today(now);
      return politeness.dailyBudget - state.requests;
    },
    start: (now, origin) => {
      count(now, origin);
      state.inFlight += 1;
    },
    finish: ({ tookMs, trouble, retryAfterMs }, now) => {
      state.inFlight -= 1;
      state.lastTookMs = tookMs;
      // Twice as slow at each trouble; back by a quarter at each answer, never below the usual.
      state.slower = trouble ? Math.min(state.slower * 2, mostSlower) : Math.max(1, state.slower * 0.75);
      if (retryAfterMs !== undefined) state.notBefore = Math.max(state.notBefore, now + retryAfterMs);
    },
    asksDelay: hosts.asksDelay,
    inFlight: () => state.inFlight,
    memory: () => {
      const { lastStart, lastTookMs, slower, notBefore, day, requests } = state;
      return { lastStart: Math.max(lastStart, 0), lastTookMs, slower, notBefore, day, requests, ...hosts.memory() };
    },
  };
}

function stateFrom(before: GateMemory | undefined) {
  const none = { lastStart: -Infinity, lastTookMs: 0, slower: 1, notBefore: 0, day: 0, requests: 0 };
  return { ...none, ...before, inFlight: 0, before: -Infinity };
}

interface HostPace {
  askedMs: number;
  lastStart: number;
  before: number;
}

/** The delays that hosts ask for themselves. */
function hostPaces(remembered: Readonly<Record<string, number>>, capMs: number) {
  const hosts = new Map<string, HostPace>();
  const of = (origin: string): HostPace => {
    const known = hosts.get(origin);
    if (known) return known;
    const made = { askedMs: 0, lastStart: remembered[origin] ?? -Infinity, before: -Infinity };
    hosts.set(origin, made);
    return made;
  };
  return {
    asksDelay: (origin: string, ms: number): void => {
      of(origin).askedMs = ms;
    },
    readyAt: (origin: string): number => {
      const host = hosts.get(origin);
      return host && host.askedMs > 0 ? host.lastStart + Math.min(host.askedMs, capMs) : -Infinity;
    },
    start: (origin: string, now: number): void => {
      const host = of(origin);
      host.before = host.lastStart;
      host.lastStart = now;
    },
    cancel: (origin: string): void => {
      const host = of(origin);
      host.lastStart = host.before;
    },
    memory: (): Pick<GateMemory, 'hosts'> => {
      const asking = [...hosts].filter(([, { askedMs, lastStart }]) => askedMs > 0 && lastStart > 0);
      return asking.length === 0
        ? {}
        : { hosts: Object.fromEntries(asking.map(([name, host]) => [name, host.lastStart])) };
    },
  };
}
