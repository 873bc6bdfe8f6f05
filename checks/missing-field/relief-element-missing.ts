import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { isItemTable, itemPages, lacksOf, namesOfItems } from '../support/item-sheets.ts';
import { hidesText } from '../support/sheet-elements.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'relief-element-missing',
  title: { zh: '惠企政策要点要素不全', en: 'Points of a policy for enterprises without all the elements' },
  family: 'missing-field',
  appliesTo: government,
  per: 'page',
  claims: 'state',
  basis: 'PO-21',
  options: z.object({}),
  messages: {
    missing: { zh: '“{title}”{items}未公开{element}', en: '“{title}”: {items} lacks “{element}”' },
    blank: { zh: '“{title}”{items}的{element}为空', en: '“{title}”: {items} leaves “{element}” blank' },
  },
  subjects: (site) => itemPages(site, 'relief'),
  *examine(page, { standards }) {
    const list = standards.elements('relief');
    if (!list) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (page.items.some((item) => hidesText(item.page))) {
      yield { unknown: 'unparsed' };
      return;
    }
    const elements = list.elements.filter(({ required }) => required);
    if (!isItemTable(page, elements)) {
      yield { inapplicable: { zh: '不是惠企政策要点', en: 'no page of such items' } };
      return;
    }
    for (const { element, state, items } of lacksOf(page, elements)) {
      const all = items.length === page.items.length;
      yield {
        message: state === 'blank' ? 'blank' : 'missing',
        data: {
          title: page.title,
          items:
            all && items.length > 1
              ? { zh: `全部${items.length}项`, en: `all ${items.length} items` }
              : namesOfItems(items),
          element,
        },
        at: items[0]?.at ?? page.at,
        key: `${element}:${state === 'blank' ? 'blank' : 'missing'}`,
        expected: { zh: `逐项写明${element}`, en: `“${element}” for each item` },
        observed: {
          zh: `${page.items.length}项中${items.length}项没有`,
          en: `${items.length} of ${page.items.length} lack it`,
        },
        remedy: { zh: `逐项补充${element}`, en: `Add “${element}” item by item` },
        review: state === 'mentioned' && { zh: '正文提到，请人工核对', en: 'the text mentions it: please look' },
      };
    }
  },
});
