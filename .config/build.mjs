// Builds dist/ from src/ and checks/, and the JSON Schemas of what a run writes. Skips where no compiler is installed
// (an installed package ships its dist/). The new dist/ takes the place of the old one whole.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { sourceHash, stampFile } from './source-hash.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = `${root}node_modules/typescript/bin/tsc`;

if (existsSync(tsc)) {
  const fresh = `${root}dist.new-${process.pid}`;
  const hash = sourceHash(root);
  rmSync(fresh, { recursive: true, force: true });
  const args = [tsc, '-p', '.config/tsconfig.build.json', '--outDir', fresh];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) {
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

async function writeSchemas(fresh) {
  const { schemaOf } = await import(`${fresh}/src/cli/commands/schema.js`);
  mkdirSync(`${fresh}/schema`, { recursive: true });
  for (const name of ['findings', 'gate']) writeFileSync(`${fresh}/schema/${name}.schema.json`, schemaOf(name));
}
