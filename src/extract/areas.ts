import { isWithin, namesOf, type Element } from './tree.ts';
import { linkLengthOf, type View } from './view.ts';

/** Where the parts of a page lie, as offsets into its text and by the names of its boxes. */
export interface Areas {
  /** The box at the end of the page that says who runs the site; undefined where there is none. */
  readonly footer: Element | undefined;
  /** Offset of the text at which the footer begins, with the site map or the links to other sites right before it. */
  readonly footerFrom: number;
  /** Place of its first element in the document; beyond all elements where there is no footer. */
  readonly footerOrder: number;
  /** The element that shows the breadcrumb; undefined where none does. */
  readonly trail: Element | undefined;
  /** Offset of the text behind the breadcrumb; 0 where there is none. */
  readonly trailTo: number;
  /** The area of each element by the names of its boxes. */
  readonly byOrder: readonly Area[];
}

const MARKS = /ICP备|ICP证|公网安备|网站标识码|版权所有|版权所属|Copyright|All Rights Reserved/i;
/** Content says these too (a gazette names who publishes it): they make a footer only where nothing better does. */
const WEAK_MARKS = /主办单位|主办[:：]|承办单位|技术支持/;
const FOOTER_NAMES = /[\s_-]?(?:foot|footer|bottom|copyright|copy|banquan|dibu)/;
const FOOTER_TEXT = 1500;
const LARGE_FOOTER = 5000;

/** Finds the footer, and what lies before the content. */
export function findAreas(view: View, trail: Element | undefined): Areas {
  const footer = footerOf(view, trail);
  const start = footer === undefined ? undefined : withLinksBefore(view, footer);
  return {
    footer,
    footerFrom: start?.from ?? view.text.length + 1,
    footerOrder: start?.order ?? Infinity,
    trail,
    trailTo: trail === undefined ? 0 : trail.to,
    byOrder: areasByName(view),
  };
}

const LINK_NAMES = /link|friend|yqlj|sitemap|foot|bottom|f_|[\s_-]map/;

/** Whether a box calls itself one of links to other sites or a site map. */
function saysLinks(view: View, box: Element): boolean {
  if (box.from < view.text.length * 0.4) return false;
  return (
    LINK_NAMES.test(namesOf(box)) || /链接|网站导航|站点导航|网站群/.test(view.text.slice(box.from, box.from + 20))
  );
}

/** The first of the boxes before a footer that hold but short links: a site map, links to other sites. */
function withLinksBefore(view: View, footer: Element): Element {
  const siblings = footer.parent?.kids ?? [];
  let start = footer;
  for (let index = siblings.indexOf(footer) - 1; index >= 0; index -= 1) {
    const box = siblings[index];
    if (box === undefined || box.is === 'text' || box.from === box.to) continue;
    const links = box.linkTo - box.linkFrom;
    const linked = linkLengthOf(view, box);
    const isMap = links >= 8 && linked / links <= 9 && linked > (box.to - box.from) * 0.5 && saysLinks(view, box);
    if (!isMap) break;
    start = box;
  }
  return start;
}

function footerOf(view: View, trail: Element | undefined): Element | undefined {
  const marked = marksAtEnd(view, MARKS) ?? marksAtEnd(view, WEAK_MARKS);
  if (marked === undefined) return undefined;
  let box = marked;
  for (let up = box.parent; up !== undefined && up.tag !== 'body' && up.tag !== 'html'; up = up.parent) {
    const length = up.to - up.from;
    if (length > FOOTER_TEXT || up.from < view.text.length * 0.25) break;
    // On a short page the box of everything is short too; but no footer holds the breadcrumb.
    if (trail !== undefined && isWithin(trail, up)) break;
    if (length > 2 * (box.to - box.from) + 200 && FOOTER_NAMES.test(namesOf(box)) && !FOOTER_NAMES.test(namesOf(up))) {
      break;
    }
    box = up;
  }
  return namedFooter(view, box) ?? box;
}

/** A box that calls itself a footer may hold a site map too. */
function namedFooter(view: View, start: Element): Element | undefined {
  let found: Element | undefined;
  for (let up = start.parent; up !== undefined && up.tag !== 'body'; up = up.parent) {
    const large = up.to - up.from > LARGE_FOOTER || up.from < view.text.length * 0.3;
    if (large) break;
    if (up.tag === 'footer' || FOOTER_NAMES.test(namesOf(up))) found = up;
  }
  return found;
}

/** The box of the first of the words that footers have, among those that stand together at the end of the page. */
function marksAtEnd(view: View, marks: RegExp): Element | undefined {
  let first: Element | undefined;
  let from = view.text.length;
  for (let index = view.pieces.length - 1; index >= 0; index -= 1) {
    const piece = view.pieces[index];
    if (piece === undefined || from - piece.from > FOOTER_TEXT) break;
    if (piece.text.length > 200 || !marks.test(piece.text)) continue;
    first = piece.parent;
    from = piece.from;
  }
  return first;
}

const NAV =
  /[\s_-](?:nav|navs|navi|navbar|navigation|menu|menus|submenu|mainmenu|topnav|header|head|top|topbar|toolbar|banner|logo|search|daohang|dh)(?:[\s_\d-]|$)/;
const SIDE =
  /[\s_-](?:side|sidebar|aside|leftmenu|left-?nav|hot|hots|rank|recommend|relate|related|tuijian|xgyd|xgxx|paihang|float|share|pop|popup|dialog|modal)(?:[\s_\d-]|$)/;

export type Area = 'nav' | 'main' | 'side' | 'footer';

/** Which part of the page an element lies in, by the names of the boxes around it and by where it stands. */
export function areaOf(element: Element, areas: Areas): Area {
  return element.order >= areas.footerOrder ? 'footer' : (areas.byOrder[element.order] ?? 'main');
}

/** The area of every element by the names of the boxes around it: the innermost box that names one decides. */
function areasByName(view: View): readonly Area[] {
  const found: Area[] = [];
  const byNames = new Map<string, ReturnType<typeof areaByName>>();
  const areaOfBox = (box: Element): ReturnType<typeof areaByName> => {
    const names = byTag.has(box.tag) || box.attributes.length === 0 ? '' : namesOf(box);
    if (names === '') return byTag.get(box.tag);
    if (!byNames.has(names)) byNames.set(names, areaByName(names));
    return byNames.get(names);
  };
  for (const element of view.elements) {
    const outer =
      element.parent === undefined || element.parent.order < 0 ? 'main' : (found[element.parent.order] ?? 'main');
    found.push(element.tag === 'body' || element.tag === 'html' ? 'main' : (areaOfBox(element) ?? outer));
  }
  return found;
}

const byTag: ReadonlyMap<string, 'nav' | 'side' | 'footer'> = new Map([
  ['nav', 'nav'],
  ['header', 'nav'],
  ['aside', 'side'],
  ['footer', 'footer'],
]);

function areaByName(names: string): 'nav' | 'side' | 'footer' | undefined {
  if (NAV.test(names)) return 'nav';
  if (SIDE.test(names)) return 'side';
  return FOOTER_NAMES.test(names) ? 'footer' : undefined;
}
