import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import { UserError } from '../../lib/error.ts';
import { nearest } from '../../lib/nearest.ts';
import { worstFirst } from '../../report/overview.ts';
import { plain } from '../../report/terminal/plain.ts';
import { confidenceNames, familyName, outcomeNames, roleNames, severityNames } from '../../report/words.ts';
import type { Call } from '../call.ts';
import type { Io } from '../io.ts';
import { readFindings } from './report.ts';

interface FindingsFlags {
  readonly findings?: string;
  readonly unit?: string;
  readonly check?: string;
  readonly json?: boolean;
}

type Finding = FindingsDocument['findings'][number];

/** `duwang findings list`: a line a finding, the worst first; each id fits `findings show` and `evidence pack`. */
export function listFindings(flags: FindingsFlags, { io, lang }: Call): number {
  const document = findingsOf(flags, io);
  const { unit, check } = flags;
  refuseUnknown(
    unit,
    document.units.map(({ id }) => id),
    '没有这个单位 (no such unit)',
  );
  refuseUnknown(
    check,
    [...new Set(document.results.map((result) => result.check))],
    '没有做这个检查项 (no such check)',
  );
  const chosen = worstFirst(document.findings).filter(
    (finding) => (unit ?? finding.unit) === finding.unit && (check ?? finding.check) === finding.check,
  );
  if (flags.json) {
    io.stdout(`${JSON.stringify(chosen, null, 2)}\n`);
    return 0;
  }
  for (const finding of chosen) {
    const { id, check: by, url, message } = finding;
    io.stdout(`${[id, gravity(finding)[lang], finding.unit, by, plain(message[lang]), plain(url)].join('\t')}\n`);
  }
  return 0;
}

/** `duwang findings show ID`: all that is said of one finding. */
export function showFinding(id: string, flags: FindingsFlags, { io, lang }: Call): number {
  const { findings } = findingsOf(flags, io);
  const finding = findings.find((one) => one.id === id);
  if (!finding) {
    refuseUnknown(
      id,
      findings.map((one) => one.id),
      '没有这条问题 (no such finding)',
    );
    return 2;
  }
  if (flags.json) io.stdout(`${JSON.stringify(finding, null, 2)}\n`);
  else io.stdout(`${linesOf(finding, lang).map(plain).join('\n')}\n`);
  return 0;
}

function linesOf(finding: Finding, lang: Call['lang']): readonly string[] {
  const { id, unit, check, family, message, url, expected, observed, remedy, reviewReason, basis, evidence } = finding;
  const t = (zh: string, en: string): string => ({ zh, en })[lang];
  const part = (name: string, said: { readonly zh: string; readonly en: string } | undefined): readonly string[] =>
    said ? [`${name}: ${said[lang]}`] : [];
  return [
    `${gravity(finding)[lang]}  ${message[lang]}`,
    `${id}  ${unit}  ${check}  ${familyName(family, lang)}`,
    url,
    ...part(t('应当', 'expected'), expected),
    ...part(t('实际', 'observed'), observed),
    ...part(t('为何待核实', 'why it needs review'), reviewReason),
    ...part(t('整改建议', 'remedy'), remedy),
    ...basis.map(
      ({ rule, title, source, clause, confidence }) =>
        `${t('依据', 'basis')}: ${rule} ${title}  ${source} ${clause} (${confidenceNames[confidence][lang]})`,
    ),
    ...evidence.flatMap(({ role, url: from, capture, fetchedAt, selector, quote }) => [
      `${roleNames[role][lang]}: ${from}`,
      `  ${fetchedAt}  ${capture}`,
      ...(selector === undefined ? [] : [`  ${selector}`]),
      ...(quote === undefined ? [] : [`  “${quote}”`]),
    ]),
  ];
}

function gravity({ outcome, severity }: Finding): { readonly zh: string; readonly en: string } {
  return outcome === 'failed' ? severityNames[severity] : outcomeNames[outcome];
}

function refuseUnknown(word: string | undefined, known: readonly string[], what: string): void {
  if (word === undefined || known.includes(word)) return;
  const near = nearest(word, known);
  throw new UserError(`${what}: ${word}`, near === undefined ? {} : { hint: `${near}?` });
}

/** The findings that were named, else those of the last run that lies where runs are put. */
function findingsOf({ findings }: FindingsFlags, io: Io): FindingsDocument {
  if (findings !== undefined) return readFindings(resolve(io.cwd, findings));
  const newest = newestFindings(io.cwd);
  if (newest === undefined) throw new UserError('请用 --findings 指出 findings.json (name it with --findings)');
  io.stderr(`${relative(io.cwd, newest)}\n`);
  return readFindings(newest);
}

function newestFindings(cwd: string): string | undefined {
  const out = join(cwd, 'out');
  const folders = existsSync(out) ? readdirSync(out).map((name) => join(out, name)) : [];
  const files = [cwd, out, ...folders]
    .map((folder) => join(folder, 'findings.json'))
    .filter((file) => existsSync(file));
  return files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
