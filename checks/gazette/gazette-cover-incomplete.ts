import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { GazetteIssue } from '../../src/contract/site.ts';
import { gazettesOf, gazetteUnits, isPartlyUnread, issueName, issuesSince, issueText } from '../support/gazette.ts';
import { plain } from '../support/rows.ts';
import { words } from '../support/rules.ts';

export default defineCheck({
  id: 'gazette-cover-incomplete',
  title: { zh: '公报封面要素不全', en: 'Cover of a gazette incomplete' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'page',
  claims: 'state',
  basis: 'GZ-07',
  options: z.object({}),
  messages: {
    lacks: {
      zh: '公报{issue}的封面（页面）缺{elements}',
      en: 'The cover (page) of the issue “{issue}” lacks “{elements}”',
    },
  },
  subjects: (site, { since, asOf }) => gazettesOf(site).flatMap((gazette) => issuesSince(gazette, since, asOf)),
  *examine(issue, { standards }) {
    const rule = standards.rule('GZ-07');
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    // What the page does not say, the cover in a PDF may.
    if (isPartlyUnread(issue)) {
      yield { unknown: 'unparsed' };
      return;
    }
    const lacking = words(rule, 'cover').filter((element) => !shows(issue, element));
    if (lacking.length === 0) return;
    yield {
      message: 'lacks',
      data: { issue: issueName(issue), elements: lacking.join('、') },
      at: issue.at,
      key: 'cover',
      expected: { zh: `封面有${words(rule, 'cover').join('、')}`, en: 'a cover with all elements' },
      observed: { zh: `缺${lacking.join('、')}`, en: `lacks “${lacking.join('、')}”` },
      remedy: { zh: '补齐封面要素，电子版与纸质版一致', en: 'Complete the cover, the same on paper and on the web' },
    };
  },
});

const ways: Readonly<Record<string, (issue: GazetteIssue, text: string) => boolean>> = {
  公报名称: (_issue, text) => text.includes('公报'),
  年份: ({ year }, text) => year !== undefined || /(?:19|20)\d{2}/.test(text),
  期号: ({ numbers }) => numbers.length > 0,
  总期号: ({ totalNumber }, text) =>
    totalNumber !== undefined || /总(?:第)?[\d〇一二三四五六七八九十]{1,4}期|总期号/.test(text),
  主办单位: (_issue, text) => /主办|主管|编辑出版|编印|编辑单位|承办/.test(text),
  出刊日期: ({ publishedOn }, text) => publishedOn !== undefined || /出[刊版](?:日期|时间)/.test(text),
};

/** An element that nobody taught us to see is not missed. */
function shows(issue: GazetteIssue, element: string): boolean {
  return ways[element]?.(issue, plain(issueText(issue))) ?? true;
}
