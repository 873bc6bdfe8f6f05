import { createHash } from 'node:crypto';
import type { DocumentFinding, DocumentUnit } from '../overview.ts';
import { worstFirst } from '../overview.ts';
import { anchorOf } from './finding-card.tsx';

/** So many findings stand on one page: it stays below 1 MB. */
const FINDINGS_PER_PAGE = 150;

/** Which file shows what, as paths from the overview. */
export interface Places {
  readonly ofUnit: (unit: string) => string;
  readonly ofFinding: (finding: DocumentFinding) => string;
  /** The findings of a unit, worst first, cut into pages; one empty page where there are none. */
  readonly pagesOf: (
    unit: string,
  ) => readonly { readonly path: string; readonly findings: readonly DocumentFinding[] }[];
}

/** Lays out the pages of all units. */
export function layOut(
  units: readonly DocumentUnit[],
  byUnit: ReadonlyMap<string, readonly DocumentFinding[]>,
): Places {
  const pages = new Map(
    units.map(({ id }) => {
      const findings = worstFirst(byUnit.get(id) ?? []);
      const count = Math.max(1, Math.ceil(findings.length / FINDINGS_PER_PAGE));
      const name = fileName(id);
      return [
        id,
        Array.from({ length: count }, (_, part) => ({
          path: `units/${name}${part === 0 ? '' : `-${part + 1}`}.html`,
          findings: findings.slice(part * FINDINGS_PER_PAGE, (part + 1) * FINDINGS_PER_PAGE),
        })),
      ] as const;
    }),
  );
  const pathOf = new Map(
    [...pages.values()].flat().flatMap(({ path, findings }) => findings.map(({ id }) => [id, path] as const)),
  );
  return {
    ofUnit: (unit) => pages.get(unit)?.[0]?.path ?? '',
    ofFinding: (finding) => `${pathOf.get(finding.id) ?? ''}#${anchorOf(finding)}`,
    pagesOf: (unit) => pages.get(unit) ?? [],
  };
}

/** A file name for any id: its harmless part for people, a hash so that no two ids share one. */
function fileName(id: string): string {
  const readable = id.replace(/[^a-z0-9-]+/gi, '-').slice(0, 60);
  return readable === id && !/^\.|-\d+$/.test(id)
    ? id
    : `${readable}_${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
}
