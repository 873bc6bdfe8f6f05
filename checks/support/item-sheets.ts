import type { ElementSheet, Site } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';
import type { Place, Subject } from '../../src/contract/seen.ts';
import { standingOf } from './sheet-elements.ts';

/** A page of items, each with its elements: one row of a table, or one block of the page. */
export interface ItemPage extends Subject {
  readonly at: Place;
  readonly title: string;
  readonly items: readonly ElementSheet[];
}

/** The pages of a site that show items of this kind. */
export function itemPages(site: Site, of: ElementSheet['of']): readonly ItemPage[] {
  const pages = new Map<string, ElementSheet[]>();
  for (const sheet of site.sheets) {
    if (sheet.of === of) pages.set(sheet.page.key, [...(pages.get(sheet.page.key) ?? []), sheet]);
  }
  return [...pages].flatMap(([key, items]) => {
    const [first] = items;
    if (!first) return [];
    return [{ key, seen: first.page.seen, at: first.page.at, title: first.page.title ?? first.title, items }];
  });
}

/** What is wrong with one element on a page of items. */
export interface Lack {
  readonly element: string;
  readonly state: 'missing' | 'blank' | 'mentioned';
  /** The items that lack it; all of them where the page has no such label at all. */
  readonly items: readonly ElementSheet[];
}

/** The elements that items of the page lack, in the order of the list. */
export function lacksOf({ items }: ItemPage, elements: readonly Element[]): readonly Lack[] {
  return elements.flatMap((element): Lack[] => {
    const standings = items.map((sheet) => ({ sheet, state: standingOf(sheet, element).state }));
    const blank = standings.filter(({ state }) => state === 'blank').map(({ sheet }) => sheet);
    const absent = standings.filter(({ state }) => state === 'missing' || state === 'mentioned');
    const isMentioned = absent.length > 0 && absent.every(({ state }) => state === 'mentioned');
    return [
      ...(blank.length > 0 ? [{ element: element.name, state: 'blank' as const, items: blank }] : []),
      ...(absent.length > 0
        ? [
            {
              element: element.name,
              state: isMentioned ? ('mentioned' as const) : ('missing' as const),
              items: absent.map(({ sheet }) => sheet),
            },
          ]
        : []),
    ];
  });
}

/** Whether the page is a table of such items at all: most of the list is labelled on some item. */
export function isItemTable({ items }: ItemPage, elements: readonly Element[]): boolean {
  const shown = elements.filter((element) =>
    items.some((sheet) => ['shown', 'blank'].includes(standingOf(sheet, element).state)),
  );
  return shown.length * 2 >= elements.length && shown.length >= 2;
}

/** The names of items in one line: at most ten. */
export function namesOfItems(items: readonly ElementSheet[]): string {
  const names = items.slice(0, 10).map(({ title }) => `“${title.slice(0, 30)}”`);
  return names.join('、') + (items.length > names.length ? `等${items.length}项` : '');
}
