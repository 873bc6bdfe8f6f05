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

function placeOf(element: Element): number {
  let place = 1;
  for (const kid of element.parent?.kids ?? []) {
    if (kid === element) return place;
    if (kid.tag === element.tag) place += 1;
  }
  return place;
}
