import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document } from '../../src/contract/site.ts';
import { isNormative } from '../support/document-facts.ts';
import { sameAddress } from '../support/links.ts';
import { ruleInForce } from '../support/rules.ts';
import { bareTitle, coreTitle } from '../support/titles.ts';
import { government } from '../support/units.ts';

const ENDED = /废止|失效|停止执行/;
const KEPT = /继续有效|保留|不予废止|未废止|拟废止|建议废止/;
/** Papers that are nothing but a list of what is repealed. */
const LIST = /(?:废止|失效).{0,30}(?:决定|通知|目录|公告|文件)$|关于.{0,12}(?:废止|宣布.{0,30}失效)/;

export default defineCheck({
  id: 'unmarked-repeal',
  title: { zh: '已废止文件未标注', en: 'Repealed document not marked' },
  family: 'retention',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  options: z.object({}),
  messages: {
    unmarked: {
      zh: '《{title}》已由《{by}》宣布废止或失效，其页面有效性仍为“{validity}”',
      en: '“{title}” was repealed by “{by}”; its page still says “{validity}”',
    },
  },
  subjects: (site) => {
    const repeals = site.documents.flatMap(repealsIn);
    return site.documents
      .filter((document) => isNormative(document) || document.kind === 'policy')
      .map((document) => ({ ...document, repeals }));
  },
  *examine({ repeals, ...document }, { standards, asOf }) {
    const { title, validity, page } = document;
    if (
      ENDED.test(validity ?? '') ||
      ENDED.test(page.title ?? title) ||
      /^.{0,80}(?:已废止|已失效)/.test(page.mainText)
    )
      return;
    const rule = ruleInForce(standards, ['RT-04', 'PO-25']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    for (const { by: other, said: quote } of repeals) {
      if (!names(document, quote) || sameAddress(other.url, document.url) || !isLater(other, document, asOf)) continue;
      yield {
        message: 'unmarked',
        data: { title, by: other.title, validity: validity ?? '未标注' },
        at: [
          { role: 'shows', ...document.at },
          { role: 'compared', ...other.at, quote },
        ],
        key: 'unmarked',
        basis: rule.id,
        // Titles come again from year to year: only the 文号 tells which paper was meant.
        review: !namesNumber(document, quote) && {
          zh: '只按标题对上，请核对文号',
          en: 'matched by title only: compare the numbers',
        },
        remedy: {
          zh: '将有效性标注为“废止”或“失效”，并链接废止文件；不要删除原文',
          en: 'Mark it as repealed and link what repealed it; do not remove it',
        },
      };
      return;
    }
  },
});

function isLater(other: Document, document: Document, asOf: string): boolean {
  const [now, then] = [other.writtenOn ?? other.publishedOn, document.writtenOn ?? document.publishedOn];
  return now !== undefined && now <= asOf && (then === undefined || now >= then);
}

/** A sentence or a row of a table by which one paper repeals others. */
interface Repeal {
  readonly by: Document;
  readonly said: string;
}

function repealsIn(by: Document): readonly Repeal[] {
  const { page } = by;
  const tables = [...page.tables, ...(page.files ?? []).flatMap((file) => file.tables)];
  const rows = tables.flatMap((table) => table.rows.map((row) => row.join(' ')));
  const text = [page.mainText, ...(page.files ?? []).map((file) => file.text ?? '')].join('\n');
  // In a bare list every paper named is repealed; elsewhere only what the very sentence or row says so of.
  const isList = LIST.test(by.title) && !KEPT.test(by.title);
  return [...text.split(/[。；;\n]/), ...rows]
    .filter((said) => (isList || (ENDED.test(said) && !KEPT.test(said))) && !/^关于|^各/.test(said.trim()))
    .map((said) => ({ by, said }));
}

/** By 文号; by title only where no 文号 beside it tells of another paper. */
function names(document: Document, said: string): boolean {
  if (namesNumber(document, said)) return true;
  const core = coreTitle(document.title);
  if (core.length < 8 || !bareTitle(said).includes(core)) return false;
  const years = [...said.normalize('NFKC').matchAll(/[〔[(【](\d{4})[〕\])】]\s?\d{1,4}\s?号/g)].map(
    ([, year]) => year,
  );
  const own = (document.writtenOn ?? document.publishedOn)?.slice(0, 4);
  return years.length === 0 || (document.number === undefined && years.includes(own));
}

function namesNumber({ number }: Document, said: string): boolean {
  if (number === undefined) return false;
  const plain = said
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[[(【〔]/g, '〔')
    .replace(/[\])】〕]/g, '〕');
  return plain.includes(number);
}
