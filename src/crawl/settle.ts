import type { Capture, FailReason, Failed, Fetched, Hop, Skipped } from '../contract/capture.ts';
import type { Item } from '../frontier/item.ts';
import { isHostTrouble } from '../frontier/breaker.ts';
import { defined } from '../lib/defined.ts';
import { canonicalUrl, isWithinScope, originOf, sameSite } from '../lib/url.ts';
import { urlHash } from '../lib/url-hash.ts';
import { askingKey, type LastAnswer, type LastSaid } from '../store/last-answers.ts';
import type { Chase } from './chase.ts';
import type { JobResult } from './job.ts';
import { looksNotFound, lookOf, probeUrl, type Shown } from './not-found.ts';
import { partOf } from '../store/packed-reading.ts';
import { offerUrl, type Session, type UnitRun } from './session.ts';
import { answerVersion, keepTrail, leadsOf, leadsOfLast } from './trail.ts';
import { followPage, type Leads } from './ways.ts';
import { bareUrl, modeOf } from './rendered-url.ts';

/** A request that ended. */
export interface Ended {
  readonly item: Item;
  readonly chase: Chase;
  readonly result: JobResult;
  /** What came of it on an earlier night. */
  readonly last: LastAnswer | undefined;
}

/** An answer that was not sent again: its headers stand in an earlier capture. */
type Confirmed = Omit<Fetched, 'headers'>;
type Came = Fetched | Confirmed | Failed | Skipped;

/** What is said of a request in its capture, whatever came of it. */
export function askedOf(
  { run, clock }: Session,
  item: Item,
  hops: readonly Hop[],
  at?: string,
): Pick<Fetched, 'id' | 'asked' | 'at' | 'depth' | 'from' | 'hops'> {
  const { url, depth, from, unit } = item;
  return {
    id: `${run.name}.${urlHash(`${unit} ${url}${item.kind === 'data-source' ? ' data' : ''}`).toString(36)}`,
    asked: bareUrl(url),
    at: at ?? clock.iso(),
    depth,
    ...(from !== undefined && { from }),
    hops,
  };
}

const transient: ReadonlySet<FailReason> = new Set([
  ...(['dns', 'refused', 'reset', 'connect-timeout', 'first-byte-timeout', 'idle-timeout', 'total-timeout'] as const),
  ...(['incomplete', 'decoding', 'rate-limited', 'waf', 'maintenance'] as const),
]);
/** Beyond this a host does not want us back within this run. */
const longestWaitMs = 120_000;

/** Stores what came of a request, and follows it. */
export function settle(session: Session, ended: Ended): void {
  const { frontier } = session;
  const { item, result, chase } = ended;
  const { answer } = result;
  const run = session.units.get(item.unit);
  if (!run) throw new Error(`a request of no unit: ${item.unit}`);
  if (answer.outcome === 'skipped' && answer.reason === 'interrupted' && !chase.refusal && !chase.reuse) {
    frontier.cancel(item, false); // stays waiting in the store
    return;
  }
  if (chase.reuse) {
    tellFrontier(session, item, { capture: undefined, tookMs: answer.tookMs, trouble: undefined, againAt: undefined });
    settleKnown(session, run, item, { ...chase.reuse, hops: answer.hops });
    return;
  }
  const capture = captureOf(session, run, ended);
  const trouble = troubleOf(capture, answer);
  const againAt = trouble && againAtOf(session, item, trouble);
  tellFrontier(session, item, { capture, tookMs: answer.tookMs, trouble, againAt });
  if (againAt === undefined) store(session, run, ended, capture);
  else session.problem = `${item.url}: ${trouble?.reason ?? ''}`;
}

interface Told {
  /** Undefined: what a redirect led to was known. */
  readonly capture: Came | undefined;
  readonly tookMs: number;
  readonly trouble: Trouble | undefined;
  readonly againAt: number | undefined;
}

function tellFrontier({ frontier, clock }: Session, item: Item, { capture, tookMs, trouble, againAt }: Told): void {
  const { reason, retryAfterMs, isHosts = false } = trouble ?? {};
  const ok = capture === undefined || capture.outcome === 'fetched' || reason === 'http-status';
  const isTooLong = reason === 'rate-limited' && (retryAfterMs ?? 0) >= longestWaitMs;
  // Who is given up for this run is not waited for, and does not make the others on its address wait.
  const experience = { tookMs, trouble: isHosts, ...defined({ retryAfterMs: isTooLong ? undefined : retryAfterMs }) };
  frontier.settle(item, { ok, experience, ...defined({ reason, againAt }) }, clock.now());
  if (isTooLong) frontier.giveUp(originOf(item.url), reason);
}

interface Trouble {
  readonly reason: FailReason;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** Of the host, not of the page: it is asked more slowly. */
  readonly isHosts: boolean;
}

function troubleOf(capture: Came, answer: JobResult['answer']): Trouble | undefined {
  if (capture.outcome !== 'failed') return undefined;
  const { reason, status } = capture;
  const retryAfterMs = answer.outcome === 'failed' ? answer.retryAfterMs : undefined;
  return { reason, status, retryAfterMs, isHosts: isHostTrouble(reason) || (status ?? 0) >= 500 };
}

/** When a failed URL is tried again; undefined where it is not. */
function againAtOf(
  { bounds, clock }: Session,
  item: Item,
  {
    reason,
    status,
    retryAfterMs,
  }: { reason: FailReason; status: number | undefined; retryAfterMs: number | undefined },
): number | undefined {
  const mayPass = transient.has(reason) || (reason === 'http-status' && (status ?? 0) >= 500);
  const most = reason === 'total-timeout' || reason === 'idle-timeout' ? Math.min(1, bounds.retries) : bounds.retries;
  if (!mayPass || item.tries >= most || (retryAfterMs ?? 0) >= longestWaitMs) return undefined;
  const base = Math.max(bounds.politeness(true).delayMs, 100);
  const jitter = urlHash(item.url) % base;
  return clock.now() + Math.max(retryAfterMs ?? 0, base * 2 ** item.tries + jitter);
}

function captureOf(session: Session, run: UnitRun, ended: Ended): Came {
  const { item, chase, result } = ended;
  const { answer } = result;
  const asked = askedOf(session, item, answer.hops, answer.at);
  if (answer.outcome === 'skipped') {
    return { ...asked, outcome: 'skipped', reason: chase.refusal ?? answer.reason, detail: answer.detail };
  }
  if (answer.outcome === 'failed') {
    const { url, reason, detail, status } = answer;
    return { ...asked, outcome: 'failed', url, reason, detail, ...defined({ status }) };
  }
  const disguise = disguiseOf(run, ended);
  if (disguise) {
    const detail = `HTTP ${answer.status}, ${result.hash}`;
    return { ...asked, outcome: 'failed', url: answer.url, reason: disguise, status: answer.status, detail };
  }
  return fetchedOf(asked, ended, answer);
}

type Arrived = Extract<JobResult['answer'], { outcome: 'fetched' | 'not-modified' }>;

function fetchedOf(asked: ReturnType<typeof askedOf>, { item, result, last }: Ended, answer: Arrived): Came {
  const { remote, tls, clockOffset, url } = answer;
  const told = {
    outcome: 'fetched',
    url,
    status: answer.status,
    contentType: result.contentType,
    body: result.hash,
    bytes: result.bytes,
    complete: true,
    mode: modeOf(item.kind),
    ...defined({ remote, tls, clockOffset, grewFrom: item.grewFrom }),
  } as const;
  // Not sent again: status and headers stay those of the answer that was.
  if (answer.status === 304 && last) return { ...asked, ...told, status: last.said.status };
  return { ...asked, ...told, headers: answer.headers };
}

/** Whether a 200 is no content: by its own signs, or by its likeness to what this host says of a path that nobody has. */
function disguiseOf(run: UnitRun, { item, result }: Ended): FailReason | undefined {
  const own = result.reading?.followed.disguise;
  if (own) return own;
  if (item.kind === 'probe' || item.kind === 'entry' || !result.reading) return undefined;
  const look = run.notFound.get(originOf(result.answer.url));
  if (!look) return undefined;
  const entries = new Set(run.bounds.entry.map(canonicalUrl));
  return looksNotFound(shownBy(result), look, entries) ? 'soft-404' : undefined;
}

function shownBy({ answer, hash, reading }: JobResult): Shown {
  const { packed, followed: ways } = reading ?? {};
  return {
    url: canonicalUrl(answer.url),
    wasSent: answer.hops.length > 0,
    hash,
    title: ways?.title,
    text: () => (packed ? partOf(packed, 'text').toString() : ''),
  };
}

/** Stores what came of a place that was read already in this run as what this URL came to: nothing is asked for twice. */
export function settleKnown(
  session: Session,
  run: UnitRun,
  item: Item,
  { row, url, hops }: { readonly row: number; readonly url: string; readonly hops: readonly Hop[] },
): void {
  if (run.writer.isPending(row)) run.writer.flush();
  const earlier = run.group.earlierAt(row);
  const before = earlier.capture;
  // Who was sent there himself came to its end; who asked there went on as that one did.
  const onward = before.asked === url ? before.hops : [];
  const capture: Capture = { ...before, ...askedOf(session, item, [...hops, ...onward], before.at) };
  const reading = earlier.reading?.row;
  run.writer.addCapture(
    {
      row: run.group.nextCapture(),
      capture,
      ...(capture.outcome === 'skipped' && { unit: item.unit }),
      ...(reading !== undefined && { reading }),
    },
    item.id,
  );
  count(session, run, item, capture);
  if (capture.outcome === 'fetched' && item.kind !== 'probe') {
    if (item.kind === 'entry') opened(session, run, item, capture);
    const asking = { url: before.asked, mode: capture.mode };
    const last = run.group.last.find([asking]).get(askingKey(asking));
    if (last && reading === last.reading) followLeads(session, run, { item, capture, leads: leadsOfLast(run, last) });
  }
  run.writer.flushWhenDue();
}

/** The row of what this URL came to in this run, where somebody was sent there, or another unit asked for it. */
export function knownRow(session: Session, run: UnitRun, { kind, url, tries }: Item): number | undefined {
  if (modeOf(kind) !== 'http' || kind === 'probe' || kind === 'sitemap' || tries > 0) return undefined;
  return session.arrived.get(arrivalKey(run, url));
}

/** Where something was read, for all units of one host group. */
export function arrivalKey(run: UnitRun, url: string): string {
  return `${run.group.name} ${url}`;
}

function store(session: Session, run: UnitRun, ended: Ended, came: Came): void {
  const { item, result } = ended;
  const row = run.group.nextCapture();
  const trail = result.reading && keepTrail(run, result.reading.followed.trail);
  write(session, run, ended, { row, came, trail });
  count(session, run, item, came);
  if (item.kind === 'probe') {
    if (came.outcome === 'fetched') run.notFound.set(originOf(item.url), lookOf(shownBy(result)));
  } else {
    rememberArrival(session, run, came, row);
    if (came.outcome === 'fetched') {
      if (item.kind === 'entry') opened(session, run, item, came);
      const leads = leadsOf(run, ended);
      if (leads) followLeads(session, run, { item, capture: came, leads });
    }
  }
  run.writer.flushWhenDue();
}

function followLeads(
  session: Session,
  run: UnitRun,
  { item, capture, leads }: { item: Item; capture: Pick<Fetched, 'url' | 'id' | 'body'>; leads: Leads },
): void {
  if (leads.signature !== undefined) run.traps.learn(item.url, leads.signature);
  followPage(session, run, { item, url: capture.url, id: capture.id, leads });
}

interface Writing {
  readonly row: number;
  readonly came: Came;
  /** JSON of a `KeptTrail`. */
  readonly trail: string | undefined;
}

function write(session: Session, run: UnitRun, ended: Ended, { row, came, trail }: Writing): void {
  const { item, result, last } = ended;
  if (came.outcome === 'fetched' && !('headers' in came)) {
    if (last) run.writer.addAgain({ row, of: last.row, patch: againOf(came) }, item.id);
    return;
  }
  const reading = readingOf(session, ended, came);
  const next = came.outcome === 'fetched' ? lastOf(session, ended, { capture: came, trail }) : undefined;
  run.writer.addCapture(
    {
      row,
      capture: came,
      ...(came.outcome === 'skipped' && { unit: item.unit }),
      ...(result.body && { body: result.body }),
      ...(reading !== undefined && { reading }),
      ...(next && { last: next }),
    },
    item.id,
  );
}

/** What a capture that says an earlier one again says anew: null where that one had something and this one has not. */
function againOf({ id, at, depth, from, hops, remote, tls, clockOffset, grewFrom }: Confirmed): object {
  const certificate = tls ? { ...tls, problem: tls.problem ?? null } : null;
  const rest = { from: from ?? null, remote: remote ?? null, clockOffset: clockOffset ?? null };
  return { id, at, depth, hops, ...rest, tls: certificate, grewFrom: grewFrom ?? null };
}

function count(session: Session, run: UnitRun, item: Item, capture: Came): void {
  if (item.kind === 'probe' || item.kind === 'sitemap') return;
  run.counts[capture.outcome] += 1;
  if (capture.outcome === 'failed') session.problem = `${item.url}: ${capture.reason}`;
}

/** A new reading to be stored, or the row of the one that holds. */
function readingOf({ request }: Session, { result, last, item }: Ended, capture: Came) {
  if (result.same) return last?.reading;
  if (!result.reading || capture.outcome === 'skipped' || capture.outcome === 'failed') return undefined;
  const key = [result.hash, result.answer.url, result.contentType, modeOf(item.kind), request.readers.version].join(
    '|',
  );
  return { key, packed: result.reading.packed };
}

/** What the next night has to know, where it is not what it knew last time. */
function lastOf(
  session: Session,
  { item, result, last }: Ended,
  { capture, trail }: { capture: Fetched; trail: string | undefined },
): { readonly json: string; readonly replaces: number | undefined } | undefined {
  if (item.kind === 'probe' || item.kind === 'render') return undefined;
  const header = (name: string): string | undefined => capture.headers.find(([key]) => key === name)?.[1];
  const before = result.same ? last?.said.trail : undefined;
  const { asked, mode, url, status, contentType, body, bytes } = capture;
  if ((trail === undefined && before === undefined) || asked !== item.url) return undefined;
  const validators = defined({ etag: header('etag'), lastModified: header('last-modified') });
  const received = result.received ?? '';
  if (result.same && last && saysTheSame(last.said, { ...validators, received })) return undefined;
  const version = answerVersion(session);
  const said = { asked, mode, version, url, status, contentType, body, bytes, received, ...validators };
  const json = `${JSON.stringify(said satisfies Omit<LastSaid, 'trail'>).slice(0, -1)},"trail":${trail ?? JSON.stringify(before)}}`;
  return { json, replaces: last?.row };
}

function saysTheSame(said: LastSaid, now: Pick<LastSaid, 'etag' | 'lastModified' | 'received'>): boolean {
  return said.etag === now.etag && said.lastModified === now.lastModified && said.received === now.received;
}

const mostArrivals = 200_000;

/** Where a chase arrived is read, and what one unit asked for the others of its host need not ask for. */
function rememberArrival(session: Session, run: UnitRun, capture: Came, row: number): void {
  if (capture.outcome === 'skipped' || session.arrived.size >= mostArrivals) return;
  if (capture.outcome === 'fetched' && capture.mode !== 'http') return;
  if (run.shares) session.arrived.set(arrivalKey(run, capture.asked), row);
  if (capture.outcome === 'fetched' && capture.hops.length > 0) {
    session.arrived.set(arrivalKey(run, canonicalUrl(capture.url)), row);
  }
}

/** The entry is read: its place may be another than the one asked, and the host is asked for a path that nobody has. */
function opened(session: Session, run: UnitRun, item: Item, capture: Pick<Fetched, 'url'>): void {
  run.entryRead = true;
  if (!isWithinScope(capture.url, run.bounds) && sameSite(capture.url, item.url)) {
    run.bounds = { ...run.bounds, entry: [...run.bounds.entry, capture.url] };
  }
  if (session.request.replay || !isWithinScope(capture.url, run.bounds)) return;
  const origin = originOf(capture.url);
  offerUrl(session, run, { unit: run.unit.id, url: probeUrl(origin), kind: 'probe', depth: 0 });
  const named = session.sitemaps.get(origin) ?? [];
  const sitemaps = named.length > 0 ? named : [`${origin}/sitemap.xml`];
  for (const text of sitemaps.slice(0, 20)) {
    const url = canonicalUrl(new URL(text, origin).href);
    if (sameSite(url, origin))
      offerUrl(session, run, { unit: run.unit.id, url, kind: 'sitemap', depth: 0, from: `${origin}/robots.txt` });
  }
}
