import type { Outcome, Verdict } from '../contract/verdict.ts';

/** How much of what was due got a verdict, counted in subjects. */
export interface Coverage {
  readonly given: number;
  readonly due: number;
  /** given ÷ due; 1 where nothing is due. */
  readonly ratio: number;
}

const standing: Readonly<Record<Outcome['kind'], 'given' | 'owed' | 'not-due'>> = {
  passed: 'given',
  failed: 'given',
  'needs-review': 'given',
  'not-checked': 'owed',
  crashed: 'owed',
  inapplicable: 'not-due',
};

/** Passed, failed and needs-review are given; these, not-checked and crashed are due. */
export function coverageOf(verdicts: Iterable<Pick<Verdict, 'kind'>>): Coverage {
  let given = 0;
  let owed = 0;
  for (const { kind } of verdicts) {
    if (standing[kind] === 'given') given += 1;
    else if (standing[kind] === 'owed') owed += 1;
  }
  const due = given + owed;
  // Four decimals: enough to tell, and the same bytes on every machine.
  return { given, due, ratio: due === 0 ? 1 : Math.floor((given / due) * 10_000) / 10_000 };
}
