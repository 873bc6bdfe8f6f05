import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** `duwang checks explain`: the page of a check, its options and its clause. */
export async function explainCheck(id: string, flags: ChecksFlags, { io, lang }: Call): Promise<number> {
  const { checks, book, asOf } = await prepare(flags, io);
  refuseUnknown(id, new Set(checks.map(({ check }) => check.id)));
  const known = checks.find(({ check }) => check.id === id);
  if (!known) return 2;
  const { check } = known;
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const page = pageOf(known);
  io.stdout(page ?? `# ${check.title[lang]}\n`);
  io.stdout(
    `\n${t('编号', 'id')}: ${check.id}\n${t('类别', 'family')}: ${check.family}\n${t('适用', 'applies to')}: ${check.appliesTo.join(', ')}\n`,
  );
  for (const { name, type, fallback, about } of optionRows(check))
    io.stdout(`  ${name} (${type}) = ${fallback}  ${about}\n`);
  const type = check.appliesTo[0];
  const rule =
    check.basis === undefined
      ? undefined
      : book.forUnit({ type }, { asOf, adopted: [check.basis], overrides: {} }).rule(check.basis);
  if (rule) {
    const { title, number } = rule.source;
    io.stdout(
      `${t('依据', 'basis')}: ${rule.id} ${rule.title}\n  ${title}${number === undefined ? '' : ` ${number}`} ${rule.clause} (${rule.severity}, ${rule.confidence})\n`,
    );
  }
  return 0;
}

function pageOf({ check, file }: KnownCheck): string | undefined {
  const folder = file === undefined ? join(packageRoot().root, 'checks', check.family) : dirname(file);
  const path = join(folder, `${check.id}.md`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
