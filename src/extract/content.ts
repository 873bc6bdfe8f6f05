import type { Areas } from './areas.ts';
import { areaOf } from './areas.ts';
import { closest, namesOf, type Element } from './tree.ts';
import { linkLengthOf, type View } from './view.ts';

/** The box of running text of a page, and how much text it holds outside links. */
export interface Content {
  readonly element: Element | undefined;
  readonly words: number;
}

const NAMES =
  /trs_editor|ucap-?content|vsb_content|v_news_content|news_?content|article-?(?:content|body|con|text|detail)|contentbody|content_body|zoom|conttext|textcontent|info-?content|detail-?(?:content|con|text)|post-body|pages_content|xxgk_content|main-?text|wz_?content|neirong|[\s_-](?:article|content|zw|con|detail|txt)[\s_-]/;
const BLOCKS = new Set(['div', 'td', 'article', 'section', 'main', 'ucapcontent', 'span', 'form', 'body']);

/** Finds the box of running text: most words outside links, tight around them, by name where a name tells. */
export function findContent(view: View, areas: Areas): Content {
  const scores = new Map<Element, number>();
  for (const piece of view.pieces) {
    if (piece.from >= areas.footerFrom) break;
    if (piece.from < areas.trailTo) continue;
    const length = piece.text.length;
    if (length < 4) continue;
    let share = 1;
    for (let box: Element | undefined = piece.parent, up = 0; box !== undefined && up < 7; box = box.parent, up += 1) {
      if (box.tag === 'a') break;
      if (!BLOCKS.has(box.tag)) continue;
      scores.set(box, (scores.get(box) ?? 0) + length * share);
      share *= 0.6;
    }
  }
  const best = bestOf(scores, areas);
  const box = best === undefined ? undefined : (dataTable(view, best) ?? best);
  return { element: box, words: box === undefined ? 0 : wordsIn(view, box, areas) };
}

/** The box that scores best, by its name and its area too. */
function bestOf(scores: ReadonlyMap<Element, number>, areas: Areas): Element | undefined {
  let best: Element | undefined;
  let bestScore = 0;
  for (const [box, score] of scores) {
    const named = NAMES.test(namesOf(box)) ? 1.5 : 1;
    const area = areaOf(box, areas) === 'main' ? 1 : 0.3;
    const total = score * named * area;
    if (total > bestScore) {
      best = box;
      bestScore = total;
    }
  }
  return best;
}

/** The table of which a box is but one cell: several rows of as many short cells, with words rather than links. */
function dataTable(view: View, box: Element): Element | undefined {
  const row = box.tag === 'td' ? box.parent : undefined;
  const table = row === undefined ? undefined : closest(row, 'table');
  if (table === undefined || table.to - table.from > LARGEST_TABLE) return undefined;
  if (linkLengthOf(view, table) > (table.to - table.from) * 0.3) return undefined;
  const rows = table.kids.flatMap((kid) =>
    kid.is === 'text'
      ? []
      : kid.tag === 'tr'
        ? [kid]
        : kid.kids.flatMap((one) => (one.is !== 'text' && one.tag === 'tr' ? [one] : [])),
  );
  const widths = rows.map(({ kids }) =>
    kids.filter((kid) => kid.is !== 'text' && (kid.tag === 'td' || kid.tag === 'th')),
  );
  const [first = []] = widths;
  const isData =
    widths.length >= 2 &&
    first.length >= 2 &&
    widths.every((cells) => cells.length === first.length) &&
    widths.flat().every((cell) => cell.is === 'text' || cell.to - cell.from <= LARGEST_CELL);
  return isData ? table : undefined;
}

const LARGEST_TABLE = 5000;
const LARGEST_CELL = 200;

/** How many characters stand in a box outside links, what lies before the breadcrumb's end or in the footer left out. */
function wordsIn(view: View, box: Element, { trailTo, footerFrom }: Areas): number {
  const from = Math.max(box.from, Math.min(trailTo, box.to));
  const to = Math.min(box.to, Math.max(footerFrom, from));
  let words = to - from;
  for (let index = box.linkFrom; index < box.linkTo; index += 1) {
    const anchor = view.anchors[index];
    if (anchor !== undefined && anchor.from >= from && anchor.to <= to) words -= anchor.to - anchor.from;
  }
  return words;
}
