import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { gazettesOf, gazetteUnits, isPartlyUnread, issueText } from '../support/gazette.ts';
import { plain } from '../support/rows.ts';

/** Who has to be among those who get it free, and the words that stand for them. */
const recipients = [
  { name: '基层法院', words: /法院|法庭|司法机关/ },
  { name: '基层检察院', words: /检察院|检察机关|司法机关/ },
];

export default defineCheck({
  id: 'gazette-recipients-incomplete',
  title: { zh: '公报赠阅范围不全', en: 'Gazette not given to all it should be' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'absence',
  basis: 'GZ-06',
  options: z.object({}),
  messages: {
    lacks: { zh: '公报赠阅范围没有{who}', en: 'The gazette does not name “{who}” among those who get it free' },
    none: { zh: '公报专栏没有写明赠阅范围', en: 'The gazette does not say who gets it free' },
  },
  subjects: (site) => gazettesOf(site),
  searched: (gazette, { site }) =>
    site.searched(site.columns.find(({ key }) => gazette.columns[0] === key)?.path ?? []),
  *examine(gazette) {
    const text = plain([gazette.text, ...gazette.issues.slice(0, 12).map(issueText)].join('\n'));
    const said = [...text.matchAll(/(?:赠阅|赠送|发行范围|发放范围|免费发放|免费赠|赠予)[^]{0,300}/g)]
      .map(([words]) => words)
      .join('\n');
    if (said === '') {
      // It may stand on the back of the printed issue, in a PDF that could not be read.
      const doubt = gazette.issues.some(isPartlyUnread);
      yield {
        message: 'none',
        data: {},
        at: [{ role: 'should-show', ...gazette.at }],
        key: 'scope',
        basis: 'GZ-04',
        severity: 'minor',
        remedy: { zh: '在公报专栏写明赠阅范围', en: 'Say on the page of the gazette who gets it free' },
        review: doubt && { zh: '可能写在未能读出的电子版里', en: 'it may stand in a file that could not be read' },
      };
      return;
    }
    for (const { name, words } of recipients) {
      if (words.test(said)) continue;
      yield {
        message: 'lacks',
        data: { who: name },
        at: [{ role: 'should-show', ...gazette.at, quote: said.slice(0, 200) }],
        key: name,
        expected: { zh: '赠阅范围含基层法院、检察院', en: 'courts and procurators’ offices of the county among them' },
        observed: { zh: `“${said.slice(0, 100)}”`, en: `“${said.slice(0, 100)}”` },
        remedy: { zh: `赠阅范围增加${name}`, en: `Add “${name}”` },
      };
    }
  },
});
