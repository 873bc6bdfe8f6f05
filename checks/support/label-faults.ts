import type { Page } from '../../src/contract/page.ts';
import type { Place, Seen, Subject } from '../../src/contract/seen.ts';

/** Something wrong with one label of a page. */
export interface LabelFault {
  readonly label: string;
  readonly fault: 'missing' | 'blank' | 'format' | 'type';
  /** What the label says, where it says anything. */
  readonly says: string;
}

/** A page and what is wrong with its labels; or, with a `count` and no page, the template behind most of them. */
export interface Labelled extends Subject {
  readonly at: Place;
  readonly page: Page | undefined;
  readonly count: number;
  readonly faults: readonly LabelFault[];
}

/** A fault is the template's from this many pages on, and from this share of all. */
const MANY = 5;
const MOST = 0.6;

/**
 * Labels come from templates. What most pages of a kind have wrong in the same way is said once, of the template (key
 * `template`); of the pages themselves only what is their own.
 */
export function byTemplate(
  pages: readonly { readonly key: string; readonly seen: Seen; readonly page: Page }[],
  faultsOf: (page: Page) => readonly LabelFault[],
): readonly Labelled[] {
  const found = pages.map(({ key, seen, page }) => ({
    key,
    seen,
    at: page.at,
    page,
    count: 0,
    faults: faultsOf(page),
  }));
  const counts = new Map<string, number>();
  for (const fault of found.flatMap(({ faults }) => faults))
    counts.set(kindOf(fault), (counts.get(kindOf(fault)) ?? 0) + 1);
  const common = new Set(
    [...counts].filter(([, count]) => count >= MANY && count >= MOST * found.length).map(([kind]) => kind),
  );
  const first = found.find(({ faults }) => faults.some((fault) => common.has(kindOf(fault))));
  const own = found.map((one) => ({ ...one, faults: one.faults.filter((fault) => !common.has(kindOf(fault))) }));
  if (!first) return own;
  const faults = [...new Map(found.flatMap((one) => one.faults).map((fault) => [kindOf(fault), fault])).values()];
  const template = {
    key: 'template',
    seen: { whole: true } as const,
    at: first.at,
    page: undefined,
    count: found.length,
  };
  return [{ ...template, faults: faults.filter((fault) => common.has(kindOf(fault))) }, ...own];
}

/** Missing and blank are one fault to a template: both leave the label without a word. */
function kindOf({ label, fault }: LabelFault): string {
  return `${label} ${fault === 'blank' ? 'missing' : fault}`;
}
