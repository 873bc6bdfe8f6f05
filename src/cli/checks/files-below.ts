import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../../lib/compare.ts';

const skipped = new Set(['node_modules', 'fixtures', 'test', 'tests', 'lib']);

/** The files below a folder whose name ends so, sorted; dependencies, fixtures, tests and shared code left out. */
export function filesBelow(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : filesBelow(path, ending);
      return ending.test(entry.name) ? [path] : [];
    })
    .sort(compare);
}
