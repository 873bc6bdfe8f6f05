import type { Ending } from '../contract/capture.ts';
import type { Item } from '../frontier/item.ts';
import type { Dropped, Step } from '../frontier/take.ts';
import type { Gate } from '../frontier/gate.ts';
import { parseSitemap } from '../frontier/sitemap.ts';
import { isHostTrouble } from '../frontier/breaker.ts';
import { defined } from '../lib/defined.ts';
import { toError } from '../lib/error.ts';
import { canonicalUrl, isWithinScope, originOf } from '../lib/url.ts';
import { admitPart } from './admit.ts';
import { createChase } from './chase.ts';
import { endChase, paceHop } from './hops.ts';
import { runJob, type Job } from './job.ts';
import { applyRobots, askRobots, bindOrigin, remembered } from './origins.ts';
import { askedOf, knownRow, settle, settleKnown, type Ended } from './settle.ts';
import { itemOf, offerUrl, type Session, type UnitRun } from './session.ts';
import { answerVersion } from './trail.ts';
import { kindOfLink } from './follow.ts';
import { bareUrl, modeOf } from './rendered-url.ts';

/** What the loop tells while it runs. */
export interface Listener {
  readonly finish: (run: UnitRun, ending: Ending) => void;
  readonly report: (isLast: boolean) => void;
}

/** Requests of one gate end in the order in which they began, so that what is taken next never hangs on who was faster. */
interface Place {
  ended: Ended | undefined;
  stop: AbortController;
}
type Line = Place[];

interface Loop {
  readonly session: Session;
  readonly listener: Listener;
  readonly lines: Map<Gate, Line>;
  /** Those that were sent on to another gate: they stand in no line, and hold nobody up. */
  readonly away: Set<Place>;
  /** Work that is no item: binding, robots.txt, looks. */
  busy: number;
  wake: () => void;
  failure: Error | undefined;
}

/** Takes, asks, settles, until nothing is left or somebody stops it. */
export async function crawlLoop(session: Session, listener: Listener): Promise<void> {
  const nothing = { lines: new Map(), away: new Set<Place>(), busy: 0, failure: undefined };
  const loop: Loop = { session, listener, ...nothing, wake: () => undefined };
  const { request } = session;
  const wakeUp = (): void => {
    loop.wake();
  };
  const stopNow = (): void => {
    for (const { stop } of [...loop.lines.values()].flat()) stop.abort();
    for (const { stop } of loop.away) stop.abort();
    loop.wake();
  };
  request.signal?.addEventListener('abort', wakeUp);
  request.stopNow?.addEventListener('abort', stopNow);
  try {
    await run(loop);
  } finally {
    request.signal?.removeEventListener('abort', wakeUp);
    request.stopNow?.removeEventListener('abort', stopNow);
  }
}

async function run(loop: Loop): Promise<void> {
  const { session, listener } = loop;
  for (;;) {
    if (loop.failure) throw loop.failure;
    const ending = stopReason(session);
    const step: Step = ending ? { do: 'end' } : session.frontier.take(session.clock.now());
    listener.report(false);
    if (step.do === 'end' && inFlight(loop) === 0) {
      if (!ending) finishUnits(loop, session.units.values(), true);
      else if (!session.request.stopNow?.aborted) for (const one of unsealed(session)) listener.finish(one, ending);
      return;
    }
    if (step.do === 'wait') await sleepUntil(loop, step.until);
    else if (step.do === 'await' || step.do === 'end') await sleepUntil(loop, Infinity);
    else act(loop, step);
  }
}

function stopReason({ request, bounds, clock }: Session): Ending | undefined {
  if (request.signal?.aborted || request.stopNow?.aborted) return 'interrupted';
  if (!bounds.quietHours) return undefined;
  const [from, until] = bounds.quietHours;
  const hour = ((clock.now() + 8 * 3_600_000) % 86_400_000) / 3_600_000;
  const isQuiet = from <= until ? hour >= from && hour < until : hour >= from || hour < until;
  return isQuiet ? 'quiet-hours' : undefined;
}

function inFlight({ lines, away, busy }: Loop): number {
  let count = busy + away.size;
  for (const line of lines.values()) count += line.length;
  return count;
}

function unsealed(session: Session): UnitRun[] {
  return [...session.units.values()].filter(({ sealed }) => !sealed);
}

async function sleepUntil(loop: Loop, until: number): Promise<void> {
  const { clock } = loop.session;
  const woken = new Promise<void>((resolve) => {
    loop.wake = resolve;
  });
  if (until === Infinity) {
    await woken;
    return;
  }
  const timer = new AbortController();
  await Promise.race([woken, clock.sleep(until - clock.now(), timer.signal)]);
  timer.abort();
}

/** Seals those of these units that have nothing left; all of them at the end. */
function finishUnits({ session, listener, lines }: Loop, units: Iterable<UnitRun>, isEnd: boolean): void {
  for (const run of units) {
    if (run.sealed) continue;
    const { waiting, inFlight: flying } = session.frontier.count(run.unit.id);
    const stop = session.frontier.stopOf(run.unit.id);
    if (flying > 0 || (waiting > 0 && !stop && !isEnd)) continue;
    const busy = [...lines.values()].some((line) => line.some(({ ended }) => ended?.item.unit === run.unit.id));
    if (busy) continue;
    listener.finish(run, waiting > 0 && stop ? stop : run.entryRead ? 'done' : 'entry-failed');
  }
}

function act(loop: Loop, step: Exclude<Step, { do: 'wait' | 'await' | 'end' }>): void {
  const { session } = loop;
  switch (step.do) {
    case 'bind':
      background(loop, () => bindOrigin(session, step.origin));
      return;
    case 'robots':
      if (remembered(session, step.origin)) session.frontier.gateOf(step.origin)?.cancel(step.origin);
      else background(loop, () => learnRobots(session, step.origin));
      return;
    case 'look':
      background(loop, () => look(session, step.origin, step.url));
      return;
    case 'refill':
      refill(session, step);
      return;
    case 'drop':
      drop(loop, step.item, step.as);
      return;
    case 'fetch':
      ask(loop, step.item);
  }
}

function background(loop: Loop, work: () => Promise<void>): void {
  loop.busy += 1;
  work()
    .catch((thrown: unknown) => {
      loop.failure ??= toError(thrown);
    })
    .finally(() => {
      loop.busy -= 1;
      loop.wake();
    });
}

async function learnRobots(session: Session, origin: string): Promise<void> {
  const { frontier, clock, bounds } = session;
  const never = new AbortController().signal;
  let asked = await askRobots(session, origin, session.request.stopNow ?? never);
  for (let tries = 0; tries < bounds.retries && isPassing(asked.result); tries += 1) {
    const gate = frontier.gateOf(origin);
    await clock.sleep(Math.max((gate?.nextAt(origin) ?? 0) - clock.now(), 100 * 2 ** tries), session.request.stopNow);
    gate?.next(clock.now(), origin);
    asked = await askRobots(session, origin, session.request.stopNow ?? never);
  }
  const { answer } = asked.result;
  const failed = answer.outcome === 'failed' ? answer : undefined;
  applyRobots(session, origin, asked.result);
  const trouble = failed !== undefined && isHostTrouble(failed.reason);
  const experience = {
    tookMs: asked.tookMs,
    trouble,
    ...(failed?.retryAfterMs !== undefined && { retryAfterMs: failed.retryAfterMs }),
  };
  frontier.settleRobots(origin, { ok: !failed, ...(failed && { reason: failed.reason }), experience }, clock.now());
}

function isPassing({ answer }: { answer: { outcome: string; status?: number; reason?: string } }): boolean {
  return answer.outcome === 'failed' && (answer.status === undefined || answer.status >= 500 || answer.status === 429);
}

async function look(session: Session, origin: string, url: string): Promise<void> {
  const { executor, frontier, clock, request } = session;
  const signal = request.stopNow ?? new AbortController().signal;
  const gate = frontier.gateOf(origin);
  const pace = async (): Promise<void> => {
    await clock.sleep((gate?.nextAt(origin) ?? 0) - clock.now(), signal);
    gate?.next(clock.now(), origin);
  };
  const { answer } = await executor.run({ url, mode: 'http', raw: true }, { signal, refuses: () => undefined, pace });
  const reason = answer.outcome === 'failed' ? answer.reason : undefined;
  const experience = { tookMs: answer.tookMs, trouble: reason !== undefined };
  frontier.settleLook(origin, { ok: reason === undefined, ...(reason && { reason }), experience }, clock.now());
}

function refill(session: Session, { unit, rank, after, limit }: Extract<Step, { do: 'refill' }>): void {
  const run = session.units.get(unit);
  if (!run) return;
  run.writer.flush();
  const items = run.group.waiting(session.run.row, unit, { rank, after, limit }).map(itemOf);
  for (const item of items) run.ahead.note(item);
  session.frontier.refill(unit, rank, items);
}

function drop(loop: Loop, item: Item, as: Dropped): void {
  const { session } = loop;
  const run = session.units.get(item.unit);
  if (!run) return;
  const asked = askedOf(session, item, []);
  const detail = as.outcome === 'skipped' ? '' : (session.problem ?? '');
  const capture = as.outcome === 'skipped' ? { ...asked, ...as, detail } : { ...asked, ...as, url: item.url, detail };
  run.writer.addCapture({ row: run.group.nextCapture(), capture, unit: item.unit }, item.id);
  if (item.kind !== 'probe' && item.kind !== 'sitemap') run.counts[as.outcome] += 1;
  run.writer.flushWhenDue();
  finishUnits(loop, [run], false);
}

/** Asks for an item; settles it, and all that ended after it on its gate, when its turn comes. */
function ask(loop: Loop, item: Item): void {
  const { session, lines } = loop;
  const gate = session.frontier.gateOf(originOf(item.url));
  const run = session.units.get(item.unit);
  if (!gate || !run) throw new Error(`an item of no gate or unit: ${item.url}`);
  const known = knownRow(session, run, item);
  if (known !== undefined) {
    session.frontier.cancel(item, false);
    settleKnown(session, run, item, { row: known, url: item.url, hops: [] });
    finishUnits(loop, [run], false);
    return;
  }
  const line = lines.get(gate) ?? [];
  lines.set(gate, line);
  const chase = createChase(item, gate, () => {
    line.splice(line.indexOf(place), 1);
    loop.away.add(place);
    settleLine(loop, line);
    loop.wake();
  });
  const place: Place = { ended: undefined, stop: chase.controller };
  line.push(place);
  fetchItem(session, run, item, chase)
    .then((ended) => {
      if (loop.away.delete(place)) settleOne(loop, ended);
      else place.ended = ended;
      settleLine(loop, line);
    })
    .catch((thrown: unknown) => {
      if (!loop.away.delete(place)) line.splice(line.indexOf(place), 1);
      loop.failure ??= toError(thrown);
    })
    .finally(() => {
      loop.wake();
    });
}

function settleLine(loop: Loop, line: Line): void {
  while (line[0]?.ended) {
    const first = line.shift()?.ended;
    if (first) settleOne(loop, first);
  }
}

function settleOne(loop: Loop, ended: Ended): void {
  const { session } = loop;
  endChase(session, ended.chase, ended.result.answer.tookMs);
  if (ended.item.kind === 'sitemap') offerSitemap(session, ended);
  settle(session, ended);
  const run = session.units.get(ended.item.unit);
  if (run) finishUnits(loop, [run], false);
}

async function fetchItem(
  session: Session,
  run: UnitRun,
  item: Item,
  chase: ReturnType<typeof createChase>,
): Promise<Ended> {
  const { executor, request } = session;
  if (item.kind === 'render') return renderItem(session, item, chase);
  const mode = modeOf(item.kind);
  const last = request.replay ? undefined : run.ahead.of(item);
  const headers = request.headersOf?.(item.unit);
  const job: Job = {
    url: item.url,
    mode,
    ...(headers && isOwnOrigin(run, item.url) && { headers }),
    ...conditionsOf(session, last, item),
    ...(item.kind === 'sitemap' && { raw: true as const }),
  };
  const result = await executor.run(job, {
    signal: chase.controller.signal,
    refuses: () => undefined,
    pace: (url) => paceHop(session, chase, url),
  });
  if (!result.file) return { item, chase, result, last };
  const reading = await executor.readFile({
    bytes: result.file,
    url: result.answer.url,
    contentType: result.contentType,
    mode,
  });
  return { item, chase, last, result: { ...result, ...(reading && { reading }) } };
}

/** The page of an item as its scripts leave it. What it was before is no matter: it has no validators. */
async function renderItem(session: Session, item: Item, chase: ReturnType<typeof createChase>): Promise<Ended> {
  const { renderer, readers } = session.request;
  if (!renderer) throw new Error(`nothing to render with: ${item.url}`);
  const result = await runJob(
    { url: bareUrl(item.url), mode: 'browser' },
    { fetcher: renderer, readPage: readers.readPage, isFile: () => false },
    {
      signal: chase.controller.signal,
      refuses: () => undefined,
      pace: () => Promise.resolve(),
      admits: (url) => admitPart(session, chase, url),
    },
  );
  return { item, chase, result, last: undefined };
}

function isOwnOrigin(run: UnitRun, url: string): boolean {
  return run.unit.entry.some((entry) => originOf(entry) === originOf(url));
}

/** What lets a server say that nothing changed. What may turn out stale or absent is asked for whole. */
function conditionsOf(session: Session, last: Ended['last'], { kind }: Item): Partial<Job> {
  if (last?.said.version !== answerVersion(session)) return {};
  const { url, contentType, body, bytes, received, etag, lastModified } = last.said;
  const known = { url, contentType, body, bytes, received };
  if (kind === 'entry' || kind === 'list' || kind === 'column') return { known };
  return { known, ...defined({ etag, lastModified }) };
}

function offerSitemap(session: Session, { item, result }: Ended): void {
  const run = session.units.get(item.unit);
  if (!run || !result.raw) return;
  const { entries, sitemaps } = parseSitemap(result.raw, result.answer.url);
  for (const next of sitemaps.slice(0, 50)) {
    offerUrl(session, run, {
      unit: item.unit,
      url: canonicalUrl(next),
      kind: 'sitemap',
      depth: item.depth + 1,
      from: item.url,
    });
  }
  for (const { url: text } of entries) {
    const url = canonicalUrl(text);
    if (!isWithinScope(url, run.bounds) || run.traps.check(url) !== undefined) continue;
    const kind = kindOfLink({ url, text: '', area: 'main' });
    offerUrl(session, run, { unit: item.unit, url, kind, depth: 1 });
  }
}
