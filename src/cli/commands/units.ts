import { resolve } from 'node:path';
import { unitTypeNames } from '../../contract/unit.ts';
import { UserError } from '../../lib/error.ts';
import { guessUnit } from '../../registry/guess-unit.ts';
import type { CommonFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { pageReader } from '../run/doors.ts';
import { readRegister } from '../run/register.ts';
import { inputOf, type InspectFlags } from './inspect.ts';

/** `duwang units check`: whether a register is as it should be; nothing is fetched. */
export function checkUnits(file: string, _flags: CommonFlags, { io, lang }: Call): number {
  const units = readRegister(resolve(io.cwd, file));
  for (const { unit } of units)
    io.stdout(`${[unit.id, unit.name, unit.type, unit.region ?? '–', unit.entry.join(' ')].join('\t')}\n`);
  io.stderr(`${{ zh: `${units.length} 个单位，没有错误`, en: `${units.length} units, no fault` }[lang]}\n`);
  return 0;
}

/** `duwang units guess`: what a home page says of its unit, and on what grounds. */
export async function guess(source: string, flags: InspectFlags, call: Call): Promise<number> {
  const { io, lang } = call;
  const input = await inputOf(source, flags, call);
  const reader = await pageReader();
  const guessed = guessUnit(await reader.readPage(input), input.url);
  if (flags.json) {
    io.stdout(`${JSON.stringify(guessed, null, 2)}\n`);
    return 0;
  }
  const { name, type, region } = guessed;
  const mark = (sure: boolean): string => (sure ? '' : { zh: '（不确定）', en: ' (unsure)' }[lang]);
  io.stdout(`${name.value}${mark(name.ground.sure)}  ${name.ground.why[lang]}\n`);
  io.stdout(`${type.value} ${unitTypeNames[type.value][lang]}${mark(type.ground.sure)}  ${type.ground.why[lang]}\n`);
  io.stdout(`${region.value ?? '–'}${mark(region.ground.sure)}  ${region.ground.why[lang]}\n`);
  if (!type.ground.sure)
    throw new UserError({ zh: '类型不确定', en: 'the type is not sure' }[lang], {
      exitCode: 1,
      hint: `--type ${type.value}`,
    });
  return 0;
}
