import type { EvidenceList } from '../../src/contract/finding.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Seen, Subject } from '../../src/contract/seen.ts';

/** Something wrong with one label of a page. */
export interface LabelFault {
  readonly label: string;
  readonly fault: 'missing' | 'blank' | 'format' | 'type';
  /** What the label says, where it says anything. */
  readonly says: string;
  /** Of a template: how many pages have it so. */
  readonly pages?: number;
}

/** A page that has labels, and the column that it stands in. */
export interface Bearer extends Subject {
  readonly page: Page;
  readonly column?: string;
}

/**
 * A page and what is wrong with its labels. Without a page: the template behind most pages of the site, or, where
 * `columns` are named, of these. `count` is how many pages were looked at there.
 */
export interface Labelled extends Subject {
  readonly at: EvidenceList;
  readonly page: Page | undefined;
  readonly count: number;
  readonly columns: readonly string[];
  readonly faults: readonly LabelFault[];
}

/** A fault is the site template's from this many pages on, and from this share of all. */
const MANY = 5;
const MOST = 0.6;
/** It is the template's of some columns from this many pages on, if nearly all pages of each of them have it. */
const MANY_IN_COLUMNS = 10;
const FEWEST_IN_COLUMN = 3;
const NEARLY_ALL = 0.8;
/** So many pages are shown for what a template has wrong. */
const EXAMPLES = 20;

type Found = Bearer & { readonly faults: readonly LabelFault[] };

/**
 * Labels come from templates. What most pages of a kind have wrong in the same way is said once, of the template (key
 * `template`); what nearly all pages of some columns have wrong, once of the template of these (key `columns-…`); of the
 * pages themselves only what is their own.
 */
export function byTemplate(
  pages: readonly Bearer[],
  faultsOf: (page: Page) => readonly LabelFault[],
): readonly Labelled[] {
  const found = pages.map((bearer): Found => ({ ...bearer, faults: faultsOf(bearer.page) }));
  const site = templateOf(found);
  const rest = site ? found.map((one) => without(one, site.faults)) : found;
  const groups = columnTemplates(rest);
  const own = rest.map((one) =>
    without(
      one,
      groups.flatMap((group) => (holds(group, one) ? group.faults : [])),
    ),
  );
  const single = own.map(({ key, seen, page, faults }): Labelled => ({
    key,
    seen,
    at: [{ role: 'shows', ...page.at }],
    page,
    count: 0,
    columns: [],
    faults,
  }));
  return [...(site ? [site] : []), ...groups, ...single];
}

const whole: Seen = { whole: true };

function templateOf(found: readonly Found[]): Labelled | undefined {
  const kinds = kindsIn(found).filter(({ bearers }) => bearers.length >= MANY && bearers.length >= MOST * found.length);
  const at = examplesOf([...new Set(kinds.flatMap(({ bearers }) => bearers))]);
  const faults = kinds.map(({ fault, bearers }) => ({ ...fault, pages: bearers.length }));
  return at && { key: 'template', seen: whole, at, page: undefined, count: found.length, columns: [], faults };
}

/** For each kind of fault the columns whose template has it. */
function columnTemplates(found: readonly Found[]): readonly Labelled[] {
  const totals = countByColumn(found);
  return kindsIn(found).flatMap(({ fault, bearers }): Labelled[] => {
    const columns = [...countByColumn(bearers)].flatMap(([column, count]) => {
      const all = totals.get(column) ?? 0;
      return all >= FEWEST_IN_COLUMN && count >= NEARLY_ALL * all ? [column] : [];
    });
    const bearing = bearers.filter(({ column }) => column !== undefined && columns.includes(column));
    const at = examplesOf(bearing);
    if (!at || bearing.length < MANY_IN_COLUMNS) return [];
    const key = `columns-${fault.label}-${fault.fault}`;
    return [{ key, seen: whole, at, page: undefined, count: bearing.length, columns, faults: [fault] }];
  });
}

function countByColumn(bearers: readonly Bearer[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { column } of bearers) if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
  return counts;
}

interface Kind {
  readonly fault: LabelFault;
  readonly bearers: readonly Found[];
}

function kindsIn(found: readonly Found[]): readonly Kind[] {
  const kinds = new Map<string, { fault: LabelFault; bearers: Found[] }>();
  for (const one of found) {
    for (const fault of one.faults) {
      const kind = kinds.get(kindOf(fault)) ?? { fault, bearers: [] };
      kinds.set(kindOf(fault), kind);
      kind.bearers.push(one);
    }
  }
  return [...kinds.values()];
}

function examplesOf(bearing: readonly Found[]): EvidenceList | undefined {
  const [first, ...others] = bearing.slice(0, EXAMPLES).map(({ page }) => ({ role: 'shows', ...page.at }) as const);
  return first && [first, ...others];
}

function holds({ columns }: Labelled, { column }: Found): boolean {
  return column !== undefined && columns.includes(column);
}

function without(one: Found, common: readonly LabelFault[]): Found {
  const kinds = new Set(common.map(kindOf));
  return { ...one, faults: one.faults.filter((fault) => !kinds.has(kindOf(fault))) };
}

/** Missing and blank are one fault to a template: both leave the label without a word. */
function kindOf({ label, fault }: LabelFault): string {
  return `${label} ${fault === 'blank' ? 'missing' : fault}`;
}
