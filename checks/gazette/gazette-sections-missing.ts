import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { GazetteIssue } from '../../src/contract/site.ts';
import { gazettesOf, gazetteUnits, isPartlyUnread, issueName, issuesSince, issueText } from '../support/gazette.ts';

/** Contents of fewer titles need no sections. */
const FEW = 5;
/** A short line or a label in brackets that heads a part of the contents. */
const HEADS =
  /^[ \t]{0,4}[【[〔◎●■◆]?[ \t]{0,4}[\u3400-\u9fff]{0,10}(?:文件|规章|解读|任免|人事|大事记|讲话|统计|要闻|公告|资料|令|法规|信息|之窗|工作|决定|意见)[ \t]{0,4}[】\]〕]?[ \t]{0,4}$/m;

export default defineCheck({
  id: 'gazette-sections-missing',
  title: { zh: '公报目录未设栏目', en: 'Contents of a gazette without sections' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'state',
  basis: 'GZ-04',
  remedy: {
    zh: '公报目录按“政府规章”“政府文件”“部门文件”“政策解读”“人事任免”等栏目编排',
    en: 'Order the contents by sections: regulations, documents of the government, of departments, interpretations, appointments',
  },
  options: z.object({}),
  messages: {
    none: {
      zh: '公报近{issues}期的目录没有分栏目，如{issue}目录{count}篇排在一起',
      en: 'The contents of the last {issues} issues have no sections; “{issue}” lists {count} titles in one row',
    },
  },
  subjects: (site) => gazettesOf(site),
  *examine(gazette, { since, asOf }) {
    const judged = listed(issuesSince(gazette, since, asOf));
    const [first] = judged;
    if (!first) {
      yield { inapplicable: { zh: '没有可以看栏目的目录', en: 'no contents long enough to have sections' } };
      return;
    }
    if (judged.some(hasSections)) return;
    if (judged.some(isPartlyUnread)) {
      yield { unknown: 'unparsed' };
      return;
    }
    yield {
      message: 'none',
      data: { issues: judged.length, issue: issueName(first), count: first.contents.length },
      at: first.at,
      key: 'sections',
      severity: 'minor',
      review: {
        zh: '按文字没有认出栏目名，栏目可能以图片或版式区分，请打开一期核对',
        en: 'no section was told by its words: a picture or the layout may part them, so open an issue and look',
      },
    };
  },
});

/** The newest issues with contents long enough to be parted. */
function listed(issues: readonly GazetteIssue[]): readonly GazetteIssue[] {
  return issues.filter(({ contents }) => contents.length >= FEW).slice(0, 6);
}

function hasSections(issue: GazetteIssue): boolean {
  return issue.contents.some(({ section }) => section !== undefined) || HEADS.test(issueText(issue).slice(0, 30_000));
}
