import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fetcher } from '../../contract/fetch.ts';
import type { Unit } from '../../contract/unit.ts';
import type { Replay } from '../../fetch/replay.ts';
import { defined } from '../../lib/defined.ts';
import { UserError } from '../../lib/error.ts';
import { checkValue } from '../../lib/yaml.ts';
import { readUnits, type RegisteredUnit } from '../../registry/read-units.ts';
import { overrides } from '../config/config-schema.ts';
import type { Statement } from '../config/statements.ts';
import type { CrawlFlags, JudgeFlags } from '../flags.ts';
import type { Io } from '../io.ts';
import { unitsOf } from './units.ts';

/** Who is audited, and what the register says of each. */
export interface Register {
  readonly units: readonly Unit[];
  readonly statements: readonly Statement[];
  /** Stored pages that answer in place of the web. */
  readonly replay: Fetcher | undefined;
}

/** The units of the command line: URLs, or a register. Throws a UserError where there are none, or one is bad. */
export async function registerOf(urls: readonly string[], flags: JudgeFlags & CrawlFlags, io: Io): Promise<Register> {
  const replay = flags.replay === undefined ? undefined : await openReplay(flags.replay, flags.base, io);
  if (flags.units !== undefined) {
    if (urls.length > 0) throw new UserError('网址与 --units 只能给一种 (URLs or --units, not both)');
    const registered = readRegister(resolve(io.cwd, flags.units));
    return {
      units: registered.map(({ unit }) => unit),
      statements: registered.flatMap(statementOf),
      replay: replay?.fetcher,
    };
  }
  const given = urls.length > 0 || replay === undefined ? urls : [replay.base];
  if (given.length === 0)
    throw new UserError('没有说审计谁 (nobody to audit)', { hint: 'duwang audit https://www.example.gov.cn/' });
  return { units: unitsOf(given, flags), statements: [], replay: replay?.fetcher };
}

/** Reads a register from a file. */
export function readRegister(file: string): readonly RegisteredUnit[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new UserError('读不到单位清单 (cannot read the register)', { where: { file }, cause });
  }
  return readUnits(file, bytes);
}

function statementOf({ unit, overrides: given, at }: RegisteredUnit): readonly Statement[] {
  if (given === undefined) return [];
  const says = checkValue(given, overrides, (path, part) => at(['overrides', ...path], part));
  return [{ says, about: { unit: [unit.id] }, at: (path) => at(['overrides', ...path]) }];
}

async function openReplay(path: string, base: string | undefined, { cwd }: Io): Promise<Replay> {
  const { createReplayFetcher } = await import('../../fetch/replay.ts');
  return createReplayFetcher({ source: resolve(cwd, path), ...defined({ base }) });
}
