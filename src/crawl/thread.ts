import { parentPort, workerData } from 'node:worker_threads';

import type { Fetcher } from '../contract/fetch.ts';
import { createHttpFetcher } from '../fetch/http.ts';
import { createReplayFetcher } from '../fetch/replay.ts';
import { toError } from '../lib/error.ts';
import type { Readers } from './how-to-read.ts';
import { createSender } from './crossing.ts';
import { runJob, type Job, type JobResult } from './job.ts';
import { readAsFile } from './read-as-file.ts';
import type { FromThread, ThreadData, ThreadSource, ToThread } from './thread-messages.ts';

// A thread that fetches and reads what it fetched. Frontier, politeness and the store stay with the main thread: before
// every further request of a chase it is asked.

const port = parentPort;
if (!port) throw new Error('only to be run as a thread');

// Given by threads.ts.
const data = workerData as ThreadData;
const pulse = new Int32Array(data.pulse);
// A module of ours, named by whoever made the thread.
const { readers } = (await import(data.readers)) as { readonly readers: Readers };
const fetcher = data.source && (await fetcherOf(data.source));

interface Running {
  readonly stop: AbortController;
  go: () => void;
}
const running = new Map<number, Running>();
const cross = createSender();
let outbox: FromThread[] = [];
let transfers: ArrayBuffer[] = [];
let waiting: NodeJS.Timeout | undefined;

async function fetcherOf(source: ThreadSource): Promise<Fetcher> {
  if (source.kind === 'http') return createHttpFetcher(source.options);
  return (await createReplayFetcher(source)).fetcher;
}

/** Results that travel together: each crossing wakes the other side, which costs more than what is carried. */
const together = 8;
const longestMs = 2;

function tell(message: FromThread, parts: readonly (Uint8Array | undefined)[] = []): void {
  for (const bytes of parts) if (bytes && isWhole(bytes)) transfers.push(bytes.buffer);
  outbox.push(message);
  const mayWait = message.say === 'done' && running.size > 0 && outbox.length < together;
  if (!mayWait) send();
  else waiting ??= setTimeout(send, longestMs);
}

/** A buffer of its own, and no view of a larger one: only that may be handed over. */
function isWhole(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
}

function send(): void {
  clearTimeout(waiting);
  waiting = undefined;
  const [messages, buffers] = [outbox, transfers];
  outbox = [];
  transfers = [];
  port?.postMessage(messages, buffers);
}

async function run(id: number, job: Job): Promise<void> {
  if (!fetcher) throw new Error('this thread only reads files');
  const state: Running = { stop: new AbortController(), go: () => undefined };
  running.set(id, state);
  const { signal } = state.stop;
  const pace = (url: string): Promise<void> =>
    new Promise((resolve) => {
      state.go = resolve;
      tell({ say: 'pace', id, url });
    });
  const readPage: Readers['readPage'] = (input) => {
    Atomics.store(pulse, 0, id);
    const reading = readers.readPage(input);
    Atomics.store(pulse, 0, 0);
    return reading;
  };
  const result = await runJob(job, { ...readers, fetcher, readPage }, { signal, refuses: () => undefined, pace });
  running.delete(id);
  const handed = owned(result);
  tell({ say: 'done', id, crossing: cross(handed) }, [handed.body?.bytes, handed.reading?.packed.bytes]);
}

/** Only bytes that are a buffer of their own may be handed over; views of a larger one are copied. */
function owned(result: JobResult): JobResult {
  const { body } = result;
  return body && Buffer.isBuffer(body.bytes)
    ? { ...result, body: { ...body, bytes: new Uint8Array(body.bytes) } }
    : result;
}

async function hear(message: ToThread): Promise<void> {
  switch (message.say) {
    case 'run':
      await run(message.id, message.job);
      return;
    case 'file': {
      const reading = await readAsFile(readers, message.input);
      tell({ say: 'read', id: message.id, reading });
      return;
    }
    case 'go':
      running.get(message.id)?.go();
      return;
    case 'stop':
      running.get(message.id)?.stop.abort();
      running.get(message.id)?.go();
      return;
    case 'ping':
      return;
    case 'close':
      await fetcher?.close();
      tell({ say: 'closed' });
  }
}

port.on('message', (messages: readonly ToThread[]) => {
  Atomics.add(pulse, 1, 1);
  for (const message of messages) {
    hear(message).catch((thrown: unknown) => {
      const id = 'id' in message ? message.id : 0;
      tell({ say: 'broken', id, message: toError(thrown).stack ?? String(thrown) });
    });
  }
});
