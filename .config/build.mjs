// Builds dist/ from src/ and checks/, and the JSON Schemas of what a run writes. Skips where no compiler is installed
// (an installed package ships its dist/). The new dist/ takes the place of the old one whole.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readerHash, sourceHash, stampFile } from './source-hash.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = `${root}node_modules/typescript/bin/tsc`;

if (existsSync(tsc)) {
  const fresh = `${root}dist.new-${process.pid}`;
  const hash = sourceHash(root);
  rmSync(fresh, { recursive: true, force: true });
  const args = [tsc, '-p', '.config/tsconfig.build.json', '--outDir', fresh];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    stampReader(fresh);
    await writeSchemas(fresh);
    writeFileSync(`${fresh}/${stampFile}`, hash);
    swap(fresh, `${root}dist`);
  } else {
    rmSync(fresh, { recursive: true, force: true });
    process.exitCode = status ?? 1;
  }
}

/** By rename: whoever runs from the old one or builds at the same time sees one of them whole. */
function swap(fresh, dist) {
  const old = `${dist}.old-${process.pid}`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true, maxRetries: 5 });
}

/** Stored readings are kept by what reads: its hash takes the place of the blank in the source. */
function stampReader(fresh) {
  const file = `${fresh}/src/crawl/reader-version.js`;
  const code = readFileSync(file, 'utf8');
  const stamped = code.replace("{ from: '' }", `{ from: '${readerHash(root)}' }`);
  if (stamped === code) throw new Error(`${file} has no place for the version of the reader`);
  writeFileSync(file, stamped);
}

async function writeSchemas(fresh) {
  const { schemaOf } = await import(`${fresh}/src/cli/commands/schema.js`);
  mkdirSync(`${fresh}/schema`, { recursive: true });
  for (const name of ['findings', 'gate']) writeFileSync(`${fresh}/schema/${name}.schema.json`, schemaOf(name));
}
