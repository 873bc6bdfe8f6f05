import { compare } from '../../lib/compare.ts';
import { UserError } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';
import { builtInChecks } from '../built-in.ts';
import type { KnownCheck } from './known-check.ts';
import { loadChecks } from './load-checks.ts';

/** All checks of the house and of the folders that were named, sorted by id. Throws a UserError for one id twice. */
export async function knownChecks(folders: readonly string[], cwd: string): Promise<readonly KnownCheck[]> {
  const own = builtInChecks.map((check): KnownCheck => ({ check, file: undefined }));
  const others = folders.length === 0 ? [] : await loadChecks(folders, cwd);
  const byId = new Map<string, KnownCheck>();
  for (const known of [...own, ...others]) {
    const { id } = known.check;
    const first = byId.get(id);
    if (first)
      throw new UserError(`检查项编号 ${id} 重复 (duplicate id)`, {
        where: { file: known.file ?? id, line: 1 },
        hint: `已见于 (first seen in) ${first.file ?? '内置 (built in)'}；换一个编号，文件同名 (choose another id and file name)`,
      });
    byId.set(id, known);
  }
  return [...byId.values()].sort((a, b) => compare(a.check.id, b.check.id));
}

/** Keeps the checks that were asked for. Throws a UserError for an unknown id. */
export function chosen(
  known: readonly KnownCheck[],
  only: readonly string[] | undefined,
  skip: readonly string[],
): readonly KnownCheck[] {
  const ids = new Set(known.map(({ check }) => check.id));
  for (const id of [...(only ?? []), ...skip]) refuseUnknown(id, ids);
  return known.filter(({ check }) => (only?.includes(check.id) ?? true) && !skip.includes(check.id));
}

/** Throws a UserError, with what was probably meant, where there is no such check. */
export function refuseUnknown(id: string, ids: ReadonlySet<string>, where?: UserError['where']): void {
  if (ids.has(id)) return;
  const meant = nearest(id, ids);
  throw new UserError(`没有检查项 ${id} (no such check)`, {
    ...(where && { where }),
    hint: meant === undefined ? 'duwang checks list' : `是不是 ${meant}？(did you mean ${meant}?)`,
  });
}
