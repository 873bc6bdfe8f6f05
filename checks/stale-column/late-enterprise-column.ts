import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column } from '../../src/contract/site.ts';
import type { DirectoryItem } from '../../src/contract/standards.ts';
import { addDays, addMonths, daysBetween, type Day } from '../../src/lib/day.ts';
import { dueNextEnrolment, dueNextTerm } from '../../src/lib/school-year.ts';
import { rowOf } from '../support/rows.ts';
import { enterprises } from '../support/units.ts';

export default defineCheck({
  id: 'late-enterprise-column',
  title: { zh: '公共企事业单位信息更新滞后', en: 'Enterprise column not updated in its rhythm' },
  family: 'stale-column',
  appliesTo: enterprises,
  per: 'column',
  claims: 'state',
  options: z.object({
    slack: z.int().nonnegative().default(3).describe('到期后宽限几天（周末、数据上报）'),
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
      const row = column.form === 'list' && !column.closed ? rowOf(column, rows) : undefined;
      return row?.update ? [{ ...column, row, update: row.update }] : [];
    });
  },
  *examine({ row, update, ...column }, { asOf, options }) {
    yield { period: { zh: update.text, en: update.text } };
    if (column.entries.length === 0 || column.oneDay) {
      yield {
        inapplicable: { zh: '栏目没有条目，或条目为同日迁移', en: 'no entries, or all of the one day of a migration' },
      };
      return;
    }
    // An entry after the day of judgement is a slip of the date, and proves nothing either way.
    const days = column.entries.flatMap(({ date }) => (date && date.day <= asOf ? [date.day] : []));
    const newest = days.reduce<Day | undefined>(
      (last, day) => (last === undefined || day > last ? day : last),
      undefined,
    );
    if (newest === undefined) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const due = dueAfter(newest, row);
    if (asOf <= addDays(due, options.slack)) return;
    const own = ownRhythm(days);
    const slower = own !== undefined && asOf <= addDays(newest, own + options.slack) && !isSchool(update.text);
    yield {
      message: 'late',
      data: {
        column: column.path.join(' > '),
        date: newest,
        days: daysBetween(newest, asOf),
        rhythm: update.text,
        due,
      },
      at: column.at,
      key: 'newest',
      basis: row.id,
      review: reviewOf(column, slower),
      remedy: {
        zh: `按${update.text}的频次补充发布最新信息`,
        en: 'Publish what is due in the rhythm of the directory',
      },
    };
  },
});

function reviewOf(column: Column, slower: boolean): false | { zh: string; en: string } {
  if (column.undated > 0) return { zh: '有条目未能读出日期', en: 'some entries have no readable date' };
  if (slower)
    return {
      zh: '该栏目自有更慢的固定周期，请核对适用的公布频次',
      en: 'the column keeps a slower rhythm of its own: which one binds is for a person to say',
    };
  return false;
}

/** The last day in time: by the terms and the seasons of a school where the row speaks of them, else by its figure. */
function dueAfter(day: Day, { update }: DirectoryItem): Day {
  if (!update) return day;
  if (/学期/.test(update.text)) return dueNextTerm(day);
  if (/招生/.test(update.text)) return dueNextEnrolment(day);
  return update.unit === 'day' ? addDays(day, update.value) : addMonths(day, update.value);
}

function isSchool(text: string): boolean {
  return /学期|招生/.test(text);
}

/** The longest pause between the last entries, in days, where there are enough to see a rhythm. */
function ownRhythm(days: readonly Day[]): number | undefined {
  const last = [...new Set(days)].sort().slice(-6);
  if (last.length < 4) return undefined;
  const pauses = last.slice(1).map((day, index) => daysBetween(last[index] ?? day, day));
  return Math.max(...pauses);
}
