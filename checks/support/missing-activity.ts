import { z } from 'zod';
import { defineCheck, type Check } from '../../src/contract/check.ts';
import type { Column } from '../../src/contract/site.ts';
import type { UnitType } from '../../src/contract/unit.ts';
import type { Text } from '../../src/lib/template.ts';
import { allLater } from './freshness.ts';
import { findActivities, recent, searchedForActivity, type Sought } from './activities.ts';

interface Activity {
  readonly id: string;
  readonly title: Text;
  readonly basis: string;
  readonly appliesTo: readonly [UnitType, ...UnitType[]];
  /** What it is called in a sentence. */
  readonly name: Text;
  readonly sought: Sought;
  readonly remedy: Text;
}

/** A check that an activity took place, and was told of, within the last months. */
export function missingActivity({ id, title, basis, appliesTo, name, sought, remedy }: Activity): Check {
  return defineCheck({
    id,
    title,
    family: 'participation',
    appliesTo,
    per: 'site',
    claims: 'absence',
    basis,
    remedy,
    options: z.object({
      months: z.int().positive().default(12).describe('统计最近多少个月'),
      atLeast: z.int().positive().default(1).describe('至少应有几次'),
    }),
    messages: {
      few: {
        zh: `近{months}个月公开${name.zh}{count}次，应不少于{atLeast}次`,
        en: `Told of {count} in the last {months} months (${name.en}); at least {atLeast} expected`,
      },
      none: {
        zh: `近{months}个月未公开${name.zh}，最近一次为{last}`,
        en: `Nothing on ${name.en} in the last {months} months; the last is of {last}`,
      },
      nowhere: {
        zh: `未见${name.zh}`,
        en: `Nothing was found on ${name.en}`,
      },
    },
    subjects: (site) => [site],
    searched: (site) => searchedForActivity(site, sought),
    *examine(site, { asOf, options }) {
      const { columns, entries, unread } = findActivities(site, sought);
      const { months, atLeast } = options;
      const count = recent(entries, asOf, months).length;
      if (count >= atLeast) return;
      if (columns.some(({ content }) => content === 'script' || content === 'elsewhere'))
        yield { unknown: 'unrendered' };
      if (entries.some(({ date }) => !date)) yield { unknown: 'dates-unread' };
      if (recent(unread, asOf, months).length > 0) yield { unknown: 'not-fetched' };
      const [column] = columns;
      const at = [{ role: 'should-show', ...(column?.at ?? site.at) }] as const;
      if (entries.length > 0 && entries.every(({ date }) => date !== undefined && date.day > asOf))
        yield { unknown: allLater(asOf) };
      const past = entries.flatMap(({ date }) => (date && date.day <= asOf ? [date.day] : []));
      const last = past.toSorted().at(-1);
      if (count > 0) yield { message: 'few', data: { months, count, atLeast }, at, key: 'activity' };
      else if (last !== undefined) yield { message: 'none', data: { months, last }, at, key: 'activity' };
      else
        yield {
          message: 'nowhere',
          data: {},
          at,
          key: 'activity',
          review: doubtOf(columns),
        };
    },
  });
}

/** Why an activity that was nowhere found may have been told of all the same. */
function doubtOf(columns: readonly Column[]): Text | false {
  // Without a column of its own it may stand under a name that nobody foresaw.
  if (columns.length === 0)
    return { zh: '没有相应栏目，可能以其他名称公开', en: 'there is no column for it: it may bear another name' };
  // Only rows that were opened and dated say what the column holds; a page of prose is read by a person.
  const rows = columns.flatMap(({ entries }) => entries);
  if (columns.every(({ content }) => content !== 'filled')) return false;
  if (rows.length > 0 && rows.every(({ date, page }) => date !== undefined && page !== undefined)) return false;
  return { zh: '栏目中有未打开或没有日期的内容，请核对', en: 'not every row of its column was opened and dated' };
}
