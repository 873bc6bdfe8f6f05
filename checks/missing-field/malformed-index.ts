import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Document } from '../../src/contract/site.ts';
import { isSuperior, says } from '../support/document-facts.ts';
import { government } from '../support/units.ts';

/** 统一社会信用代码 or the older 机构代码, year and month, a number of five digits. */
const FORM = /^(?:[0-9A-HJ-NPQRTUWXY]{18}|\d{9})\/(\d{4})(\d{2})-\d{5}$/;
/** From so many papers on, and from this share of them, a site is seen to follow the form. */
const MANY = 3;
const MOST = 0.6;

export default defineCheck({
  id: 'malformed-index',
  title: { zh: '索引号不规范', en: 'Index number out of form' },
  family: 'missing-field',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-22',
  options: z.object({}),
  messages: {
    form: {
      zh: '《{title}》索引号“{index}”格式不规范，应为“机构代码/年月-五位流水号”',
      en: 'The index number “{index}” of “{title}” is out of form: code/YYYYMM-five digits',
    },
    month: {
      zh: '《{title}》索引号“{index}”中的年月与发布日期{published}相差较远',
      en: 'The month in the index number “{index}” of “{title}” is far from the day of publication, {published}',
    },
  },
  // A site that numbers its papers in another way throughout has another way: that is no slip of one page.
  subjects: ({ documents }) => {
    const numbered = documents.filter((document) => says(document.index) && !isSuperior(document));
    const formed = numbered.filter(({ index }) => FORM.test(plain(index)));
    return formed.length >= MANY && formed.length >= MOST * numbered.length ? numbered : [];
  },
  *examine({ title, index = '', publishedOn, at }) {
    const match = FORM.exec(plain(index));
    if (!match) {
      yield { message: 'form', data: { title, index }, at: { ...at, quote: index }, key: 'form', remedy };
      return;
    }
    const [, year = '', month = ''] = match;
    if (publishedOn === undefined || monthsApart(`${year}-${month}`, publishedOn) <= 1) return;
    yield {
      message: 'month',
      data: { title, index, published: publishedOn },
      at: { ...at, quote: index },
      key: 'month',
      severity: 'info',
      review: { zh: '仅作提示：更新或迁移后日期可能变动', en: 'a hint: the day may have changed with an update' },
      remedy,
    };
  },
});

const remedy = { zh: '核对并改正索引号', en: 'Correct the index number' };

function plain(index: Document['index']): string {
  return (index ?? '').normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

function monthsApart(month: string, day: string): number {
  const count = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return Math.abs(count(month) - count(day));
}
