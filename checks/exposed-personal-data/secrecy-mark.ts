import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { bare, contentPages, passagesOf, unsearched } from '../support/passages.ts';
import { everyone } from '../support/units.ts';

/** A mark stands on a line of its own: a sentence that speaks of marks is none. */
const MARKS = [
  /^(?:绝密|机密|秘密)\s{0,2}[★☆]\s{0,2}(?:\d{1,2}\s?(?:年|个月|月|天)|长期|一年|二年|三年|五年|十年|二十年|三十年)?$/,
  /^密\s{0,2}级\s{0,2}[：:]\s{0,3}(?:绝密|机密|秘密)(?:\s{0,2}[★☆].{0,6})?$/,
  /^[（(【]?内部(?:资料|文件|材料)[\s，,、；;·\u3000]{0,4}(?:请?注意保存|严禁外传|不得外传|请勿外传|请勿外泄|注意保密)[！!。]?[）)】]?$/,
];
/** Pages that teach or manage secrecy show marks as examples; exam papers lose theirs when the exam begins. */
const TEACHING =
  /保密(?:法|知识|常识|宣传|条例|教育|培训|工作|制度|自查|观)|定密|涉密人员|密级标志|试题|试卷|真题|考试/;

export default defineCheck({
  id: 'secrecy-mark',
  title: { zh: '页面带有密级或内部资料标识', en: 'Page bears a secrecy mark' },
  family: 'exposed-personal-data',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'PV-08',
  options: z.object({}),
  messages: {
    marked: {
      zh: '疑似带有密级或内部资料标识，报告中只列地址，请按保密规定处置',
      en: 'The page seems to bear a mark of secrecy; the report names its address only',
    },
  },
  subjects: contentPages,
  *examine(page) {
    if (TEACHING.test(page.title ?? '')) return;
    for (const { key, at, text } of passagesOf(page)) {
      if (!text.split('\n').some((line) => isMark(line))) continue;
      yield {
        message: 'marked',
        data: {},
        at: bare(at),
        key: `mark${key}`,
        addressOnly: true,
        review: { zh: '是否涉密须由保密工作机构认定', en: 'only the secrecy office can say whether it is secret' },
        remedy: {
          zh: '立即将页面和附件下线（不要转发、截图或下载），并按保密规定向保密工作机构报告',
          en: 'Take the page and its files off line at once (do not forward, copy or photograph them) and report it by the secrecy rules',
        },
      };
    }
    const reason = unsearched(page);
    if (reason !== undefined) yield { unknown: reason };
  },
});

function isMark(line: string): boolean {
  const text = line.trim();
  return text.length >= 3 && text.length <= 30 && MARKS.some((mark) => mark.test(text));
}
