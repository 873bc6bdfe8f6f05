import type { Run, Store } from '../store/open-store.ts';
import type { AgainWrite, Batch, CaptureWrite, GroupFile, KnownUrl } from '../store/group-file.ts';

/** What is waiting to be stored in one group file. A page's body, capture, links and state go into one transaction. */
export interface Writer {
  readonly addUrl: (url: KnownUrl) => void;
  readonly addCapture: (write: CaptureWrite, url: number) => void;
  readonly addAgain: (write: AgainWrite, url: number) => void;
  /** Whether the capture of this row is still waiting to be stored. */
  readonly isPending: (row: number) => boolean;
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
  const nothing = () => ({
    urls: [] as KnownUrl[],
    captures: [] as CaptureWrite[],
    again: [] as AgainWrite[],
    settled: [] as Batch['settled'][number][],
  });
  let waiting = nothing();
  let since: number | undefined;
  const flush = (): void => {
    since = undefined;
    if (waiting.urls.length === 0 && waiting.settled.length === 0) return;
    group.commit(run.row, waiting);
    waiting = nothing();
    store.saveHosts(memories());
  };
  const flushWhenDue = (): void => {
    since ??= performance.now();
    const isFull = waiting.settled.length >= most || waiting.urls.length >= mostUrls;
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
    addAgain: (write, url) => {
      waiting.again.push(write);
      waiting.settled.push({ url, capture: write.row });
    },
    flushWhenDue,
    isPending: (row) => waiting.settled.some(({ capture }) => capture === row),
    flush,
  };
}
