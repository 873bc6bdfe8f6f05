import { performance } from 'node:perf_hooks';
import { createContext, Script } from 'node:vm';
import type { Guard } from '../audit/guard.ts';

const overtimeCode = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Ends work that does not end: V8 stops whatever runs inside a script with a time limit, our own functions that it calls
 * included. No thread, no copy of the site.
 */
export function createGuard(): Guard {
  const context = createContext({ work: undefined as unknown });
  const script = new Script('work()');
  return {
    now: () => performance.now(),
    within: (ms, work) => {
      context['work'] = work;
      try {
        script.runInContext(context, { timeout: ms });
        return 'done';
      } catch (error) {
        if (isOvertime(error)) return 'overtime';
        throw error;
      } finally {
        context['work'] = undefined;
      }
    },
  };
}

/** The error comes from the script's own realm: it is no `Error` of ours. */
function isOvertime(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === overtimeCode;
}
