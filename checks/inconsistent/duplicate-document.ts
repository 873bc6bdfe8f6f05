import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document } from '../../src/contract/site.ts';
import { isNormative } from '../support/document-facts.ts';
import { sameAddress } from '../support/links.ts';
import { bareTitle } from '../support/titles.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'duplicate-document',
  title: { zh: '政策文件重复发布', en: 'Document published twice' },
  family: 'inconsistent',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'AH-06',
  remedy: {
    zh: '保留一份，其余撤下并做跳转',
    en: 'Keep one, take the others down and send their addresses on',
  },
  options: z.object({}),
  messages: {
    twice: {
      zh: '政策文件标题重复发布：《{title}》在同一栏目中发布{count}次',
      en: '“{title}” stands {count} times in one column',
    },
  },
  subjects: (site, { since }) => {
    const papers = site.documents.filter(
      (document) =>
        (isNormative(document) || document.kind === 'policy') &&
        (document.publishedOn ?? '') >= since &&
        document.title.length >= 10,
    );
    const groups = new Map<string, Document[]>();
    for (const paper of papers) {
      const key = `${paper.number ?? ''} ${bareTitle(paper.title)}`;
      groups.set(key, [...(groups.get(key) ?? []), paper]);
    }
    // The first of a group speaks for all.
    return [...groups.values()].flatMap(([first, ...others]) =>
      first ? [{ ...first, twins: twinsOf(first, others) }] : [],
    );
  },
  *examine({ twins, ...document }) {
    const [second] = twins;
    if (!second) return;
    yield {
      message: 'twice',
      data: { title: document.title, count: twins.length + 1 },
      at: [
        { role: 'shows', ...document.at },
        { role: 'compared', ...second.at },
      ],
      key: 'twice',
      // Two papers may bear one title: only the same 文号 makes sure that they are one.
      review: document.number === undefined,
    };
  },
});

/** The same paper at other addresses in the same column; a copy in another column is no fault. */
function twinsOf(document: Document, others: readonly Document[]): readonly Document[] {
  return others.filter(
    (other) => other.columns.some((key) => document.columns.includes(key)) && !sameAddress(other.url, document.url),
  );
}
