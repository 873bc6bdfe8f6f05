import type { Crumb, Field, Link, Reading, Row } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';
import { parseDay, type Day } from '../lib/day.ts';
import { areaOf, findAreas, type Areas } from './areas.ts';
import { readAttachments } from './attachments.ts';
import { findContent, type Content } from './content.ts';
import { readTrail } from './crumbs.ts';
import { decode } from './decode.ts';
import { readDisguise } from './disguise.ts';
import { readFields } from './fields.ts';
import { findGroups } from './groups.ts';
import { readHeadline, type Headline } from './headline.ts';
import { kindOf, REAL_LIST, type KindGrounds } from './kind.ts';
import { emptyState } from './list-state.ts';
import { rankLists } from './main-list.ts';
import { readFooter, readForms } from './page-end.ts';
import { readPager } from './pager.ts';
import { readInfoLine, readPublished, readWrittenDay } from './published.ts';
import { readRedirect } from './redirect.ts';
import type { FoundRow } from './rows.ts';
import { bareName, isHomeName } from './site/names.ts';
import { readSiteName, titleNames } from './site-name.ts';
import { readTables } from './tables.ts';
import { attributeOf } from './tree.ts';
import { resolveUrl } from '../lib/url.ts';
import { labelOf, lineOf, textOf, viewOf, type View } from './view.ts';

/** Reads a body as a page: a pure function of its input. Never throws, whatever the bytes are. */
export function readPage(input: PageInput): Reading {
  const { text, encoding } = decode(input.bytes, input.contentType);
  const view = viewOf(text, input.url);
  const parts = partsOf(view);
  const kind = kindOf(parts);
  const isColumn = kind === 'column';
  const main = isColumn && (parts.lists[0]?.score ?? 0) >= REAL_LIST ? parts.lists[0]?.group : undefined;
  const rows = main?.rows ?? [];
  const column = columnOf(parts);
  const title = titleOf(kind, parts, column);
  const published = kind === 'article' ? readPublished(view, parts.info, parts.fieldList) : undefined;
  const pager = isColumn ? parts.pager : undefined;
  const latest = latestOf(rows);
  return {
    url: input.url,
    mode: input.mode,
    encoding,
    kind,
    ...optional('disguise', parts.disguise),
    ...optional('siteName', parts.siteName),
    ...optional('title', title),
    breadcrumb: parts.trail,
    ...optional('column', kind === 'home' && parts.trail.length === 0 ? undefined : column),
    ...optional('published', published),
    contradictions: contradictionsOf(view, parts, title, published?.day),
    list: isColumn ? (rows.length > 0 ? { state: 'filled' } : parts.empty) : { state: 'none' },
    rows: rows.map(plainRow),
    ...optional('latest', latest),
    ...optional('next', pager?.next),
    ...optional('pages', pager?.pages),
    fields: kind === 'article' ? parts.fieldList : [],
    attachments: kind === 'article' ? readAttachments(view, parts.areas) : [],
    ...optional('redirectTo', parts.redirect),
    metas: view.metas,
    links: linksOf(view, parts.areas),
    ...optional('footer', readFooter(view, parts.areas)),
    forms: readForms(view),
    media: mediaOf(view, parts.content),
    text: view.text,
    mainText: parts.content.element === undefined ? view.text : textOf(view, parts.content.element),
    tables: readTables(view, parts.content.element ?? view.body),
  };
}

interface Parts extends KindGrounds {
  readonly trail: readonly Crumb[];
  readonly siteName: string | undefined;
  readonly fieldList: readonly Field[];
}

export function partsOf(view: View): Parts {
  const found = readTrail(view);
  const areas = findAreas(view, found.element);
  const redirect = readRedirect(view);
  const pager = readPager(view);
  const groups = findGroups(view, areas);
  const label = labelOf(view, 'columnname', 'channelname', 'lanmu');
  const crumbNames = found.crumbs.map(({ name }) => name).filter((name) => !isHomeName(name));
  const said = [...crumbNames, label].filter((name) => name !== '' && !isHomeName(name));
  const names = said.length > 0 ? said : [...titleNames(view)].reverse();
  const footer = areas.footer === undefined ? '' : lineOf(view, areas.footer);
  const articleTitle = labelOf(view, 'articletitle');
  const siteName = readSiteName(
    view,
    [articleTitle, ...names.toReversed()].filter((name) => name !== ''),
    footer,
  );
  const lists = rankLists(groups, { view, areas, pager, names });
  const dated = groups.filter((group) => group.dated >= 2).slice(0, 60);
  const ruling = lists
    .slice(0, 1)
    .flatMap(({ group, score }) => (score >= REAL_LIST && group.dated > 0 ? [group] : []));
  const info = readInfoLine(view, areas, [...dated, ...ruling]);
  const headline = readHeadline(view, {
    areas,
    siteName,
    columns: names,
    infoFrom: info?.mixed === true ? info.from : undefined,
  });
  const content = findContent(view, areas);
  const office = (OFFICE.test(names.at(-1) ?? '') || OFFICE.test(headline?.text ?? '')) && info === undefined;
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
    redirect,
    written: info === undefined && readWrittenDay(view) !== undefined,
    disguise: readDisguise(view),
    empty: (lists[0]?.score ?? 0) >= REAL_LIST ? { state: 'filled' } : emptyState(view, areas, pager.total),
    trail: trimmed(found.crumbs, headline),
    siteName,
    fieldList,
  };
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

function columnOf({ trail, columns, view, headline, info }: Parts): string | undefined {
  const last = trail.filter(({ name }) => !isHomeName(name)).at(-1)?.name;
  if (last !== undefined) return last;
  const filed = info === undefined ? undefined : filedUnder(view);
  if (filed !== undefined) return filed;
  const other = columns.filter((name) => headline === undefined || bareName(name) !== bareName(headline.text));
  return other.at(-1) ?? columns.at(-1);
}

/** The last of the categories that a blog files an entry under. */
function filedUnder(view: View): string | undefined {
  const filed = view.anchors.filter((anchor) =>
    /(?:^|[\s_-])categor(?:y|ies)(?:[\s_-]|$)/.test(
      `${attributeOf(anchor, 'class') ?? ''} ${attributeOf(anchor, 'rel') ?? ''}`,
    ),
  );
  const name = filed
    .map((anchor) => lineOf(view, anchor))
    .filter((text) => text !== '')
    .at(-1);
  return name !== undefined && name.length <= 20 ? name : undefined;
}

function titleOf(kind: Reading['kind'], { headline }: Parts, column: string | undefined): string | undefined {
  if (kind === 'article') return headline?.text ?? column;
  return kind === 'column' ? (column ?? headline?.text) : undefined;
}

function plainRow({ anchor: _anchor, ...row }: FoundRow): Row {
  return row;
}

function latestOf(rows: readonly Row[]): Day | undefined {
  let latest: Day | undefined;
  for (const { date } of rows) {
    const day = date === undefined ? undefined : parseDay(date.text);
    if (day !== undefined && (latest === undefined || day > latest)) latest = day;
  }
  return latest;
}

function linksOf(view: View, areas: Areas): readonly Link[] {
  const links: Link[] = [];
  for (const anchor of view.elements) {
    if (anchor.tag !== 'a' && anchor.tag !== 'area') continue;
    const url = resolveUrl(attributeOf(anchor, 'href') ?? '', view.base);
    if (url !== undefined && attributeOf(anchor, 'href') !== '')
      links.push({ url, text: lineOf(view, anchor).slice(0, 200), area: areaOf(anchor, areas) });
  }
  return links;
}

function mediaOf(view: View, { element }: Content): Reading['media'] {
  const region = element ?? view.body;
  let images = 0;
  let videos = 0;
  for (let order = region.order; order <= region.end; order += 1) {
    const tag = view.elements[order]?.tag;
    if (tag === 'img') images += 1;
    else if (tag === 'video' || tag === 'embed' || tag === 'object') videos += 1;
  }
  return { images, videos };
}

function contradictionsOf(
  view: View,
  parts: Parts,
  title: string | undefined,
  published: Day | undefined,
): Reading['contradictions'] {
  const found: { label: string; says: string; shown: string }[] = [];
  const pubDate = labelOf(view, 'pubdate');
  const stated = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(pubDate);
  const day =
    stated === null
      ? undefined
      : parseDay(`${stated[1] ?? ''}-${(stated[2] ?? '').padStart(2, '0')}-${(stated[3] ?? '').padStart(2, '0')}`);
  if (day !== undefined && published !== undefined && day !== published)
    found.push({ label: 'PubDate', says: pubDate, shown: published });
  const column = labelOf(view, 'columnname');
  const crumb = parts.trail.filter(({ name }) => !isHomeName(name)).at(-1)?.name;
  if (column !== '' && crumb !== undefined && bareName(column) !== bareName(crumb))
    found.push({ label: 'ColumnName', says: column, shown: crumb });
  const headline = labelOf(view, 'articletitle');
  if (headline !== '' && title !== undefined && !bareName(headline).startsWith(bareName(title).slice(0, 20)))
    found.push({ label: 'ArticleTitle', says: headline, shown: title });
  return found;
}

function optional<Key extends keyof Reading, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}
