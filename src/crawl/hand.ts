import { Worker } from 'node:worker_threads';

import type { FromThread, ThreadData, ThreadSource, ToThread } from './thread-messages.ts';

/** A thread, and the messages that wait to be sent to it. */
export interface Hand {
  readonly worker: Worker;
  /** What it reads now (0: nothing), and how many messages it has heard. */
  readonly pulse: Int32Array;
  outbox: ToThread[];
}

/** A small nursery keeps a thread small; a page whose tree does not fit ends its thread, and stays unread. */
const heap = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 };

/** Starts a thread. As built it is a file beside this one; from sources, jiti reads it. */
export function hire(
  { source, readers }: { source: ThreadSource | undefined; readers: string },
  { hear, died }: { hear: (message: FromThread) => void; died: (error: Error) => void },
): Hand {
  const isSource = import.meta.url.endsWith('.ts');
  const pulse = new SharedArrayBuffer(8);
  const workerData: ThreadData = { source, readers, pulse };
  const worker = new Worker(new URL(isSource ? './thread.ts' : './thread.js', import.meta.url), {
    workerData,
    resourceLimits: heap,
    ...(isSource && { execArgv: ['--import', 'jiti/register'] }),
  });
  worker.unref();
  worker.on('message', (messages: readonly FromThread[]) => {
    for (const message of messages) hear(message);
  });
  worker.on('error', died);
  return { worker, pulse: new Int32Array(pulse), outbox: [] };
}

/** Sends a message; those of one turn travel together. */
export function post(hand: Hand, message: ToThread): void {
  hand.outbox.push(message);
  if (hand.outbox.length > 1) return;
  setImmediate(() => {
    const messages = hand.outbox;
    hand.outbox = [];
    hand.worker.postMessage(messages);
  });
}
