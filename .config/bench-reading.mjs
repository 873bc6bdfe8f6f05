// How fast pages are read, as a whole and step by step, on the real pages beside the repository: node .config/bench-reading.mjs [ROUNDS]
// CPU time of this process, so that a busy machine changes little; the median of the rounds is told,
// and the lower quartile beside it, which other work on the machine moves less.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = join(root, '..', 'shared', 'real', 'pages');
const room = join(root, 'dist', 'src', 'extract');
const rounds = Number(process.argv[2] ?? 15);

if (!existsSync(pages)) process.stdout.write('skipped: ../shared/real/pages is not here\n');
else if (!existsSync(join(room, 'read-page.js'))) {
  process.stderr.write('dist/ is not built: npm run build\n');
  process.exitCode = 2;
} else {
  await bench(filesIn(pages).map((path) => readFileSync(path)));
}

function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

async function bench(bodies) {
  const { decode } = await import(join(room, 'decode.js'));
  const { parseTree } = await import(join(room, 'tree.js'));
  const { layOut } = await import(join(room, 'lay-out.js'));
  const { readPage } = await import(join(room, 'read-page.js'));
  const { scanPage } = await import(join(room, 'scan.js'));
  const { viewOf } = await import(join(room, 'view.js'));
  const { partsOf } = await import(join(room, 'page-parts.js'));
  const { parse } = await import('parse5');
  const texts = bodies.map((bytes) => decode(bytes, '').text);
  const input = (bytes) => ({ bytes, url: 'http://a.example/b/c.html', contentType: '', mode: 'http' });
  const steps = {
    'a scan, without a tree': () => bodies.forEach((bytes) => scanPage(input(bytes))),
    'bytes to text': () => bodies.forEach((bytes) => decode(bytes, '')),
    'text to tree': () => texts.forEach((text) => parseTree(text)),
    'tree to layout': undefined,
    'layout to parts': undefined,
    'whole reading': () => bodies.forEach((bytes) => readPage(input(bytes))),
    'parse5 alone, its own tree': () => texts.forEach((text) => parse(text)),
  };
  steps['tree to layout'] = {
    before: () => texts.map((text) => parseTree(text)),
    run: (trees) => trees.forEach((tree) => layOut(tree)),
  };
  steps['layout to parts'] = {
    before: () => texts.map((text) => viewOf(text, 'http://a.example/b/c.html')),
    run: (views) => views.forEach((view) => partsOf(view)),
  };
  const times = Object.fromEntries(Object.keys(steps).map((name) => [name, []]));
  for (let round = 0; round < rounds + 3; round += 1) {
    for (const [name, step] of Object.entries(steps)) {
      const given = step.before?.();
      const from = process.cpuUsage();
      (step.run ?? step)(given);
      const { user, system } = process.cpuUsage(from);
      if (round >= 3) times[name].push((user + system) / 1000 / bodies.length);
    }
  }
  const bytes = bodies.reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(
    `${bodies.length} pages, ${(bytes / bodies.length / 1024).toFixed(1)} KiB each; median of ${rounds} rounds (lower quartile), CPU of one core\n`,
  );
  for (const [name, all] of Object.entries(times)) {
    const sorted = all.sort((one, other) => one - other);
    const ms = sorted[Math.floor(all.length / 2)];
    const low = sorted[Math.floor(all.length / 4)];
    const rate = 1000 / ms;
    process.stdout.write(
      `${name.padEnd(28)} ${ms.toFixed(3)} (${low.toFixed(3)}) ms a page  ${rate.toFixed(0).padStart(6)} pages/s  ${((rate * bytes) / bodies.length / 1e6).toFixed(1)} MB/s\n`,
    );
  }
}
