import type { Capture, FailReason, SkipReason } from '../../contract/capture.ts';
import type { ReadCapture } from '../../contract/reader.ts';
import type { FetchCount, Site } from '../../contract/site.ts';
import { parseDay, type Day } from '../../lib/day.ts';
import { dayOfInstant } from '../../lib/instant.ts';
import { addressOf } from './plain-url.ts';

/** How many addresses were known, and what came of them. */
export function countFetches(captures: readonly ReadCapture[]): FetchCount {
  const known = new Set<string>();
  const fetched = new Set<string>();
  const failed: Partial<Record<FailReason, number>> = {};
  const skipped: Partial<Record<SkipReason, number>> = {};
  for (const { capture } of captures) {
    known.add(addressOf(capture.asked));
    if (capture.outcome === 'fetched') fetched.add(addressOf(capture.asked));
    if (capture.outcome === 'failed') failed[capture.reason] = (failed[capture.reason] ?? 0) + 1;
    if (capture.outcome === 'skipped') skipped[capture.reason] = (skipped[capture.reason] ?? 0) + 1;
  }
  return { known: known.size, fetched: fetched.size, failed, skipped };
}

/** A server that is off by more than this has a wrong clock, and one alone proves nothing of ours. */
const trusted = 5 * 60_000;

/**
 * The day of the run by our clock, and by the servers'. The servers' day is that of the middle of their clocks, where at
 * least one said its time: one server whose own clock is wrong must not move the day.
 */
export function readClocks(startedAt: string, captures: readonly ReadCapture[]): Site['clock'] {
  const ours = dayOfInstant(startedAt) ?? firstDay(captures);
  const offsets = captures.flatMap(({ capture }) => offsetOf(capture) ?? []).sort((a, b) => a - b);
  const middle = offsets[offsets.length >> 1];
  if (middle === undefined) return { ours, servers: undefined };
  return { ours, servers: dayOfInstant(startedAt, Math.abs(middle) < trusted ? 0 : middle) ?? ours };
}

function offsetOf(capture: Capture): number | undefined {
  return capture.outcome === 'fetched' ? capture.clockOffset : undefined;
}

function firstDay(captures: readonly ReadCapture[]): Day {
  const day = captures.map(({ capture }) => dayOfInstant(capture.at)).find((one) => one !== undefined);
  const epoch = day ?? parseDay('1970-01-01');
  if (epoch === undefined) throw new Error('the calendar has no first day');
  return epoch;
}

/** The certificate of the entry's host, where the run spoke TLS. */
export function readTls(captures: readonly ReadCapture[], host: (url: string) => boolean): Site['tls'] {
  for (const { capture } of captures) {
    if (capture.outcome !== 'fetched' || capture.tls === undefined || !host(capture.url)) continue;
    const notAfter = dayOfInstant(capture.tls.notAfter) ?? parseDay(capture.tls.notAfter.slice(0, 10));
    if (notAfter !== undefined) return { notAfter, verified: capture.tls.verified };
  }
  return undefined;
}
