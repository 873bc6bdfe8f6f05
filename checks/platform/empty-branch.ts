import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import { government } from '../support/units.ts';

const UNSEEN: ReadonlySet<Column['content']> = new Set(['script', 'unknown']);
const BARE: ReadonlySet<Column['content']> = new Set(['empty', 'placeholder']);

export default defineCheck({
  id: 'empty-branch',
  title: { zh: '目录分支下没有内容', en: 'Branch of the directory with nothing under it' },
  family: 'platform',
  appliesTo: government,
  per: 'column',
  claims: 'absence',
  basis: 'GW-V4c',
  options: z.object({}),
  messages: {
    empty: {
      zh: '“{column}”下{count}个子栏目均无内容',
      en: 'None of the {count} columns under “{column}” has any content',
    },
    bare: { zh: '“{column}”下没有子栏目，也没有内容', en: '“{column}” has neither columns nor content under it' },
  },
  subjects: (site) => site.columns.filter(({ form, closed }) => form === 'branch' && !closed),
  searched: (branch, { site }) => site.searched(branch.path),
  *examine(branch, { site }) {
    if (branch.entries.length > 0 || branch.content === 'elsewhere') return;
    const leaves = leavesUnder(branch, site);
    if (leaves.some(({ content }) => !BARE.has(content) && !UNSEEN.has(content))) return;
    if (leaves.some(({ content, seen }) => UNSEEN.has(content) || !seen.whole)) {
      yield { unknown: 'unrendered' };
      return;
    }
    // A branch whose own page shows something is no empty one, whatever became of its columns.
    // One empty column under it is told of that column; the branch may list much that is no column.
    if (leaves.length === 1 || showsMore(branch, leaves) || (leaves.length === 0 && !BARE.has(branch.content))) return;
    const column = branch.path.join(' > ');
    // The veto counts blank columns together; one branch alone is minor.
    const said = { at: branch.at, key: 'branch', severity: 'minor', remedy } as const;
    if (leaves.length === 0) yield { message: 'bare', data: { column }, ...said };
    else yield { message: 'empty', data: { column, count: leaves.length }, ...said };
  },
});

const remedy = { zh: '补充内容，或撤并空目录', en: 'Fill it, or merge the empty branch' };

/** Whether the page of a branch says more than the names of what is under it. */
function showsMore({ pages: [page], path }: Column, leaves: readonly Column[]): boolean {
  const names = [...path, ...leaves.flatMap((leaf) => leaf.path)];
  const said = names.reduce((text, name) => text.replaceAll(name, ''), (page?.mainText ?? '').slice(0, 20_000));
  return said.replace(/\s/g, '').length > 60;
}

/** Columns below a branch that are no branches themselves. */
function leavesUnder(branch: Column, site: Site): readonly Column[] {
  return site.columns.filter(
    ({ key, path, form }) =>
      key !== branch.key &&
      form !== 'branch' &&
      path.length > branch.path.length &&
      branch.path.every((name, level) => path[level] === name),
  );
}
