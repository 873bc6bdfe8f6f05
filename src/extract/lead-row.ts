import type { Row } from '../contract/page.ts';
import { areaOf, type Areas } from './areas.ts';
import type { Group } from './groups.ts';
import { readRow } from './rows.ts';
import { isWithin, type Element } from './tree.ts';
import type { View } from './view.ts';

const LONGEST = 600;
const DATED = 3;

/** A first entry told at length right before the list: heading, teaser and date in a box of its own. */
export interface Lead {
  readonly row: Row;
  readonly element: Element;
}

/** The lead of a dated list; undefined where what stands before the list leads to several places, has no day, or is a row again. */
export function leadOf(view: View, areas: Areas, { box, rows, dated }: Group): Lead | undefined {
  if (dated < DATED) return undefined;
  const element = before(box);
  if (element === undefined || element.hidden || element.to - element.from > LONGEST) return undefined;
  if (element.from < areas.trailTo || areaOf(element, areas) !== 'main') return undefined;
  if (areas.trail !== undefined && isWithin(areas.trail, element)) return undefined;
  const { pieceFrom, pieceTo, linkFrom, linkTo } = element;
  const row = readRow(view, { element, pieceFrom, pieceTo, linkFrom, linkTo });
  if (row?.url === undefined || row.date === undefined || row.title.length < 6) return undefined;
  const elsewhere = view.anchors
    .slice(linkFrom, linkTo)
    .some(({ attributes }) => attributes.some(({ name, value }) => name === 'href' && view.resolve(value) !== row.url));
  const again = rows.some(({ url, title }) => url === row.url || title === row.title);
  return elsewhere || again ? undefined : { row, element };
}

/** The box right before another one that holds words. */
function before(box: Element): Element | undefined {
  const siblings = box.parent?.kids ?? [];
  for (let index = siblings.indexOf(box) - 1; index >= 0; index -= 1) {
    const kid = siblings[index];
    if (kid === undefined || (kid.is === 'text' && kid.data.trim() === '')) continue;
    if (kid.is === 'text') return undefined;
    if (kid.from < kid.to) return kid;
  }
  return undefined;
}
