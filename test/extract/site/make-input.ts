import type { Capture, FailReason, Fetched, SkipReason } from '../../../src/contract/capture.ts';
import type { Link, Reading, Row } from '../../../src/contract/page.ts';
import type { ReadCapture, SiteInput } from '../../../src/contract/reader.ts';
import { parseDay, type Day } from '../../../src/lib/day.ts';
import { makeUnit } from '../../support/site.ts';

const base = 'https://a.example/';

/** A reading of nothing at this address, but for what the test says. */
export function makeReading(path: string, parts: Partial<Reading> = {}): Reading {
  return {
    url: new URL(path, base).href,
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
    text: '',
    mainText: '',
    tables: [],
    ...parts,
  };
}

/** A list with these rows (`title date href`), under these crumbs. */
export function makeList(
  path: string,
  crumbs: readonly string[],
  rows: readonly Row[],
  parts: Partial<Reading> = {},
): Reading {
  const column = crumbs.at(-1) ?? '';
  return makeReading(path, {
    kind: 'column',
    column,
    title: column,
    breadcrumb: [{ name: '首页', url: base }, ...crumbs.map((name) => ({ name }))],
    list: { state: rows.length > 0 ? 'filled' : 'empty' },
    rows,
    ...parts,
  });
}

/** A row that leads to `href`. */
export function row(title: string, href: string, date?: string): Row {
  return {
    title,
    href,
    url: new URL(href, base).href,
    ...(date !== undefined && { date: { text: date, quote: date } }),
  };
}

/** A link of a menu. */
export function nav(text: string, href: string): Link {
  return { text, url: new URL(href, base).href, area: 'nav' };
}

/** What was fetched at 2026-03-02 in China. */
export function fetched(reading: Reading, parts: Partial<Fetched> = {}): ReadCapture {
  const capture: Fetched = {
    id: `c:${reading.url}:${reading.mode}`,
    asked: reading.url,
    url: reading.url,
    at: '2026-03-02T01:00:00Z',
    depth: 1,
    hops: [],
    outcome: 'fetched',
    status: 200,
    headers: [],
    contentType: 'text/html',
    body: `sha256:${reading.url}`,
    bytes: 1000,
    complete: true,
    mode: reading.mode,
    ...parts,
  };
  return { capture, reading };
}

const asked = (href: string) => {
  const url = new URL(href, base).href;
  return { id: `c:${url}`, asked: url, url, at: '2026-03-02T01:00:00Z', depth: 1, hops: [], detail: '' };
};

export function failed(href: string, reason: FailReason, status?: number): ReadCapture {
  const capture: Capture = { ...asked(href), outcome: 'failed', reason, ...(status !== undefined && { status }) };
  return { capture, reading: undefined };
}

export function skipped(href: string, reason: SkipReason): ReadCapture {
  return { capture: { ...asked(href), outcome: 'skipped', reason }, reading: undefined };
}

/** A run of a county at https://a.example/ that came to its end. */
export function makeInput(captures: readonly ReadCapture[], parts: Partial<SiteInput> = {}): SiteInput {
  const unit = parts.unit ?? makeUnit();
  return {
    unit,
    snapshot: {
      id: 's',
      unit,
      startedAt: '2026-03-02T01:00:00Z',
      endedAt: '2026-03-02T02:00:00Z',
      ending: 'done',
      tool: { version: '0', reader: '0' },
      captures: captures.map(({ capture }) => capture.id),
    },
    captures,
    ...parts,
  };
}

/** The home page with this menu. */
export function makeHome(links: readonly Link[], parts: Partial<Reading> = {}): ReadCapture {
  return fetched(makeReading('/', { kind: 'home', siteName: '甲县人民政府', links, ...parts }));
}

export function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`${text} is not a day`);
  return day;
}
