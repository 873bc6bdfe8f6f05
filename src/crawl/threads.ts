import { toError } from '../lib/error.ts';
import { createReceiver } from './crossing.ts';
import type { Executor } from './executor.ts';
import { hire, post, type Hand } from './hand.ts';
import type { Escort, Job, JobResult } from './job.ts';
import type { FromThread, ThreadSource } from './thread-messages.ts';

interface Task {
  readonly job: Job;
  readonly escort: Escort;
  readonly done: (result: JobResult) => void;
  readonly fail: (error: Error) => void;
  /** Threads that died over it. */
  readonly deaths: number;
}

/** A thread and what it has in hand. */
interface Crew {
  readonly hand: Hand;
  /** Results arrive in pieces: this makes them whole. */
  readonly receive: ReturnType<typeof createReceiver>;
  readonly tasks: Map<number, Task>;
  heard: number;
  /** Looks in a row at which it had heard nothing new. */
  silent: number;
}

/** How the threads are made. */
export interface ThreadOptions {
  readonly count: number;
  readonly source: ThreadSource;
  /** URL of the module that exports `readers`. */
  readonly readers: string;
}

const checkMs = 1000;
/**
 * Looks after which a thread that reads one page and hears nothing is stuck: it is ended, and the page stays unread.
 * Looks, not seconds: while the whole process is stopped, or starved, nobody looks. A thread that reads nothing only waits
 * for its turn, or still starts: it has longer.
 */
const stuck = { reading: 10, else: 60 };

/** Several threads that fetch and read what they fetched. One that is stuck or dies is replaced; nothing it held is lost. */
export function createThreads(options: ThreadOptions): Pick<Executor, 'run' | 'close'> {
  const crews: Crew[] = [];
  let last = 0;
  const open = (): Crew => {
    const crew: Crew = {
      hand: hire(options, {
        hear: (message) => {
          hear(crew, message);
        },
        died: () => {
          replace(crew);
        },
      }),
      receive: createReceiver(),
      tasks: new Map(),
      heard: 0,
      silent: 0,
    };
    return crew;
  };
  const replace = (crew: Crew): void => {
    const at = crews.indexOf(crew);
    if (at < 0) return; // closed
    const fresh = open();
    crews[at] = fresh;
    takeOver(crew, fresh);
  };
  while (crews.length < options.count) crews.push(open());
  const timer = setInterval(() => {
    for (const crew of crews) if (isStuck(crew)) replace(crew);
  }, checkMs);
  timer.unref();
  return {
    run: (job, escort) =>
      new Promise((done, fail) => {
        const crew = crews.reduce((best, one) => (one.tasks.size < best.tasks.size ? one : best));
        assign(crew, (last += 1), { job, escort, done, fail, deaths: 0 });
      }),
    close: async () => {
      clearInterval(timer);
      const all = crews.splice(0);
      await Promise.all(all.map(({ hand }) => hand.worker.terminate()));
    },
  };
}

function assign(crew: Crew, id: number, task: Task): void {
  const { hand, tasks } = crew;
  tasks.set(id, task);
  hand.worker.ref();
  post(hand, { say: 'run', id, job: task.job });
  task.escort.signal.addEventListener(
    'abort',
    () => {
      if (tasks.get(id) === task) post(hand, { say: 'stop', id });
    },
    { once: true },
  );
}

function hear({ hand, receive, tasks }: Crew, message: FromThread): void {
  if (message.say === 'closed' || message.say === 'read') return;
  const { id } = message;
  const result = message.say === 'done' ? receive(message.crossing) : undefined;
  const task = tasks.get(id);
  if (!task) return;
  if (message.say === 'pace') {
    task.escort.pace(message.url).then(
      () => {
        post(hand, { say: 'go', id });
      },
      (thrown: unknown) => {
        task.fail(toError(thrown));
      },
    );
    return;
  }
  tasks.delete(id);
  if (tasks.size === 0) hand.worker.unref();
  if (result) task.done(result);
  else if (message.say === 'broken') task.fail(new Error(message.message));
}

/** Whether a thread has work and has heard nothing for so long. */
function isStuck(crew: Crew): boolean {
  const { hand, tasks } = crew;
  const heard = Atomics.load(hand.pulse, 1);
  if (tasks.size > 0 && heard === crew.heard) {
    crew.silent += 1;
    return crew.silent >= (Atomics.load(hand.pulse, 0) === 0 ? stuck.else : stuck.reading);
  }
  crew.heard = heard;
  crew.silent = 0;
  if (tasks.size > 0) post(hand, { say: 'ping' });
  return false;
}

const mostDeaths = 2;

/** Hands over what a lost thread held. The page that it was reading is asked for once more and stays unread. */
function takeOver(lost: Crew, fresh: Crew): void {
  const culprit = Atomics.load(lost.hand.pulse, 0);
  for (const [id, task] of lost.tasks) {
    const isCulprit = id === culprit || task.deaths >= mostDeaths;
    const job = isCulprit ? { ...task.job, unread: true as const } : task.job;
    assign(fresh, id, { ...task, job, deaths: task.deaths + 1 });
  }
  lost.tasks.clear();
  void lost.hand.worker.terminate();
}
