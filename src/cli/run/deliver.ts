import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unknownYears } from '../../audit/calendar.ts';
import type { Audited } from '../../audit/document.ts';
import { judgeGate } from '../../audit/gate.ts';
import type { FindingsDocument, GateDocument } from '../../contract/findings-document.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { renderReport } from '../../report/html/render-report.ts';
import { renderSummary } from '../../report/terminal/summary.ts';
import type { Exhibition } from '../evidence/exhibits.ts';
import type { OutputFlags } from '../flags.ts';
import type { Call } from '../call.ts';
import { lastFindings } from './last-findings.ts';
import { writeFolder } from './outputs.ts';
import { isPartial } from './partial.ts';
import type { Bench } from './prepare.ts';

/** What is written, and where. */
export interface Delivery {
  readonly audited: Audited;
  readonly bench: Bench;
  readonly out: string;
  readonly format: OutputFlags['format'];
  /** What the report shows beside its words. */
  readonly exhibition: Exhibition;
  readonly call: Call;
}

/** Holds the findings against the gate, writes everything whole, tells the summary, and answers the exit code. */
export function deliver({ audited, bench, out, format, exhibition, call }: Delivery): number {
  const { document, verdicts } = audited;
  const last = lastFindings(bench.store);
  const gate = judgeGate({
    document,
    terms: bench.terms,
    floor: bench.floor,
    isNew: last.isNew,
    partial: document.units.some(({ ending }) => isPartial(ending)),
  });
  const formats = format ?? ['json', 'html'];
  writeFolder(out, filesOf({ document, gate, exhibition }, formats, call));
  keepVerdicts(bench.store, document.run.id, verdicts);
  last.remember(document, verdicts);
  tell(gate, audited, call);
  const { io, lang } = call;
  io.stderr(`\n${{ zh: '结果', en: 'results' }[lang]}: ${out}\n`);
  if (formats.includes('html'))
    io.stderr(`${{ zh: '报告', en: 'report' }[lang]}: ${join(out, 'report', 'index.html')}\n`);
  warnOfHolidays(bench, call);
  return gate.exitCode;
}

interface Written {
  readonly document: FindingsDocument;
  readonly gate: GateDocument;
  readonly exhibition: Exhibition;
}

function filesOf(
  { document, gate, exhibition }: Written,
  format: readonly ('json' | 'html')[],
  { lang }: Call,
): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  if (format.includes('json')) files.set('findings.json', asJson(document));
  files.set('gate.json', asJson(gate));
  if (format.includes('html'))
    for (const [path, content] of [...renderReport(document, lang, exhibition.exhibits), ...exhibition.files])
      files.set(`report/${path}`, content);
  return files;
}

/** A document as it is written: the same value, the same bytes. */
function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Every single verdict, with the captures that it rests on: too many for findings.json, kept for whoever asks. */
function keepVerdicts(store: string, run: string, verdicts: readonly Verdict[]): void {
  const folder = join(store, 'verdicts');
  mkdirSync(folder, { recursive: true });
  const lines = verdicts.map((verdict) => {
    const { check, unit, subject, kind } = verdict;
    const reason = 'reason' in verdict ? verdict.reason : 'error' in verdict ? verdict.error.message : undefined;
    const captures =
      'observations' in verdict
        ? [...new Set(verdict.observations.flatMap(({ evidence }) => evidence.map(({ capture }) => capture)))]
        : undefined;
    return `${JSON.stringify({ unit, check, subject, outcome: kind, reason, captures })}\n`;
  });
  const file = join(folder, `${run}.jsonl`);
  writeFileSync(`${file}.new`, lines.join(''));
  renameSync(`${file}.new`, file);
}

function tell(gate: GateDocument, { document, verdicts }: Audited, { io, lang }: Call): void {
  const terminal = io.terminal ?? { width: 100, colours: 0 };
  io.stderr(`\n${renderSummary(document, gate, lang, terminal)}`);
  for (const { name, grounds } of document.units) {
    if (!grounds.type.sure) io.stderr(`${unsureType(name, grounds.type.why[lang])[lang]}\n`);
  }
  for (const verdict of verdicts) {
    if (verdict.kind !== 'crashed') continue;
    const { check, subject, error } = verdict;
    io.stderr(
      `${{ zh: '检查项出错', en: 'a check crashed' }[lang]}: ${check} · ${subject}: ${error.stack ?? error.message}\n`,
    );
  }
}

/** A year without holidays makes nothing late: what hangs on them is for a person to count, and the office can add them. */
function warnOfHolidays({ calendar, since, asOf }: Bench, { io, lang }: Call): void {
  const years = unknownYears(calendar, since, asOf).join('、');
  if (years === '') return;
  const words = {
    zh: `日历缺${years}年的节假日和调休，按工作日计的期限临界时只列需复核；可写入 duwang.yaml 的 calendar（holidays、workdays）`,
    en: `no holidays are known for ${years}: deadlines in working days that are near need a look; add them to calendar (holidays, workdays) in duwang.yaml`,
  };
  io.stderr(`${words[lang]}\n`);
}

function unsureType(name: string, why: string): { readonly zh: string; readonly en: string } {
  return {
    zh: `“${name}”的类型是推测的（${why}），与类型有关的问题都要人工复核；请加 --type`,
    en: `the type of “${name}” is a guess (${why}): what hangs on it needs a look; add --type`,
  };
}
