import type { Evidence, EvidenceList } from '../../src/contract/finding.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';

/** One column that counts towards a veto. */
export interface Counted {
  readonly column: Column;
  /** Its name with what makes it count: `通知公告（2025-03-01）`. */
  readonly label: string;
  readonly evidence: Evidence;
  /** Why a person has to look at this one first. */
  readonly doubt: Text | undefined;
}

/** The doubt of a column, or that its page is labelled as another site's. */
export function doubtAbout(column: Column, { foreign }: Site, doubt: Text | undefined): Text | undefined {
  const name = foreign?.get(column.at.url);
  if (doubt !== undefined || name === undefined) return doubt;
  return { zh: `页面标签写明属于“${name}”`, en: `the labels of the page say that it belongs to “${name}”` };
}

/** What a count of columns comes to: the sure ones reach the line, only all together do, or they do not. */
export type Count =
  | { readonly reached: 'surely' | 'perhaps'; readonly counted: readonly [Counted, ...Counted[]] }
  | { readonly reached: 'no' };

/** Holds a count against its line. Columns of one address, or of one name throughout, count once. */
export function countColumns(all: readonly Counted[], line: number): Count {
  const byUrl = new Map(all.map((one) => [one.column.url, one]));
  const distinct = [...new Map([...byUrl.values()].map((one) => [one.column.path.join('>'), one])).values()];
  const sure = distinct.filter(({ doubt }) => doubt === undefined);
  const counted = sure.length >= line ? sure : distinct;
  const [first, ...others] = counted;
  if (!first || counted.length < line) return { reached: 'no' };
  return { reached: sure.length >= line ? 'surely' : 'perhaps', counted: [first, ...others] };
}

/** The columns counted, as evidence: at most 40 of them. */
export function evidenceOf([first, ...others]: readonly [Counted, ...Counted[]]): EvidenceList {
  return [first.evidence, ...others.slice(0, 39).map(({ evidence }) => evidence)];
}

/** The columns counted, in one line: at most 40 of them. */
export function labelsOf(counted: readonly Counted[]): string {
  const labels = counted.slice(0, 40).map(({ label }) => label);
  return labels.join('、') + (counted.length > labels.length ? '……' : '');
}
