import type { Link, ListState, Reading, Row } from '../contract/page.ts';
import type { PageInput } from '../contract/reader.ts';
import { parseDay, type Day } from '../lib/day.ts';
import { areaOf, type Areas } from './areas.ts';
import { readAttachments } from './attachments.ts';
import type { Content } from './content.ts';
import { decode } from './decode.ts';
import type { Group } from './groups.ts';
import { hiddenLinksOf } from './hidden-links.ts';
import { kindOf, REAL_LIST } from './kind.ts';
import { leadOf } from './lead-row.ts';
import { moreBehind } from './more-rows.ts';
import { readFooter, readForms } from './page-end.ts';
import { partsOf, type Parts } from './page-parts.ts';
import { readPublished } from './published.ts';
import { BESIDE } from './main-list.ts';
import { ownScripts } from './own-scripts.ts';
import { bareName, isHomeName, mayNameColumn } from './site/names.ts';
import { selectorOf, selectorsOf } from './selector.ts';
import { spotsOf } from './spots.ts';
import { nameAgainstLabel } from './site-name.ts';
import { readTables } from './tables.ts';
import { attributeOf } from './tree.ts';
import { labelOf, lineOf, textOf, viewOf, type View } from './view.ts';

/** Reads a body as a page: a pure function of its input. Never throws, whatever the bytes are. */
export function readPage(input: PageInput): Reading {
  const { text, encoding } = decode(input.bytes, input.contentType);
  const view = viewOf(text, input.url, encoding.name);
  const parts = partsOf(view);
  const kind = kindOf(parts);
  const column = columnOf(parts) ?? (kind === 'column' ? nameOverList(parts) : undefined);
  const title = titleOf(kind, parts, column);
  const published =
    kind === 'article' ? readPublished(view, parts.info, parts.fieldList, parts.headline?.element) : undefined;
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
    ...listOf(kind, parts),
    fields: kind === 'article' ? parts.fieldList : [],
    attachments: kind === 'article' ? readAttachments(view, parts.areas) : [],
    ...optional('redirectTo', parts.redirect),
    metas: view.metas,
    links: linksOf(view, parts.areas),
    ...optional('hiddenLinks', hiddenLinksOf(view)),
    ...optional('footer', readFooter(view, parts.areas)),
    forms: readForms(view),
    media: mediaOf(view, parts.content),
    text: view.text,
    ...optional('spots', spotsOf(view)),
    mainText: parts.content.element === undefined ? view.text : textOf(view, parts.content.element),
    tables: readTables(view, parts.content.element ?? view.body),
  };
}

type ListPart = Pick<Reading, 'list' | 'rows' | 'latest' | 'next' | 'pages'>;

/** What a column shows: its rows, or why there are none, and how it goes on. Other pages have no list. */
function listOf(kind: Reading['kind'], { view, areas, lists, empty, pager }: Parts): ListPart {
  if (kind !== 'column') return { list: { state: 'none' }, rows: [] };
  const [main] = lists;
  const rows = main !== undefined && main.score >= REAL_LIST ? rowsOf(view, areas, main.group) : [];
  const list = rows.length > 0 && main !== undefined ? filledList(view, areas, main.group) : empty;
  const scripts = list.state === 'filled' || list.state === 'empty' ? ownScripts(view) : [];
  return {
    list: scripts.length === 0 ? list : { ...list, scripts },
    rows,
    ...optional('latest', latestOf(rows)),
    ...optional('next', pager.next),
    ...optional('pages', pager.pages),
  };
}

/** The rows with their places on the page. */
function rowsOf(view: View, areas: Areas, group: Group): readonly Row[] {
  const { rows, rowElements } = group;
  const lead = leadOf(view, areas, group);
  const selectors = selectorsOf(rowElements);
  const placed = rows.map((row, index) => ({ ...row, ...optional('selector', selectors[index]) }));
  return lead === undefined ? placed : [{ ...lead.row, selector: selectorOf(lead.element) }, ...placed];
}

function filledList(view: View, areas: Areas, { box, to }: Group): ListState {
  const more = moreBehind(view, areas, box, to);
  return { state: 'filled', selector: selectorOf(box), ...(more === undefined ? {} : { more }) };
}

function columnOf({ trail, columns, view, headline, info }: Parts): string | undefined {
  const last = trail.filter(({ name }) => !isHomeName(name)).at(-1)?.name;
  if (last !== undefined) return last;
  const filed = info === undefined ? undefined : filedUnder(view);
  if (filed !== undefined) return filed;
  const other = columns.filter((name) => headline === undefined || bareName(name) !== bareName(headline.text));
  return other.at(-1) ?? columns.at(-1);
}

/** What stands over the main list of a column that nothing else names. */
function nameOverList({ lists: [main] }: Parts): string | undefined {
  if (main === undefined || main.score < REAL_LIST || BESIDE.test(main.group.heading)) return undefined;
  const name = main.group.heading.split(/\s/).at(-1) ?? '';
  return name.length <= 12 && mayNameColumn(name) ? name : undefined;
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
    const href = attributeOf(anchor, 'href') ?? '';
    const url = href === '' ? undefined : view.resolve(href);
    if (url !== undefined) links.push({ url, text: lineOf(view, anchor).slice(0, 200), area: areaOf(anchor, areas) });
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
  return [...found, ...siteContradicted(view)];
}

function siteContradicted(view: View): Reading['contradictions'] {
  const shown = nameAgainstLabel(view);
  return shown === undefined ? [] : [{ label: 'SiteName', says: labelOf(view, 'sitename'), shown }];
}

function optional<Key extends keyof Reading | 'selector', Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<Key, Value>>);
}
