import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { isNameInColumn } from '../../src/lib/person-name.ts';
import { contentPages, passagesOf, unsearched } from '../support/passages.ts';
import { everyone } from '../support/units.ts';

/** Columns that a list of persons must not have (PV-05), by the words of their heads. */
const SENSITIVE: readonly (readonly [name: string, head: RegExp])[] = [
  ['残疾类别', /残疾(?:类别|等级|类型|证号)/],
  ['病历病因', /病(?:因|历|种|情)|患病|疾病名称|诊断/],
  ['出生日期', /出生(?:日期|年月)/],
  ['婚育计生', /婚姻状况|孕情|孕周|节育|计生措施|避孕|生育情况/],
  ['财产状况', /家庭(?:年|月)?(?:财产|总?收入)|存款/],
  ['社会关系', /家庭成员姓名|社会关系|监护人姓名/],
];
/** Of these no published list has any need. */
const NEVER = new Set(['残疾类别', '病历病因', '婚育计生']);
const LISTED = /公示|名单|花名册|发放|明细/;
const NAME = /姓名|户主|申请人|受益人|学生/;
/** Selection and appointment are published with the day of birth, as their own rules demand. */
const APPOINTED =
  /任前公示|拟任|干部|选拔|录用|招聘|招考|候选|代表|委员|职称|资格|执业|注册|人才|教师|公务员|面试|体检/;

export default defineCheck({
  id: 'sensitive-list-column',
  title: { zh: '名单公开敏感个人信息', en: 'List of persons with a sensitive column' },
  family: 'exposed-personal-data',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'PV-05',
  options: z.object({}),
  messages: {
    shown: {
      zh: '{where}的名单含“{column}”一列（{name}），涉及敏感个人信息，应予去标识化',
      en: 'The list in {where} has a column “{column}” (“{name}”), which is sensitive about persons',
    },
  },
  subjects: contentPages,
  *examine(page) {
    if (APPOINTED.test(page.title ?? '')) return;
    const told = new Set<string>();
    for (const passage of passagesOf(page)) {
      for (const { rows } of passage.tables) {
        for (const { name, head } of sensitiveColumns(rows)) {
          const key = `${passage.key}#${name}`;
          if (told.has(key)) continue;
          told.add(key);
          yield {
            message: 'shown',
            data: { where: { zh: passage.zh, en: passage.en }, column: head, name },
            at: { ...passage.at, quote: head },
            key,
            review: !(NEVER.has(name) && LISTED.test(page.title ?? '')) && {
              zh: '是否确需公开该项信息，请人工核对',
              en: 'whether the list needs this column is for a person to say',
            },
            remedy: {
              zh: '删除该列，或去标识化后公开；附件一并处理',
              en: 'Delete the column or strip it of what names a person; attachments too',
            },
          };
        }
      }
    }
    const reason = unsearched(page);
    if (reason !== undefined) yield { unknown: reason };
  },
});

/** Sensitive heads of a table whose rows name persons and fill the cell. */
function sensitiveColumns(rows: readonly (readonly string[])[]): readonly { name: string; head: string }[] {
  const at = rows.findIndex((row) => row.some((cell) => NAME.test(cell) && cell.length <= 12));
  const heads = rows[at] ?? [];
  const nameAt = heads.findIndex((cell) => NAME.test(cell));
  const persons = rows.slice(at + 1).filter((row) => isNameInColumn(row[nameAt] ?? ''));
  if (at < 0 || persons.length === 0) return [];
  return heads.flatMap((head, index) => {
    const found = SENSITIVE.find(([, words]) => head.length <= 16 && words.test(head));
    const filled = persons.some((row) => /[^\s—\-/*无]/.test(row[index] ?? ''));
    return found && filled ? [{ name: found[0], head: head.trim() }] : [];
  });
}
