import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a build says what it was built from. */
export const stampFile = '.built-from';

/** The hash of all that dist/ is built from. */
export function sourceHash(root) {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'tsconfig.json', '.config/tsconfig.build.json'])
    hash.update(readFileSync(join(root, file)));
  for (const room of ['src', 'checks']) {
    const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.tsx?$/.test(name)).sort())
      hash.update(`\0${room}/${file}\0`).update(readFileSync(join(root, room, file)));
  }
  return hash.digest('hex');
}

/** Whether dist/ is what the sources would build to. */
export function isBuilt(root) {
  const stamp = join(root, 'dist', stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root);
}
