import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';

import { localExecutor, type Executor } from './executor.ts';
import { createFileThread, type FileThread } from './file-thread.ts';
import type { CrawlRequest } from './session.ts';
import { createThreads } from './threads.ts';

/**
 * Pages read in this thread, how busy it was with them, and how many must still wait, before threads are worth their start.
 * Busy, not fast: on a machine that has other work pages come slowly, and threads help all the same.
 */
const worth = { pages: 50, busy: 0.5, waiting: 400 };

/**
 * This thread for small sites, several once a queue is long and the hosts are not what is waited for. Files are always
 * read in a thread that can be ended.
 */
export function executorFor(request: CrawlRequest, waiting: () => number): Executor {
  const local = localExecutor(request.fetcher, request.readers);
  const { threads, limits } = request;
  if (!threads) return local;
  const wanted = limits?.threads ?? Math.min(4, Math.max(2, availableParallelism()));
  const started = performance.eventLoopUtilization();
  const state: { many: Pick<Executor, 'run' | 'close'> | undefined; files: FileThread | undefined; pages: number } = {
    many:
      limits?.threads === undefined || limits.threads === 0 ? undefined : createThreads({ ...threads, count: wanted }),
    files: undefined,
    pages: 0,
  };
  const isWorth = (): boolean =>
    state.pages >= worth.pages &&
    waiting() >= worth.waiting &&
    performance.eventLoopUtilization(started).utilization >= worth.busy;
  return {
    run: async (job, escort) => {
      if (state.many) return state.many.run(job, escort);
      const result = await local.run(job, escort);
      if (result.reading) state.pages += 1; // what was not changed costs next to nothing
      if (limits?.threads === undefined && state.pages % 25 === 0 && isWorth()) {
        state.many ??= createThreads({ ...threads, count: wanted });
      }
      return result;
    },
    readFile: (input) => {
      state.files ??= createFileThread(threads.readers);
      return state.files.readFile(input);
    },
    close: async () => {
      await Promise.all([state.many?.close(), state.files?.close()]);
    },
  };
}
