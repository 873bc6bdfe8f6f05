import type { Page } from '../../contract/page.ts';
import type { ReadCapture, SiteInput } from '../../contract/reader.ts';
import type { Place, Seen } from '../../contract/seen.ts';
import type { Column, EntryState, Site } from '../../contract/site.ts';
import type { Unit } from '../../contract/unit.ts';
import { hostOf } from '../../lib/url.ts';
import { buildAnnualReports } from './annual-reports.ts';
import { boundsOf } from './bounds.ts';
import { countClicks } from './clicks.ts';
import { buildColumns } from './columns.ts';
import { buildConsultations } from './consultations.ts';
import { findDeadLinks } from './dead-links.ts';
import { buildDocuments, fileTitles, listedIn } from './documents.ts';
import { findEntrance } from './entry-state.ts';
import { findForeignPages } from './foreign-pages.ts';
import { buildGazettes } from './gazettes.ts';
import { linkInterpretations } from './interpretations.ts';
import { findListRuns } from './list-runs.ts';
import { readMenus } from './menus.ts';
import { bareName } from './names.ts';
import { makePages } from './pages.ts';
import { addressOf, spotOf } from './plain-url.ts';
import { countFetches, readClocks, readTls } from './run-facts.ts';
import { searcher } from './searched.ts';
import { sectionNames } from './sections.ts';
import { buildSheets } from './sheets.ts';
import { readTrails } from './trails.ts';
import { whole } from './unseen.ts';

/**
 * Builds the site of a unit from the readings of one run: its columns with their entries, its documents, and all that
 * checks look at. Everything says how well it was seen. The text of a page is opened only where its kind or its column
 * asks for it, so that a large site need not lie in memory.
 */
export function buildSite(input: SiteInput): Site {
  const { unit, snapshot, captures } = input;
  const bounds = boundsOf(unit, arrivalsOf(unit, captures));
  const pages = makePages(captures, bounds);
  const { entry, home } = findEntrance(unit, pages, bounds);
  const clock = readClocks(snapshot.startedAt, captures);
  const siteNames = siteNamesOf(unit, home);
  const section = sectionNames({ pages, bounds, home, siteNames });
  const trails = readTrails(pages.all, { siteNames, isHome: homeTest(unit, home), section });
  const menus = readMenus(pages.all, home);
  const runs = findListRuns(pages, home);
  const clicks = countClicks(home, pages);
  const columns = buildColumns({ pages, bounds, home, runs, trails, menus }, { captured: clock.ours, clicks });
  const listed = listedIn(columns);
  const documents = buildDocuments(pages.all, listed);
  const linked = linkInterpretations({ pages, listed, documents });
  return {
    key: unit.id,
    seen: seenOf(entry, snapshot.ending),
    unit,
    at: home?.at ?? placeOfEntry(entry, input),
    entry,
    home,
    pages: pages.all,
    columns,
    documents: linked.documents,
    interpretations: linked.interpretations,
    sheets: buildSheets(columns),
    gazettes: buildGazettes(columns, home),
    annualReports: buildAnnualReports(pages.all, listed, fileTitles(columns)),
    consultations: buildConsultations(pages, listed),
    deadLinks: findDeadLinks(pages.all, pages),
    elsewhere: elsewhereOf(columns),
    foreign: findForeignPages(pages.all, home),
    footer: home?.footer,
    labels: home?.metas ?? [],
    fetches: countFetches(captures),
    clock,
    history: input.history,
    tls: readTls(captures, bounds.sameHost),
    page: pages.find,
    searched: searcher({ columns, pages, home, entry, ending: snapshot.ending }),
  };
}

/** Where the entries of a unit arrived, as far as that is still its host. */
function arrivalsOf(unit: Unit, captures: readonly ReadCapture[]): readonly string[] {
  const entries = new Set(unit.entry.map(addressOf));
  return captures.flatMap(({ capture }) => {
    if (capture.outcome !== 'fetched' || !entries.has(addressOf(capture.asked))) return [];
    return unit.entry.some((url) => bareHost(url) === bareHost(capture.url)) ? [capture.url] : [];
  });
}

function bareHost(url: string): string {
  return hostOf(url).replace(/^www\./, '');
}

function siteNamesOf(unit: Unit, home: Page | undefined): ReadonlySet<string> {
  const names = [unit.name, home?.siteName, home?.title].flatMap((name) =>
    name === undefined ? [] : [bareName(name)],
  );
  return new Set(names.filter((name) => name !== ''));
}

function homeTest(unit: Unit, home: Page | undefined): (url: string) => boolean {
  const homes = new Set([...unit.entry, ...(home === undefined ? [] : [home.url])].map(spotOf));
  return (url) => homes.has(spotOf(url));
}

/** A site is whole where its entry was read and the crawl came to its end; what its parts lack, they say themselves. */
function seenOf(entry: EntryState, ending: string): Seen {
  if (entry.state === 'read') return ending === 'done' ? whole : { whole: false, reason: 'not-fetched' };
  if (entry.state === 'other-host') return { whole: false, reason: 'elsewhere' };
  return { whole: false, reason: entry.state === 'blocked' || entry.state === 'login' ? 'blocked' : 'not-fetched' };
}

/** The hash of an empty body: what is stored of an entry that gave none. */
const emptyBody = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function placeOfEntry({ url }: EntryState, { captures, snapshot }: SiteInput): Place {
  const address = addressOf(url);
  const capture = captures.map((read) => read.capture).find(({ asked }) => addressOf(asked) === address);
  const body = capture?.outcome === 'fetched' ? capture.body : emptyBody;
  return { url, capture: body, fetchedAt: capture?.at ?? snapshot.startedAt };
}

function elsewhereOf(columns: readonly Column[]): Site['elsewhere'] {
  return columns.flatMap(({ content, url, key, path }) =>
    content === 'elsewhere' ? [{ url, column: key, name: path.at(-1) ?? '' }] : [],
  );
}
