// `npm run accuracy`: how well pages are read, scored against the corpus that was labelled by hand, where it lies beside
// this checkout. Extra arguments go to its scorer (`--misses rows`).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { root, setUp } from './setup.mjs';

const corpus = join(root, '../shared/real');
if (!existsSync(corpus)) {
  process.stdout.write('accuracy: skipped, there is no labelled corpus beside this checkout (../shared/real)\n');
} else {
  await setUp();
  const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
  const scorer = join(corpus, 'accuracy.mjs');
  const labels = ['--labels', join(corpus, 'labels')];
  const list = join(folder, 'list.jsonl');
  const read = join(folder, 'read.jsonl');
  run([scorer, ...labels, '--pages', join(corpus, 'pages'), '--list'], list);
  run([join(root, 'bin/duwang.js'), 'inspect', '--json', '--batch', list], read);
  run([scorer, ...labels, '--read', read, ...process.argv.slice(2)], undefined);
  rmSync(folder, { recursive: true, force: true });
}

function run(args, file) {
  const stdout = file === undefined ? 'inherit' : openSync(file, 'w');
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', stdout, 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}
