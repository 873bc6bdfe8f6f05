import type { Gazette, GazetteIssue, Site } from '../../src/contract/site.ts';
import type { UnitType } from '../../src/contract/unit.ts';
import type { Day } from '../../src/lib/day.ts';
import { plain } from './rows.ts';

/** Who may have a gazette. Towns and departments have none, and for a county it is open: its absence is never a fault. */
export const gazetteUnits = ['city', 'county', 'zone'] as const satisfies readonly UnitType[];

/** Gazettes that show at least one issue: an empty column is the matter of another check. */
export function gazettesOf(site: Site): readonly Gazette[] {
  return site.gazettes.filter(({ issues }) => issues.length > 0);
}

/** How often a gazette comes out, in months, as it says itself. */
const periods: readonly (readonly [RegExp, number])[] = [
  [/双月刊|每两个?月|隔月/, 2],
  [/半月刊/, 0.5],
  [/半年刊|每半年|一年两期/, 6],
  [/季刊|每季度?|按季度?|一年四期/, 3],
  [/月刊|每月|按月|一年十二期/, 1],
  [/旬刊|每旬/, 0.34],
  [/年刊|每年一期|按年/, 12],
];

/** The period that the text states; undefined where it states none. */
export function statedPeriod(text: string): number | undefined {
  const near = [...plain(text).matchAll(/(?:出刊|刊期|周期|发行|出版|编印|编辑|印发|本刊|公报).{0,40}/g)].map(
    ([words]) => words,
  );
  const words = near.join('\n');
  return periods.find(([pattern]) => pattern.test(words))?.[1];
}

/** The name of an issue as a person says it. */
export function issueName({ year, numbers, title }: GazetteIssue): string {
  if (numbers.length === 0) return title;
  return `${year === undefined ? '' : `${year}年`}第${numbers.join('、')}期`;
}

/** The numbers of each year, sorted; issues without a year or number are left out. */
export function numbersByYear({ issues }: Gazette): ReadonlyMap<number, readonly number[]> {
  const years = new Map<number, Set<number>>();
  for (const { year, numbers } of issues) {
    if (year === undefined) continue;
    const known = years.get(year) ?? new Set<number>();
    for (const number of numbers) known.add(number);
    years.set(year, known);
  }
  return new Map(
    [...years].sort(([a], [b]) => a - b).map(([year, numbers]) => [year, [...numbers].sort((a, b) => a - b)]),
  );
}

/** The newest issue that was out by `asOf`, by the day on which it was published. */
export function newestIssue(
  { issues }: Gazette,
  asOf: Day,
): { readonly issue: GazetteIssue; readonly day: Day } | undefined {
  return issues
    .flatMap((issue) => (issue.publishedOn && issue.publishedOn <= asOf ? [{ issue, day: issue.publishedOn }] : []))
    .reduce<{ issue: GazetteIssue; day: Day } | undefined>(
      (last, one) => (!last || one.day > last.day ? one : last),
      undefined,
    );
}

/** All that an issue says: its page and those attachments that could be read. */
export function issueText({ title, page, files }: GazetteIssue): string {
  return [title, page?.mainText ?? '', ...files.map(({ text }) => text ?? '')]
    .map((text) => text.slice(0, 100_000))
    .join('\n');
}

/** Whether an issue has something that could not be read: a PDF without text, a page that was not fetched. */
export function isPartlyUnread({ seen, page, files }: GazetteIssue): boolean {
  const isPicture = page !== undefined && page.mainText.trim().length < 80 && page.media.images > 0;
  return !seen.whole || page === undefined || isPicture || files.some(({ text }) => text === undefined);
}

/** The issues published since a day, newest first; those without a date count by their year. */
export function issuesSince({ issues }: Gazette, since: Day, asOf: Day): readonly GazetteIssue[] {
  return issues
    .filter(({ publishedOn, year }) =>
      publishedOn === undefined
        ? year !== undefined && String(year) >= since.slice(0, 4)
        : publishedOn >= since && publishedOn <= asOf,
    )
    .toSorted((a, b) =>
      (a.publishedOn ?? '') === (b.publishedOn ?? '') ? 0 : (a.publishedOn ?? '') < (b.publishedOn ?? '') ? 1 : -1,
    );
}
