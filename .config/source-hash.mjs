import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

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

/** What reads pages and files: what these import, and the releases of the packages that they use. */
const readers = ['read-page.ts', 'scan.ts', 'file/read-file.ts', 'file/caps.ts'];
const IMPORTED = /(?:\bfrom|\bimport\s*\(?)\s*'([^']+)'/g;

/** The hash of all that reading depends on: stored readings of another one are read anew. */
export function readerHash(root) {
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const files = new Set(readers.map((file) => join(root, 'src', 'extract', file)));
  const packages = new Set();
  for (const file of files) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
      if (name.startsWith('.')) files.add(join(dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name.match(/^(?:@[^/]+\/)?[^/]+/)[0]);
    }
  }
  const hash = createHash('sha256');
  for (const file of [...files].sort()) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  for (const name of [...packages].sort()) hash.update(`\0${name}@${locked[`node_modules/${name}`]?.version}`);
  return hash.digest('hex').slice(0, 16);
}
