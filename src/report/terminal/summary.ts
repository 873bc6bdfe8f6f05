import { Chalk, type ChalkInstance } from 'chalk';
import stringWidth from 'string-width';
import type { FindingsDocument, GateDocument } from '../../contract/findings-document.ts';
import { severities } from '../../contract/standards.ts';
import { groupBy, percent, tally, totalCoverage, worstFirst, type DocumentFinding } from '../overview.ts';
import { familyName, outcomeNames, severityNames, words, type Lang } from '../words.ts';
import { plain } from './plain.ts';
import { clip, wrap } from './wrap.ts';

const WORST_SHOWN = 10;
const REASONS_SHOWN = 5;

/** How the terminal looks: columns, and how many colours it has (0: none). */
export interface Terminal {
  readonly width: number;
  readonly colours: 0 | 1 | 2 | 3;
}

/** What a run says at its end: the ten worst findings, the coverage, what was not checked, the gate. Ends with a line feed. */
export function renderSummary(
  document: FindingsDocument,
  gate: GateDocument | undefined,
  lang: Lang,
  terminal: Terminal,
): string {
  const chalk = new Chalk({ level: terminal.colours });
  const lines = [
    ...worstLines(document, lang, terminal.width, chalk),
    ...unitLines(document, lang, terminal.width, chalk),
    ...notCheckedLines(document, lang, terminal.width),
    ...gateLines(gate, lang, chalk),
  ];
  return `${lines.join('\n')}\n`;
}

function worstLines(document: FindingsDocument, lang: Lang, width: number, chalk: ChalkInstance): readonly string[] {
  const { failed, failedTotal, review } = tally(document.findings);
  const counts = severities
    .filter((severity) => failed[severity] > 0)
    .map((severity) => `${severityNames[severity][lang]} ${failed[severity]}`);
  const head = [`${words.problems[lang]} ${failedTotal}`, ...counts, `${words.reviews[lang]} ${review}`].join('  ');
  const worst = worstFirst(document.findings).slice(0, WORST_SHOWN);
  const rows = worst.map((finding) => worstLine(finding, lang, width, chalk));
  return [chalk.bold(head), ...rows, ''];
}

function worstLine(finding: DocumentFinding, lang: Lang, width: number, chalk: ChalkInstance): string {
  const { outcome, severity, message, family, url } = finding;
  const label = outcome === 'failed' ? severityNames[severity][lang] : outcomeNames[outcome][lang];
  const grave = outcome === 'failed' && (severity === 'veto' || severity === 'critical' || severity === 'major');
  const paint = grave ? chalk.red : chalk.yellow;
  const head = `  ${paint(pad(label, 8))} ${wrap(plain(message[lang]), width - 12).join(`\n${' '.repeat(11)}`)}`;
  return `${head}\n${' '.repeat(11)}${chalk.dim(`${familyName(family, lang)} · ${plain(url)}`)}`;
}

function unitLines(document: FindingsDocument, lang: Lang, width: number, chalk: ChalkInstance): readonly string[] {
  const { given, due, ratio } = totalCoverage(document.units);
  const units = document.units.slice(0, 20).map((unit) => {
    const { coverage, name, ending } = unit;
    const endings: Readonly<Record<string, { zh: string; en: string }>> = words.endings;
    const cut = ending === 'done' ? '' : chalk.yellow(`  ${endings[ending]?.[lang] ?? ending}`);
    const numbers = `${percent(coverage.ratio)} (${coverage.given}/${coverage.due})`;
    return `  ${pad(clip(plain(name), Math.max(12, width - 40)), Math.max(12, Math.min(36, width - 40)))} ${numbers}${cut}`;
  });
  const more = document.units.length - units.length;
  return [
    chalk.bold(`${words.coverage[lang]} ${percent(ratio)} (${given}/${due})`),
    ...units,
    ...(more > 0 ? [`  … +${more}`] : []),
  ];
}

function notCheckedLines(document: FindingsDocument, lang: Lang, width: number): readonly string[] {
  const all = document.results.flatMap(({ notChecked }) => notChecked.map(({ text }) => text[lang]));
  if (all.length === 0) return [];
  const reasons = [...groupBy(all, (text) => text)].sort(([, a], [, b]) => b.length - a.length);
  return [
    '',
    `${words.notChecked[lang]} ${all.length}`,
    ...reasons
      .slice(0, REASONS_SHOWN)
      .map(
        ([reason, subjects]) =>
          `  ${pad(String(subjects.length), 5)} ${wrap(plain(reason), width - 9).join(`\n${' '.repeat(8)}`)}`,
      ),
  ];
}

function gateLines(gate: GateDocument | undefined, lang: Lang, chalk: ChalkInstance): readonly string[] {
  if (!gate) return [];
  const terms = gate.terms.map(({ term, found, result }) => {
    const paint = result === 'PASS' ? chalk.green : chalk.red;
    return `  ${paint(result)} ${plain(term)}  (${plain(found)})`;
  });
  return ['', chalk.bold((gate.passed ? chalk.green : chalk.red)(gate.reason[lang])), ...terms];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
