import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import { addDays } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { judgedConsultations, mayBeAnswered, searchedForFeedback, wordsOf } from '../support/consultations.ts';
import { figure, ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'missing-consultation-feedback',
  title: { zh: '意见征集未反馈采纳情况', en: 'Consultation without feedback' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'document',
  claims: 'absence',
  remedy: {
    zh: '公布采纳情况；没有收到意见的，也要写明没有收到意见',
    en: 'Publish what was adopted; where nothing came in, say so',
  },
  options: z.object({
    daysWithoutRule: z
      .int()
      .positive()
      .default(30)
      .describe('当地没有规定反馈天数时，结束后多少天仍无反馈才指出（自定）'),
  }),
  messages: {
    missing: {
      zh: '《{title}》征集已于{until}结束，应于{due}前公开意见采纳情况，未见反馈',
      en: '“{title}” ended on {until}; what was adopted had to be published by {due}, and nothing was found',
    },
  },
  subjects: (site, { since }) => judgedConsultations(site, since),
  searched: (_, { site }) => searchedForFeedback(site),
  *examine(consultation, { site, standards, asOf, options }) {
    const { title, until, feedback, page } = consultation;
    if (feedback || mayBeAnswered(consultation, site)) return;
    if (until === undefined) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const rule = ruleInForce(standards, ['PO-08', 'PO-09'], until);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const due = addDays(until, figure(rule, 'days') ?? options.daysWithoutRule);
    if (due >= asOf) return; // still running, or still in time
    if (/采纳情况|未采纳|意见.{0,6}采纳/.test(wordsOf(page))) return; // told on the page itself
    if (site.elsewhere.some(({ name }) => /反馈|采纳|征集/.test(name))) yield { unknown: 'elsewhere' };
    yield {
      message: 'missing',
      data: { title, until, due },
      at: [{ role: 'should-show', ...consultation.at }],
      key: 'feedback',
      basis: rule.id,
      actOn: until,
      review: mayBeAbove(site),
    };
  },
});

/** A department, or a town, without a column for the answers may have them on the common page of the portal above. */
function mayBeAbove({ unit, columns }: Site): Text | false {
  const isPortal = unit.type === 'city' || unit.type === 'county';
  if (isPortal || columns.some(({ type }) => type === 'feedback' || type === 'consultation')) return false;
  return {
    zh: '本站没有征集、反馈栏目，采纳情况可能公布在上级门户，请人工核对',
    en: 'this site has no column for it: what was adopted may stand on the portal above',
  };
}
