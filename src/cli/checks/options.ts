import type { z } from 'zod';
import type { AnyCheck } from '../../contract/check.ts';
import { UserError, type Whereabouts } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Statement } from '../config/statements.ts';

/** An option with its value and where that was said; undefined where it is the default. */
export interface Origin {
  readonly name: string;
  readonly value: unknown;
  readonly where: Whereabouts | undefined;
}

/**
 * The options of a check after all that is said of it, the last word counting; `off` where it is left out. Throws a
 * UserError with file and line for an option that the check does not have, or does not take.
 */
export function optionsOf(check: Pick<AnyCheck, 'id' | 'options'>, statements: readonly Statement[]): unknown {
  const said = new Map<string, { readonly value: unknown; readonly statement: Statement }>();
  let isOff = false;
  for (const statement of statements) {
    const own = statement.says.checks?.[check.id];
    if (own === undefined) continue;
    isOff = own === 'off';
    if (own === 'off') continue;
    for (const [name, value] of Object.entries(own)) {
      refuseUnknownOption(check, name, statement);
      said.set(name, { value, statement });
    }
  }
  const parsed = check.options.safeParse(Object.fromEntries([...said].map(([name, { value }]) => [name, value])));
  if (parsed.success) return isOff ? 'off' : parsed.data;
  throw faultOf(check, parsed.error, said);
}

type Said = ReadonlyMap<string, { readonly value: unknown; readonly statement: Statement }>;

function faultOf({ id }: Pick<AnyCheck, 'id'>, { issues: [issue] }: z.ZodError, said: Said): UserError {
  const path = issue?.path.map(String) ?? [];
  const name = path[0] ?? '';
  const where = said.get(name)?.statement.at(['checks', id, name]);
  return new UserError(`${[id, ...path].join('.')}: ${issue?.message ?? ''}`, {
    ...(where && { where }),
    hint: `duwang checks explain ${id}`,
  });
}

/** Each option of a check with its value and its origin, for `config print`. */
export function originsOf(
  check: Pick<AnyCheck, 'id' | 'options'>,
  statements: readonly Statement[],
): readonly Origin[] {
  const values = optionsOf(check, statements);
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values as Readonly<Record<string, unknown>>).map(([name, value]) => {
    const last = statements.findLast(({ says }) => {
      const own = says.checks?.[check.id];
      return typeof own === 'object' && name in own;
    });
    return { name, value, where: last?.at(['checks', check.id, name]) };
  });
}

function refuseUnknownOption(check: Pick<AnyCheck, 'id' | 'options'>, name: string, statement: Statement): void {
  const names = 'shape' in check.options ? Object.keys(check.options.shape as object) : undefined;
  if (!names || names.includes(name)) return;
  const meant = nearest(name, names);
  throw new UserError(`检查项 ${check.id} 没有选项 ${name} (no such option)`, {
    where: statement.at(['checks', check.id, name]),
    hint: meant === undefined ? `duwang checks explain ${check.id}` : `是不是 ${meant}？(did you mean ${meant}?)`,
  });
}
