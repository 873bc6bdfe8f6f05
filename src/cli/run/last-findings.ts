import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FindingsDocument } from '../../contract/findings-document.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { compare } from '../../lib/compare.ts';
import { sha256Hex } from '../../lib/hash.ts';

const remembered = z.object({
  findings: z.array(z.object({ id: z.string(), check: z.string(), subject: z.string() })),
});
type Remembered = z.output<typeof remembered>['findings'];

/** What was found in each unit the last time it could be told: `new.` in a gate means not among these. */
export interface LastFindings {
  readonly isNew: (finding: { readonly unit: string; readonly id: string }) => boolean;
  /** Remembers this run, durably. */
  readonly remember: (document: FindingsDocument, verdicts: readonly Verdict[]) => void;
}

/** Opens the memory of a store. */
export function lastFindings(store: string): LastFindings {
  const folder = join(store, 'last-findings');
  const known = new Map<string, Remembered>();
  const recall = (unit: string): Remembered => {
    const there = known.get(unit) ?? read(fileOf(folder, unit));
    known.set(unit, there);
    return there;
  };
  return {
    isNew: ({ unit, id }) => !recall(unit).some((old) => old.id === id),
    remember: (document, verdicts) => {
      mkdirSync(folder, { recursive: true });
      for (const { id: unit } of document.units) {
        const found = document.findings.filter((finding) => finding.unit === unit);
        const judged = new Set(verdicts.filter((verdict) => verdict.unit === unit && isGiven(verdict)).map(subjectKey));
        // What could not be judged again is neither fixed nor, when it comes back, new.
        const kept = recall(unit).filter((old) => !judged.has(subjectKey(old)));
        const findings = [...found, ...kept].map(({ id, check, subject }) => ({ id, check, subject }));
        write(
          fileOf(folder, unit),
          findings.sort((a, b) => compare(a.id, b.id)),
        );
      }
    },
  };
}

function isGiven({ kind }: Verdict): boolean {
  return kind === 'passed' || kind === 'failed' || kind === 'needs-review' || kind === 'inapplicable';
}

function subjectKey({ check, subject }: { readonly check: string; readonly subject: string }): string {
  return JSON.stringify([check, subject]);
}

/** The id of a unit may be anything: a hash is always a file name. */
function fileOf(folder: string, unit: string): string {
  return join(folder, `${sha256Hex(unit).slice(0, 32)}.json`);
}

function read(file: string): Remembered {
  return existsSync(file) ? remembered.parse(JSON.parse(readFileSync(file, 'utf8'))).findings : [];
}

function write(file: string, findings: Remembered): void {
  writeFileSync(`${file}.new`, JSON.stringify({ findings }));
  renameSync(`${file}.new`, file);
}
