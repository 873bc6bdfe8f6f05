import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const line = z.object({ outcome: z.string(), captures: z.array(z.string()).optional() });

/** The bodies that a finding of any judged run of a store cites: the verdicts of each are kept beside its captures. */
export async function citedBodies(store: string): Promise<ReadonlySet<string>> {
  const folder = join(store, 'verdicts');
  const cited = new Set<string>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.endsWith('.jsonl')) continue;
    for await (const text of createInterface({ input: createReadStream(join(folder, name)) }))
      for (const capture of line.parse(JSON.parse(text)).captures ?? []) cited.add(capture);
  }
  return cited;
}
