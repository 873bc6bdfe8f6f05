import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { unitTypes } from '../../contract/unit.ts';
import { parseDay } from '../../lib/day.ts';
import type { CommonFlags, CrawlFlags, JudgeFlags, OutputFlags } from '../flags.ts';
import { packageRoot } from '../package-root.ts';
import type { Call } from '../call.ts';
import { serveFolder } from '../run/serve-folder.ts';
import { audit } from './audit.ts';

/** What fixtures/sites/manifest.yaml says of the bundled sites; what is to be found on them is a matter of the tests. */
const manifest = z.object({
  asOf: z.string().transform((text, context) => parseDay(text) ?? (context.addIssue('not a day'), z.NEVER)),
  sites: z.array(
    z.object({
      folder: z.string(),
      unit: z.object({ id: z.string(), name: z.string(), type: z.enum(unitTypes), region: z.string() }),
    }),
  ),
});

/**
 * `duwang demo`: serves the bundled sites on loopback, each on a port of its own, and audits them as of the day for
 * which they were made. Exit 0 where that worked, whatever was found: the sites are made with faults.
 */
export async function demo(
  flags: Pick<JudgeFlags, 'checks' | 'skip' | 'checksDir'> &
    OutputFlags &
    CommonFlags &
    Pick<CrawlFlags, 'render' | 'browser'>,
  call: Call,
): Promise<number> {
  const folder = join(packageRoot().root, 'fixtures', 'sites');
  const { asOf, sites } = manifest.parse(parse(readFileSync(join(folder, 'manifest.yaml'), 'utf8')));
  const servers = await Promise.all(sites.map((site) => serveFolder(join(folder, site.folder))));
  try {
    const out = flags.out ?? 'out/demo';
    const store = resolve(call.io.cwd, flags.store ?? '.duwang/demo');
    const units = sites.map(({ unit }, index) => ({ ...unit, entry: [servers[index]?.url] }));
    mkdirSync(store, { recursive: true, mode: 0o700 });
    writeFileSync(join(store, 'units.yaml'), stringify({ units }));
    const exitCode = await audit([], { ...flags, out, store, asOf, units: join(store, 'units.yaml') }, call);
    const words = { zh: '接着审计自己的网站', en: 'go on with your own site' };
    const program = call.io.env['npm_lifecycle_event'] === 'start' ? 'npm start --' : 'duwang';
    call.io.stderr(`${words[call.lang]}: ${program} audit https://www.example.gov.cn/\n`);
    return exitCode === 1 || exitCode === 3 ? 0 : exitCode;
  } finally {
    for (const { server } of servers) server.close();
  }
}
