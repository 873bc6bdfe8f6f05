import type { Field, FileText, Page, Row, Table } from '../../src/contract/page.ts';
import type { Place, Searched, Seen } from '../../src/contract/seen.ts';
import type {
  AnnualReport,
  Column,
  Consultation,
  ConsultationFeedback,
  DeadLink,
  Document,
  ElementSheet,
  Entry,
  Gazette,
  GazetteIssue,
  Interpretation,
  Site,
} from '../../src/contract/site.ts';
import type { Unit } from '../../src/contract/unit.ts';
import { at, day, makeColumn, makePage, makeSite, makeUnit, whole } from '../support/site.ts';

/** What stands in a case file: plain data without a type yet. */
export type Raw = Readonly<Record<string, unknown>>;

/** The clicks, keys, places and blanks that a case need not write down. Every builder names the short forms it knows. */
type Build<T> = (raw: Raw, index: number) => T;

/**
 * Lays the raw parts over the defaults. A key that neither the defaults nor `more` know is a slip of the pen and throws.
 */
function lay<T extends object>(what: string, defaults: T, raw: Raw, more: readonly string[] = []): T {
  const known = new Set([...Object.keys(defaults), ...more, 'seen']);
  const unknown = Object.keys(raw).find((key) => !known.has(key));
  if (unknown !== undefined) throw new Error(`${what}: unknown key “${unknown}”; known: ${[...known].join(', ')}`);
  // The case file is held to the contract by the checks that read it; its author sees what is missing at once.
  return { ...defaults, ...raw, ...('seen' in raw && { seen: seenOf(raw['seen']) }) };
}

const list = (raw: unknown): readonly Raw[] => (raw ?? []) as readonly Raw[];
const word = (raw: unknown, otherwise: string): string => (typeof raw === 'string' ? raw : otherwise);
/** A scalar as text; '' for nothing. */
const str = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : '';

/** The short forms are spent: what is left is laid over the defaults. */
function without(raw: Raw, ...keys: readonly string[]): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !keys.includes(key)));
}
const dayOrNone = (raw: unknown): ReturnType<typeof day> | undefined =>
  typeof raw === 'string' ? day(raw) : undefined;

/** `cut`, `unrendered` … as a state of seeing; `whole` or nothing for what was seen whole. */
function seenOf(raw: unknown): Seen {
  if (raw === undefined || raw === 'whole') return whole;
  if (typeof raw === 'object') return raw as Seen;
  return { whole: false, reason: raw as Exclude<Seen, { whole: true }>['reason'] };
}

/** A relative URL as one of the site of the case. */
export function fullUrl(raw: unknown, otherwise = at.url): string {
  return typeof raw === 'string' ? new URL(raw, at.url).href : otherwise;
}

const placeOf = (url: string): Place => ({ ...at, url });

/** `{label: value}`, or the list as it is. */
function fieldsOf(raw: unknown): readonly Field[] {
  if (Array.isArray(raw)) return raw as readonly Field[];
  return Object.entries((raw ?? {}) as Raw).map(([label, value]) => ({ label, value: str(value) }));
}

const elementMap = (raw: unknown): ReadonlyMap<string, Field> =>
  new Map(fieldsOf(raw).map((field) => [field.label, field]));
const fieldMap = (raw: unknown): ReadonlyMap<string, string> =>
  new Map(fieldsOf(raw).map(({ label, value }) => [label, value]));

/** A table is its rows, or `{ caption, rows }`. */
const tablesOf = (raw: unknown): readonly Table[] =>
  ((raw ?? []) as readonly (Table | Table['rows'])[]).map((one) => ('rows' in one ? one : { rows: one }));

const filesOf = (raw: unknown): readonly FileText[] =>
  list(raw).map((file, index) => {
    const url = fullUrl(file['url'], `${at.url}file${index}.pdf`);
    return {
      ...lay('file', { url, title: '附件', at: placeOf(url), text: undefined, tables: [] }, file, ['why']),
      url,
      tables: tablesOf(file['tables']),
    };
  });

/** A page: `text`; `fields: {label: value}`; `metas: {name: content}`; `tables: [[[cell]]]`; relative URLs everywhere. */
export const page: Build<Page> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}p${index}.html`);
  const text = word(raw['text'], '');
  const defaults = makePage(text, { url });
  const more = [
    'siteName',
    'disguise',
    'title',
    'column',
    'published',
    'latest',
    'next',
    'redirectTo',
    'hiddenLinks',
    'footer',
    'file',
  ];
  return {
    ...lay('page', defaults, raw, [...more, 'pages']),
    url,
    mainText: word(raw['mainText'], text),
    fields: fieldsOf(raw['fields']),
    metas: Array.isArray(raw['metas'])
      ? (raw['metas'] as Page['metas'])
      : Object.entries((raw['metas'] ?? {}) as Raw).map(([name, content]) => ({
          name,
          content: str(content),
        })),
    tables: tablesOf(raw['tables']),
    links: list(raw['links']).map((link) => ({ area: 'main', text: '', ...link, url: fullUrl(link['url']) })),
    rows: list(raw['rows']).map(
      (row) => ({ href: word(row['url'], ''), ...row, url: fullUrl(row['url']) }) as unknown as Row,
    ),
    attachments: list(raw['attachments']).map((one) => ({
      href: word(one['url'], ''),
      title: '附件',
      ...one,
      url: fullUrl(one['url']),
    })),
    files: raw['files'] === undefined ? undefined : filesOf(raw['files']),
  };
};

/** The page of a thing: what `page` says, else an article with the thing's URL and text. */
function pageBehind(raw: Raw, url: string): Page {
  const own = (raw['page'] ?? {}) as Raw;
  return page({ title: raw['title'], text: raw['text'] ?? '', ...own, url: own['url'] ?? url }, 0);
}

/** An entry: `{ title, url, day, from, pinned, page }`; a day alone is an entry of that day, null one without a date. */
const entry: Build<Entry> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}t${index}.html`);
  const dated = dayOrNone(raw['day']);
  const defaults: Entry = { title: `通知${index + 1}`, url, date: undefined, at, page: undefined };
  const { from } = raw;
  const rest = without(raw, 'day', 'from');
  return {
    ...lay('entry', defaults, rest, ['pinned']),
    url,
    date: dated && { day: dated, from: (from ?? 'row') as 'row' | 'completed' | 'article' },
    page: raw['page'] === undefined ? undefined : pageBehind(raw, url),
  };
};

/** A column: `path`, and `days` (rows by their day, null for an undated one) or `entries`; the rest as in the contract. */
export const column: Build<Column> = (raw, index) => {
  const path = (raw['path'] ?? ['通知公告']) as Column['path'];
  const url = fullUrl(raw['url'] ?? `/${path.join('/')}/`);
  const { days, entries, ...rest } = raw;
  const rows = [
    ...list(entries),
    ...((days ?? []) as readonly (string | null)[]).map((text) => ({ day: text ?? undefined })),
  ];
  const defaults = makeColumn([], {
    key: path.join('>'),
    url,
    at: placeOf(url),
    path,
    entries: rows.map(entry),
    clicks: index === 0 ? 1 : path.length,
  });
  const pages = list(raw['pages']).map((one, at) => page({ kind: 'column', url, ...one }, at));
  return { ...lay('column', defaults, rest, ['quote']), url, pages };
};

/** A document: `fields: {label: value}`, `text`, and its facts; `page: {…}` for more of its page. */
export const document: Build<Document> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}d${index}.html`);
  const title = word(raw['title'], `关于印发某办法的通知${index + 1}`);
  const rest = without(raw, 'text');
  const defaults: Document = {
    key: url,
    seen: whole,
    at: placeOf(url),
    url,
    title,
    page: pageBehind({ title, ...raw }, url),
    columns: [],
    fields: new Map(),
    number: undefined,
    index: undefined,
    issuer: undefined,
    writtenOn: undefined,
    publishedOn: undefined,
    validity: undefined,
    topic: undefined,
    lifeStage: undefined,
    kind: 'policy',
    interpretations: [],
  };
  const links = ((raw['interpretations'] ?? []) as readonly string[]).map((link) => fullUrl(link));
  return {
    ...lay('document', defaults, rest),
    url,
    page: defaults.page,
    fields: fieldMap(raw['fields']),
    interpretations: links,
  };
};

/** An interpretation: `documents: { urls, numbers, titles }`, `forms`, `text`. */
export const interpretation: Build<Interpretation> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}j${index}.html`);
  const title = word(raw['title'], `《某办法》解读${index + 1}`);
  const rest = without(raw, 'text');
  const defaults: Interpretation = {
    key: url,
    seen: whole,
    at: placeOf(url),
    url,
    title,
    page: pageBehind({ title, ...raw }, url),
    publishedOn: undefined,
    forms: ['text'],
    documents: { urls: [], numbers: [], titles: [] },
  };
  const named = (raw['documents'] ?? {}) as Partial<Interpretation['documents']>;
  const documents = { numbers: [], titles: [], ...named, urls: (named.urls ?? []).map((link) => fullUrl(link)) };
  return { ...lay('interpretation', defaults, rest), url, page: defaults.page, documents };
};

/** An element sheet: `of`, `title`, `elements: {label: value}`. */
export const sheet: Build<ElementSheet> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}s${index}.html`);
  const rest = without(raw, 'text');
  const title = word(raw['title'], `某页${index + 1}`);
  const defaults: ElementSheet = {
    key: `${word(raw['of'], 'organisation')}:${url}:${title}`,
    seen: whole,
    at: placeOf(url),
    of: 'organisation',
    title,
    page: pageBehind({ title, ...raw }, url),
    elements: new Map(),
  };
  return { ...lay('sheet', defaults, rest, ['url']), page: defaults.page, elements: elementMap(raw['elements']) };
};

/** An issue: `year`, `numbers`, `publishedOn`, `contents: [{ section, title }]` or titles alone. */
const issue: Build<GazetteIssue> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}gb/${index}.html`);
  const title = word(raw['title'], `${str(raw['year'])}年第${((raw['numbers'] ?? []) as number[]).join('、')}期`);
  const rest = without(raw, 'text');
  const defaults: GazetteIssue = {
    key: url,
    seen: whole,
    at: placeOf(url),
    url,
    title,
    year: undefined,
    numbers: [],
    totalNumber: undefined,
    publishedOn: undefined,
    page: raw['text'] === undefined && raw['page'] === undefined ? undefined : pageBehind({ title, ...raw }, url),
    contents: [],
    files: filesOf(raw['files']),
  };
  const contents = ((raw['contents'] ?? []) as readonly (string | GazetteIssue['contents'][number])[]).map((one) =>
    typeof one === 'string' ? { section: undefined, title: one } : { ...one },
  );
  return { ...lay('issue', defaults, rest), url, page: defaults.page, files: defaults.files, contents };
};

/** A gazette: `text`, `hasSearch`, `hasFindError`, `issues: [{ year, numbers, … }]`. */
export const gazette: Build<Gazette> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}gb/`);
  const defaults: Gazette = {
    key: `gazette${index}`,
    seen: whole,
    at: placeOf(url),
    columns: [],
    issues: [],
    text: '',
    hasSearch: false,
    hasFindError: false,
  };
  return { ...lay('gazette', defaults, raw, ['url']), issues: list(raw['issues']).map(issue) };
};

/** An annual report: `year`, `body`, `publishedOn`, `sections: {heading: text}`, `tables`. */
export const annualReport: Build<AnnualReport> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}nb${index}.html`);
  const title = word(raw['title'], `${str(raw['year'])}年政府信息公开工作年度报告`);
  const sections = raw['sections'] ?? [];
  const defaults: AnnualReport = {
    key: url,
    seen: whole,
    at: placeOf(url),
    url,
    title,
    year: undefined,
    body: undefined,
    publishedOn: undefined,
    page: pageBehind({ title, tables: raw['tables'], ...raw }, url),
    sections: [],
    tables: [],
    text: '',
  };
  return {
    ...lay('annual report', defaults, raw),
    url,
    page: defaults.page,
    tables: tablesOf(raw['tables']),
    sections: Array.isArray(sections)
      ? (sections as AnnualReport['sections'])
      : Object.entries(sections as Raw).map(([heading, text]) => ({ title: heading, text: str(text) })),
  };
};

/** A consultation: `publishedOn`, `from`, `until`, `channels`, `text`, `feedback: { publishedOn, text, … }`. */
export const consultation: Build<Consultation> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}zj${index}.html`);
  const title = word(raw['title'], `关于公开征求某办法意见的公告${index + 1}`);
  const rest = without(raw, 'text');
  const defaults: Consultation = {
    key: url,
    seen: whole,
    at: placeOf(url),
    url,
    title,
    page: pageBehind({ title, ...raw }, url),
    publishedOn: undefined,
    from: undefined,
    until: undefined,
    channels: ['online'],
    feedback: undefined,
  };
  const answer = raw['feedback'] as Raw | undefined;
  return {
    ...lay('consultation', defaults, rest),
    url,
    page: defaults.page,
    feedback: answer && feedback(answer, index),
  };
};

const feedback: Build<ConsultationFeedback> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}fk${index}.html`);
  const title = word(raw['title'], `意见采纳情况${index + 1}`);
  const rest = without(raw, 'text');
  const behind = pageBehind({ title, ...raw }, url);
  const defaults: ConsultationFeedback = {
    at: placeOf(url),
    url,
    title,
    publishedOn: undefined,
    page: behind,
    matchedBy: 'title',
  };
  return { ...lay('feedback', defaults, rest), url, page: behind };
};

/** A dead link: `url`, `reason`, `status`, `linkedFrom: [{ url, text, area }]`. */
export const deadLink: Build<DeadLink> = (raw, index) => {
  const url = fullUrl(raw['url'], `${at.url}gone${index}.html`);
  const defaults: DeadLink = { key: url, seen: whole, url, reason: 'http-status', status: 404, linkedFrom: [] };
  const linkedFrom = list(raw['linkedFrom']).map((from) => ({
    ...at,
    text: '',
    area: 'main',
    ...from,
    url: fullUrl(from['url']),
  }));
  return { ...lay('dead link', defaults, raw), url, linkedFrom };
};

const seeing: Readonly<Record<string, Build<unknown>>> = {
  columns: column,
  documents: document,
  interpretations: interpretation,
  sheets: sheet,
  gazettes: gazette,
  annualReports: annualReport,
  consultations: consultation,
  deadLinks: deadLink,
};

/**
 * A site as a case writes it: the lists of the contract in their short forms, `home` and `pages` as pages, `unit` over a
 * county of Wuhu, `foreign: { '/szf/': 某市政府网 }` for pages that another site labels, and `searched: { '': cut, '政务公开': blocked }` for places that were not read to their end.
 */
export function site(raw: Raw, index = 0): Site {
  const id = word((raw['unit'] as Raw | undefined)?.['id'], index === 0 ? 'a' : `unit-${index}`);
  const unit: Unit = makeUnit({ id, region: '340200', ...(raw['unit'] as Partial<Unit> | undefined) });
  const home = raw['home'] === undefined ? undefined : page({ kind: 'home', url: at.url, ...(raw['home'] as Raw) }, 0);
  const pages = [...(home ? [home] : []), ...list(raw['pages']).map(page)];
  const parts: Record<string, unknown> = {};
  for (const [key, build] of Object.entries(seeing)) parts[key] = list(raw[key]).map(build);
  const searched = (raw['searched'] ?? {}) as Readonly<Record<string, string>>;
  const { footer, labels } = raw;
  const rest = without(raw, 'unit', 'home', 'pages', 'searched', 'footer', 'labels', 'foreign');
  const defaults = makeSite({ key: id, unit, pages, ...(parts as Partial<Site>) });
  return {
    ...lay('site', defaults, { ...rest, ...parts }),
    home,
    foreign: new Map(Object.entries((raw['foreign'] ?? {}) as Raw).map(([url, name]) => [fullUrl(url), str(name)])),
    footer: footer === undefined ? undefined : { text: '', ...(footer as object) },
    labels: Object.entries((labels ?? {}) as Raw).map(([name, content]) => ({ name, content: str(content) })),
    page: (url) => [...pages, ...everyPage(defaults)].find((one) => one.url === url),
    searched: (path) => searchedAt(path, searched),
  };
}

/** The pages that stand behind the parts of a site. */
function everyPage(of: Site): readonly Page[] {
  const parts = [of.documents, of.interpretations, of.sheets, of.annualReports, of.consultations].flat();
  return [
    ...parts.map((part) => part.page),
    ...of.columns.flatMap((one) => [...one.pages, ...one.entries.flatMap((row) => row.page ?? [])]),
  ];
}

/** What a case says of the nearest place above this path; whole where it says nothing. */
function searchedAt(path: readonly string[], said: Readonly<Record<string, string>>): Searched {
  for (let end = path.length; end >= 0; end -= 1) {
    const reason = said[path.slice(0, end).join('>')];
    if (reason !== undefined) return { whole: false, reason: reason as 'cut' };
  }
  return { whole: true, captures: [at] };
}
