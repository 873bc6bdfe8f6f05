import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The hash of all that reads pages and files, which the build puts here; blank in the source. */
const built = { from: '' };

/**
 * Which way of reading this is: a stored reading of another version is read anew. It follows from the code that reads, so
 * that no change of it can be forgotten.
 */
export const readerVersion = built.from === '' ? hashOfSources() : built.from;

/** What runs from its source, as the tests do, takes the files as they lie. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const room of ['extract', 'lib']) {
    const folder = fileURLToPath(new URL(`../${room}/`, import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.[jt]s$/.test(name)).sort())
      hash.update(`\0${room}/${file}\0`).update(readFileSync(`${folder}${file}`));
  }
  return hash.digest('hex').slice(0, 16);
}
