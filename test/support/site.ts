import type { Page } from '../../src/contract/page.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Column, Entry, Site } from '../../src/contract/site.ts';
import type { Grounds, Rule, Standards } from '../../src/contract/standards.ts';
import type { Unit } from '../../src/contract/unit.ts';
import { addDays, daysBetween, parseDay, type Day } from '../../src/lib/day.ts';
import { sha256Hex } from '../../src/lib/hash.ts';

export const whole = { whole: true } as const;
export const cut = { whole: false, reason: 'cut' } as const;
export const at: Place = {
  url: 'https://a.example/',
  capture: `sha256:${'c'.repeat(64)}`,
  fetchedAt: '2026-03-02T01:00:00Z',
};

/** The day of a test; a slip of the pen throws. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`${text} is not a day`);
  return parsed;
}

const ground = { from: 'register', sure: true, why: { zh: '登记表', en: 'the register' } } as const;

/** A county, but for what the test says. */
export function makeUnit(parts: Partial<Unit> = {}): Unit {
  return {
    id: 'a',
    name: '甲县人民政府',
    type: 'county',
    entry: [at.url],
    scope: { kind: 'host' },
    grounds: { name: ground, type: ground, region: ground },
    ...parts,
  };
}

/** A county without anything, read whole, but for what the test says. */
export function makeSite(parts: Partial<Site> = {}): Site {
  const pages = parts.pages ?? [];
  return {
    key: 'a',
    seen: whole,
    unit: makeUnit(),
    at,
    entry: { state: 'read', url: at.url, detail: '' },
    home: undefined,
    pages,
    columns: [],
    documents: [],
    interpretations: [],
    sheets: [],
    gazettes: [],
    annualReports: [],
    consultations: [],
    deadLinks: [],
    elsewhere: [],
    footer: undefined,
    labels: [],
    fetches: { known: pages.length, fetched: pages.length, failed: {}, skipped: {} },
    clock: { ours: day('2026-03-02'), servers: undefined },
    history: undefined,
    tls: undefined,
    page: (url) => pages.find((page) => page.url === url),
    searched: () => ({ whole: true, captures: [at] }),
    ...parts,
  };
}

/** An article of this text. */
export function makePage(text: string, parts: Partial<Page> = {}): Page {
  const url = parts.url ?? at.url;
  return {
    key: url,
    seen: whole,
    url,
    at: { ...at, url },
    mode: 'http',
    encoding: { name: 'utf-8', how: 'meta', sure: true },
    kind: 'article',
    breadcrumb: [],
    contradictions: [],
    list: { state: 'none' },
    rows: [],
    fields: [],
    attachments: [],
    metas: [],
    links: [],
    forms: [],
    media: { images: 0, videos: 0 },
    text,
    mainText: text,
    tables: [],
    rendered: undefined,
    files: undefined,
    ...parts,
  };
}

/** An entry of this day; undefined for a day that could not be read. */
export function makeEntry(text: string | undefined, parts: Partial<Entry> = {}): Entry {
  return {
    title: '通知',
    url: `${at.url}t.html`,
    date: text === undefined ? undefined : { day: day(text), from: 'row' },
    at,
    page: undefined,
    ...parts,
  };
}

/** A column 通知公告 whose rows bear these days; undefined for a day that could not be read. */
export function makeColumn(days: readonly (string | undefined)[], parts: Partial<Column> = {}): Column {
  const entries = parts.entries ?? days.map((text, index) => makeEntry(text, { url: `${at.url}t${index}.html` }));
  const dated = entries.filter(({ date }) => date !== undefined);
  const newest = [...dated].sort((a, b) => ((a.date?.day ?? '') < (b.date?.day ?? '') ? 1 : -1))[0];
  return {
    key: '通知公告',
    seen: whole,
    at,
    url: at.url,
    path: ['通知公告'],
    type: 'notice',
    knownBy: 'name',
    form: 'list',
    content: entries.length > 0 ? 'filled' : 'empty',
    pages: [],
    entries,
    newest,
    undated: entries.length - dated.length,
    closed: false,
    oneDay: false,
    children: [],
    clicks: 1,
    ...parts,
  };
}

/** A rule of this confidence. */
export function makeRule(id: string, parts: Partial<Rule> = {}): Rule {
  return {
    id,
    title: id,
    source: { id: 'S', title: '某办法' },
    clause: '第一条',
    severity: 'major',
    confidence: 'read',
    threshold: {},
    ...parts,
  };
}

/** A rule book of these rules, and nothing else but what the test says. */
export function makeStandards(rules: readonly Rule[], parts: Partial<Standards> = {}): Standards {
  const rule = (id: string): Rule | undefined => rules.find((known) => known.id === id);
  return {
    knows: (id) => rule(id) !== undefined,
    rule,
    ruleOn: rule,
    directory: () => [],
    elements: () => undefined,
    vocabulary: () => [],
    terms: [],
    ...parts,
  };
}

/** Grounds of 2 March 2026 with a calendar in which every day is a working day. */
export function makeGrounds(parts: Partial<Grounds> = {}): Grounds {
  return {
    asOf: day('2026-03-02'),
    since: day('2025-01-01'),
    calendar: { isWorkday: () => true, addWorkdays: addDays, workdaysBetween: daysBetween, knows: () => true },
    standards: makeStandards([]),
    veil: (secret) => `veiled:${sha256Hex(secret).slice(0, 12)}`, // a test has no key, and no secrets
    ...parts,
  };
}
