import type { Crumb, Field } from '../contract/page.ts';
import { findAreas, type Areas } from './areas.ts';
import { findContent } from './content.ts';
import { readTrail } from './crumbs.ts';
import { readDisguise } from './disguise.ts';
import { readFields } from './fields.ts';
import { findGroups, type Group } from './groups.ts';
import { readHeadline, type Headline } from './headline.ts';
import { REAL_LIST, type KindGrounds } from './kind.ts';
import { emptyState } from './list-state.ts';
import { rankLists, type Scored } from './main-list.ts';
import { readPager } from './pager.ts';
import { readInfoLine, readWrittenDay } from './published.ts';
import { readRedirect } from './redirect.ts';
import { bareName, isHomeName } from './site/names.ts';
import { readSiteName, titleNames } from './site-name.ts';
import { labelOf, lineOf, type View } from './view.ts';

/** What was found out about a page before its kind is known, and for telling it. */
export interface Parts extends KindGrounds {
  readonly trail: readonly Crumb[];
  readonly siteName: string | undefined;
  readonly fieldList: readonly Field[];
}

/** Reads the parts of a page on which its kind depends. */
export function partsOf(view: View): Parts {
  const found = readTrail(view);
  const areas = findAreas(view, found.element);
  const redirect = readRedirect(view);
  const pager = readPager(view);
  const groups = findGroups(view, areas);
  const names = columnNames(view, found.crumbs);
  const siteName = siteNameOf(view, areas, names);
  const lists = rankLists(groups, { view, areas, pager, names });
  const info = readInfoLine(view, areas, datedStretches(groups, lists));
  const headline = readHeadline(view, { areas, siteName, columns: names, infoFrom: info?.from });
  const content = findContent(view, areas);
  const office =
    (names.slice(-2).some((name) => OFFICE.test(name)) || OFFICE.test(headline?.text ?? '')) && info === undefined;
  const fieldList = readFields(view, { areas, office, infoFrom: info?.mixed === true ? info.from : undefined });
  return {
    view,
    areas,
    groups,
    lists,
    pager,
    info,
    headline,
    content,
    columns: names,
    crumbs: found.crumbs.length,
    fields: fieldList.length,
    person: isOfPerson(fieldList),
    redirect,
    written: info === undefined && readWrittenDay(view) !== undefined,
    disguise: readDisguise(view),
    empty: (lists[0]?.score ?? 0) >= REAL_LIST ? { state: 'filled' } : emptyState(view, areas, pager.total),
    trail: trimmed(found.crumbs, headline),
    siteName,
    fieldList,
  };
}

const PERSON = new Set([
  '职务',
  '担任职务',
  '现任职务',
  '工作分工',
  '分管工作',
  '性别',
  '民族',
  '出生年月',
  '学历',
  '籍贯',
]);

/** Whether the labels are those of one person. */
function isOfPerson(fields: readonly Field[]): boolean {
  return fields.some(({ label }) => label === '姓名') && fields.filter(({ label }) => PERSON.has(label)).length >= 2;
}

const OFFICE =
  /(?:职能|职责|领导(?:信息|介绍|分工|班子|简介|成员|之窗)?|概况|简介|联系(?:我们|方式)|机构(?:设置|概况|信息|介绍|简介|名录)?|内设机构|下属单位|直属单位|单位信息|部门信息|班子成员)$/;

/** A last crumb that only repeats the headline says where the reader stands. */
function trimmed(crumbs: readonly Crumb[], headline: Headline | undefined): readonly Crumb[] {
  const last = crumbs.at(-1);
  if (last === undefined || headline === undefined || last.url !== undefined || last.name.length < 12) return crumbs;
  return bareName(headline.text).startsWith(bareName(last.name).replace(/(?:\.{2,}|…)$/, ''))
    ? crumbs.slice(0, -1)
    : crumbs;
}

/** The names of the columns that a page lies in, its own last: crumbs and label, else what its title says. */
function columnNames(view: View, crumbs: readonly Crumb[]): readonly string[] {
  const label = labelOf(view, 'columnname', 'channelname', 'lanmu');
  const said = [...crumbs.map(({ name }) => name), label].filter((name) => name !== '' && !isHomeName(name));
  return said.length > 0 ? said : titleNames(view).toReversed();
}

function siteNameOf(view: View, areas: Areas, names: readonly string[]): string | undefined {
  const footer = areas.footer === undefined ? '' : lineOf(view, areas.footer);
  const known = [labelOf(view, 'articletitle'), ...names.toReversed()].filter((name) => name !== '');
  return readSiteName(view, known, footer);
}

/** Where dated rows stand: their dates are not the page's. */
function datedStretches(groups: readonly Group[], lists: readonly Scored[]): readonly Group[] {
  const dated = groups.filter((group) => group.dated >= 2).slice(0, 60);
  const [main] = lists;
  return main !== undefined && main.score >= REAL_LIST && main.group.dated > 0 ? [...dated, main.group] : dated;
}
