import type { Layout } from './lay-out.ts';
import { parseTree, pushKids, rawTextOf, type Element, type Node } from './tree.ts';

const MOST = 2000;

/**
 * Rows that a CMS ships as an XML island for its script to show (`<datastore><record><![CDATA[<li>…]]></record>`) are put
 * in the place of the island: the reader of the page sees them there. Says whether any were: the page has to be laid out anew.
 */
export function graftStores({ islands }: Pick<Layout, 'islands'>, text: string): boolean {
  const [island] = islands;
  if (island?.parent === undefined) return false;
  const source = island.tag === 'script' ? rawTextOf(island) : text;
  const rows = recordsIn(source);
  if (rows.length === 0) return false;
  const parsed = find(parseTree(`<body>${wrapped(rows.join('\n'))}</body>`), (element) => element.tag === 'body');
  graft(island, parsed?.kids ?? []);
  return true;
}

/** Puts rows behind their island, or behind the hidden box that it lies in: a script takes them out of there. */
function graft(island: Element, rows: readonly Node[]): void {
  let box = island;
  while (box.parent?.hidden === true && box.parent.tag !== 'body') box = box.parent;
  const place = box.parent;
  if (place === undefined) return;
  for (const row of rows) row.parent = place;
  place.kids.splice(place.kids.indexOf(box) + 1, 0, ...rows);
}

/** What stands between `<record>` and `</record>`, CDATA marks left out. */
export function recordsIn(source: string): readonly string[] {
  const rows: string[] = [];
  for (
    let from = source.indexOf('<record>');
    from >= 0 && rows.length < MOST;
    from = source.indexOf('<record>', from)
  ) {
    const end = source.indexOf('</record>', from);
    if (end < 0) break;
    const row = source.slice(from + 8, end).trim();
    rows.push(row.startsWith('<![CDATA[') ? row.slice(9, row.endsWith(']]>') ? -3 : undefined) : row);
    from = end;
  }
  return rows;
}

function wrapped(markup: string): string {
  if (/^\s{0,50}<tr/i.test(markup)) return `<table>${markup}</table>`;
  return /^\s{0,50}<li/i.test(markup) ? `<ul>${markup}</ul>` : `<div>${markup}</div>`;
}

function find(root: Element, wanted: (element: Element) => boolean): Element | undefined {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.is === 'text') continue;
    if (wanted(node)) return node;
    pushKids(stack, node);
  }
  return undefined;
}
