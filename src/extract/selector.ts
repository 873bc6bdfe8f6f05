import { attributeOf, type Element } from './tree.ts';

const LEVELS = 40;

/** A CSS path that names one element of a page: from the nearest box with an id, else from the root. */
export function selectorOf(element: Element): string {
  const steps: string[] = [];
  let at: Element | undefined = element;
  for (let up = 0; up < LEVELS && at !== undefined && at.order >= 0; up += 1, at = at.parent) {
    const id = attributeOf(at, 'id');
    if (id !== undefined && /^[A-Za-z][\w-]{0,60}$/.test(id)) return [`#${id}`, ...steps].join(' > ');
    steps.unshift(at.tag === 'html' || at.tag === 'body' ? at.tag : `${at.tag}:nth-of-type(${placeOf(at)})`);
  }
  return steps.join(' > ');
}

/** The CSS paths of elements that mostly share a box, as `selectorOf` gives them. */
export function selectorsOf(elements: readonly Element[]): readonly string[] {
  const boxes = new Map<Element, { readonly path: string; readonly places: ReadonlyMap<Element, number> }>();
  return elements.map((element) => {
    const { parent } = element;
    if (parent === undefined || parent.order < 0 || attributeOf(element, 'id') !== undefined)
      return selectorOf(element);
    let box = boxes.get(parent);
    if (box === undefined) {
      box = { path: selectorOf(parent), places: placesIn(parent) };
      boxes.set(parent, box);
    }
    return `${box.path} > ${element.tag}:nth-of-type(${box.places.get(element) ?? 1})`;
  });
}

function placesIn(parent: Element): ReadonlyMap<Element, number> {
  const counts = new Map<string, number>();
  const places = new Map<Element, number>();
  for (const kid of parent.kids) {
    if (kid.is === 'text') continue;
    const place = (counts.get(kid.tag) ?? 0) + 1;
    counts.set(kid.tag, place);
    places.set(kid, place);
  }
  return places;
}

function placeOf(element: Element): number {
  let place = 1;
  for (const kid of element.parent?.kids ?? []) {
    if (kid === element) return place;
    if (kid.tag === element.tag) place += 1;
  }
  return place;
}
