import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Standards } from '../../src/contract/standards.ts';
import { byTemplate, type Bearer, type LabelFault } from '../support/label-faults.ts';
import { isFormPage } from '../support/forms.ts';
import { labelFaults, labelOf, wordsOf } from '../support/metas.ts';
import { government, ownsSite } from '../support/units.ts';

const REQUIRED = ['ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType'];

export default defineCheck({
  id: 'column-label',
  title: { zh: '栏目页标签缺失或不符', en: 'Column page with missing or wrong labels' },
  family: 'site-label',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  basis: 'WB-02',
  remedy: {
    zh: '核对后改正标签，与页面显示的一致、格式符合规范',
    en: 'Correct the label to what the page shows, in the form that is asked for',
  },
  options: z.object({}),
  messages: {
    missing: { zh: '栏目页缺少标签 {label}', en: 'The column page has no label {label}' },
    blank: { zh: '栏目页标签 {label} 内容为空', en: 'The label {label} of the column page is blank' },
    everywhere: {
      zh: '栏目页普遍未设置或未填写标签 {label}（共检查{count}个栏目，{lacking}个如此）',
      en: 'Column pages lack the label {label}, or leave it blank, on {lacking} of {count} columns',
    },
    contradicts: {
      zh: '标签 ColumnName 为“{says}”，页面栏目为“{shown}”，两者不一致',
      en: 'The label ColumnName says “{says}”, the page shows “{shown}”',
    },
    type: {
      zh: '标签 ColumnType 取值“{says}”不是栏目类型',
      en: 'The label ColumnType says “{says}”, which is no type of column',
    },
  },
  subjects: (site, { standards }) => {
    const columns = ownsSite(site) ? site.columns.flatMap((column) => fronted(column, site)) : [];
    const told = new Set<string>();
    return byTemplate(columns, (page) => faultsOf(page, standards)).map((one) => {
      // One menu that is named wrongly shows on every page under it: the first stands for all.
      const found = one.page && contradictionOf(one.page);
      const contradiction = found && !told.has(`${found.says}|${found.shown}`) ? found : undefined;
      if (contradiction) told.add(`${contradiction.says}|${contradiction.shown}`);
      return { ...one, contradiction };
    });
  },
  *examine({ at, count, faults, contradiction }) {
    for (const { label, fault, says, pages: lacking = count } of faults) {
      const isType = fault === 'type';
      if (isType) yield { message: 'type', data: { says }, at, key: 'type', basis: 'WB-03', review: true };
      else if (count > 0) yield { message: 'everywhere', data: { label, count, lacking }, at, key: label, remedy };
      else yield { message: fault === 'blank' ? 'blank' : 'missing', data: { label }, at, key: label, remedy };
    }
    if (contradiction) yield { message: 'contradicts', data: contradiction, at, key: 'contradicts', review: true };
  },
});

const remedy = { zh: '在栏目页模板 <head> 中补齐栏目标签', en: 'Add the labels to the head of the column template' };

/** Labels stand in the head of the first page: later pages left out do not matter. A form is a page to use, no column. */
function fronted({ key, content, pages: [page] }: Column, { foreign }: Site): readonly Bearer[] {
  if (!page || content === 'elsewhere' || page.kind === 'article') return [];
  return isFormPage(page) || foreign?.has(page.url) ? [] : [{ key, seen: page.seen, page }];
}

function faultsOf(page: Page, standards: Standards): readonly LabelFault[] {
  const required = wordsOf(standards.rule('WB-02')?.threshold['required'], REQUIRED);
  const says = labelOf(page.metas, 'ColumnType');
  // The list of values that we know is cut: only what can be no such value at all is worth a look.
  const odd = says !== undefined && (!/[\u4e00-\u9fa5]/.test(says) || /请(?:填写|输入|选择)|未填|待填/.test(says));
  return [
    ...labelFaults(page.metas, required),
    ...(odd ? [{ label: 'ColumnType', fault: 'type', says } as const] : []),
  ];
}

/** Where the label names what the page nowhere calls itself: not its title, not a step of its breadcrumb. */
function contradictionOf({
  contradictions,
  title = '',
  breadcrumb,
}: Page): { says: string; shown: string } | undefined {
  const wrong = contradictions.find(({ label }) => label.toLowerCase() === 'columnname');
  const known = wrong && (title.includes(wrong.says) || breadcrumb.some(({ name }) => name.includes(wrong.says)));
  return wrong && !known ? { says: wrong.says, shown: wrong.shown } : undefined;
}
