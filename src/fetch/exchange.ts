import type { Dispatcher } from 'undici';

import { type Phase, type Trouble, troubleOf } from './failure.ts';
import type { Limits } from './limits.ts';

/** What one request brought: a whole answer, or the trouble it ran into. */
export type Outcome =
  | {
      readonly ok: true;
      readonly status: number;
      /** Names and values in turn, as they came. */
      readonly rawHeaders: readonly Buffer[];
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly trouble: Trouble; readonly error?: Error };

/** An error page is known by its beginning; more of it is not waited for. */
const errorPageBytes = 256 * 1024;

/** Ticks of the watch. */
interface Deadlines {
  readonly firstByte: number;
  readonly idle: number;
  readonly total: number;
}

/**
 * The clock of all exchanges of one fetcher. One timer looks at all of them some times a second: a timer, a clock call
 * and an abort listener for each request cost more than the request.
 */
export class Watch {
  readonly #tickMs: number;
  readonly #deadlines: Deadlines;
  readonly #running = new Set<Exchange>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Limits) {
    const shortest = Math.min(limits.firstByteMs, limits.idleMs, limits.totalMs);
    this.#tickMs = Math.max(10, Math.min(100, shortest / 5));
    const ticks = (ms: number) => Math.ceil(ms / this.#tickMs);
    this.#deadlines = {
      firstByte: ticks(limits.firstByteMs),
      idle: ticks(limits.idleMs),
      total: ticks(limits.totalMs),
    };
  }

  add(exchange: Exchange): void {
    this.#running.add(exchange);
    this.#timer ??= setInterval(() => {
      this.#look();
    }, this.#tickMs);
  }

  remove(exchange: Exchange): void {
    this.#running.delete(exchange);
    if (this.#running.size > 0 || this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const exchange of this.#running) exchange.tick(this.#deadlines);
  }
}

/** One request and its answer, as undici tells of it. Every way it can end ends in one call of `done`. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #watch: Watch;
  readonly #limits: Limits;
  readonly #signal: AbortSignal;
  readonly #done: (outcome: Outcome) => void;
  #abort: ((error?: Error) => void) | undefined;
  #phase: Phase = 'connecting';
  #settled = false;
  #status = 0;
  #rawHeaders: readonly Buffer[] = [];
  #chunks: Buffer[] = [];
  #received = 0;
  #room: number;
  #ticks = 0;
  #quietTicks = 0;

  constructor(watch: Watch, limits: Limits, signal: AbortSignal, done: (outcome: Outcome) => void) {
    this.#watch = watch;
    this.#limits = limits;
    this.#signal = signal;
    this.#done = done;
    this.#room = limits.bodyBytes;
    watch.add(this);
  }

  /** Called by the watch: time goes on. The time to connect is the connector's own matter. */
  tick(deadlines: Deadlines): void {
    if (this.#signal.aborted) {
      this.#stop({ reason: 'interrupted', code: '', detail: 'stopped' });
      return;
    }
    this.#ticks += 1;
    this.#quietTicks += 1;
    if (this.#ticks > deadlines.total) this.#late('total-timeout', `not at its end after ${this.#limits.totalMs} ms`);
    else if (this.#phase === 'waiting' && this.#quietTicks > deadlines.firstByte) {
      this.#late('first-byte-timeout', `no headers within ${this.#limits.firstByteMs} ms`);
    } else if (this.#phase === 'receiving' && this.#quietTicks > deadlines.idle) {
      this.#late('idle-timeout', `silent for ${this.#limits.idleMs} ms after ${this.#received} bytes`);
    }
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#settled) abort();
    this.#phase = 'waiting';
    this.#quietTicks = 0;
  }

  onHeaders(status: number, rawHeaders: Buffer[]): boolean {
    if (status < 200) return true; // an interim answer: neither the answer nor a sign that it will come
    this.#status = status;
    this.#rawHeaders = rawHeaders;
    this.#phase = 'receiving';
    this.#quietTicks = 0;
    if (this.#stands()) this.#room = Math.min(errorPageBytes, this.#limits.bodyBytes);
    else if (declaredLength(rawHeaders) > this.#room) {
      this.#stop({ reason: 'too-large', code: '', detail: `says that it has more than ${this.#room} bytes` });
      return false;
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#quietTicks = 0;
    this.#received += chunk.length;
    if (this.#received > this.#room) {
      if (this.#stands()) this.#answer();
      else this.#stop({ reason: 'too-large', code: '', detail: `more than ${this.#room} bytes` });
      return false;
    }
    this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    this.#answer();
  }

  onError(error: Error): void {
    if (this.#stands()) this.#answer();
    else this.#settle({ ok: false, trouble: troubleOf(error, this.#phase), error });
  }

  /** The connection became something else than HTTP, which nobody asked for. */
  onUpgrade(): void {
    this.#stop({ reason: 'protocol', code: '', detail: 'the server changed the protocol' });
  }

  #answer(): void {
    const [only] = this.#chunks;
    const body = this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
    this.#settle({ ok: true, status: this.#status, rawHeaders: this.#rawHeaders, body });
    this.#chunks = [];
  }

  #late(reason: Trouble['reason'], detail: string): void {
    if (this.#stands()) this.#answer();
    else this.#stop({ reason, code: '', detail });
  }

  /** The status of an error or a redirect stands, whatever becomes of the page that explains it. */
  #stands(): boolean {
    return this.#status !== 0 && this.#status !== 200 && this.#status !== 203;
  }

  #stop(trouble: Trouble): void {
    this.#settle({ ok: false, trouble });
  }

  #settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#watch.remove(this);
    this.#done(outcome);
    this.#abort?.(); // of no effect on what has ended by itself
  }
}

/** What Content-Length says, 0 where it says nothing. Nothing is ever set aside for it. */
function declaredLength(rawHeaders: readonly Buffer[]): number {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length !== 14 || name.toString('latin1').toLowerCase() !== 'content-length') continue;
    return Number(rawHeaders[at + 1]?.toString('latin1')) || 0;
  }
  return 0;
}

/** Whether a broken head is of the kind that browsers read all the same: lines without CR, odd bytes in a value. */
export function isLenientlyReadable(outcome: Outcome): boolean {
  if (outcome.ok || outcome.error?.name !== 'HTTPParserError') return false;
  return /Missing expected CR|Invalid header value/.test(outcome.error.message);
}
