import type { Reading } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';
import { toError } from '../lib/error.ts';
import type { Readers } from './how-to-read.ts';
import { packAndFollow } from './pack-and-follow.ts';
import type { JobResult } from './job.ts';

/** Reads an attachment; one that breaks the reader is a file that gave up, never an empty one. */
export async function readAsFile({ readFile }: Readers, input: PageInput): Promise<JobResult['reading']> {
  if (!readFile) return undefined;
  try {
    return packed(await readFile(input));
  } catch (thrown) {
    return gaveUp(input, toError(thrown).message.slice(0, 200));
  }
}

/** The reading of a file that could not be read. */
export function gaveUp({ url, mode }: PageInput, why: string): JobResult['reading'] {
  const blank = { breadcrumb: [], contradictions: [], rows: [], fields: [], attachments: [], metas: [], links: [] };
  return packed({
    ...blank,
    url,
    mode,
    encoding: { name: '', how: 'default', sure: false },
    kind: 'other',
    list: { state: 'none' },
    forms: [],
    media: { images: 0, videos: 0 },
    file: { format: 'unknown', gaveUp: why },
    text: '',
    mainText: '',
    tables: [],
  });
}

function packed(reading: Reading): JobResult['reading'] {
  return packAndFollow(reading);
}
