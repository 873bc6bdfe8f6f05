import type { FindingsDocument, GateDocument } from '../contract/findings-document.ts';
import { severities, type Severity } from '../contract/standards.ts';
import { UserError } from '../lib/error.ts';
import { nearest } from '../lib/nearest.ts';

const operators = ['>=', '<=', '!=', '>', '<', '='] as const;
type Operator = (typeof operators)[number];

/** One term of `--fail-on`: the run fails where it is true. */
export type Term = {
  /** As it was written. */
  readonly text: string;
  readonly operator: Operator;
  readonly bound: number;
} & (
  | { readonly of: 'coverage' }
  | {
      readonly of: 'findings';
      readonly severity: Severity;
      /** Just this severity, and none that is worse. */
      readonly exactly: boolean;
      readonly isNew: boolean;
      /** Counts needs-review, not failed. */
      readonly review: boolean;
    }
);

const grammar = '写法 (grammar): [new.|review.][=]veto|critical|major|minor|info OP N, coverage<N%';

/** Reads `new.major>0,coverage<95%,=minor>3,review.major>0`. Throws a UserError with the column of the fault. */
export function parseGate(expression: string): readonly Term[] {
  const terms: Term[] = [];
  let column = 1;
  for (const part of expression.split(',')) {
    const start = column + (part.length - part.trimStart().length);
    terms.push(parseTerm(part.trim(), start));
    column += part.length + 1;
  }
  return terms;
}

function parseTerm(text: string, column: number): Term {
  const fault = (message: string, offset: number, hint = grammar): UserError =>
    new UserError(`--fail-on: ${message}`, { where: { file: '--fail-on', line: 1, column: column + offset }, hint });
  const match = /^((?:[^<>=!.]*\.)*=?[^<>=!.\s]*)\s*(>=|<=|!=|==|>|<|=)\s*(.*)$/.exec(text);
  if (!match) throw fault(text === '' ? '空的条件 (empty term)' : `“${text}”没有比较 (no comparison)`, 0);
  const [, subject = '', written = '', number = ''] = match;
  const operator = operators.find((one) => one === (written === '==' ? '=' : written)) ?? '>';
  const at = text.length - number.length;
  const figure = /^(\d{1,9}(?:\.\d{1,6})?)(%?)$/.exec(number);
  if (!figure) throw fault(`“${number}”不是数 (not a number)`, at);
  const value = Number(figure[1]);
  if (subject === 'coverage') return { text, operator, of: 'coverage', bound: figure[2] === '%' ? value / 100 : value };
  const counted = parseSubject(subject, fault);
  if (figure[2] === '%') throw fault('只有 coverage 用百分数 (only coverage is a percentage)', at);
  return { text, operator, bound: value, ...counted };
}

function parseSubject(
  subject: string,
  fault: (message: string, offset: number, hint?: string) => UserError,
): Omit<Extract<Term, { of: 'findings' }>, 'text' | 'operator' | 'bound'> {
  const words = subject.split('.');
  const last = words.pop() ?? '';
  const name = last.replace(/^=/, '').trim();
  const severity = severities.find((one) => one === name);
  if (!severity) {
    const meant = nearest(name, [...severities, 'coverage']);
    throw fault(
      `不认识“${name}” (unknown word)`,
      subject.length - name.length,
      meant === undefined ? grammar : `是不是 ${meant}？(did you mean ${meant}?)`,
    );
  }
  const odd = words.find((word) => word !== 'new' && word !== 'review');
  if (odd !== undefined) throw fault(`不认识前缀“${odd}” (unknown prefix)`, subject.indexOf(odd));
  return {
    of: 'findings',
    severity,
    exactly: last.startsWith('='),
    isNew: words.includes('new'),
    review: words.includes('review'),
  };
}

/** What the gate is held against. */
export interface GateInput {
  readonly document: FindingsDocument;
  readonly terms: readonly Term[];
  /** `--min-coverage`, from 0 to 1; a coverage term replaces it. */
  readonly floor: number;
  /** Whether the finding was not known before. */
  readonly isNew: (finding: { readonly unit: string; readonly id: string }) => boolean;
  /** The run was stopped, or came to the end of its budget. */
  readonly partial: boolean;
}

/** Holds the findings against `--fail-on` and the coverage against its floor. Of several exit codes the gravest counts: 4, 3, 1. */
export function judgeGate({ document, terms, floor, isNew, partial }: GateInput): GateDocument {
  const judged = terms.map((term) => ({ term, ...holdAgainst(term, document, isNew) }));
  const replaced = terms.some((term) => term.of === 'coverage');
  const units = document.units.map((unit) => judgeUnit(unit, terms, replaced ? undefined : floor));
  const short = units.filter(({ result }) => result === 'FAIL');
  const failed = judged.filter(({ holds, term }) => holds && term.of === 'findings');
  const exitCode = partial ? 4 : short.length > 0 ? 3 : failed.length > 0 ? 1 : 0;
  return {
    schemaVersion: document.schemaVersion,
    run: document.run.id,
    passed: exitCode === 0,
    exitCode,
    reason: reasonOf(
      exitCode,
      short.length,
      failed.map(({ term }) => term.text),
    ),
    terms: judged.map(({ term, found, holds }) => ({
      term: term.text,
      expected: `not ${term.text}`,
      found,
      result: holds ? 'FAIL' : 'PASS',
    })),
    units,
  };
}

function holdAgainst(
  term: Term,
  { findings, units }: FindingsDocument,
  isNew: GateInput['isNew'],
): { readonly found: string; readonly holds: boolean } {
  if (term.of === 'coverage') {
    const worst = units.reduce((least, { coverage }) => Math.min(least, coverage.ratio), 1);
    return { found: percent(worst), holds: units.some(({ coverage }) => isTrue(coverage.ratio, term)) };
  }
  const count = findings.filter(
    ({ id, unit, severity, outcome }) =>
      outcome === (term.review ? 'needs-review' : 'failed') &&
      (term.exactly ? severity === term.severity : severities.indexOf(severity) <= severities.indexOf(term.severity)) &&
      (!term.isNew || isNew({ unit, id })),
  ).length;
  return { found: String(count), holds: isTrue(count, term) };
}

function isTrue(value: number, { operator, bound }: Term): boolean {
  switch (operator) {
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '=':
      return value === bound;
    case '!=':
      return value !== bound;
  }
}

/** A unit whose entry was not read has not been audited, whatever its coverage. */
function judgeUnit(
  { id, coverage, entryState }: FindingsDocument['units'][number],
  terms: readonly Term[],
  floor: number | undefined,
): GateDocument['units'][number] {
  const below =
    floor === undefined
      ? terms.some((term) => term.of === 'coverage' && isTrue(coverage.ratio, term))
      : coverage.ratio < floor;
  const bounds = terms.flatMap((term) => (term.of === 'coverage' ? [term.bound] : []));
  return {
    unit: id,
    coverage: coverage.ratio,
    floor: floor ?? Math.max(...bounds),
    result: below || entryState.state !== 'read' ? 'FAIL' : 'PASS',
  };
}

function reasonOf(exitCode: number, short: number, failed: readonly string[]): GateDocument['reason'] {
  switch (exitCode) {
    case 4:
      return {
        zh: '中断或到了预算：报告不完整，可用 --resume 继续',
        en: 'interrupted or at the end of the budget: a partial report, go on with --resume',
      };
    case 3:
      return {
        zh: `${short}个单位的入口没有读到，或覆盖率不足`,
        en: `the entry was not read, or the coverage is too low, in ${short} unit(s)`,
      };
    case 1:
      return { zh: `门槛未通过：${failed.join('，')}`, en: `the gate failed: ${failed.join(', ')}` };
    default:
      return { zh: '完成，门槛通过', en: 'complete, the gate passed' };
  }
}

function percent(ratio: number): string {
  return `${Math.floor(ratio * 10_000) / 100}%`;
}
