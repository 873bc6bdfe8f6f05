import type { Capture } from '../contract/capture.ts';
import type { Run, Store } from '../store/open-store.ts';
import type { Batch, CaptureWrite, GroupFile, KnownUrl } from '../store/group-file.ts';

/** What is waiting to be stored in one group file. A page's body, capture, links and state go into one transaction. */
export interface Writer {
  readonly addUrl: (url: KnownUrl) => void;
  readonly addCapture: (write: CaptureWrite, url: number) => void;
  /** The capture of this row, where it is still waiting to be stored. */
  readonly pending: (row: number) => Capture | undefined;
  /** To be called when a page and its links are all there: between them nothing may be committed. */
  readonly flushWhenDue: () => void;
  readonly flush: () => void;
}

const mostUrls = 20_000;
const longestMs = 1000;

/** Captures that one transaction takes, unless somebody says otherwise. */
export const usualBatch = 300;

/** A writer that commits every so many captures or every second, whichever comes first. */
export function createWriter(
  { store, run, most }: { store: Store; run: Run; most: number },
  group: GroupFile,
  memories: () => Parameters<Store['saveHosts']>[0],
): Writer {
  const waiting = { urls: [] as KnownUrl[], captures: [] as CaptureWrite[], settled: [] as Batch['settled'][number][] };
  let since: number | undefined;
  const flush = (): void => {
    since = undefined;
    if (waiting.urls.length === 0 && waiting.captures.length === 0) return;
    group.commit(run.row, { urls: waiting.urls, captures: waiting.captures, settled: waiting.settled });
    waiting.urls = [];
    waiting.captures = [];
    waiting.settled = [];
    store.saveHosts(memories());
  };
  const flushWhenDue = (): void => {
    since ??= performance.now();
    const isFull = waiting.captures.length >= most || waiting.urls.length >= mostUrls;
    if (isFull || performance.now() - since > longestMs) flush();
  };
  return {
    addUrl: (url) => {
      waiting.urls.push(url);
    },
    addCapture: (write, url) => {
      waiting.captures.push(write);
      waiting.settled.push({ url, capture: write.row });
    },
    flushWhenDue,
    pending: (row) => waiting.captures.find((write) => write.row === row)?.capture,
    flush,
  };
}
