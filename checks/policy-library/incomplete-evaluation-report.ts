import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { wordsOf, hidesWords } from '../support/consultations.ts';
import { evaluationReports } from '../support/evaluations.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'incomplete-evaluation-report',
  title: { zh: '后评估报告要素不全', en: 'Evaluation report incomplete' },
  family: 'policy-library',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'decision-evaluation',
  remedy: {
    zh: '补充评估报告所缺的内容',
    en: 'Add what is missing',
  },
  options: z.object({}),
  messages: {
    lacks: {
      zh: '评估报告《{title}》未写明{element}',
      en: 'The evaluation report “{title}” does not tell “{element}”',
    },
  },
  subjects: (site, { since, asOf }) =>
    evaluationReports(site).flatMap(({ title, url, at, day, page }) =>
      page && (day === undefined || (day >= since && day <= asOf))
        ? [{ key: url, seen: page.seen, title, at, page }]
        : [],
    ),
  *examine({ title, at, page }, { standards }) {
    const list = standards.elements('decision-evaluation');
    if (!list) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const text = wordsOf(page).normalize('NFKC').replace(/\s/g, '');
    const lacking = list.elements.filter(
      ({ name, aliases, required }) => required && ![name, ...aliases].some((word) => text.includes(word)),
    );
    // A page of a few lines, or one with files and pictures, may say the rest where nobody could read it.
    if (lacking.length > 0 && (text.length < 200 || hidesWords(page))) {
      yield { unknown: 'unparsed' };
      return;
    }
    for (const { name } of lacking) yield { message: 'lacks', data: { title, element: name }, at, key: name };
  },
});
