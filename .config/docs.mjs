// Writes what is generated from the checks themselves: the register src/cli/built-in.ts from the folder, the options on
// each page, and the index checks/README.md. test/checks/every-check holds all three against the checks.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createJiti } from 'jiti';
import { format } from 'prettier';

const root = new URL('..', import.meta.url);
const noFamilies = ['standards', 'support'];

const ids = readdirSync(new URL('checks/', root), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !noFamilies.includes(entry.name))
  .flatMap(({ name: family }) =>
    readdirSync(new URL(`checks/${family}/`, root))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ family, id: name.slice(0, -3) })),
  )
  .sort((a, b) => (a.id < b.id ? -1 : 1));
const nameOf = (id) => id.replace(/-(\w)/g, (_whole, letter) => letter.toUpperCase());

await write(
  'src/cli/built-in.ts',
  [
    ...ids.map(({ family, id }) => `import ${nameOf(id)} from '../../checks/${family}/${id}.ts';`),
    "import type { Check, PortfolioCheck } from '../contract/check.ts';",
    '',
    '/** The checks of the house, sorted by id. Written by `npm run docs` from the folder checks/: do not edit. */',
    `export const builtInChecks: readonly (Check | PortfolioCheck)[] = [${ids.map(({ id }) => nameOf(id)).join(', ')}];`,
  ].join('\n'),
  'typescript',
);

const jiti = createJiti(import.meta.url, { interopDefault: true });
const { builtInChecks } = await jiti.import('../src/cli/built-in.ts');
const { checksIndex, withOptions } = await jiti.import('../src/cli/check-page.ts');

const { readStandards } = await jiti.import('../src/audit/standards.ts');
const book = readStandards(
  readdirSync(new URL('checks/standards/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, text: readFileSync(new URL(`checks/standards/${file}`, root), 'utf8') })),
);
await write('checks/README.md', checksIndex(builtInChecks, book.unchecked));
for (const check of builtInChecks) {
  const path = `checks/${check.family}/${check.id}.md`;
  if (existsSync(new URL(path, root))) await write(path, withOptions(readFileSync(new URL(path, root), 'utf8'), check));
}

/** Only what has changed is written, in the format of the house where it is code. */
async function write(path, text, parser) {
  const url = new URL(path, root);
  const options = JSON.parse(readFileSync(new URL('.config/prettier.json', root), 'utf8'));
  const wanted = parser === undefined ? text : await format(text, { ...options, parser });
  if (!existsSync(url) || readFileSync(url, 'utf8') !== wanted) writeFileSync(url, wanted);
}
