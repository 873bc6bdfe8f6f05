import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuleBook } from '../../audit/standards.ts';
import { unitTypes } from '../../contract/unit.ts';
import type { Day } from '../../lib/day.ts';
import type { CommonFlags, JudgeFlags } from '../flags.ts';
import { optionRows } from '../check-page.ts';
import type { KnownCheck } from '../checks/known-check.ts';
import { refuseUnknown } from '../checks/known-checks.ts';
import { packageRoot } from '../package-root.ts';
import type { Call } from '../call.ts';
import { prepare } from '../run/prepare.ts';

type ChecksFlags = JudgeFlags & CommonFlags & { readonly json?: boolean };

/** `duwang checks list`: a line a check. */
export async function listChecks(flags: ChecksFlags, { io, lang }: Call): Promise<number> {
  const { checks } = await prepare(flags, io);
  if (flags.json) {
    const rows = checks.map(({ check: { id, title, family, per, claims, appliesTo, basis } }) => {
      return { id, title, family, per, claims, appliesTo, basis };
    });
    io.stdout(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  for (const { check } of checks) io.stdout(`${check.id}\t${check.family}\t${check.title[lang]}\n`);
  return 0;
}

/** `duwang checks explain`: the page of a check, its options and its clauses; of a rule, its clause and the checks on it. */
export async function explainCheck(id: string, flags: ChecksFlags, { io, lang }: Call): Promise<number> {
  const { checks, book, asOf } = await prepare(flags, io);
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const sayRule = (rule: string): void => {
    for (const line of clauseOf(rule, book, asOf)) io.stdout(`${t('依据', 'basis')}: ${line}\n`);
  };
  if (book.ids.has(id)) {
    sayRule(id);
    const resting = checks.filter((known) => rulesOf(known, book).includes(id)).map(({ check }) => check);
    for (const check of resting) io.stdout(`${t('检查项', 'check')}: ${check.id} ${check.title[lang]}\n`);
    const why = book.unchecked.find((rule) => rule.id === id)?.why;
    if (why) io.stdout(`${t('没有专门的检查项', 'no check of its own')}: ${why[lang]}\n`);
    else if (resting.length === 0) io.stdout(`${t('没有检查项以它为依据', 'no check rests on it')}\n`);
    return 0;
  }
  refuseUnknown(id, new Set(checks.map(({ check }) => check.id)));
  const known = checks.find(({ check }) => check.id === id);
  if (!known) return 2;
  const { check } = known;
  io.stdout(pageOf(known) ?? `# ${check.title[lang]}\n`);
  io.stdout(
    `\n${t('编号', 'id')}: ${check.id}\n${t('类别', 'family')}: ${check.family}\n${t('适用', 'applies to')}: ${check.appliesTo.join(', ')}\n`,
  );
  for (const { name, type, fallback, about } of optionRows(check))
    io.stdout(`  ${name} (${type}) = ${fallback}  ${about}\n`);
  for (const rule of rulesOf(known, book)) sayRule(rule);
  return 0;
}

/** The rules that a check rests on: its basis, and those that its page names. */
function rulesOf(known: KnownCheck, book: RuleBook): readonly string[] {
  const named = (pageOf(known) ?? '').match(/[A-Za-z][A-Za-z-]{1,30}-?\d{0,3}[a-c]?/g) ?? [];
  const { basis } = known.check;
  return [...new Set([...(basis === undefined ? [] : [basis]), ...named])].filter((id) => book.ids.has(id));
}

/** A rule in words: title, source, clause, how grave, how well known, and where alone it binds. */
function clauseOf(id: string, book: RuleBook, asOf: Day): readonly string[] {
  const situation = { asOf, adopted: [id], overrides: {} };
  const rule = unitTypes.map((type) => book.forUnit({ type }, situation).rule(id)).find((one) => one !== undefined);
  if (!rule) return [];
  const { title, source, clause, severity, confidence, jurisdiction } = rule;
  const where = jurisdiction === undefined ? '' : `, ${jurisdiction}`;
  const number = source.number === undefined ? '' : ` ${source.number}`;
  return [`${id} ${title}\n  ${source.title}${number} ${clause} (${severity}, ${confidence}${where})`];
}

function pageOf({ check, file }: KnownCheck): string | undefined {
  const folder = file === undefined ? join(packageRoot().root, 'checks', check.family) : dirname(file);
  const path = join(folder, `${check.id}.md`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
