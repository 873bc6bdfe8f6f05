import { Worker } from 'node:worker_threads';

import type { PageInput } from '../contract/reader.ts';
import type { Executor } from './executor.ts';
import type { Escort, Job, JobResult } from './job.ts';
import { gaveUp } from './read-as-file.ts';
import type { FromThread, ThreadData, ThreadSource, ToThread } from './thread-messages.ts';

/** A thread and what it has in hand. */
interface Hand {
  readonly worker: Worker;
  readonly pulse: Int32Array;
  readonly tasks: Map<number, Task>;
  outbox: ToThread[];
  heard: number;
  silentSince: number | undefined;
}

type Task =
  | {
      readonly kind: 'run';
      readonly job: Job;
      readonly escort: Escort;
      readonly done: (result: JobResult) => void;
      readonly fail: (error: Error) => void;
    }
  | {
      readonly kind: 'file';
      readonly input: PageInput;
      readonly done: (reading: JobResult['reading']) => void;
      readonly fail: (error: Error) => void;
    };

const checkMs = 1000;
/** A page that is read for longer than this breaks the reader: its thread is ended, and the page stays unread. */
const stuckMs = 10_000;
const fileMs = 30_000;
const heapMb = 512;

/** How the threads are made. */
export interface ThreadOptions {
  readonly count: number;
  readonly source: ThreadSource;
  /** URL of the module that exports `readers`. */
  readonly readers: string;
}

/** An executor of several threads that fetch and read, and one more for files, made when the first file comes. */
export function createThreads({ count, source, readers }: ThreadOptions): Executor {
  const ids = { next: 1 };
  const hands = Array.from({ length: count }, () => hire({ source, readers }));
  const files: { hand: Hand | undefined } = { hand: undefined };
  const timer = setInterval(() => {
    for (const [at, hand] of hands.entries())
      if (isStuck(hand, stuckMs)) hands[at] = replace(hand, { source, readers });
    if (files.hand && isStuck(files.hand, fileMs)) {
      dismiss(files.hand);
      files.hand = undefined;
    }
  }, checkMs);
  timer.unref();
  return {
    run: (job, escort) =>
      new Promise((done, fail) => {
        const hand = hands.reduce((best, one) => (one.tasks.size < best.tasks.size ? one : best));
        assign(hand, (ids.next += 1), { kind: 'run', job, escort, done, fail });
      }),
    readFile: (input) =>
      new Promise((done, fail) => {
        files.hand ??= hire({ source: undefined, readers });
        assign(files.hand, (ids.next += 1), { kind: 'file', input, done, fail });
      }),
    close: async () => {
      clearInterval(timer);
      const all = files.hand ? [...hands, files.hand] : hands;
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}

/** An executor for files alone, beside one that fetches in this thread. */
export function createFileThread(readers: string): Pick<Executor, 'readFile' | 'close'> {
  const { readFile, close } = createThreads({ count: 0, source: { kind: 'folder', source: '', base: '' }, readers });
  return { readFile, close };
}

/** As built, a thread is a file beside this one; from sources, jiti reads it. */
function hire({ source, readers }: { source: ThreadSource | undefined; readers: string }): Hand {
  const isSource = import.meta.url.endsWith('.ts');
  const pulse = new SharedArrayBuffer(8);
  const workerData: ThreadData = { source, readers, pulse };
  const worker = new Worker(new URL(isSource ? './thread.ts' : './thread.js', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    ...(isSource && { execArgv: ['--import', 'jiti/register'] }),
  });
  const hand: Hand = {
    worker,
    pulse: new Int32Array(pulse),
    tasks: new Map(),
    outbox: [],
    heard: 0,
    silentSince: undefined,
  };
  worker.unref();
  worker.on('message', (messages: readonly FromThread[]) => {
    for (const message of messages) hear(hand, message);
  });
  worker.on('error', (error: Error) => {
    for (const task of hand.tasks.values()) fallen(task, error);
    hand.tasks.clear();
  });
  return hand;
}

/** A thread that died of a page (no memory left): pages stay unread, files gave up. What else it held is asked again. */
function fallen(task: Task, error: Error): void {
  if (task.kind === 'file') task.done(gaveUp(task.input, error.message));
  else task.fail(error);
}

function assign(hand: Hand, id: number, task: Task): void {
  hand.tasks.set(id, task);
  hand.worker.ref();
  if (task.kind === 'file') post(hand, { say: 'file', id, input: task.input });
  else {
    post(hand, { say: 'run', id, job: task.job });
    task.escort.signal.addEventListener('abort', () => {
      if (hand.tasks.has(id)) post(hand, { say: 'stop', id });
    });
  }
}

/** Messages of one turn travel together. */
function post(hand: Hand, message: ToThread): void {
  hand.outbox.push(message);
  if (hand.outbox.length > 1) return;
  setImmediate(() => {
    const messages = hand.outbox;
    hand.outbox = [];
    hand.worker.postMessage(messages);
  });
}

function hear(hand: Hand, message: FromThread): void {
  if (message.say === 'closed') return;
  const task = hand.tasks.get(message.id);
  if (!task) return;
  if (message.say === 'pace') {
    if (task.kind !== 'run') return;
    task.escort.pace(message.url).then(
      () => {
        post(hand, { say: 'go', id: message.id });
      },
      (thrown: unknown) => {
        task.fail(thrown instanceof Error ? thrown : new Error(String(thrown)));
      },
    );
    return;
  }
  hand.tasks.delete(message.id);
  if (hand.tasks.size === 0) hand.worker.unref();
  if (message.say === 'broken') task.fail(new Error(message.message));
  else if (message.say === 'done' && task.kind === 'run') task.done(message.result);
  else if (message.say === 'read' && task.kind === 'file') task.done(message.reading);
}

/** Whether a thread has work and has not heard a message for so long. */
function isStuck(hand: Hand, longestMs: number): boolean {
  const heard = Atomics.load(hand.pulse, 1);
  const now = performance.now();
  if (hand.tasks.size === 0 || heard !== hand.heard) {
    hand.heard = heard;
    hand.silentSince = now;
    if (hand.tasks.size > 0) post(hand, { say: 'ping' });
    return false;
  }
  hand.silentSince ??= now;
  return now - hand.silentSince > longestMs;
}

/** Ends a stuck thread; the page that it was reading is asked for once more and stays unread, the others are asked again. */
function replace(hand: Hand, options: { source: ThreadSource; readers: string }): Hand {
  const culprit = Atomics.load(hand.pulse, 0);
  const fresh = hire(options);
  for (const [id, task] of hand.tasks) {
    if (task.kind !== 'run') continue;
    assign(fresh, id, id === culprit ? { ...task, job: { ...task.job, unread: true } } : task);
  }
  hand.tasks.clear();
  void hand.worker.terminate();
  return fresh;
}

/** Ends the thread for files: what it was reading gave up, what was waiting behind it too. */
function dismiss(hand: Hand): void {
  for (const task of hand.tasks.values()) if (task.kind === 'file') task.done(gaveUp(task.input, 'timeout'));
  hand.tasks.clear();
  void hand.worker.terminate();
}
