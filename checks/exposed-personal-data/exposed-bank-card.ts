import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { findCardNumbers, maskCardNumber, type CardNumber } from '../../src/lib/bank-card.ts';
import { isIdNumber, narrowDigits } from '../../src/lib/id-number.ts';
import { isPersonName } from '../../src/lib/person-name.ts';
import type { Text } from '../../src/lib/template.ts';
import { contentPages, lineAt, passagesOf, type Passage, unsearched } from '../support/passages.ts';
import { tell, type Secret } from '../support/secrets.ts';
import { everyone } from '../support/units.ts';

const CARD = /银行卡|卡号|账号|帐号|账户|帐户|一卡通|存折|开户行|开户银行/;
/** An account of a body, given out so that people can pay into it. */
const PAYEE =
  /收款(?:人|单位|方)|户名|账户名称|帐户名称|开户名|对公|基本户|专户|保证金|缴款|缴费|汇款|转账至|国库|捐赠|捐款|投标|(?:公司|中心|财政局|委员会|政府|学校|医院|合作社|基金会|红十字会)/;
const OTHER_NUMBER =
  /(?:信用代码|机构代码|项目(?:代码|编号)|编号|合同号|订单号|流水号|条形码|索引号|许可证号|备案号|文号|证号)[：: ]{0,3}$/;
const WINDOW = 60;

export default defineCheck({
  id: 'exposed-bank-card',
  title: { zh: '公开银行卡号未脱敏', en: 'Bank card number shown in full' },
  family: 'exposed-personal-data',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'PV-04',
  options: z.object({}),
  messages: {
    shown: {
      zh: '{where}第{line}行（第{range}字）完整显示银行账号 {masked}，未屏蔽处理',
      en: 'The bank card number {masked} is shown in full ({where}, line {line}, characters {range})',
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
            zh: '名单、发放花名册不得公开完整银行卡号：删除该列，或只保留后4位；附件一并处理',
            en: 'Lists must not show full card numbers: delete the column or keep the last four digits, attachments too',
          },
        };
      }
    }
    const reason = unsearched(page);
    if (reason !== undefined) yield { unknown: reason };
  },
});

function* secretsOf(passage: Passage): Generator<Secret> {
  const text = narrowDigits(passage.text);
  const cells = cardCells(passage);
  for (const found of findCardNumbers(text)) {
    const line = lineAt(text, found.start);
    const before =
      text
        .slice(Math.max(0, found.start - WINDOW), found.start)
        .split('\n')
        .at(-1) ?? '';
    if (OTHER_NUMBER.test(before) || isIdNumber(found.number)) continue;
    const row = cells.get(found.number);
    if (row === 'person') yield secret(found);
    else if (row === 'body' || PAYEE.test(line)) {
      if (CARD.test(before) || row === 'body') yield secret(found, PAID_INTO);
    } else if (CARD.test(before)) yield secret(found, beside(before) ? undefined : UNLABELLED);
  }
}

const PAID_INTO: Text = {
  zh: '可能是单位对外收款账户，请人工核对',
  en: 'may be an account of a body that people pay into: please look',
};
const UNLABELLED: Text = {
  zh: '未能确认为个人账号，请人工核对',
  en: 'not certainly the number of a person: please look',
};

/** Numbers in the card column of a table, and whether their row names a person or a body. */
function cardCells({ tables }: Passage): ReadonlyMap<string, 'person' | 'body'> {
  const cells = new Map<string, 'person' | 'body'>();
  for (const { rows } of tables) {
    const head = rows.findIndex((row) => row.some((cell) => CARD.test(cell) && cell.length <= 20));
    const columns = (rows[head] ?? []).flatMap((cell, index) => (CARD.test(cell) ? [index] : []));
    for (const row of head < 0 ? [] : rows.slice(head + 1)) {
      for (const column of columns) {
        const number = narrowDigits(row[column] ?? '').replace(/\D/g, '');
        cells.set(
          number,
          row.some((cell) => isPersonName(cell)) && !row.some((cell) => PAYEE.test(cell)) ? 'person' : 'body',
        );
      }
    }
  }
  return cells;
}

/** Whether a person's name stands shortly before. */
function beside(before: string): boolean {
  return before
    .slice(-40)
    .split(/[^\u4e00-\u9fa5]+/)
    .some((word) => isPersonName(word));
}

function secret({ number, start, end }: CardNumber, doubt?: Text): Secret {
  return { secret: number, masked: maskCardNumber(number), start, end, ...(doubt && { doubt }) };
}
