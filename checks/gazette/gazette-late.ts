import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addDays, addMonths, daysBetween, type Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { gazettesOf, gazetteUnits, issueName, newestIssue, statedPeriod } from '../support/gazette.ts';
import { ruleInForce } from '../support/rules.ts';

export default defineCheck({
  id: 'gazette-late',
  title: { zh: '公报未按周期出刊', en: 'Gazette behind its own period' },
  family: 'gazette',
  appliesTo: gazetteUnits,
  per: 'column',
  claims: 'state',
  options: z.object({
    graceDays: z.int().nonnegative().default(31).describe('一期应出之后宽限几天（编印、合刊）'),
  }),
  messages: {
    late: {
      zh: '公报{period}，最近一期{issue}发布于{date}，已{days}天，下一期应不晚于{due}',
      en: 'The gazette comes out {period}; its newest issue “{issue}” is of {date}, {days} days ago, the next was due by {due}',
    },
  },
  subjects: (site) => gazettesOf(site),
  *examine(gazette, { asOf, standards, options }) {
    const rule = ruleInForce(standards, ['GZ-04', 'GZ-03']);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const newest = newestIssue(gazette, asOf);
    if (!newest) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const stated = statedPeriod(gazette.text);
    const months = stated ?? ownPeriod(gazette.issues.flatMap(({ publishedOn }) => publishedOn ?? []));
    if (months === undefined) {
      yield {
        inapplicable: {
          zh: '没有写明出刊周期，期数也不足以看出',
          en: 'no period is stated, and too few issues to see one',
        },
      };
      return;
    }
    // A double issue covers its numbers: the next is due that much later.
    const covered = Math.max(1, newest.issue.numbers.length);
    const due = addDays(later(newest.day, months * covered), options.graceDays);
    if (asOf <= due) return;
    const days = daysBetween(newest.day, asOf);
    yield {
      message: 'late',
      data: { period: wording(months), issue: issueName(newest.issue), date: newest.day, days, due },
      at: { ...newest.issue.at, quote: newest.issue.title.slice(0, 200) },
      key: 'newest',
      basis: rule.id,
      expected: { zh: `${wording(months).zh}出刊`, en: wording(months).en },
      observed: { zh: `最近一期${newest.day}`, en: `newest issue of ${newest.day}` },
      remedy: { zh: '按公布的周期补出；周期有变的，在专栏说明', en: 'Catch up; where the period has changed, say so' },
      review: stated === undefined && {
        zh: '没有写明出刊周期，按以往各期间隔推断',
        en: 'no period is stated: it is inferred from the issues before',
      },
    };
  },
});

function later(day: Day, months: number): Day {
  return months < 1 ? addDays(day, Math.ceil(months * 31)) : addMonths(day, Math.round(months));
}

function wording(months: number): Text {
  if (months < 1) return { zh: '每月数期', en: 'several times a month' };
  if (months === 3) return { zh: '每季度一期', en: 'quarterly' };
  return months === 1 ? { zh: '每月一期', en: 'monthly' } : { zh: `每${months}个月一期`, en: `every ${months} months` };
}

/** The longest pause between the last issues, in months, where there are enough to see a rhythm. */
function ownPeriod(days: readonly Day[]): number | undefined {
  const last = [...new Set(days)].sort().slice(-6);
  if (last.length < 4) return undefined;
  const pauses = last.slice(1).map((day, index) => daysBetween(last[index] ?? day, day));
  return Math.max(1, Math.ceil(Math.max(...pauses) / 30));
}
