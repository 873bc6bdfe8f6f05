import type { Areas } from './areas.ts';
import { isNamedList, type Group } from './groups.ts';
import type { Pager } from './pager-script.ts';
import { bareName } from './site/names.ts';
import { closest, isWithin } from './tree.ts';
import type { View } from './view.ts';

/** A list with how much speaks for its being the main one of a page. */
export interface Scored {
  readonly group: Group;
  readonly score: number;
}

/** What is known of a page before its main list is chosen. */
export interface Around {
  readonly view: View;
  readonly areas: Areas;
  readonly pager: Pager;
  /** The names that the page goes by: last crumb, ColumnName, first part of <title>. */
  readonly names: readonly string[];
}

/** Headings of lists that stand beside the content of any page. */
const ELSEWHERE = /(?:(?:^|\s)(?:热门|热点|推荐|相关|猜你|您可能|延伸阅读|大家都在|友情链接|热搜)|排行)[^\n]{0,5}$/;
/** Headings of lists that mostly stand beside the content. */
export const BESIDE =
  /(?:热门|热点|推荐|相关|最新(?:文章|信息|动态|发布)|排行|点击|阅读排行|猜你|友情链接|网站导航|栏目导航|快速|常用|链接|您可能|延伸阅读|往期|专题|图片新闻|热搜|标签)[^\n]{0,8}$/;

/** The lists of a page that could be its main one, the likeliest first. */
export function rankLists(groups: readonly Group[], around: Around): readonly Scored[] {
  const own = ownLinks(around);
  const scored = groups.flatMap((group) => {
    const score = isTree(group, own) ? 0 : scoreOf(group, around);
    return score > 0 ? [{ group, score }] : [];
  });
  return scored.sort((one, other) => other.score - one.score);
}

/** Where links stand that bear the name of the page itself. */
function ownLinks({ view, names }: Around): readonly number[] {
  const longest = Math.max(0, ...names.map((name) => name.length));
  const named = view.anchors.filter(
    ({ from, to }) => to - from <= longest + 4 && names.includes(view.text.slice(from, to).trim()),
  );
  return named.map(({ from }) => from);
}

/** A menu with the page itself somewhere below its rows. Where every row bears the name, it says which column the row is of. */
function isTree({ dated, rows, from, to }: Group, own: readonly number[]): boolean {
  const within = dated === 0 ? own.filter((at) => at >= from && at < to).length : 0;
  return within > 0 && within < rows.length;
}

function scoreOf(group: Group, around: Around): number {
  const { rows, pictured } = group;
  if (rows.length === 0 || group.area === 'footer') return 0;
  if (group.from >= around.areas.footerFrom) return 0;
  if (isMenu(group, around)) return 0;
  const weight = rows.reduce(
    (sum, { title, date }) =>
      sum + Math.min(pictured ? Math.max(title.length, 8) : title.length, 24) / 24 + (date === undefined ? 0 : 1),
    0,
  );
  return weight * placeOf(group, around) * shapeOf(group) * headingOf(group, around);
}

/** Short undated links: a menu, tabs, or a breadcrumb. */
function isMenu({ rows, stretches, pictured, dated, box, from, to, area }: Group, { areas, names }: Around): boolean {
  if (dated > 0) return false;
  // A list that names the column itself is the menu that it stands in.
  if (rows.length > 1 && rows.some(({ title }) => names.some((name) => bareName(name) === bareName(title))))
    return true;
  if (areas.trailTo > 0 && from < areas.trailTo && to <= areas.trailTo) return true;
  const length = rows.reduce((sum, { title }) => sum + title.length, 0) / rows.length;
  if (length <= 12 && areTabs(rows, names)) return true;
  if (area === 'nav' || (!pictured && isMap(stretches, length))) return true;
  return length <= 6 && rows.every(({ title }) => title.length <= 12) && closest(box, 'form') !== undefined;
}

/** Names that lead nowhere and mostly hold the page's own (依申请公开说明, 书面依申请公开) are its tabs. */
function areTabs(rows: Group['rows'], names: Around['names']): boolean {
  const own = bareName(names.at(-1) ?? '');
  if (own.length < 4 || rows.some(({ url }) => url !== undefined)) return false;
  const holding = rows.filter(({ title }) => title.length <= own.length + 4 && bareName(title).includes(own));
  return holding.length >= rows.length / 2;
}

/** Columns with their sub-columns: several short links a row. */
function isMap(stretches: Group['stretches'], length: number): boolean {
  const many = stretches.filter(({ linkFrom, linkTo }) => linkTo - linkFrom >= 3).length;
  return length < 10 && many > stretches.length / 2;
}

function placeOf(group: Group, { areas, pager, view }: Around): number {
  // A menu has no dates: a dated list in a box called so (xxgk_nav_con) is none.
  const menu = group.dated > 0 && areas.trailTo > 0 && group.from >= areas.trailTo ? 0.6 : 0.15;
  let place = group.area === 'nav' ? menu : group.area === 'side' ? 0.3 : 1;
  if (areas.trailTo > 0 && group.from < areas.trailTo) place *= 0.3;
  if (pager.element !== undefined && follows(group, pager, view)) place *= 3;
  if (isNamedList(group.box)) place *= 1.2;
  return place;
}

/** Whether the pager comes right behind a list, with nothing but its own words between. */
function follows(group: Group, { element }: Pager, view: View): boolean {
  if (element === undefined || isWithin(group.box, element)) return false;
  const gap = element.from - group.to;
  return gap >= 0 && gap < 60 && view.text.slice(group.to, element.from).trim().length < 40;
}

function shapeOf({ rows, dated, stretches, box, pictured }: Group): number {
  let shape = dated >= rows.length * 0.6 ? 2 : 1;
  const length = rows.reduce((sum, { title }) => sum + title.length, 0) / rows.length;
  if (dated === 0 && length < 7 && !pictured) shape *= 0.4;
  if (rows.length < stretches.length * 0.6) shape *= 0.4;
  const words = (box.to - box.from) / rows.length;
  return words > 900 ? 0 : shape;
}

function headingOf({ heading, more }: Group, { names }: Around): number {
  let factor = more ? 0.4 : 1;
  const bare = bareName(heading).replace(/[:：>»|]+$/, '');
  if (names.some((name) => name.length > 1 && bare.endsWith(bareName(name)))) factor *= 2;
  else if (ELSEWHERE.test(heading)) factor *= 0.03;
  else if (BESIDE.test(heading)) factor *= 0.3;
  return factor;
}
