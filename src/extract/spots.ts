import type { Spot } from '../contract/page.ts';
import { selectorOf } from './selector.ts';
import type { Layout, Piece } from './lay-out.ts';

/** More of them than this on one page are a list, and its first hundreds show where it is. */
const MOST = 500;

/** Long numbers (identity, bank card, mobile), however grouped, and what reads like the end of a home address. */
const PARTICULAR =
  /(?<![0-9０-９-])[1-9１-９](?:[ -]?[0-9０-９]){10}|(?:住址|家庭地址|户籍地址|户籍所在地|现居住地)|(?:村|社区|路|街|巷|小区|花园|新村|苑)[^，,。；;\s]{0,20}[0-9０-９一二三四五六七八九十](?:号|栋|幢|组|单元|室|户|楼|弄)/g;

/** Where on the page a person's particulars may stand: an element for each, so that it can be pointed at without being quoted. */
export function spotsOf({ text, pieces }: Layout): readonly Spot[] | undefined {
  const spots: Spot[] = [];
  let at = 0;
  for (const { index } of text.matchAll(PARTICULAR)) {
    at = pieceAt(pieces, index, at);
    const piece = pieces[at];
    if (piece === undefined || spots.length === MOST) break;
    spots.push({ from: index, selector: selectorOf(piece.parent) });
  }
  return spots.length === 0 ? undefined : spots;
}

/** The piece that holds a position of the text, from a piece before it on. */
function pieceAt(pieces: readonly Piece[], index: number, from: number): number {
  let at = from;
  while ((pieces[at + 1]?.from ?? Infinity) <= index) at += 1;
  return at;
}
