import type { FindingsDocument } from '../contract/findings-document.ts';
import type { Column, Site } from '../contract/site.ts';
import type { Verdict } from '../contract/verdict.ts';
import { defined } from '../lib/defined.ts';
import type { Text } from '../lib/template.ts';
import type { Judgement } from './judge.ts';
import { coverageOf } from './coverage.ts';

type DocumentUnit = FindingsDocument['units'][number];

/** Each unit with its grounds, its coverage and the standing of its columns. */
export function describeUnits(judgements: readonly Judgement[], verdicts: readonly Verdict[]): DocumentUnit[] {
  const byUnit = new Map<string, Verdict[]>(judgements.map(({ unit }) => [unit.id, []]));
  for (const verdict of verdicts) if (verdict.unit !== undefined) byUnit.get(verdict.unit)?.push(verdict);
  return judgements.map((judgement) => describe(judgement, byUnit.get(judgement.unit.id) ?? []));
}

function describe({ unit, site, snapshot, fetched }: Judgement, verdicts: readonly Verdict[]): DocumentUnit {
  const { id, name, type, region, parent, supervisor, contact, grounds } = unit;
  const { entry, fetches } = site;
  return {
    ...{ id, name, type, grounds },
    ...defined({ region, parent, supervisor, contact }),
    entry: [...unit.entry],
    entryState: { ...entry },
    ending: snapshot.ending,
    fetchedFrom: fetched.from,
    fetchedTo: fetched.to,
    coverage: {
      ...coverageOf(verdicts),
      urls: {
        known: fetches.known,
        fetched: fetches.fetched,
        failed: counted(fetches.failed),
        skipped: counted(fetches.skipped),
      },
      columns: site.columns.length,
    },
    columns: columnsOf(site, verdicts),
  };
}

function counted(reasons: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(reasons).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function columnsOf({ columns }: Site, verdicts: readonly Verdict[]): DocumentUnit['columns'] {
  const periods = new Map<string, Text>();
  for (const { subject, period } of verdicts) if (period && !periods.has(subject)) periods.set(subject, period);
  return columns.map((column) => standing(column, periods.get(column.key)));
}

function standing(column: Column, period: Text | undefined): DocumentUnit['columns'][number] {
  const { path, url, type, knownBy, form, content, entries, newest, seen } = column;
  return {
    path: [...path],
    ...{ url, type, knownBy, form, content },
    entries: entries.length,
    ...defined({ newest: newest?.date?.day, period }),
    seen: seen.whole ? 'whole' : seen.reason,
  };
}
