import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { narrowDigits } from '../../src/lib/id-number.ts';
import { isNameInColumn, isPersonName } from '../../src/lib/person-name.ts';
import type { Text } from '../../src/lib/template.ts';
import { contentPages, lineAt, passagesOf, type Passage, unsearched } from '../support/passages.ts';
import { tell, type Secret } from '../support/secrets.ts';
import { everyone } from '../support/units.ts';

const MOBILE = /(?<![0-9A-Za-z*_-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z*])/g;
/** A number given out for work: who answers it does so for the office. */
const OFFICE =
  /联系人|联系电话|联系方式|咨询|办公|值班|监督|举报|投诉|热线|服务|报名|报修|抢修|预约|客服|招标|采购|代理|项目负责|经办|传真|邮编|邮箱|负责人|责任人|信访|纪检|应急|救援|电话[：:]|联络/;
/** Lists of people who are there because of their post. */
const DUTY =
  /职务|职称|岗位|部门|科室|值班|河长|湖长|林长|路长|田长|网格|包保|驻村|帮扶|第一书记|村干部|书记|主任|局长|科长|站长|所长|校长|院长|职责|分管|联系领导|安全员|监督员|调解员|指导员|巡查|责任人|联系人|负责人|经理|医生|教师|单位名称|企业名称|工作单位|机构名称|通讯录|电话簿|通信录|律师|代办员|网点|店/;
/** Lists of people who are there for their own sake. */
const LISTED =
  /补助|补贴|救助|低保|特困|五保|资助|助学|公示|名单|花名册|发放|申请人|申报人|录取|考生|学生|家长|户主|农户|残疾|受益|受助|身份证|住址|家庭|银行|卡号|账号|危房|安置|拆迁|获奖|当事人|原告|被告|患者|死者|优抚|高龄|孤儿|贫困|监测户|脱贫/;
/** Support that is given to persons: their number beside it is theirs even if the list also tells where they work. */
const SUPPORT = /补助|补贴|救助|低保|特困|五保|资助|困难|发放|花名册|残疾|优抚/;
/** Words that stand where somebody's own particulars are given. */
const PARTICULARS =
  /身份证|家庭住址|户籍地址|现住址|户主|当事人|患者|监护人|被告|原告|受助人|低保对象|救助对象|申请人姓名/;
const FOR_WORK = /联系人|咨询|监督|举报|值班|办公|热线|服务|传真|公示期|异议|负责人|经办/;
const LIST_TITLE = /公示|名单|花名册|发放表|明细表|汇总表/;
const NAME = /姓名|户主|申请人|申报人|学生|受益人|领取人|被救助人|负责人姓名/;
const PHONE = /手机|电话|联系方式/;
const SOURCING =
  /招标|采购|中标|成交|竞价|竞争性|拍卖|比选|询价|磋商|招聘|招租|征集|意见|办事指南|服务指南|通讯录|联系方式|值班/;

export default defineCheck({
  id: 'exposed-mobile',
  title: { zh: '公开个人手机号未脱敏', en: 'Private mobile number shown in full' },
  family: 'exposed-personal-data',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'PV-02',
  options: z.object({}),
  messages: {
    shown: {
      zh: '{where}第{line}行（第{range}字）完整显示个人手机号 {masked}，涉及个人隐私',
      en: 'The private mobile number {masked} is shown in full ({where}, line {line}, characters {range})',
    },
  },
  subjects: contentPages,
  *examine(page, { veil }) {
    const told = new Set<string>();
    for (const passage of passagesOf(page)) {
      for (const said of tell(passage, secretsOf(passage, page.title ?? ''), veil, told)) {
        yield {
          message: 'shown',
          ...said,
          remedy: {
            zh: '屏蔽为“138****1234”样式，或删除该列；单位值班、办公电话不在此列',
            en: 'Mask it like 138****1234 or delete the column; office and duty numbers may stay',
          },
        };
      }
    }
    const reason = unsearched(page);
    if (reason !== undefined) yield { unknown: reason };
  },
});

type Nature = 'private' | 'office' | 'doubtful';

function* secretsOf(passage: Passage, title: string): Generator<Secret> {
  const text = narrowDigits(passage.text);
  const heading = passage.key === '' ? title : `${title} ${passage.zh}`;
  const inTables = natureInTables(passage, heading);
  for (const match of text.matchAll(MOBILE)) {
    const secret = match[0].replace(/\D/g, '');
    const nature = inTables.get(secret) ?? natureInText(text, match.index, heading);
    if (nature === 'office') continue;
    const masked = `${secret.slice(0, 3)}****${secret.slice(-4)}`;
    const found = { secret, masked, start: match.index, end: match.index + match[0].length };
    yield nature === 'private' ? found : { ...found, doubt: DOUBT };
  }
}

const DOUBT: Text = {
  zh: '未能确认是个人号码还是对外公布的工作号码',
  en: 'it is not clear whether the number is private or given out for work',
};

/** Numbers that stand in the telephone column of a table of persons, by what kind of table it is. */
function natureInTables({ tables }: Passage, heading: string): ReadonlyMap<string, Nature> {
  const natures = new Map<string, Nature>();
  for (const { caption = '', rows } of tables) {
    const at = rows.findIndex((row) => row.some((cell) => NAME.test(cell)) && row.some((cell) => PHONE.test(cell)));
    const head = rows[at] ?? [];
    const about = [caption, ...rows.slice(0, at + 1).flat()].join(' ');
    const names = head.flatMap((cell, index) => (NAME.test(cell) ? [index] : []));
    const phones = head.flatMap((cell, index) => (PHONE.test(cell) ? [index] : []));
    for (const row of at < 0 ? [] : rows.slice(at + 1)) {
      const named = names.some((index) => isNameInColumn(row[index] ?? ''));
      const nature = natureOfRow(named, about, heading);
      for (const index of phones) natures.set(narrowDigits(row[index] ?? '').replace(/\D/g, ''), nature);
    }
  }
  return natures;
}

/** People who sit an examination or were chosen by it: the number beside them is theirs, though a notice of recruitment shows it. */
const APPLICANTS =
  /(?:面试|笔试|体检|考察|考核|资格复审|入围|进入|拟聘|拟录|录用|录取|聘用|报名|应聘|考生|成绩).{0,12}(?:名单|人员|公示|成绩|花名册)/;
const SITTING = /准考证|考号|考生编号|报考|性别|出生|学历|毕业院校|身份证|成绩|总分/;

function natureOfRow(named: boolean, about: string, heading: string): Nature {
  if (named && APPLICANTS.test(heading) && SITTING.test(about)) return 'private';
  if (SOURCING.test(heading)) return 'office';
  if (DUTY.test(about) || DUTY.test(heading)) return named && SUPPORT.test(heading) ? 'doubtful' : 'office';
  return named && LISTED.test(`${about} ${heading}`) ? 'private' : 'doubtful';
}

/** A number in running text is private if a name stands before it and the line or the title is about persons. */
function natureInText(text: string, start: number, heading: string): Nature {
  const line = lineAt(text, start);
  const before = text.slice(Math.max(0, start - 30), start);
  if (line.length <= 300 && PARTICULARS.test(line) && !FOR_WORK.test(line) && namesSomebody(line)) return 'private';
  if (OFFICE.test(before) || OFFICE.test(line) || SOURCING.test(heading)) return 'office';
  const beside = nameBefore(before);
  if (beside && (DUTY.test(line) || DUTY.test(heading))) return 'office';
  if (beside && (LISTED.test(line) || LIST_TITLE.test(heading))) return 'private';
  return beside ? 'doubtful' : 'office';
}

function namesSomebody(line: string): boolean {
  return line
    .split(/[^\u4e00-\u9fa5]+/)
    .some((word) => isPersonName(word) || isPersonName(word.slice(-3)) || isPersonName(word.slice(-2)));
}

function nameBefore(before: string): boolean {
  const words = before
    .split(/[^\u4e00-\u9fa5]+/)
    .filter((word) => word !== '' && !/^(?:手机号?码?|电话|男|女|汉族)$/.test(word));
  return isPersonName(words.at(-1) ?? '');
}
