import { areaOf, type Area, type Areas } from './areas.ts';
import type { Element } from './tree.ts';
import { linkLengthOf, type View } from './view.ts';

/** Boxes of more links than this are a site map, and deeper climbs leave the menu. */
const MOST_LINKS = 100;
const MOST_LEVELS = 8;
const LONGEST_NAME = 14;
const DATED = /\d{4}\s?[-/.年]\s?\d{1,2}|[[(（]\s?\d{1,2}[-/.月]\d{1,2}/;

/** A column that says it has nothing: the words of the content, however few, are none of the menu. */
const TOLD = /暂无|暂时没有|没有(?:相关|找到|查询|内容|数据|信息|记录)|尚无|no\s(?:data|records?)/i;

/**
 * The menu beside the content in which the page itself stands among its neighbours, where no name of a box tells that it
 * is a menu (`<td>` after `<td>`): the widest box around the page's own link that holds hardly anything but short links.
 * A page whose own name stands over the names of what lies below it leads on, and has none.
 */
export function ownMenu(view: View, areas: Areas): Element | undefined {
  for (const anchor of view.anchors) {
    if (anchor.from < areas.trailTo || anchor.order >= areas.footerOrder || areaOf(anchor, areas) !== 'main') continue;
    const href = anchor.attributes.find(({ name }) => name === 'href')?.value ?? '';
    if (anchor.to - anchor.from > LONGEST_NAME || href === '' || href.startsWith('#')) continue;
    if (view.resolve(href) !== view.url) continue;
    const menu = menuAround(view, anchor);
    if (menu !== undefined) return menu;
  }
  return undefined;
}

function menuAround(view: View, anchor: Element): Element | undefined {
  let found: Element | undefined;
  let isFirst = true;
  let box = anchor.parent;
  for (let up = 0; up < MOST_LEVELS && box !== undefined && box.tag !== 'body'; up += 1, box = box.parent) {
    if (!isMenu(view, box)) break;
    const links = box.linkTo - box.linkFrom;
    // Its own item holds more links: they are what lies below it.
    if (isFirst && ITEM.has(box.tag) && links > 1) return undefined;
    if (ITEM.has(box.tag)) isFirst = false;
    if (links >= 2) found = box;
  }
  return found;
}

const ITEM = new Set(['li', 'dt', 'dd', 'p']);

function isMenu(view: View, box: Element): boolean {
  const links = box.linkTo - box.linkFrom;
  const linked = linkLengthOf(view, box);
  const text = view.text.slice(box.from, box.to);
  if (links > MOST_LINKS || linked / Math.max(links, 1) > LONGEST_NAME || DATED.test(text) || TOLD.test(text))
    return false;
  return text.replace(/[\s★◇◆·•>»├└│|-]/g, '').length - linked <= 12;
}

/** The areas with a menu taken out of the content. */
export function withoutMenu(areas: Areas, menu: Element): Areas {
  const byOrder = areas.byOrder.map((area, order): Area =>
    order >= menu.order && order <= menu.end && area === 'main' ? 'side' : area,
  );
  return { ...areas, byOrder };
}
