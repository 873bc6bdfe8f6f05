import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Place } from '../../src/contract/seen.ts';
import { addMonths } from '../../src/lib/day.ts';
import { government } from '../support/units.ts';

/** Classes that are cleaned up with care, if at all: nothing here ever suggests to remove them. */
const PROTECTED_TYPES: readonly Column['type'][] = [
  'policy',
  'library',
  'interpretation',
  'budget',
  'statistics',
  'plan',
  'annual-report',
  'gazette',
  'relief-funds',
];
const PROTECTED = /征地|征收|拆迁|政策|文件|法规|财政|资金|预决?算|补贴|统计|数据|规划|年报|公报/;

export default defineCheck({
  id: 'overdue-clean-up',
  title: { zh: '栏目信息超过清理期限', en: 'Column keeps entries beyond its stated period' },
  family: 'retention',
  appliesTo: government,
  per: 'column',
  claims: 'presence',
  basis: 'RT-01',
  options: z.object({
    graceMonths: z.int().nonnegative().default(1).describe('超过期限多少个月内不指出'),
  }),
  messages: {
    overdue: {
      zh: '“{column}”规定保留{months}个月，仍有{count}条超期信息，最早为{oldest}',
      en: '“{column}” keeps entries for {months} months; older than that: {count}, the oldest of {oldest}',
    },
  },
  subjects: (site, { standards }) =>
    periodsOf(site).flatMap(({ name, months, at }) =>
      site.columns
        .filter((column) => column.form === 'list' && column.path.at(-1) === name)
        .filter((column) => !isProtected(column, standards.vocabulary('protected-classes')))
        .map((column) => ({ key: column.key, seen: column.seen, column, months, stated: at })),
    ),
  *examine({ column, months, stated }, { asOf, options }) {
    const last = addMonths(asOf, -(months + options.graceMonths));
    const old = column.entries.filter(({ date }) => date !== undefined && date.day < last);
    const days = old.flatMap(({ date }) => date?.day ?? []).toSorted();
    const [oldest] = days;
    if (oldest === undefined) return;
    yield {
      message: 'overdue',
      data: { column: column.path.join(' > '), months, count: old.length, oldest },
      at: [
        { role: 'shows', ...column.at },
        { role: 'compared', ...stated },
      ],
      key: 'overdue',
      remedy: {
        zh: '按本单位公布的清理期限处理；清理前逐条核对，征地拆迁、政策文件、财政资金、数据统计、规划类信息不清理',
        en: 'Clean up by your own stated period, after looking at each entry; never land, policy, money, statistics or plans',
      },
    };
  },
});

interface Period {
  readonly name: string;
  readonly months: number;
  readonly at: Place;
}

/** The periods that the site states for its columns: rows of the table, or lines, of its 信息清理 statement. */
function periodsOf(site: Site): readonly Period[] {
  const names = new Set(site.columns.flatMap(({ path }) => path.at(-1) ?? []));
  const found = new Map<string, Period>();
  for (const { at, rows } of site.columns.filter(({ type }) => type === 'clean-up').flatMap(statements)) {
    for (const row of rows) {
      const name = row.map((cell) => cell.replace(/[\s“”"《》【】:：]/g, '')).find((cell) => names.has(cell));
      const months = name === undefined ? undefined : row.map(monthsIn).find((count) => count !== undefined);
      if (name !== undefined && months !== undefined && !found.has(name)) found.set(name, { name, months, at });
    }
  }
  return [...found.values()];
}

/** What a clean-up column says, as rows of cells: its tables, and its lines cut at the colon. */
function statements(column: Column): readonly { readonly at: Place; readonly rows: readonly (readonly string[])[] }[] {
  const pages = [...column.pages, ...column.entries.flatMap(({ page }) => page ?? [])];
  return pages.map((page) => ({
    at: page.at,
    rows: [
      ...page.tables.flatMap(({ rows }) => rows),
      ...page.mainText.split(/[\n；;。]/).map((line) => line.split(/[:：]|“|”|栏目/)),
    ],
  }));
}

/** 保留3年, 两年, 24个月, 6个月; 长期 and 永久 are no period. */
function monthsIn(cell: string): number | undefined {
  if (/长期|永久|不清理/.test(cell)) return undefined;
  const match = /(\d{1,2}|[一二两三四五六七八九十])\s?(年|个月)/.exec(cell.normalize('NFKC'));
  if (!match) return undefined;
  const [, count = '', unit] = match;
  const at = '一二三四五六七八九十'.indexOf(count.replace('两', '二'));
  return (at >= 0 ? at + 1 : Number(count)) * (unit === '年' ? 12 : 1);
}

function isProtected({ path, type }: Column, classes: readonly string[]): boolean {
  return (
    PROTECTED_TYPES.includes(type) ||
    path.some((name) => PROTECTED.test(name) || classes.some((word) => name.includes(word)))
  );
}
