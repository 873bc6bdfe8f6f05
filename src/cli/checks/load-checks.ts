import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createJiti, type Jiti } from 'jiti';
import { z } from 'zod';
import { families } from '../../contract/check.ts';
import { unitTypes } from '../../contract/unit.ts';
import { toError, UserError, type Whereabouts } from '../../lib/error.ts';
import { filesBelow } from './files-below.ts';
import type { KnownCheck, SomeCheck } from './known-check.ts';

const code = /(?<!\.d|\.test|\.spec)\.(?:[cm]?ts|[cm]?js)$/;

/**
 * Loads the checks of third parties: every code file below a folder, or of a package `duwang-checks-…`. Trusted code,
 * loaded only because it was named. Throws a UserError with file, line and hint where one is not a check.
 */
export async function loadChecks(folders: readonly string[], cwd: string): Promise<readonly KnownCheck[]> {
  const jiti = createJiti(import.meta.url, { alias: aliases(), fsCache: false, moduleCache: true });
  const loaded: KnownCheck[] = [];
  for (const folder of folders)
    for (const file of filesBelow(checksFolder(folder, cwd), code))
      loaded.push({ check: await loadCheck(jiti, file), file });
  return loaded;
}

/** The folder that was meant: a path, or a package that can be found from the working directory. */
export function checksFolder(named: string, cwd: string): string {
  const path = resolve(cwd, named);
  if (existsSync(path) && statSync(path).isDirectory()) return path;
  if (/^(?:@[\w.-]+\/)?duwang-checks-[\w.-]+$/.test(named)) {
    try {
      return dirname(createRequire(join(cwd, 'package.json')).resolve(`${named}/package.json`));
    } catch (cause) {
      throw new UserError(`没有安装 ${named} (not installed)`, { hint: `npm install ${named}`, cause });
    }
  }
  throw new UserError('检查项目录不存在 (no such folder of checks)', { where: { file: path } });
}

/** What a third party imports is ours, wherever its folder lies: one zod, one contract. */
function aliases(): Record<string, string> {
  const here = extname(import.meta.filename);
  const source = resolve(import.meta.dirname, '../..');
  const ours = (name: string): string => fileURLToPath(import.meta.resolve(name));
  return {
    'duwang/check': join(source, 'contract', `check${here}`),
    'duwang/lib': join(source, 'lib'),
    zod: ours('zod'),
    'date-fns': ours('date-fns'),
  };
}

async function loadCheck(jiti: Jiti, file: string): Promise<SomeCheck> {
  const id = basename(file, extname(file));
  const module = await importFile(jiti, file);
  const declared = shape.safeParse(module['default']);
  if (!declared.success) {
    const [issue] = declared.error.issues;
    const missing = module['default'] === undefined;
    throw new UserError(
      missing
        ? '没有默认导出 (no default export)'
        : `不是检查项 (not a check): ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
      {
        where: { file, line: 1 },
        hint: 'export default defineCheck({ … })  // import { defineCheck } from "duwang/check"',
      },
    );
  }
  if (declared.data.id !== id)
    throw new UserError(`编号 ${declared.data.id} 与文件名 ${id} 不同 (the id differs from the file name)`, {
      where: { file, line: 1 },
    });
  return module['default'] as SomeCheck; // held against `shape` above
}

async function importFile(jiti: Jiti, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await jiti.import<Readonly<Record<string, unknown>>>(pathToFileURL(file).href);
  } catch (thrown) {
    const error = toError(thrown);
    throw new UserError(`检查项装不上 (cannot be loaded): ${error.message.split('\n')[0] ?? ''}`, {
      where: whereIn(error, file),
      cause: error,
    });
  }
}

/** The line that a loader's error names, in whichever way it does. */
function whereIn(error: Error, file: string): Whereabouts {
  const text = `${error.message}\n${error.stack ?? ''}`;
  const at = text.indexOf(basename(file));
  const found =
    /^[^\d\n]{0,8}(\d{1,6})(?::(\d{1,6}))?/.exec(text.slice(at + basename(file).length)) ??
    /\((\d{1,6}):(\d{1,6})\)/.exec(text);
  return found && at >= 0
    ? { file, line: Number(found[1]), ...(found[2] !== undefined && { column: Number(found[2]) }) }
    : { file, line: 1 };
}

const text = z.object({ zh: z.string(), en: z.string() });
const callable = z.custom<() => unknown>((value) => typeof value === 'function', 'must be a function');
const shape = z.object({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by -'),
  title: text,
  family: z.custom<string>(
    (value) => typeof value === 'string' && (value.includes('/') || families.some((one) => one === value)),
    `one of ${families.join(', ')}, or your own with a prefix: acme/tone`,
  ),
  scope: z.enum(['site', 'portfolio'], 'made by defineCheck or definePortfolioCheck'),
  appliesTo: z.array(z.enum(unitTypes)).min(1),
  per: z.enum(['page', 'column', 'document', 'site', 'directory-item']),
  claims: z.enum(['presence', 'state', 'absence']),
  options: z.custom<z.ZodType>(
    (value) => typeof value === 'object' && value !== null && 'safeParse' in value,
    'must be a zod schema',
  ),
  messages: z.record(z.string(), text),
  subjects: callable,
  examine: callable,
});
