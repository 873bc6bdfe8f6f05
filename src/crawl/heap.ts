import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heaps of this process near what is in use. A crawl hands every page through the main thread, and what a batch
 * held is garbage a second later: by default a heap may grow to several times what lives in it before anybody clears up.
 * Measured at 20,000 pages: a fifth less memory. Less room than this costs more CPU time than it is worth.
 */
export function keepHeapsSmall(): void {
  setFlagsFromString('--heap-growing-percent=25');
}
