import { resolve } from 'node:path';
import { makeCalendar } from '../../audit/calendar.ts';
import { parseGate, type Term } from '../../audit/gate.ts';
import type { RuleBook } from '../../audit/standards.ts';
import type { Calendar } from '../../contract/standards.ts';
import { dayInChina, parseDay, type Day } from '../../lib/day.ts';
import { UserError } from '../../lib/error.ts';
import { canonicalJson, sha256 } from '../../lib/hash.ts';
import { checksFolder } from '../checks/load-checks.ts';
import type { KnownCheck } from '../checks/known-check.ts';
import { chosen, knownChecks } from '../checks/known-checks.ts';
import { hashOfChecks } from '../checks/hash-of-checks.ts';
import { refuseBadStatements } from '../checks/plan.ts';
import { readRuleBook } from '../checks/read-rule-book.ts';
import { pathsOf, readConfig, setting, type Config } from '../config/read-config.ts';
import { statementsOf, type Statement } from '../config/statements.ts';
import type { CommonFlags, JudgeFlags, OutputFlags } from '../flags.ts';
import type { Io } from '../io.ts';

/** All that a run is judged by, read and held against itself before anything is asked of the web. */
export interface Bench {
  readonly config: Config;
  readonly statements: readonly Statement[];
  readonly checks: readonly KnownCheck[];
  readonly book: RuleBook;
  readonly calendar: Calendar;
  readonly asOf: Day;
  readonly since: Day;
  readonly terms: readonly Term[];
  /** From 0 to 1. */
  readonly floor: number;
  readonly hashes: { readonly configuration: string; readonly standards: string; readonly checks: string };
  /** Where captures are kept. */
  readonly store: string;
}

/** Reads configuration, checks and rules. Throws a UserError for anything in them that is not as it should be. */
export async function prepare(
  flags: JudgeFlags & OutputFlags & CommonFlags,
  io: Io,
  more: readonly Statement[] = [],
): Promise<Bench> {
  const config = readConfig(flags.config, io.cwd);
  const failOn = flags.failOn ?? setting(config, 'failOn');
  const terms = failOn === undefined ? [] : parseGate(failOn);
  const statements = [...statementsOf(config), ...more];
  const folders = [...pathsOf(config, 'checksDir'), ...(flags.checksDir ?? [])].map((folder) =>
    checksFolder(folder, io.cwd),
  );
  const all = await knownChecks(folders, io.cwd);
  const { book, hash: standards } = readRuleBook(folders, pathsOf(config, 'standards'));
  refuseBadStatements(statements, all, book);
  const asOf = flags.asOf ?? dayInChina(io.now());
  const checks = chosen(all, flags.checks, flags.skip ?? []);
  return {
    config,
    statements,
    checks,
    book,
    calendar: makeCalendar(setting(config, 'calendar')),
    asOf,
    since: flags.since ?? setting(config, 'since') ?? firstOfLastYear(asOf),
    terms,
    floor: (flags.minCoverage ?? setting(config, 'minCoverage') ?? 80) / 100,
    hashes: {
      configuration: sha256(canonicalJson([config.map(({ text }) => text), more.map(({ says }) => says)])),
      standards,
      checks: hashOfChecks(checks, folders),
    },
    store: storeDir(flags, config, io),
  };
}

/** Where captures are kept: as told, else beside duwang.yaml, else in the working directory. */
export function storeDir(flags: CommonFlags, config: Config, io: Io): string {
  const last = config.at(-1);
  const home = last ? resolve(last.source.file, '..') : io.cwd;
  if (flags.store !== undefined) return resolve(io.cwd, flags.store);
  return resolve(home, setting(config, 'store') ?? '.duwang');
}

function firstOfLastYear(asOf: Day): Day {
  const first = parseDay(`${Number(asOf.slice(0, 4)) - 1}-01-01`);
  if (first === undefined) throw new UserError(`--as-of: ${asOf}`);
  return first;
}
