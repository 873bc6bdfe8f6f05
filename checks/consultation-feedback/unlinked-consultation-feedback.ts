import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { judgedConsultations } from '../support/consultations.ts';
import { linksTo, sameAddress } from '../support/links.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'unlinked-consultation-feedback',
  title: { zh: '意见征集与反馈未关联', en: 'Consultation and feedback not linked' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-09',
  remedy: {
    zh: '两页互加链接；一项征集一个反馈',
    en: 'Link each page to the other; one feedback for each consultation',
  },
  options: z.object({}),
  messages: {
    forth: {
      zh: '意见征集信息未与意见反馈信息关联公开：《{title}》页面未链接其反馈《{feedback}》',
      en: 'The consultation “{title}” does not link to its feedback “{feedback}”',
    },
    back: {
      zh: '意见反馈《{feedback}》未链接原征集公告《{title}》',
      en: 'The feedback “{feedback}” does not link to the consultation “{title}”',
    },
    shared: {
      zh: '意见反馈《{feedback}》对应{count}项征集，征集与反馈应一一对应',
      en: 'The feedback “{feedback}” answers {count} consultations; each should have its own',
    },
  },
  subjects: (site, { since }) => judgedConsultations(site, since).filter(({ feedback }) => feedback !== undefined),
  *examine(consultation, { site, standards }) {
    const { feedback, title, page, until, publishedOn } = consultation;
    if (!feedback || feedback.matchedBy === 'same-page') return;
    if (!ruleInForce(standards, ['PO-09'], until ?? publishedOn)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    if (!feedback.page.seen.whole) {
      yield { unknown: feedback.page.seen.reason };
      return;
    }
    const data = { title, feedback: feedback.title };
    const compared = { role: 'compared', ...feedback.at } as const;
    if (!linksTo(page, [feedback.url]))
      yield { message: 'forth', data, at: [{ role: 'should-show', ...consultation.at }, compared], key: 'forth' };
    if (!linksTo(feedback.page, [consultation.url]))
      yield {
        message: 'back',
        data,
        at: [
          { role: 'should-show', ...feedback.at },
          { role: 'compared', ...consultation.at },
        ],
        key: 'back',
      };
    const sharers = site.consultations.filter(
      (other) => other.feedback !== undefined && sameAddress(other.feedback.url, feedback.url),
    );
    if (sharers.length > 1 && sharers[0] === consultation)
      yield {
        message: 'shared',
        data: { feedback: feedback.title, count: sharers.length },
        at: feedback.at,
        key: 'shared',
      };
  },
});
