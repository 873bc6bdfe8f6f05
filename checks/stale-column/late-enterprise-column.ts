import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column } from '../../src/contract/site.ts';
import type { DirectoryItem } from '../../src/contract/standards.ts';
import { addDays, daysBetween, type Day } from '../../src/lib/day.ts';
import { dueNextEnrolment, dueNextTerm } from '../../src/lib/school-year.ts';
import type { Text } from '../../src/lib/template.ts';
import { dueAfter, freshnessOf, rhythmText } from '../support/freshness.ts';
import { capturedOn, pathText, rowPlace } from '../support/place.ts';
import { rowOf } from '../support/rows.ts';
import { enterprises } from '../support/units.ts';

/** Rhythms that are counted in terms and seasons of a school, not in days. */
const rhythms: readonly (readonly [RegExp, (newest: Day) => Day])[] = [
  [/学期/, dueNextTerm],
  [/招生/, dueNextEnrolment],
];

export default defineCheck({
  id: 'late-enterprise-column',
  title: { zh: '公共企事业单位信息更新滞后', en: 'Enterprise column not updated in its rhythm' },
  family: 'stale-column',
  appliesTo: enterprises,
  per: 'column',
  claims: 'state',
  options: z.object({
    slackDays: z.int().nonnegative().default(3).describe('到期后宽限几天（周末、数据上报）'),
  }),
  messages: {
    late: {
      zh: '“{column}”最近一次更新为{date}，已{days}天；应{rhythm}更新，不晚于{due}',
      en: '“{column}” was last updated on {date}, {days} days ago; it is due {rhythm}, by {due}',
    },
  },
  subjects: (site, { standards }) => {
    const rows = standards.directory(site.unit.type);
    return site.columns.flatMap((column) => {
      const row = column.form === 'list' ? rowOf(column, rows) : undefined;
      return row?.update ? [{ ...column, row, update: row.update }] : [];
    });
  },
  *examine({ row, update, ...column }, { site, asOf, options }) {
    const rhythm = rhythmText(update);
    yield { period: rhythm };
    const byTerm = rhythms.find(([words]) => words.test(update.text))?.[1];
    const freshness = freshnessOf(column, byTerm ? { value: 1, unit: 'day' } : update, asOf, capturedOn(site));
    if (freshness.state === 'unknown') {
      yield { unknown: freshness.why };
      return;
    }
    if (freshness.state === 'inapplicable') {
      yield { inapplicable: freshness.why };
      return;
    }
    if (freshness.state === 'fresh') return;
    const { newest, entry, days } = freshness;
    const due = byTerm ? byTerm(newest) : freshness.due;
    if (asOf <= addDays(due, options.slackDays)) return;
    yield {
      message: 'late',
      data: { column: pathText(column), date: newest, days, rhythm, due },
      at: [
        { role: 'shows', ...rowPlace(entry) },
        { role: 'shows', ...column.at },
      ],
      key: 'newest',
      basis: row.id,
      review: freshness.doubt ?? slowerRhythm(column, row, newest, asOf) ?? false,
      expected: { zh: `${update.text}更新，不晚于${due}`, en: `an entry ${rhythm.en}, by ${due}` },
      observed: { zh: `最近更新${newest}，已${days}天`, en: `newest ${newest}, ${days} days ago` },
      remedy: { zh: `按“${update.text}”补充发布最新信息`, en: 'Publish what is due in the rhythm of the directory' },
    };
  },
});

/** A column that is in time by a steady rhythm of its own, slower than the row's: which of the two binds, a person has to say. */
function slowerRhythm(column: Column, { update }: DirectoryItem, newest: Day, asOf: Day): Text | undefined {
  const last = [...new Set(column.entries.flatMap(({ date }) => (date && date.day <= asOf ? [date.day] : [])))]
    .sort()
    .slice(-6);
  const pauses = last.slice(1).map((day, index) => daysBetween(last[index] ?? day, day));
  if (pauses.length < 3 || !update) return undefined;
  const longest = Math.max(...pauses);
  const own = addDays(newest, Math.ceil(longest * 1.5));
  const isSteady = longest <= Math.min(...pauses) * 2;
  if (!isSteady || own <= dueAfter(newest, update) || asOf > own) return undefined;
  return {
    zh: '该栏目自有更慢的固定周期，请核对适用的公布频次',
    en: 'the column keeps a slower steady rhythm of its own',
  };
}
