import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { AnnualReport } from '../../src/contract/site.ts';
import { unreadReason } from '../support/passages.ts';
import { applicationTable, disputeTable, type Figure } from '../support/report-tables.ts';
import { judgedReports, reportRule } from '../support/report-rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'mismatched-report-text',
  title: { zh: '年度报告文字与表格数据不一致', en: 'Text and tables of an annual report differ' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'AR-08',
  remedy: {
    zh: '核对后更正正文或表格',
    en: 'Find out which is right and correct the text or the table',
  },
  options: z.object({}),
  messages: {
    differs: {
      zh: '《{title}》正文写“{quote}”，表内“{row}”总计为{table}件',
      en: '“{title}” says “{quote}” in its text; the total of “{row}” in the table is {table}',
    },
  },
  subjects: judgedReports,
  *examine(report, { standards }) {
    const rule = reportRule(report, standards, ['AR-08', 'AR-19']);
    const table = applicationTable(report);
    if (!rule) yield { inapplicable: 'rule-not-in-force' };
    else if (!table) yield { unknown: unreadReason(report.page) };
    else {
      for (const { row, figure, saying } of facts(report)) {
        if (figure === undefined) continue;
        const said = sayings(report.text, saying);
        // Several figures for one thing: one of them is a part (本级, 部门), and the right one is enough.
        const [first] = said;
        if (!first || said.some(({ count }) => count === figure)) continue;
        yield {
          message: 'differs',
          data: { title: report.title, quote: first.quote, row, table: figure },
          at: { ...table.at, quote: first.quote },
          key: row,
          basis: rule.id,
          actOn: rule.actOn,
          expected: { zh: `${figure}件`, en: String(figure) },
          observed: { zh: `${first.count}件`, en: String(first.count) },
        };
      }
    }
  },
});

interface Fact {
  readonly row: string;
  /** What the table says. */
  readonly figure: Figure;
  /** How a text says it; the first group is the number, no group means none. */
  readonly saying: RegExp;
}

const RECEIVED =
  /(?:新收|收到|接到|受理|接收)[^。；;，,、\d]{0,24}(?:政府)?信息公开申请[^。；;，,\d]{0,8}(\d{1,6})\s?(?:件|宗|条|份|次|项)|(?:新收|收到|接到|受理|接收)[^。；;，,\d]{0,10}(\d{1,6})\s?(?:件|宗|条|份)[^。；;，,\d]{0,10}信息公开申请|(?:新收|收到|接到)(?:公众|公民|群众|书面|各类)?(?:依申请(?:公开)?(?:申请|事项|件)?|申请)(?:共计?)?(\d{1,6})\s?(?:件|宗|条|份)|(?:未|没有)(?:收到|接到|新收)[^。；;，,\d]{0,16}信息公开申请/g;
const CARRIED_IN = /上年度?结转[^。；;，,\d]{0,20}?(\d{1,6})\s?(?:件|宗|条|份)/g;
const CARRIED_OUT =
  /结转(?:至|到)?(?:下|次|\d{4})年度?(?:继续办理)?[^。；;，,\d]{0,16}?(\d{1,6})\s?(?:件|宗|条|份)|(\d{1,6})\s?(?:件|宗|条|份)[^。；;，,\d]{0,6}结转(?:至|到)?(?:下|次)年/g;
const REVIEWED =
  /(?:发生|产生|引发|提起|收到|涉及|新增)[^。；;，,\d]{0,24}行政复议(?:案件|申请)?[^。；;，,\d]{0,4}(\d{1,5})\s?(?:件|宗|起)/g;

function* facts(report: AnnualReport): Generator<Fact> {
  const table = applicationTable(report);
  if (table) {
    yield { row: '本年新收', figure: table.received.figures.at(-1), saying: RECEIVED };
    yield { row: '上年结转', figure: table.carriedIn.figures.at(-1), saying: CARRIED_IN };
    yield { row: '结转下年度继续办理', figure: table.carriedOut.figures.at(-1), saying: CARRIED_OUT };
  }
  const reviews = disputeTable(report)?.groups.find(({ name }) => name === '行政复议');
  if (reviews) yield { row: '行政复议', figure: reviews.figures.at(-1), saying: REVIEWED };
}

/** Sentences on a part, on several years or on another year are no statement on the year's total. */
const PARTIAL =
  /本级|其中|累计|历年|近[一二三四五六七八九\d]年|去年|同比|较上年|以来|全省|乡镇|各部门|窗口|网上|网络|信函|当面/;

function sayings(text: string, pattern: RegExp): readonly { readonly quote: string; readonly count: number }[] {
  // Line by line, and only lines that read as prose: a table run together says numbers without units.
  return text.split('\n').flatMap((line) =>
    line
      .normalize('NFKC')
      .split(/[。；;]/)
      .filter((sentence) => !PARTIAL.test(sentence))
      .flatMap((sentence) =>
        [...sentence.matchAll(pattern)].map((match) => ({
          quote: match[0].slice(0, 80),
          count: Number(match[1] ?? match[2] ?? match[3] ?? 0),
        })),
      ),
  );
}
