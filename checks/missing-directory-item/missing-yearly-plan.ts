import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';
import { searchedAll } from '../support/interpretations.ts';
import { plain } from '../support/rows.ts';

/** What a department shows of each year: its plan of this one, its summary of the last. */
const kinds = {
  plan: /计划|要点|安排|打算|思路|任务/,
  summary: /总结|工作(?:完成|开展|进展)?情况|工作报告|工作回顾|述职/,
} as const;
type Kind = keyof typeof kinds;

/** Titles of plans that are of no single year, or of something else. */
const OTHER = /五年规划|十[一二三四五六]五|招生|招聘|采购|预算|检查计划|抽查|听证|立法计划/;
const YEAR = /(?<!\d)(20\d{2})(?!\d)/g;

export default defineCheck({
  id: 'missing-yearly-plan',
  title: { zh: '未公开年度工作计划或总结', en: 'No plan of this year, or no summary of the last' },
  family: 'missing-directory-item',
  appliesTo: ['department'],
  per: 'directory-item',
  claims: 'absence',
  basis: 'PO-18',
  options: z.object({
    from: z
      .string()
      .regex(/^\d{2}-\d{2}$/)
      .default('04-01')
      .describe('每年从哪一天（月-日）起查本年度计划和上年度总结（自定）'),
  }),
  messages: {
    plan: { zh: '未公开本年度（{year}年）工作计划', en: 'The plan of work for this year ({year}) is not published' },
    summary: { zh: '未公开上年度（{year}年）工作总结', en: 'The summary of the last year ({year}) is not published' },
  },
  // A department without any such column is the matter of the check of directories.
  subjects: (site, { asOf }) => {
    const year = Number(asOf.slice(0, 4));
    const columns = site.columns.filter(({ type }) => type === 'plan');
    if (columns.length === 0) return [];
    return [
      { key: `plan-${year}`, seen: site.seen, kind: 'plan' as const, year, columns },
      { key: `summary-${year - 1}`, seen: site.seen, kind: 'summary' as const, year: year - 1, columns },
    ];
  },
  searched: ({ columns }, { site }) => searchedAll(columns.map(({ path }) => site.searched(path))),
  *examine({ kind, year, columns }, { site, asOf, options }) {
    if (asOf.slice(5) < options.from) {
      yield { inapplicable: { zh: '本年度尚早，不查', en: 'too early in the year' } };
      return;
    }
    if (isShown(kind, year, site) || columns.some((column) => tells(column, kind, year))) return;
    if (columns.some(({ content }) => content === 'script' || content === 'elsewhere' || content === 'unknown'))
      yield { unknown: 'unrendered' };
    if (columns.every(({ entries, form }) => entries.length === 0 && form !== 'single-page')) {
      yield { inapplicable: { zh: '栏目没有内容，已另行指出', en: 'the column is blank, which is told elsewhere' } };
      return;
    }
    const [column] = columns;
    if (!column) return;
    yield {
      message: kind,
      data: { year },
      at: [{ role: 'should-show', ...column.at }],
      key: kind,
      review: doubtOf(kind, columns),
      remedy:
        kind === 'plan'
          ? { zh: `公开${year}年度工作计划（要点），含专项计划`, en: `Publish the plan for ${year}` }
          : { zh: `公开${year}年度工作总结`, en: `Publish the summary of ${year}` },
    };
  },
});

/** By a title anywhere on the site, or of a file, that names the year and the thing. */
function isShown(kind: Kind, year: number, site: Site): boolean {
  const titles = [
    ...site.columns.flatMap(({ entries }) => entries.map(({ title }) => title)),
    ...site.pages.flatMap(({ title = '', attachments }) => [title, ...attachments.map((file) => file.title)]),
  ];
  return titles.some((title) => isTitleOf(kind, year, title));
}

function isTitleOf(kind: Kind, year: number, title: string): boolean {
  const text = plain(title);
  return text.includes(String(year)) && kinds[kind].test(text) && !OTHER.test(text);
}

/** By a row of a column of plans that names no year and was dated in it, by the column's own name, or by its one page. */
function tells({ path, entries, form, pages }: Column, kind: Kind, year: number): boolean {
  const named = path.some((name) => name.includes(String(year))) && entries.length > 0;
  const dated = entries.some(
    ({ title, date }) =>
      plain(title).search(YEAR) < 0 &&
      kinds[kind].test(title) &&
      !OTHER.test(title) &&
      (date === undefined || date.day.startsWith(String(kind === 'plan' ? year : year + 1))),
  );
  const single = form === 'single-page' && pages.some(({ mainText }) => mainText.includes(`${year}年`));
  return (named && path.some((name) => kinds[kind].test(name) || name.includes(String(year)))) || dated || single;
}

/** A column that is called after one of the two only, or after long-term plans alone, may not be where the other stands. */
function doubtOf(kind: Kind, columns: readonly Column[]): Text | false {
  const names = columns.flatMap(({ path }) => path).join(' ');
  if (kind === 'plan' ? names.includes('计划') : /总结|规划计划|计划规划|规划信息/.test(names)) return false;
  return { zh: '栏目名称没有写明收录此类信息，可能公开在别处', en: 'by its name the column need not hold it' };
}
