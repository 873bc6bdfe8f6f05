import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Day } from '../../src/lib/day.ts';
import type { Page } from '../../src/contract/page.ts';
import { isCreditCode } from '../../src/lib/credit-code.ts';
import { birthday, findIdNumbers, findOldIdNumbers, maskIdNumber, type IdNumber } from '../../src/lib/id-number.ts';
import type { Text } from '../../src/lib/template.ts';
import { contentPages, passagesOf, unsearched } from '../support/passages.ts';
import { tell, type Secret } from '../support/secrets.ts';
import { everyone } from '../support/units.ts';

/** Labels of numbers that have nothing to do with a person. */
const OTHER_NUMBER =
  /(?:信用代码|机构代码|项目代码|项目编号|项目编码|招标编号|合同编号|合同号|订单号?|流水号|条形码|索引号|文件编号|证书编号|许可证号|备案号|账号|帐号|卡号|宗地(?:编|代)码|不动产单元号)[：: ]{0,3}$/;
const LABEL = /身份证|公民身份|证件号/;
/** Words that make what follows them a sample, and titles of pages that are samples as a whole. */
const SAMPLE = /(?:填写示例|示例|例如|样例|样式|范例|格式|如)[：:为“"（(]{0,2}$/;
const SAMPLES = /填写(?:示例|样例|样本|说明)|样表|样本|范本|模板/;
/** PV-06: punishment of defaulters is by law shown with more than other lists. */
const PUNISHED = /失信|惩戒|限制消费|通缉|悬赏|追逃/;

export default defineCheck({
  id: 'exposed-id-number',
  title: { zh: '公开身份证号未脱敏', en: 'Identity number shown in full' },
  family: 'exposed-personal-data',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'PV-01',
  options: z.object({}),
  messages: {
    shown: {
      zh: '{where}第{line}行（第{range}字）完整显示公民身份号码 {masked}，未屏蔽处理',
      en: 'The identity number {masked} is shown in full ({where}, line {line}, characters {range})',
    },
  },
  subjects: contentPages,
  *examine(page, { veil, asOf }) {
    const told = new Set<string>();
    const otherwise = numbersOtherwiseCalled(page);
    for (const passage of passagesOf(page)) {
      for (const said of tell(
        passage,
        secretsOf(passage.text, { title: page.title ?? '', asOf, otherwise }),
        veil,
        told,
      )) {
        yield {
          message: 'shown',
          ...said,
          remedy: {
            zh: '立即屏蔽：身份证号只保留前2位和后3位；附件和历史页面一并排查，必要时先撤下页面',
            en: 'Mask at once (first two and last three characters only), attachments and old pages too; take the page down meanwhile if need be',
          },
        };
      }
    }
    const reason = unsearched(page);
    if (reason !== undefined) yield { unknown: reason };
  },
});

interface Around {
  readonly title: string;
  readonly asOf: Day;
  readonly otherwise: ReadonlySet<string>;
}

/** A head of a column of a table that numbers things of another kind. */
const OTHER_HEAD = /(?:编号|编码|代码|单号|户号|学号|考号|案号|流水号|登记号|合同号|备案号)$/;

/** The long numbers that stand in tables under such a head. One date in eleven bears a check digit that fits. */
function numbersOtherwiseCalled({ tables, files }: Page): ReadonlySet<string> {
  const all = [...tables, ...(files ?? []).flatMap((file) => file.tables)];
  return new Set(
    all.flatMap(({ rows: [head = [], ...rows] }) => {
      const columns = head.flatMap((label, at) => {
        const words = label.replace(/\s/g, '');
        return words.length <= 12 && OTHER_HEAD.test(words) && !LABEL.test(words) ? [at] : [];
      });
      return columns.flatMap((at) => rows.map((row) => (row[at] ?? '').trim()).filter((cell) => cell.length === 18));
    }),
  );
}

const OTHERWISE: Text = {
  zh: '表头写明是另一种编号，可能不是身份证号，请核对',
  en: 'the head of its column calls it another number: please look',
};

function* secretsOf(text: string, { title, asOf, otherwise }: Around): Generator<Secret> {
  for (const found of findIdNumbers(text)) {
    const before = text.slice(Math.max(0, found.start - 20), found.start);
    const born = birthday(found.number);
    if (OTHER_NUMBER.test(before) || born === undefined || born > asOf) continue;
    if (isCreditCode(found.number) && !LABEL.test(before)) continue;
    yield secret(found, otherwise.has(found.number) ? OTHERWISE : doubtOf(before, title));
  }
  for (const found of findOldIdNumbers(text)) {
    // Without a check digit only its label makes 15 digits an identity number, and a person has to say so.
    if (LABEL.test(text.slice(Math.max(0, found.start - 20), found.start))) yield secret(found, OLD);
  }
}

const OLD: Text = {
  zh: '15位旧身份证号没有校验码，请人工核对',
  en: 'an old number of 15 digits has no check digit: please look',
};

function doubtOf(before: string, title: string): Text | undefined {
  if (SAMPLE.test(before) || SAMPLES.test(title)) return { zh: '可能是填写示例', en: 'may be a sample' };
  if (PUNISHED.test(title))
    return { zh: '惩戒公示类信息，请核对公示依据', en: 'a list of defaulters: please look at its legal ground' };
  return undefined;
}

function secret({ number, start, end }: IdNumber, doubt: Text | undefined): Secret {
  return { secret: number, masked: maskIdNumber(number), start, end, ...(doubt && { doubt }) };
}
