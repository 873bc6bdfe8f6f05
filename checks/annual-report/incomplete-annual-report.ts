import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { AnnualReport } from '../../src/contract/site.ts';
import { unreadReason } from '../support/passages.ts';
import { applicationTable, disclosureRows, disputeTable, reportTables } from '../support/report-tables.ts';
import { judgedReports, reportRule } from '../support/report-rules.ts';
import { words } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'incomplete-annual-report',
  title: { zh: '年度报告内容不全', en: 'Annual report incomplete' },
  family: 'annual-report',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  remedy: {
    zh: '按格式补齐缺的部分和表；没有数据的填“0”，不要删行',
    en: 'Add the parts and tables that the form has; write 0 where there is nothing, and leave no row out',
  },
  options: z.object({}),
  messages: {
    section: {
      zh: '《{title}》缺“{section}”部分',
      en: 'The report “{title}” lacks the section “{section}”',
    },
    order: {
      zh: '《{title}》各部分次序与规定格式不符：“{section}”位置不对',
      en: 'The sections of “{title}” are not in the order of the form: “{section}” is out of place',
    },
    table: {
      zh: '《{title}》缺“{table}”表',
      en: 'The report “{title}” lacks the table “{table}”',
    },
    row: {
      zh: '《{title}》第二部分表缺“{row}”一行',
      en: 'The second table of “{title}” lacks the row “{row}”',
    },
  },
  subjects: judgedReports,
  *examine(report, { standards }) {
    const rule = reportRule(report, standards, ['AR-01', 'AR-19']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const sections = words(rule, 'sections');
    // A report that is a picture or a file nobody could read is not one without sections.
    if (!isReadable(report)) {
      yield { unknown: unreadReason(report.page) };
      return;
    }
    const { title, page } = report;
    const places = sections.map((section) => ({ section, at: placeOf(section, report) }));
    for (const { section, at } of places) {
      if (at === undefined)
        yield {
          message: 'section',
          data: { title, section },
          at: page.at,
          key: `section:${section}`,
          basis: rule.id,
          actOn: rule.actOn,
        };
    }
    const found = places.flatMap(({ section, at }) => (typeof at === 'number' ? [{ section, at }] : []));
    const misplaced = found.find(({ at }, index) => at < (found[index - 1]?.at ?? -1));
    if (misplaced) {
      const { section } = misplaced;
      yield {
        message: 'order',
        data: { title, section },
        at: page.at,
        key: `order:${section}`,
        basis: rule.id,
        actOn: rule.actOn,
      };
    }
    yield* missingTables(report, standards);
  },
});

/** The tables, where the report has any that could be read; pictures of tables are left to the eye. */
function* missingTables(report: AnnualReport, standards: Parameters<typeof reportRule>[1]) {
  const { title, page } = report;
  const rule = reportRule(report, standards, ['AR-02']);
  if (!rule || page.media.images > 0 || isAttached(report)) return;
  const table = (name: string) =>
    ({
      message: 'table',
      data: { title, table: name },
      at: page.at,
      key: `table:${name}`,
      basis: rule.id,
      actOn: rule.actOn,
    }) as const;
  if (reportTables(report).length === 0) {
    yield table('主动公开、申请办理、复议诉讼');
    return;
  }
  const text = page.mainText;
  const names = words(rule, 'rows');
  const rows = disclosureRows(report, names);
  const cells = reportTables(report)
    .flatMap(({ table }) => table.rows.flat())
    .join('\n');
  if (rows.length === 0) {
    if (!/制发件数|现行有效件数|处理决定数量/.test(text)) yield table('主动公开政府信息情况');
  } else {
    for (const name of names) {
      if (rows.some((row) => row.name === name) || cells.includes(name)) continue;
      yield {
        message: 'row',
        data: { title, row: name },
        at: page.at,
        key: `row:${name}`,
        basis: rule.id,
        actOn: rule.actOn,
      } as const;
    }
  }
  if (!applicationTable(report) && !/商业\s{0,2}企业|本年新收政府信息公开/.test(text))
    yield table('收到和处理政府信息公开申请情况');
  if (!disputeTable(report) && !/结果\s{0,2}维持|尚未\s{0,2}审结/.test(text))
    yield table('政府信息公开行政复议、行政诉讼情况');
}

/** Whether the page holds a report in words at all: at least one heading of the form, or a text of some length. */
function isReadable({ sections, text, page }: AnnualReport): boolean {
  if (page.file?.gaveUp !== undefined) return false;
  return sections.length > 0 || text.length > 600;
}

/** The body may stand in an attachment, which may not have been read. */
function isAttached({ page }: AnnualReport): boolean {
  return page.attachments.length > 0 && (page.files === undefined || page.files.some(({ text }) => text === undefined));
}

/** Its rank among the headings; `somewhere` where it is only a short line of the text; undefined: nowhere. */
function placeOf(section: string, { sections, text }: AnnualReport): number | 'somewhere' | undefined {
  const pattern = headings.find(([name]) => name.test(section))?.[1];
  if (!pattern) return text.includes(section) ? 'somewhere' : undefined;
  const rank = sections.findIndex(({ title }) => pattern.test(plain(title)));
  if (rank >= 0) return rank;
  const stands = text.split('\n').some((line) => line.length < 60 && pattern.test(plain(line)));
  return stands ? 'somewhere' : undefined;
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s、，,。;；:：]/g, '');
}

/** How the six headings are written in the wild: the form says 存在的主要问题, many say 存在的问题. */
const headings: readonly (readonly [RegExp, RegExp])[] = [
  [/^总体情况/, /总体情况|基本情况|^[一1].{0,2}概述/],
  [/^主动公开/, /主动公开(?:政府)?信息(?:的)?情况|主动公开情况/],
  [/^收到和处理/, /(?:收到|处理|办理).{0,6}(?:政府)?信息公开申请|依申请公开.{0,8}情况/],
  [/行政复议/, /行政复议.{0,12}(?:行政)?诉讼|复议.{0,2}诉讼/],
  [/^存在/, /存在.{0,6}问题|问题.{0,4}改进|不足.{0,6}改进/],
  [/^其他/, /其[他它].{0,4}(?:需要)?.{0,4}报告|需要报告的.{0,4}事项|其[他它]事项/],
];
