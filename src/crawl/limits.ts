import type { Politeness } from '../frontier/gate.ts';

/** How far and how fast a crawl may go. Absent keys take the defaults of the house. */
export interface CrawlLimits {
  /** Hosts (address groups) at a time. */
  readonly concurrency?: number;
  /** Gap between two requests to a host, in ms; 0 on loopback unless it is given. */
  readonly delayMs?: number;
  readonly delayCapMs?: number;
  readonly responseFactor?: number;
  /** Requests in flight on one host. */
  readonly perHost?: number;
  /** Requests to one host a day. */
  readonly hostBudget?: number;
  /** Pages of one unit. */
  readonly maxPages?: number;
  /** Clicks from the entry. */
  readonly maxDepth?: number;
  readonly depthPolicy?: DepthPolicy;
  /** `recent` leaves out what is dated before this day. */
  readonly since?: string;
  /** No request between these hours in China, as `[from, until)`: `[7, 22]` crawls by night. */
  readonly quietHours?: readonly [from: number, until: number];
  readonly retries?: number;
  /** Threads that fetch and read; 0 for none, absent: as many as the queue is worth. */
  readonly threads?: number;
  /** Captures that one transaction takes at most. */
  readonly batch?: number;
}

/**
 * How deep archives are read: `whole` everything; `recent` leaves out rows dated before `since`, and the pages after one
 * on which all are; `lists` reads lists and what navigation leads to, no rows.
 */
export const depthPolicies = ['whole', 'recent', 'lists'] as const;
export type DepthPolicy = (typeof depthPolicies)[number];

/** The limits of a crawl, complete. */
export interface Bounds {
  readonly concurrency: number;
  readonly maxPages: number;
  readonly maxDepth: number;
  readonly depthPolicy: DepthPolicy;
  readonly since: string | undefined;
  readonly quietHours: readonly [from: number, until: number] | undefined;
  readonly retries: number;
  readonly politeness: (isLoopback: boolean) => Politeness;
}

/** Fills in the defaults. Several requests at once on one host: only on loopback, and only where somebody asked for it. */
export function boundsOf(limits: CrawlLimits, isReplay: boolean): Bounds {
  const { delayMs, concurrency = 16 } = limits;
  const common = {
    delayCapMs: limits.delayCapMs ?? 30_000,
    responseFactor: limits.responseFactor ?? 1,
    dailyBudget: isReplay ? Infinity : (limits.hostBudget ?? 20_000),
  };
  const asked = limits.perHost ?? (delayMs === 0 && limits.concurrency !== undefined ? concurrency : 1);
  return {
    concurrency,
    maxPages: limits.maxPages ?? Infinity,
    maxDepth: limits.maxDepth ?? Infinity,
    depthPolicy: limits.depthPolicy ?? 'whole',
    since: limits.since,
    quietHours: isReplay ? undefined : limits.quietHours,
    retries: isReplay ? 0 : (limits.retries ?? 2),
    politeness: (isLoopback) => {
      if (isReplay) return { ...common, delayMs: 0, inFlight: 8 };
      if (isLoopback)
        return { ...common, dailyBudget: limits.hostBudget ?? Infinity, delayMs: delayMs ?? 0, inFlight: asked };
      return { ...common, delayMs: delayMs ?? 1000, inFlight: limits.perHost ?? 1 };
    },
  };
}
