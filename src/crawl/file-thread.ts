import type { PageInput } from '../contract/reader.ts';
import type { JobResult } from './job.ts';
import { hire, post, type Hand } from './hand.ts';
import { gaveUp } from './read-as-file.ts';
import type { FromThread } from './thread-messages.ts';

/** Reads files, one after another, in a thread that is ended where a file keeps it too long or takes its memory. */
export interface FileThread {
  readonly readFile: (input: PageInput) => Promise<JobResult['reading']>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly input: PageInput;
  readonly done: (reading: JobResult['reading']) => void;
}

interface Desk {
  hand: Hand | undefined;
  readonly queue: Waiting[];
  current: Waiting | undefined;
  timer: ReturnType<typeof setInterval> | undefined;
  id: number;
}

const longestS = 20;

/** A thread for files; it is made when the first file comes. `readers` is the URL of a module that exports `readers`. */
export function createFileThread(readers: string): FileThread {
  const desk: Desk = { hand: undefined, queue: [], current: undefined, timer: undefined, id: 0 };
  return {
    readFile: (input) =>
      new Promise((done) => {
        desk.queue.push({ input, done });
        next(desk, readers);
      }),
    close: async () => {
      clearInterval(desk.timer);
      await desk.hand?.worker.terminate();
    },
  };
}

function next(desk: Desk, readers: string): void {
  if (desk.current) return;
  desk.current = desk.queue.shift();
  if (!desk.current) return;
  desk.hand ??= hire(
    { source: undefined, readers },
    {
      hear: (message) => {
        answered(desk, readers, message);
      },
      died: (error) => {
        lost(desk, readers, error.message);
      },
    },
  );
  desk.id += 1;
  desk.hand.worker.ref();
  post(desk.hand, { say: 'file', id: desk.id, input: desk.current.input });
  let looks = 0;
  desk.timer = setInterval(() => {
    looks += 1; // not the clock: while the process is stopped nothing is read
    if (looks >= longestS) lost(desk, readers, 'timeout');
  }, 1000);
}

function answered(desk: Desk, readers: string, message: FromThread): void {
  if (!('id' in message) || message.id !== desk.id) return;
  if (message.say === 'read') finish(desk, readers, message.reading);
  else if (message.say === 'broken') lost(desk, readers, 'broken');
}

/** The thread is of no more use: the file in hand gave up, the others get a new one. */
function lost(desk: Desk, readers: string, why: string): void {
  const { hand, current } = desk;
  desk.hand = undefined;
  void hand?.worker.terminate();
  if (current) finish(desk, readers, gaveUp(current.input, why));
}

function finish(desk: Desk, readers: string, reading: JobResult['reading']): void {
  clearInterval(desk.timer);
  desk.hand?.worker.unref();
  const { current } = desk;
  desk.current = undefined;
  current?.done(reading);
  next(desk, readers);
}
