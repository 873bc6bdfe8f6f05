import type { ListState } from '../contract/page.ts';
import { areaOf, type Areas } from './areas.ts';
import { dateOf } from './page-dates.ts';
import { attributeOf, namesOf, rawTextOf, type Element } from './tree.ts';
import type { View } from './view.ts';

const BOXES = new Set(['ul', 'ol', 'dl', 'tbody', 'table', 'div']);
const MOST_TEXT = 200_000;
/** More than the head of a table has. */
const MOST_CELLS = 200;

/** Rows with dates that stand hidden in the content: a script of the page shows them, one way or another. */
export function hiddenList(view: View, areas: Areas): ListState | undefined {
  for (const box of view.elements) {
    if (!box.hidden || box.parent?.hidden === true || !BOXES.has(box.tag)) continue;
    if (box.from < areas.trailTo || box.order >= areas.footerOrder || areaOf(box, areas) !== 'main') continue;
    if (datedRowsIn(view, box) >= 3) return { state: 'script', quote: namesOf(box).trim() || box.tag };
  }
  return undefined;
}

/** Rows of a hidden box that hold a link and a date. Nothing hidden is laid out, so its own text is looked at. */
function datedRowsIn(view: View, box: Element): number {
  let rows = 0;
  for (let order = box.order + 1; order <= box.end && rows < 3; order += 1) {
    const row = view.elements[order];
    if (row === undefined || !ROWS.has(row.tag) || row.end - row.order > 12) continue;
    const inside = view.elements.slice(row.order + 1, row.end + 1);
    if (!inside.some(({ tag }) => tag === 'a')) continue;
    const text = rawTextOf(row).slice(0, 1000);
    if (text.trim().length > 12 && text.split(/\s+/).some((word) => dateOf(word) !== undefined)) rows += 1;
  }
  return rows;
}

const ROWS = new Set(['li', 'tr', 'dd', 'p']);

/** A table with nothing but its head, and a script of the page that writes into it. */
export function filledTable(view: View, areas: Areas): ListState | undefined {
  const tables = view.elements.filter((element) => isHead(view, element, areas)).slice(0, 10);
  if (tables.length === 0) return undefined;
  for (const code of view.scripts.slice(0, 80)) {
    for (const selector of writtenTo(code.slice(0, MOST_TEXT))) {
      const table = tables.find((one) => names(selector, one));
      if (table !== undefined) return { state: 'script', quote: selector };
    }
  }
  return undefined;
}

function isHead(view: View, { tag, hidden, order, end, linkFrom, linkTo, from }: Element, areas: Areas): boolean {
  if (tag !== 'table' || hidden || linkTo > linkFrom || from < areas.trailTo || order >= areas.footerOrder)
    return false;
  if (end - order > MOST_CELLS) return false;
  const inside = view.elements.slice(order + 1, end + 1);
  const rows = inside.filter((element) => element.tag === 'tr');
  const isOfHead = (row: Element): boolean => row.parent?.tag === 'thead' || !hasCell(view, row);
  return rows.length > 0 && rows.every(isOfHead) && !inside.some((element) => element.tag === 'img');
}

function hasCell(view: View, { order, end }: Element): boolean {
  return view.elements.slice(order + 1, end + 1).some(({ tag }) => tag === 'td');
}

const WRITES =
  /(?:\$|jQuery)\s{0,3}\(\s{0,3}["']([^"'()]{1,80})["']\s{0,3}\)\s{0,3}\.\s{0,3}(?:append|prepend|html|after|before)\s{0,3}\(\s{0,3}(?:["']\s{0,3}<|[\w$])|getElementById\s{0,3}\(\s{0,3}["']([^"']{1,80})["']\s{0,3}\)\s{0,3}\.\s{0,3}(?:innerHTML|appendChild|insertRow|insertAdjacentHTML)/g;

/** What the scripts write to: a selector of jQuery, or an id. */
function writtenTo(script: string): readonly string[] {
  return [...script.matchAll(WRITES)].slice(0, 200).map(([, selector, id]) => selector ?? `#${id ?? ''}`);
}

/** Whether a simple selector (`.box table tbody`, `#list`) can mean this table, or what stands in it. */
function names(selector: string, table: Element): boolean {
  const [last, ...outer] = selector
    .trim()
    .split(/[\s>]+/)
    .reverse();
  if (last === undefined) return false;
  const isInside = /^(?:tbody|tr)(?![\w-])/.test(last);
  const self = isInside ? outer : [last, ...outer];
  const [own, ...others] = self;
  if (own === undefined) return isInside;
  const chain = others.length === 0 && isInside ? isWithinOne(table, own) : fits(table, own);
  return chain && others.every((step) => isWithinOne(table.parent, step));
}

/** Whether an element, or one of the boxes around it, fits one step of a selector. */
function isWithinOne(start: Element | undefined, step: string): boolean {
  for (let box = start, up = 0; box !== undefined && up < 8; box = box.parent, up += 1)
    if (fits(box, step)) return true;
  return false;
}

function fits(element: Element, step: string): boolean {
  const [, tag = '', rest = ''] = /^([\w-]*|\*)((?:[.#][\w-]+)*)/.exec(step) ?? [];
  if (tag !== '' && tag !== '*' && tag.toLowerCase() !== element.tag) return false;
  const marks = rest.match(/[.#][\w-]+/g) ?? [];
  if (marks.length === 0) return tag !== '';
  const classes = (attributeOf(element, 'class') ?? '').split(/\s+/);
  return marks.every((mark) =>
    mark.startsWith('#') ? attributeOf(element, 'id') === mark.slice(1) : classes.includes(mark.slice(1)),
  );
}
