import type { Crumb, Page } from '../../contract/page.ts';
import { bareName, isHomeName, isStanding, tidyName } from './names.ts';
import { spotOf } from './plain-url.ts';

/** One step of a path: its name, and where it leads. */
export interface Step {
  readonly name: string;
  readonly url: string | undefined;
}

/** The paths that the breadcrumbs of a site give to addresses. */
export interface Trails {
  /** The breadcrumb of a page without site name, 首页 and 正文. */
  readonly of: (page: Page) => readonly Step[];
  /** Every address that stands in a breadcrumb, with the path by which most pages name it. */
  readonly named: ReadonlyMap<string, NamedStep>;
}

/** An address that breadcrumbs name. */
export interface NamedStep {
  readonly url: string;
  readonly path: readonly string[];
  /** A page whose breadcrumb names it. */
  readonly seenOn: Page;
}

/** What the beginning of a breadcrumb is told by. */
export interface Beginnings {
  /** The names that the site gives itself. */
  readonly siteNames: ReadonlySet<string>;
  readonly isHome: (url: string) => boolean;
  /** The name of a section with a front page of its own, which its breadcrumbs call 首页: 纪检监察组, 诉求平台. */
  readonly section: (url: string) => string | undefined;
}

/** Reads the breadcrumbs of all pages. */
export function readTrails(all: readonly Page[], beginnings: Beginnings): Trails {
  const cache = new Map<string, readonly Step[]>();
  const of = (page: Page): readonly Step[] => {
    const identity = page.breadcrumb.map(({ name, url }) => `${name}\n${url ?? ''}`).join('\n\n');
    const known = cache.get(identity);
    if (known !== undefined) return known;
    const steps = cleanTrail(page.breadcrumb, beginnings);
    cache.set(identity, steps);
    return steps;
  };
  return { of, named: countVotes(all, of) };
}

function cleanTrail(breadcrumb: readonly Crumb[], beginnings: Beginnings): readonly Step[] {
  const steps = breadcrumb.map(({ name, url }) => ({ name: tidyName(name), url })).filter(({ name }) => name !== '');
  let start = 0;
  while (start < steps.length && leadsHome(steps[start], beginnings)) start += 1;
  const end = isStanding(steps.at(-1)?.name ?? '') ? -1 : undefined;
  return withoutEchoes([...sectionOf(steps[start - 1], beginnings), ...steps.slice(start, end)]);
}

/** The section that a breadcrumb begins in, where its 首页 is not that of the site. */
function sectionOf(step: Step | undefined, { isHome, section }: Beginnings): readonly Step[] {
  if (step?.url === undefined || isHome(step.url)) return [];
  const name = section(step.url);
  return name === undefined ? [] : [{ name, url: step.url }];
}

function leadsHome(step: Step | undefined, { siteNames, isHome }: Beginnings): boolean {
  if (step === undefined) return false;
  if (isHomeName(step.name) || siteNames.has(bareName(step.name))) return true;
  return step.url !== undefined && isHome(step.url) && !step.name.includes('公开');
}

/** 政务公开 > 政务公开 > 通知公告: a template that names a step twice. */
function withoutEchoes(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step, index) => {
    const before = steps[index - 1];
    return before === undefined || bareName(before.name) !== bareName(step.name);
  });
}

interface Vote {
  readonly path: readonly string[];
  readonly seenOn: Page;
  readonly url: string;
  count: number;
}

function countVotes(all: readonly Page[], of: Trails['of']): ReadonlyMap<string, NamedStep> {
  const votes = new Map<string, Map<string, Vote>>();
  for (const page of all) {
    const steps = of(page);
    for (const [index, { url }] of steps.entries()) {
      if (url === undefined) continue;
      const path = steps.slice(0, index + 1).map(({ name }) => name);
      vote(votes, spotOf(url), { path, seenOn: page, url, count: 1 });
    }
  }
  return new Map([...votes].map(([address, paths]) => [address, winner(paths)] as const));
}

function vote(votes: Map<string, Map<string, Vote>>, address: string, one: Vote): void {
  const paths = votes.get(address) ?? new Map<string, Vote>();
  votes.set(address, paths);
  const key = one.path.map(bareName).join('/');
  const before = paths.get(key);
  if (before === undefined) paths.set(key, one);
  else before.count += 1;
}

/** The path that most pages give; of two as common, the longer, which says more. */
function winner(paths: ReadonlyMap<string, Vote>): NamedStep {
  const [first, ...others] = [...paths.values()];
  if (first === undefined) throw new Error('an address without a vote');
  return others.reduce((best, next) => {
    if (next.count !== best.count) return next.count > best.count ? next : best;
    return next.path.length > best.path.length ? next : best;
  }, first);
}
