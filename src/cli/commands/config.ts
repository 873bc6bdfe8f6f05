import type { Unit } from '../../contract/unit.ts';
import { UserError, type Whereabouts } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';
import { originsOf } from '../checks/options.ts';
import { isAbout, isLocal, ruleOverrides } from '../config/statements.ts';
import type { CommonFlags, CrawlFlags, JudgeFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { prepare } from '../run/prepare.ts';
import { registerOf } from '../run/register.ts';

type ConfigFlags = JudgeFlags & CrawlFlags & CommonFlags & { readonly unit?: string };

/** `duwang config print`: every value that a unit is judged by, and where it was said. */
export async function printConfig(flags: ConfigFlags, { io, lang }: Call): Promise<number> {
  const { units, statements } =
    flags.units === undefined ? { units: [], statements: [] } : await registerOf([], flags, io);
  const bench = await prepare(flags, io, statements);
  const unit = unitNamed(flags.unit, units, flags);
  const about = bench.statements.filter((statement) => isAbout(statement, unit));
  const everywhere = about.filter((statement) => !isLocal(statement));
  const byDefault = { zh: '默认', en: 'default' }[lang];
  const line = (name: string, value: unknown, where: Whereabouts | undefined): void => {
    const origin = where ? [where.file, where.line].filter((part) => part !== undefined).join(':') : byDefault;
    io.stdout(`${name} = ${JSON.stringify(value)}  # ${origin}\n`);
  };
  line('unit', unit.id, undefined);
  line('type', unit.type, undefined);
  line('asOf', bench.asOf, undefined);
  line('since', bench.since, undefined);
  line('minCoverage', bench.floor, undefined);
  for (const { check } of bench.checks) {
    if (!check.appliesTo.includes(unit.type)) continue;
    const off = everywhere.findLast(({ says }) => says.checks?.[check.id] !== undefined);
    if (off?.says.checks?.[check.id] === 'off') line(`checks.${check.id}`, 'off', off.at(['checks', check.id]));
    else
      for (const { name, value, where } of originsOf(check, everywhere))
        line(`checks.${check.id}.${name}`, value, where);
  }
  for (const [id, change] of Object.entries(ruleOverrides(everywhere)))
    line(`rules.${id}`, change, everywhere.findLast(({ says }) => says.rules?.[id])?.at(['rules', id]));
  for (const statement of everywhere)
    if (statement.says.adopt) line('adopt', statement.says.adopt, statement.at(['adopt']));
  for (const statement of about.filter(isLocal))
    line(`at ${JSON.stringify(statement.about)}`, statement.says.checks ?? {}, statement.at([]));
  return 0;
}

/** The unit of the register, or a nameless one of the type that was told. */
function unitNamed(id: string | undefined, units: readonly Unit[], { type }: JudgeFlags): Pick<Unit, 'id' | 'type'> {
  if (id === undefined) return units[0] ?? { id: '', type: type ?? 'county' };
  const found = units.find((unit) => unit.id === id);
  if (found) return found;
  if (units.length === 0) return { id, type: type ?? 'county' };
  const meant = nearest(
    id,
    units.map((unit) => unit.id),
  );
  throw new UserError(
    `没有单位 ${id} (no such unit)`,
    meant === undefined ? {} : { hint: `是不是 ${meant}？(did you mean ${meant}?)` },
  );
}
