import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { isNameInColumn } from '../../src/lib/person-name.ts';
import type { Text } from '../../src/lib/template.ts';
import { contentPages, passagesOf, type Passage, unsearched } from '../support/passages.ts';
import { tell, type Secret } from '../support/secrets.ts';
import { everyone } from '../support/units.ts';

const HEADER = /^(?:家庭|户籍|现|居住|现居|身份证)?(?:住址|地址|居住地|所在地)(?:（.{0,12}）)?$/;
const HOME = /家庭|户籍|现住|居住|住址|身份证/;
const NAME = /姓名|户主|申请人|受益人|学生|被征收人/;
/** A door: a house, group, block or room with its number, below a village, street or estate. */
const DOOR =
  /(?:村|社区|居委会|路|街|巷|弄|道|小区|花园|新村|苑|组|镇|乡)[^，,。；;\s]{0,20}?[0-9０-９一二三四五六七八九十]{1,5}\s?(?:号|栋|幢|组|单元|室|户|楼|弄)/;
const LABELLED =
  /(家庭住址|家庭地址|户籍地址|户籍所在地|现住址|现居住地|住址)(?:为|是|：|:|在)[ \t\u3000]{0,3}([^\n，,。；;、]{6,60})/g;
/** Places of business, of the office, of what is built or sold. */
const NOT_HOME =
  /经营者|经营场所|公司|单位|办公|注册|企业|厂|店|合作社|法定代表人|项目|工程|宗地|地块|标的|房源|学校|医院/;

export default defineCheck({
  id: 'exposed-home-address',
  title: { zh: '公开家庭住址过细', en: 'Home address shown below the township' },
  family: 'exposed-personal-data',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'PV-03',
  options: z.object({}),
  messages: {
    shown: {
      zh: '{where}第{line}行（第{range}字）公开个人家庭住址到门牌（{masked}），应只保留到乡镇、街道',
      en: 'A home address is shown down to the door (“{masked}”; {where}, line {line}, characters {range})',
    },
  },
  subjects: contentPages,
  *examine(page, { veil }) {
    const told = new Set<string>();
    for (const passage of passagesOf(page)) {
      for (const said of tell(passage, secretsOf(passage), veil, told)) {
        yield {
          message: 'shown',
          ...said,
          remedy: {
            zh: '住址只保留到乡（镇）、街道',
            en: 'Keep the address down to the township or street office only',
          },
        };
      }
    }
    const reason = unsearched(page);
    if (reason !== undefined) yield { unknown: reason };
  },
});

function* secretsOf(passage: Passage): Generator<Secret> {
  const seen = new Set<string>();
  for (const cell of addressCells(passage)) {
    const start = passage.text.indexOf(cell);
    seen.add(cell);
    yield { secret: cell, masked: maskAddress(cell), start: Math.max(0, start), end: Math.max(0, start) + cell.length };
  }
  for (const match of passage.text.matchAll(LABELLED)) {
    const [, label = '', value = ''] = match;
    const start = match.index + match[0].length - value.length;
    const address = value.trim();
    if (!DOOR.test(address) || seen.has(address) || NOT_HOME.test(address)) continue;
    if (NOT_HOME.test(passage.text.slice(Math.max(0, match.index - 12), match.index))) continue;
    yield {
      secret: address,
      masked: maskAddress(address),
      start,
      end: start + value.length,
      ...(label === '住址' && { doubt: DOUBT }),
    };
  }
}

const DOUBT: Text = { zh: '未能确认是家庭住址，请人工核对', en: 'not certainly a home address: please look' };

/** Doors in the address column of a table of persons. */
function* addressCells({ tables }: Passage): Generator<string> {
  for (const { rows } of tables) {
    const at = rows.findIndex((row) => row.some((cell) => NAME.test(cell)) && row.some((cell) => HEADER.test(cell)));
    const head = rows[at] ?? [];
    const names = head.flatMap((cell, index) => (NAME.test(cell) ? [index] : []));
    const homes = head.flatMap((cell, index) => (HEADER.test(cell) && HOME.test(cell) ? [index] : []));
    for (const row of at < 0 ? [] : rows.slice(at + 1)) {
      if (!names.some((index) => isNameInColumn(row[index] ?? ''))) continue;
      for (const index of homes) {
        const cell = (row[index] ?? '').trim();
        if (DOOR.test(cell) && !NOT_HOME.test(cell)) yield cell;
      }
    }
  }
}

/** What may be shown of an address: up to the township or street office; else its first three characters. */
function maskAddress(address: string): string {
  const township = /^[^\s]{0,24}?(?:镇|乡|街道(?:办事处)?)/.exec(address)?.[0];
  return `${township ?? address.slice(0, 3)}****`;
}
