import type { FindingsDocument } from '../contract/findings-document.ts';
import type { Verdict } from '../contract/verdict.ts';
import { compareAll } from '../lib/compare.ts';
import { defined } from '../lib/defined.ts';
import type { Text } from '../lib/template.ts';
import { reasonOf } from './reason-texts.ts';

type Result = FindingsDocument['results'][number];

/** Stands for a check of all units that came to no subject, and so to no unit. */
const ALL_UNITS = '*';

/** What each check came to in each unit, sorted by both; what was not checked, one by one, with its reason. */
export function resultsOf(verdicts: readonly Verdict[]): Result[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.unit ?? ALL_UNITS, verdict.check]);
    const group = groups.get(key);
    if (group) group.push(verdict);
    else groups.set(key, [verdict]);
  }
  return [...groups.values()].map(resultOf).sort((a, b) => compareAll([a.unit, a.check], [b.unit, b.check]));
}

function resultOf(verdicts: readonly Verdict[]): Result {
  const counts = { passed: 0, failed: 0, 'needs-review': 0, inapplicable: 0, 'not-checked': 0, crashed: 0 };
  for (const { kind } of verdicts) counts[kind] += 1;
  return {
    unit: verdicts[0]?.unit ?? ALL_UNITS,
    check: verdicts[0]?.check ?? '',
    counts,
    notChecked: verdicts.flatMap(notChecked).sort((a, b) => compareAll([a.subject, a.reason], [b.subject, b.reason])),
    inapplicable: inapplicable(verdicts),
  };
}

function notChecked(verdict: Verdict): Result['notChecked'] {
  const { subject, url } = verdict;
  if (verdict.kind === 'crashed') {
    const { message } = verdict.error;
    const text = { zh: `检查程序出错：${message}`, en: `the check crashed: ${message}` };
    return [{ subject, ...defined({ url }), reason: 'crashed', text }];
  }
  if (verdict.kind !== 'not-checked') return [];
  const { word, text } = reasonOf(verdict.reason);
  return [{ subject, ...defined({ url }), reason: word, text }];
}

function inapplicable(verdicts: readonly Verdict[]): Result['inapplicable'] {
  const counted = new Map<string, { reason: string; text: Text; count: number }>();
  for (const verdict of verdicts) {
    if (verdict.kind !== 'inapplicable') continue;
    const { word, text } = reasonOf(verdict.reason);
    const key = `${word} ${text.zh}`;
    counted.set(key, { reason: word, text, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted.values()].sort((a, b) => compareAll([a.reason, a.text.zh], [b.reason, b.text.zh]));
}
