import { crawl } from '../../src/crawl/crawl.ts';
import { createHttpFetcher } from '../../src/fetch/http.ts';
import { toError, UserError } from '../../src/lib/error.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeUnit } from '../support/site.ts';
import { readers as standIn } from './stand-in.ts';

// A crawl in a process of its own, to be killed: node --import jiti/register child.ts STORE URL [resume]
const [dir = '', url = '', mode] = process.argv.slice(2);
const soft = new AbortController();
const hard = new AbortController();
let signals = 0;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    signals += 1;
    if (signals === 1) soft.abort();
    else hard.abort();
  });
}
try {
  const store = openStore(dir);
  const [unit] = await crawl({
    units: [makeUnit({ entry: [url] })],
    store,
    fetcher: createHttpFetcher({ userAgent: 'duwang-test', allowOrigins: [new URL(url).origin] }),
    readers: standIn,
    version: 'test',
    resume: mode === 'resume',
    signal: soft.signal,
    stopNow: hard.signal,
    limits: { delayMs: 0, batch: 7 },
  });
  store.close();
  process.stdout.write(JSON.stringify({ ending: unit?.ending, snapshot: unit?.snapshot?.id }));
} catch (thrown) {
  const error = toError(thrown);
  process.stderr.write(error.message);
  process.exitCode = error instanceof UserError ? error.exitCode : 70;
}
