import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createContext, Script } from 'node:vm';
import type { Guard } from '../audit/guard.ts';

const overtimeCode = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** So many times the limit is waited for work that others keep from the processor, try by try. */
const PATIENCE = [1, 2, 4];

/**
 * Ends work that does not end: V8 stops whatever runs inside a script with a time limit, our own functions that it calls
 * included. No thread, no copy of the site. The limit goes by the clock: work that had less than half of it on the
 * processor is not slow, the machine is busy: it is begun again, with more patience.
 */
export function createGuard(): Guard {
  const context = createContext({ work: undefined as unknown });
  const script = new Script('work()');
  return {
    now: () => performance.now(),
    within: (ms, work) => {
      context['work'] = work;
      try {
        for (const times of PATIENCE) {
          const before = process.cpuUsage();
          if (ends(times * ms)) return 'done';
          const { user, system } = process.cpuUsage(before);
          if ((user + system) / 1_000 > ms / 2) break;
        }
        return 'overtime';
      } finally {
        context['work'] = undefined;
      }
    },
  };

  function ends(ms: number): boolean {
    try {
      script.runInContext(context, { timeout: ms });
      return true;
    } catch (error) {
      if (isOvertime(error)) return false;
      throw error;
    }
  }
}

/** The error comes from the script's own realm: it is no `Error` of ours. */
function isOvertime(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === overtimeCode;
}
