import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column } from '../../src/contract/site.ts';
import { labelFaults, labelOf, wordsOf } from '../support/metas.ts';
import { government, ownsSite } from '../support/units.ts';

const REQUIRED = ['ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType'];
/** From how many pages on a whole template, not a page, is at fault. */
const MANY = 3;

export default defineCheck({
  id: 'column-label',
  title: { zh: '栏目页标签缺失或不符', en: 'Column page with missing or wrong labels' },
  family: 'site-label',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  basis: 'WB-02',
  options: z.object({}),
  messages: {
    missing: { zh: '栏目页缺少标签 {label}', en: 'The column page has no label {label}' },
    blank: { zh: '栏目页标签 {label} 内容为空', en: 'The label {label} of the column page is blank' },
    everywhere: {
      zh: '栏目页均未设置栏目标签（{labels}），共{count}个栏目',
      en: 'No column page has the column labels ({labels}); {count} columns',
    },
    contradicts: {
      zh: '标签 ColumnName 为“{says}”，页面栏目为“{shown}”，两者不一致',
      en: 'The label ColumnName says “{says}”, the page shows “{shown}”',
    },
    type: {
      zh: '标签 ColumnType 取值“{says}”不在规范取值之内',
      en: 'The label ColumnType says “{says}”, which is no known value',
    },
  },
  subjects: (site) => {
    const columns = ownsSite(site)
      ? site.columns.filter(({ content, pages }) => content !== 'elsewhere' && pages[0])
      : [];
    const subjects = columns.map((column) => ({
      key: column.key,
      seen: seenOf(column),
      at: column.at,
      pages: column.pages,
      count: 0,
    }));
    const bare = columns.filter(
      ({ pages: [first] }) => labelFaults(first?.metas ?? [], REQUIRED).length === REQUIRED.length,
    );
    // Labels come from the template: where no column has any, that is one fault and not as many as there are columns.
    return columns.length >= MANY && bare.length === columns.length
      ? [
          {
            key: 'all-columns',
            seen: { whole: true } as const,
            at: bare[0]?.at ?? site.at,
            pages: [],
            count: bare.length,
          },
        ]
      : subjects;
  },
  *examine({ at, pages: [page], count }, { standards }) {
    const required = wordsOf(standards.rule('WB-02')?.threshold['required'], REQUIRED);
    if (count > 0)
      yield { message: 'everywhere', data: { labels: required.join('、'), count }, at, key: 'all', remedy };
    if (!page) return;
    for (const { label, fault } of labelFaults(page.metas, required)) {
      yield { message: fault, data: { label }, at: page.at, key: label, remedy };
    }
    const wrong = page.contradictions.find(({ label }) => label.toLowerCase() === 'columnname');
    if (wrong) {
      const { says, shown } = wrong;
      yield { message: 'contradicts', data: { says, shown }, at: page.at, key: 'contradicts', review: true };
    }
    const type = labelOf(page.metas, 'ColumnType');
    const known = wordsOf(standards.rule('WB-03')?.threshold['enum'], []);
    if (type !== undefined && known.length > 0 && !known.includes(type)) {
      // The list of values that we know is cut: another value is no certain fault.
      yield { message: 'type', data: { says: type }, at: page.at, key: 'type', basis: 'WB-03', review: true };
    }
  },
});

const remedy = { zh: '在栏目页模板 <head> 中补齐栏目标签', en: 'Add the labels to the head of the column template' };

/** Labels stand in the head of the first page: later pages left out do not matter. */
function seenOf({ pages: [first], seen }: Column): Page['seen'] {
  return first?.seen ?? seen;
}
