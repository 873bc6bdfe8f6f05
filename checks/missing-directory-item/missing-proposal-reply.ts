import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';
import { plain } from '../support/rows.ts';

const kinds = [
  { key: 'people', zh: '人大代表建议', en: 'the deputies’ suggestions', words: /人大|代表建议/ },
  { key: 'cppcc', zh: '政协委员提案', en: 'the members’ proposals', words: /政协|委员提案|提案/ },
] as const;

export default defineCheck({
  id: 'missing-proposal-reply',
  title: { zh: '未公开建议提案办理答复', en: 'No answers to suggestions and proposals published' },
  family: 'missing-directory-item',
  appliesTo: ['department'],
  per: 'directory-item',
  claims: 'absence',
  basis: 'PO-20',
  remedy: {
    zh: '公开办理答复全文和年度总体情况，人大、政协分开；当年没有承办任务的，写明没有',
    en: 'Publish the answers and the account of the year, both bodies apart; where there was nothing to answer, say so',
  },
  options: z.object({}),
  messages: {
    missing: {
      zh: '未公开{year}年度{what}办理答复',
      en: 'No answers to “{what}” of {year} are published',
    },
  },
  // A department without any such column is the matter of the check of directories.
  subjects: (site, { asOf }) => {
    const columns = site.columns.filter(({ type, form }) => type === 'proposal' && form === 'list');
    const year = Number(asOf.slice(0, 4)) - 1;
    return kinds.flatMap((kind) => {
      const [column] = columns.filter(({ path }) => kind.words.test(path.at(-1) ?? ''));
      return column ? [{ key: `${kind.key}-${year}`, seen: column.seen, kind, year, column }] : [];
    });
  },
  searched: ({ column }, { site }) => site.searched(column.path),
  *examine({ kind, year, column }, { site }) {
    if (column.entries.length === 0 || column.content !== 'filled') {
      yield { inapplicable: { zh: '栏目没有内容，已另行指出', en: 'the column is blank, which is told elsewhere' } };
      return;
    }
    if (hasYear(column, year) || site.columns.some((other) => other.type === 'proposal' && names(other, year))) return;
    yield {
      message: 'missing',
      data: { year, what: kind.zh },
      at: [{ role: 'should-show', ...column.at }],
      key: kind.key,
      review: noneAssigned,
    };
  },
});

const noneAssigned: Text = {
  zh: '该年度可能没有承办任务，请核对人大、政协交办件',
  en: 'perhaps nothing was assigned that year: look at what was handed over',
};

/** Answers come from the spring of a year to its end; what is dated early in the next may still be of it. */
function hasYear({ entries }: Column, year: number): boolean {
  return entries.some(
    ({ title, date }) =>
      plain(title).includes(String(year)) ||
      (date !== undefined && date.day >= `${year}-03-01` && date.day < `${year + 1}-03-01`),
  );
}

/** Whether a column of the year holds anything at all. */
function names({ path, entries }: Site['columns'][number], year: number): boolean {
  return entries.length > 0 && path.some((name) => name.includes(String(year)));
}
