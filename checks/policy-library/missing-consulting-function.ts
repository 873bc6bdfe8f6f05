import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column } from '../../src/contract/site.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'missing-consulting-function',
  title: { zh: '政策咨询平台功能不全', en: 'Policy consulting page incomplete' },
  family: 'policy-library',
  appliesTo: government,
  per: 'column',
  claims: 'absence',
  basis: 'consulting',
  remedy: {
    zh: '补上缺的功能入口和使用说明书',
    en: 'Add the functions and the instructions that are missing',
  },
  options: z.object({}),
  messages: {
    lacks: {
      zh: '“{column}”未集成“{part}”（应有找号码、找窗口、找平台三项功能和使用说明）',
      en: '“{column}” lacks “{part}”; it should offer “找号码”, “找窗口”, “找平台” and instructions',
    },
  },
  // The topmost page of the service: what stands below it are its parts.
  subjects: (site) =>
    site.columns.filter(
      ({ type, path }) =>
        type === 'consulting' &&
        !site.columns.some((other) => other.type === 'consulting' && isAbove(other.path, path)),
    ),
  searched: (column, { site }) => site.searched(column.path),
  *examine(column, { site, standards }) {
    const list = standards.elements('consulting');
    if (!list) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (column.content === 'script' || column.content === 'elsewhere' || column.content === 'unknown') {
      yield { unknown: 'unrendered' };
      return;
    }
    const below = site.columns.filter(({ path }) => isAbove(column.path, path));
    const text = [column, ...below].map(words).join('\n').normalize('NFKC').replace(/\s/g, '');
    if (!isService(column, text)) {
      yield { inapplicable: { zh: '不是政策咨询综合服务页面', en: 'no page of the policy consulting service' } };
      return;
    }
    for (const { name, aliases, required } of list.elements) {
      if (!required || [name, ...aliases].some((word) => text.includes(word))) continue;
      yield {
        message: 'lacks',
        data: { column: column.path.join(' > '), part: name },
        at: [{ role: 'should-show', ...column.at }],
        key: name,
      };
    }
  },
});

/** A letter box or a list of answers is called 咨询 too: the service is told by its name, or by one of its functions. */
function isService({ path }: Column, text: string): boolean {
  return /政策咨询|综合服务/.test(path.at(-1) ?? '') || /[找查](?:号码|窗口|平台)/.test(text);
}

function isAbove(above: readonly string[], path: readonly string[]): boolean {
  return above.length < path.length && above.every((name, index) => path[index] === name);
}

/** All that a column says: its path, its rows and its pages, links included (a function may be a button). */
function words({ path, pages, entries }: Column): string {
  const shown = pages.flatMap((page: Page) => [
    page.mainText,
    ...page.links.filter(({ area }) => area !== 'footer').map(({ text }) => text),
  ]);
  return [...path.slice(1), ...entries.map(({ title }) => title), ...shown].join('\n');
}
