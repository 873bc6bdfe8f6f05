// Reads the pages that were labelled by hand and scores the reading: npm run accuracy [-- --misses KEY].
// The pages lie beside the repository (../shared/real); where they do not, this says so and passes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const real = join(root, '..', 'shared', 'real');
const built = join(root, 'dist', 'src', 'extract', 'read-page.js');

/** Just under what is reached: a change that reads worse fails here. */
const floors = {
  kind: 0.975,
  encoding: 1,
  siteName: 0.975,
  breadcrumb: 0.995,
  title: 0.99,
  column: 0.99,
  published: 0.98,
  empty: 0.975,
  noFalseEmpty: 1,
  latest: 0.98,
  pages: 0.96,
  nextPage: 0.98,
  rowDate: 0.995,
  noInventedDate: 1,
  redirectTo: 1,
  rows: 0.99,
  fields: 0.98,
  attachments: 0.99,
};

if (!existsSync(real)) {
  process.stdout.write('skipped: ../shared/real (labelled pages) is not here\n');
} else if (!existsSync(built)) {
  process.stderr.write('dist/ is not built: npm run build\n');
  process.exitCode = 2;
} else {
  await score();
}

async function score() {
  const { readPage } = await import(built);
  const { summarize } = await import(join(root, 'dist', 'src', 'extract', 'schema.js'));
  const script = join(real, 'accuracy.mjs');
  const labels = ['--labels', join(real, 'labels')];
  const run = (...more) =>
    spawnSync(process.execPath, [script, ...labels, ...more], { encoding: 'utf8', maxBuffer: 1e8 });
  const pages = run('--pages', join(real, 'pages'), '--list')
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const lines = pages.map(({ file, path, url }) =>
    JSON.stringify({
      file,
      page: summarize(readPage({ bytes: readFileSync(path), url, contentType: '', mode: 'http' })),
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'duwang-accuracy-'));
  const read = join(folder, 'read.jsonl');
  writeFileSync(read, `${lines.join('\n')}\n`);
  const wanted = process.argv.slice(2);
  process.stdout.write(run('--read', read, ...wanted).stdout);
  const scores = JSON.parse(run('--read', read, '--json').stdout);
  rmSync(folder, { recursive: true });
  const under = Object.entries(floors).filter(([key, floor]) => (scores[key]?.score ?? 0) < floor);
  for (const [key, floor] of under)
    process.stderr.write(`${key} ${scores[key]?.score} is under its floor of ${floor}\n`);
  if (under.length > 0) process.exitCode = 1;
}
