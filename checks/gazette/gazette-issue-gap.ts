import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { gazettesOf, gazetteUnits, numbersByYear } from '../support/gazette.ts';
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
  },
  subjects: (site) => gazettesOf(site),
  searched: (gazette, { site }) =>
    site.searched(site.columns.find(({ key }) => gazette.columns[0] === key)?.path ?? []),
  *examine(gazette, { site, since }) {
    const column = site.columns.find(({ key }) => gazette.columns[0] === key);
    const name = column ? pathText(column) : '政府公报';
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
