import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';

const cruiseResult = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

/** What dependency-cruiser says of the house that stands in `folder`. */
function cruise(folder: string, roots: readonly string[]): z.output<typeof cruiseResult> {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', resolve('.config/dependency-cruiser.mjs'), '--output-type', 'json', ...roots];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  return cruiseResult.parse(JSON.parse(stdout));
}

const stages = ['registry', 'frontier', 'fetch', 'store', 'extract', 'audit', 'evidence', 'report'];
const pure = ['src/contract', 'src/lib', 'src/frontier', 'src/extract', 'src/audit', 'src/report', 'checks/family'];
const libraries = ['playwright', 'undici', 'cheerio', 'libsql', 'chalk', 'commander', 'preact', 'chinese-days'];
const every = ['contract', 'lib', 'crawl', ...stages];

/** The wall, the folder that leans on it, and what it must not import. */
const sins: readonly (readonly [wall: string, from: string, to: string])[] = [
  ['no-unresolved', 'src/crawl', 'src/crawl/absent.ts'],
  ...[...every.filter((room) => room !== 'lib'), 'cli'].map(
    (room) => ['lib-stands-on-nothing', 'src/lib', `src/${room}/target.ts`] as const,
  ),
  ...[...stages, 'crawl', 'cli'].map(
    (room) => ['contract-stands-on-lib', 'src/contract', `src/${room}/target.ts`] as const,
  ),
  ...[...stages, 'crawl', 'cli'].map(
    (room) => ['checks-see-only-the-ground', 'checks/family', `src/${room}/target.ts`] as const,
  ),
  ['checks-see-only-the-ground', 'checks/family', 'p-limit'],
  ...every.map((room) => ['only-the-cli-knows-the-checks', `src/${room}`, 'checks/family/target.ts'] as const),
  ...stages.flatMap((from) =>
    stages
      .filter((to) => to !== from)
      .map((to) => ['stages-do-not-know-each-other', `src/${from}`, `src/${to}/target.ts`] as const),
  ),
  ...stages.map((room) => ['stages-do-not-call-up', `src/${room}`, 'src/crawl/target.ts'] as const),
  ...['audit', 'evidence', 'report'].map(
    (room) => ['crawl-collects-and-does-not-judge', 'src/crawl', `src/${room}/target.ts`] as const,
  ),
  ...pure.flatMap((room) =>
    ['node:fs', 'node:process', 'node:timers'].map((core) => ['pure-rooms-touch-nothing', room, core] as const),
  ),
  ...every.map((room) => ['nothing-imports-cli', `src/${room}`, 'src/cli/target.ts'] as const),
  ['product-does-not-import-tests', 'src/crawl', 'test/target.ts'],
  ...libraries.map((library) => [`${library}-stays-home`, 'src/registry', library] as const),
];

/** What leans on no wall. */
const fine: readonly (readonly [from: string, to: string])[] = [
  ['src/contract', 'src/lib/target.ts'],
  ...['src/contract', 'src/lib'].map((to) => ['checks/family', `${to}/target.ts`] as const),
  ...[...every, 'checks'].map(
    (to) => ['src/cli', to === 'checks' ? 'checks/family/target.ts' : `src/${to}/target.ts`] as const,
  ),
  ...['frontier', 'fetch', 'store', 'extract'].map((to) => ['src/crawl', `src/${to}/target.ts`] as const),
  ...stages.map((from) => [`src/${from}`, 'src/contract/target.ts'] as const),
  ['src/fetch/browser', 'playwright'],
  ['src/store', 'node:fs'],
  ['src/lib', 'node:crypto'],
];

const folder = mkdtempSync(join(tmpdir(), 'walls-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** One house with every sin in a file of its own. */
function plant(): z.output<typeof cruiseResult> {
  for (const library of [...libraries, 'p-limit']) {
    write(
      `node_modules/${library}/package.json`,
      `{ "name": "${library}", "type": "module", "exports": "./index.js" }`,
    );
    write(`node_modules/${library}/index.js`, 'export default 1;');
  }
  copyFileSync('tsconfig.json', join(folder, 'tsconfig.json'));
  write('package.json', '{ "type": "module" }');
  for (const room of [...every, 'cli'].map((name) => `src/${name}`).concat('checks/family', 'test'))
    write(`${room}/target.ts`, 'export {};');
  [...sins.map(([, from, to]) => [from, to] as const), ...fine].forEach(([from, to], index) => {
    const path = /^(src|checks|test)\//.test(to) ? relative(from, to) : to;
    write(`${from}/planted-${index}.ts`, `import ${JSON.stringify(path)};`);
  });
  write('src/cli/main.ts', 'export {};');
  write('src/crawl/egg.ts', "import './hen.ts';");
  write('src/crawl/hen.ts', "import './egg.ts';");
  return cruise(folder, ['src', 'checks', 'test']);
}

const planted = plant();
const found = new Set(planted.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));

it.each(sins.map(([wall, from, to], index) => ({ wall, from, to, index })))(
  '$wall: $from ↛ $to',
  ({ wall, from, index }) => {
    expect(found).toContain(`${wall} ${from}/planted-${index}.ts`);
  },
);

it.each(fine.map(([from, to], index) => ({ from, to, path: `${from}/planted-${sins.length + index}.ts` })))(
  '$from → $to',
  ({ path }) => {
    const accused = planted.summary.violations.filter(
      ({ from, rule }) => from === path && rule.name !== 'no-dead-room',
    );
    expect(accused).toEqual([]);
  },
);

it('finds the circle and the dead room', () => {
  expect(found).toContain('no-circle src/crawl/egg.ts');
  expect(found).toContain('no-dead-room src/crawl/egg.ts');
});

it('has a sin for every wall', () => {
  const walls = planted.summary.ruleSetUsed.forbidden.map(({ name }) => name);
  expect(new Set([...sins.map(([wall]) => wall), 'no-circle', 'no-dead-room'])).toEqual(new Set(walls));
});

it('looks at every module of this house, and finds nothing', () => {
  const { modules, summary } = cruise('.', ['src', 'checks', 'test']);
  const ours = ['src', 'checks', 'test'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${room}/${file}`),
  );
  expect(ours.length).toBeGreaterThan(0);
  expect(modules.map(({ source }) => source)).toEqual(expect.arrayContaining(ours));
  expect(summary.violations).toEqual([]);
});
