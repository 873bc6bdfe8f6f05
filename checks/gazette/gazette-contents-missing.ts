import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { GazetteIssue } from '../../src/contract/site.ts';
import { gazettesOf, gazetteUnits, isPartlyUnread, issueName, issuesSince, issueText } from '../support/gazette.ts';

export default defineCheck({
  id: 'gazette-contents-missing',
  title: { zh: '公报没有目录导航', en: 'Issue of a gazette without contents' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'page',
  claims: 'state',
  basis: 'GZ-03',
  options: z.object({}),
  messages: {
    none: { zh: '公报{issue}没有目录', en: 'The issue “{issue}” of the gazette has no table of contents' },
    unlinked: {
      zh: '公报{issue}的目录有{count}篇，没有一篇能点开，也没有可下载的电子版',
      en: 'None of the {count} articles in the contents of “{issue}” can be opened, nor is there a file to download',
    },
  },
  subjects: (site, { since, asOf }) => gazettesOf(site).flatMap((gazette) => issuesSince(gazette, since, asOf)),
  *examine(issue, { site, since, asOf }) {
    const name = issueName(issue);
    const remedy = {
      zh: '在该期页面列出目录，逐篇链接到文件',
      en: 'List the contents of the issue, each linked to its text',
    };
    if (issue.contents.length === 0) {
      // A scanned PDF has its contents inside, where nobody can read them.
      if (isPartlyUnread(issue)) {
        yield { unknown: 'unparsed' };
        return;
      }
      if (/目\s{0,8}[录次]/.test(issueText(issue).slice(0, 20_000))) return;
      yield { message: 'none', data: { issue: name }, at: issue.at, key: 'contents', remedy };
      return;
    }
    if (isOpen(issue)) return;
    // One way of making every issue is one thing to mend.
    const all = gazettesOf(site).flatMap((gazette) => issuesSince(gazette, since, asOf));
    if (all[0]?.key !== issue.key && all.every((one) => one.contents.length > 0 && !isOpen(one))) {
      yield { inapplicable: { zh: '各期都如此，见最近一期', en: 'every issue is so: told of one' } };
      return;
    }
    yield {
      message: 'unlinked',
      data: { issue: name, count: issue.contents.length },
      at: issue.at,
      key: 'contents',
      remedy,
    };
  },
});

function isOpen({ contents, files, page }: GazetteIssue): boolean {
  return contents.some(({ url }) => url !== undefined) || files.length > 0 || (page?.mainText.length ?? 0) > 3000;
}
