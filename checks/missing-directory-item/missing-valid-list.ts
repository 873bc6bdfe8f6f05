import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import { isFromOutside, isNormative, isSuperior } from '../support/document-facts.ts';
import { plain } from '../support/rows.ts';

/** How a list of what is still in force is called. */
const LIST =
  /(?:继续有效|现行有效|有效)的?.{0,20}(?:目录|清单|一览|汇总)|规范性文件.{0,8}(?:目录|清单|清理结果|清理情况)|(?:公布|保留|清理).{0,24}规范性文件.{0,12}(?:结果|目录|公告|通知)/;

export default defineCheck({
  id: 'missing-valid-list',
  title: { zh: '未公开继续有效文件目录', en: 'No list of the documents still in force' },
  family: 'missing-directory-item',
  appliesTo: ['department'],
  per: 'directory-item',
  claims: 'absence',
  basis: 'PO-12',
  options: z.object({
    atLeast: z.int().positive().default(2).describe('本部门的规范性文件不少于几件才查'),
  }),
  messages: {
    missing: {
      zh: '未梳理公开继续有效文件目录（本站有本部门规范性文件{count}件）',
      en: 'No list of the documents still in force is published ({count} of the unit’s own stand on the site)',
    },
  },
  subjects: (site, { options }) => {
    const own = site.documents.filter(
      (document) => isNormative(document) && !isSuperior(document) && !isFromOutside(document, site.unit),
    );
    const [first] = own;
    return first && own.length >= options.atLeast
      ? [{ key: 'valid-list', seen: site.seen, first, count: own.length }]
      : [];
  },
  searched: (_, { site }) => site.searched([]),
  *examine({ first, count }, { site }) {
    if (isShown(site)) return;
    if (site.elsewhere.some(({ name }) => /文件|规范性/.test(name))) yield { unknown: 'elsewhere' };
    const column = site.columns.find(({ key }) => first.columns.includes(key));
    yield {
      message: 'missing',
      data: { count },
      at: [{ role: 'should-show', ...(column?.at ?? site.at) }],
      key: 'valid-list',
      // A list may bear a title of its own, or stand on the site of the county.
      review: {
        zh: '可能由县级统一公布，或以其他名称公开，请人工核对',
        en: 'the county may publish one for all, or it may bear another name',
      },
      remedy: {
        zh: '梳理本部门继续有效、废止和失效的文件，公开目录并按期更新',
        en: 'List what is in force, repealed and lapsed, publish it and keep it up to date',
      },
    };
  },
});

function isShown({ columns, pages }: Site): boolean {
  const titles = [
    ...columns.flatMap(({ path, entries }) => [path.at(-1) ?? '', ...entries.map(({ title }) => title)]),
    ...pages.flatMap(({ title = '', attachments }) => [title, ...attachments.map((file) => file.title)]),
  ];
  return titles.some((title) => LIST.test(plain(title)));
}
