import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Gazette, GazetteIssue } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';
import { gazettesOf, gazetteUnits, issueName, numbersByYear } from '../support/gazette.ts';
import { pathText } from '../support/place.ts';

export default defineCheck({
  id: 'gazette-issue-gap',
  title: { zh: '公报期号不连续', en: 'Gazette with numbers left out' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'absence',
  basis: 'GZ-07',
  options: z.object({}),
  messages: {
    gap: {
      zh: '“{gazette}”{year}年缺第{numbers}期（已有第{first}期至第{last}期）',
      en: '“{gazette}”: of {year}, the numbers {numbers} are missing between {first} and {last}',
    },
    repeated: {
      zh: '“{gazette}”{issues}的总期号都是总第{total}期',
      en: '“{gazette}”: “{issues}” bear the same running number {total}',
    },
  },
  subjects: (site) => gazettesOf(site),
  searched: (gazette, { site }) =>
    site.searched(site.columns.find(({ key }) => gazette.columns[0] === key)?.path ?? []),
  *examine(gazette, { site, since }) {
    const column = site.columns.find(({ key }) => gazette.columns[0] === key);
    const name = column ? pathText(column) : '政府公报';
    for (const { total, issues } of sameTotals(gazette, since)) {
      const [one, ...others] = issues.map((issue) => ({ role: 'shows' as const, ...issue.at }));
      if (!one) continue;
      yield {
        message: 'repeated',
        data: { gazette: name, total, issues: issues.map(issueName).join('、') },
        at: [one, ...others],
        key: `total-${total}`,
        expected: { zh: '总期号递增', en: 'running numbers that grow' },
        remedy: { zh: '核对后改正总期号', en: 'Correct the running number' },
      };
    }
    // An issue whose number could not be read may be the one that seems to be left out.
    const unread = gazette.issues.some(({ numbers, year }) => numbers.length === 0 || year === undefined);
    for (const [year, numbers] of numbersByYear(gazette)) {
      const first = numbers[0] ?? 1;
      const last = numbers.at(-1) ?? first;
      if (String(year) < since.slice(0, 4) || numbers.length < 2 || last > 60) continue;
      // What lies before the first number of the oldest year may be older than the column itself.
      const isOldest = year === numbersByYear(gazette).keys().next().value;
      const from = isOldest ? first : 1;
      const gaps = Array.from({ length: last - from + 1 }, (_, index) => from + index).filter(
        (number) => !numbers.includes(number),
      );
      if (gaps.length === 0 || gaps.length > numbers.length) continue;
      yield {
        message: 'gap',
        data: { gazette: name, year, numbers: gaps.join('、'), first, last },
        at: [{ role: 'should-show', ...gazette.at }],
        key: `${year}`,
        expected: { zh: '期号年内连续', en: 'numbers without gaps within the year' },
        observed: { zh: `第${numbers.join('、')}期`, en: numbers.join(', ') },
        remedy: { zh: '补发所缺各期；合刊的，在期号中写明', en: 'Add the issues; name double issues as such' },
        review: unread && { zh: '有的期次未能读出期号', en: 'the number of some issue could not be read' },
      };
    }
  },
});

/** Issues of different numbers that bear one running number, some of them of the time that is judged. */
function sameTotals(
  { issues }: Gazette,
  since: Day,
): readonly { readonly total: number; readonly issues: readonly GazetteIssue[] }[] {
  const byTotal = new Map<number, GazetteIssue[]>();
  for (const issue of issues)
    if (issue.totalNumber !== undefined && issue.numbers.length === 1)
      byTotal.set(issue.totalNumber, [...(byTotal.get(issue.totalNumber) ?? []), issue]);
  return [...byTotal].flatMap(([total, same]) => {
    const apart = new Set(same.map(({ year, numbers }) => `${year}-${numbers.join()}`));
    const isJudged = same.some(({ publishedOn, year }) => (publishedOn ?? `${year}-12-31`) >= since);
    return apart.size > 1 && isJudged ? [{ total, issues: same }] : [];
  });
}
