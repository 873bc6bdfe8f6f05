import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ name: z.string(), version: z.string() });

/** Where this package lies, built (`dist/src/cli`) or not (`src/cli`), and its version. */
export function packageRoot(): { readonly root: string; readonly version: string } {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const { name, version } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (name === 'duwang') return { root: folder, version };
  }
  throw new Error(`no package.json of duwang above ${import.meta.dirname}`);
}
