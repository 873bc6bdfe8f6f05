import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import {
  explain,
  isMentioned,
  pointsToInterpretation,
  searchedForInterpretations,
  toBeInterpreted,
} from '../support/interpretations.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Text } from '../../src/lib/template.ts';
import { figure, ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';
import { unknownHolidays, workdayDeadline } from '../support/workdays.ts';

export default defineCheck({
  id: 'missing-interpretation',
  title: { zh: '政策文件未配套解读', en: 'Policy document without an interpretation' },
  family: 'interpretation',
  appliesTo: government,
  per: 'document',
  claims: 'absence',
  remedy: {
    zh: '补发解读，并与文件互相链接；今后同步起草、同步审签、同步发布',
    en: 'Publish an interpretation and link it with the document; from now on draft, sign and publish both together',
  },
  options: z.object({
    titles: z.array(z.string().min(2)).default([]).describe('另须解读的文件：标题含这些字样的'),
    hints: z.boolean().default(false).describe('其他政策文件没有解读时，是否作提示'),
  }),
  messages: {
    missing: {
      zh: '《{title}》{published}公开，未见政策解读（应在公开后{limit}个工作日内发布）',
      en: '“{title}” was published on {published}; no interpretation of it was found (due within {limit} working days)',
    },
    hint: {
      zh: '《{title}》为其他政策文件，未配解读（鼓励解读，仅作提示）',
      en: '“{title}” is another policy document and has no interpretation (a hint only)',
    },
  },
  subjects: (site, { since, options }) => {
    const bound = toBeInterpreted(site, since, options);
    const others = options.hints
      ? site.documents.filter(
          (document) =>
            document.kind === 'policy' && !bound.includes(document) && (document.publishedOn ?? '') >= since,
        )
      : [];
    const hinted = new Set(others);
    return explain([...bound, ...others], site).map((explained) => ({
      ...explained.document,
      ...explained,
      isBound: !hinted.has(explained.document),
    }));
  },
  searched: (_, { site }) => searchedForInterpretations(site),
  *examine(explained, { site, standards, calendar, asOf }) {
    const { document, found, isBound } = explained;
    const published = document.publishedOn;
    if (found.length > 0) return;
    if (published === undefined) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const pointer = pointsToInterpretation(document, site);
    if (pointer === 'attached') return;
    const led = site.elsewhere.some(({ name }) => name.includes('解读'));
    if (pointer === 'unread' || led) yield { unknown: 'elsewhere' };
    const rule = ruleInForce(standards, ['PO-01', 'PO-02'], published);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const limit = figure(rule, 'workdays') ?? 3;
    const { due, sure } = workdayDeadline(published, limit, calendar);
    if (due >= asOf) return; // still in time
    const said = {
      data: { title: document.title, published, limit },
      at: [{ role: 'should-show', ...document.at }],
      key: 'interpretation',
    } as const;
    if (isBound)
      yield {
        message: 'missing',
        ...said,
        basis: rule.id,
        actOn: published,
        review: isMentioned(explained, site) ? onlyMentioned : (mayBeAbove(site) ?? (sure >= asOf && unknownHolidays)),
      };
    else yield { message: 'hint', ...said, basis: rule.id, actOn: published, severity: 'info', review: true };
  },
});

/** A department, or a town, that keeps no column of interpretations has them on the portal above, if anywhere. */
function mayBeAbove({ unit, columns }: Site): Text | undefined {
  const isPortal = unit.type === 'city' || unit.type === 'county';
  if (isPortal || columns.some(({ type }) => type === 'interpretation')) return undefined;
  return {
    zh: '本站没有政策解读栏目，解读可能发布在上级门户，请人工核对',
    en: 'this site has no column of interpretations: it may stand on the portal above',
  };
}

const onlyMentioned = {
  zh: '有解读提到该文件，请核对是否就是它的解读',
  en: 'an interpretation mentions it: see whether it explains this document',
};
