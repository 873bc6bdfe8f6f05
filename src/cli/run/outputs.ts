import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { UserError } from '../../lib/error.ts';

/**
 * Writes a folder whole, by rename: nobody ever sees half of it, and of what lay there before nothing is left. A folder
 * that holds anything but our own output is not replaced.
 */
export function writeFolder(
  out: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  isOurs = (name: string): boolean => ours.has(name),
): void {
  refuseForeign(out, isOurs);
  mkdirSync(dirname(out), { recursive: true });
  const fresh = mkdtempSync(join(dirname(out), `.${basename(out)}-`));
  chmodSync(fresh, 0o755); // a report is for others to read
  try {
    for (const [path, content] of files) {
      const file = join(fresh, path);
      if (!file.startsWith(fresh + sep)) throw new Error(`${path} leads out of the folder`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const old = `${fresh}-old`;
    if (existsSync(out)) renameSync(out, old);
    renameSync(fresh, out);
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}

const ours = new Set(['findings.json', 'gate.json', 'report']);

function refuseForeign(out: string, isOurs: (name: string) => boolean): void {
  if (!existsSync(out)) return;
  refuseFile(out);
  const foreign = readdirSync(out).find((name) => !isOurs(name));
  if (foreign === undefined) return;
  throw new UserError(`输出目录里有别的东西 (something else lies there): ${foreign}`, {
    where: { file: out },
    hint: '--out',
  });
}

function refuseFile(path: string): void {
  if (statSync(path).isDirectory()) return;
  throw new UserError('这里已有一个文件，不是目录 (a file stands here, not a folder)', {
    where: { file: path },
    hint: '--out',
  });
}

/** Fails early where the results of a run could not be kept. */
export function refuseBadOut(out: string): void {
  refuseForeign(out, (name) => ours.has(name));
  let above = dirname(out);
  while (!existsSync(above)) above = dirname(above);
  refuseFile(above);
  mkdirSync(dirname(out), { recursive: true });
}

/** Writes one file whole, by rename. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.part`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, file);
}
