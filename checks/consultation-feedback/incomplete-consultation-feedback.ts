import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ConsultationFeedback } from '../../src/contract/site.ts';
import { contentOf, hidesWords, judgedConsultations } from '../support/consultations.ts';
import { ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'incomplete-consultation-feedback',
  title: { zh: '意见反馈要素不全', en: 'Feedback on a consultation incomplete' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'PO-09',
  remedy: {
    zh: '补充意见数量、采纳情况和未采纳理由，可用表格逐条列出',
    en: 'Add how many opinions came in, what was adopted and why the rest was not, best in a table',
  },
  options: z.object({}),
  messages: {
    lacks: {
      zh: '意见反馈《{title}》未写明{element}',
      en: 'The feedback “{title}” does not tell “{element}”',
    },
  },
  subjects: (site, { since }) =>
    judgedConsultations(site, since).flatMap((consultation) =>
      consultation.feedback
        ? [
            {
              key: consultation.key,
              seen: consultation.feedback.page.seen,
              consultation,
              feedback: consultation.feedback,
            },
          ]
        : [],
    ),
  *examine({ consultation, feedback }, { standards }) {
    if (!ruleInForce(standards, ['PO-09'], consultation.until ?? consultation.publishedOn)) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const lacking = lackingIn(feedback);
    if (lacking.length > 0 && hidesWords(feedback.page)) yield { unknown: 'unparsed' };
    for (const element of lacking)
      yield { message: 'lacks', data: { title: feedback.title, element }, at: feedback.at, key: element };
  },
});

const NONE =
  /(?:未|没有|无)(?:收到|接到|收集到|征集到|公众|社会|任何|反馈|提出|人提)[^。；;\n]{0,30}(?:意见|建议|反馈)|(?:意见|建议)[^。；;\n]{0,6}(?:0|零)\s?(?:条|件|份)|(?:收到|征集到)[^。；;\n]{0,16}(?:0|零)\s?(?:条|件|份|个)|无(?:反馈)?意见/;
const COUNT = /\d{1,5}\s?(?:条|件|份|个|人次|项)|[一二三四五六七八九十两百]{1,4}(?:条|件|份|项)/;
const ADOPTED = /采纳|采用|吸收|吸纳/;
const ALL = /(?:全部|均|都|予以全部|已全部)(?:予以|已)?(?:被)?(?:采纳|采用|吸收|吸纳)|全部意见/;
const REASON = /理由|原因|因为|由于|鉴于|考虑到|依据|根据|已有规定|已经?明确|不属于|不符合|不一致|超出/;
const REFUSED = /未采纳|不采纳|不予采纳|未予采纳|部分采纳|未被采纳/;

/** What the answer does not tell. Nobody has to give reasons where nothing came in, or all was adopted. */
function lackingIn({ page }: ConsultationFeedback): readonly string[] {
  const text = contentOf(page).normalize('NFKC');
  if (NONE.test(text)) return [];
  const lacking = [];
  if (!COUNT.test(text)) lacking.push('意见数量');
  if (!ADOPTED.test(text)) lacking.push('采纳情况');
  else if (!ALL.test(text) && leavesSome(text) && !REASON.test(afterAsking(text))) lacking.push('未采纳理由');
  return lacking;
}

/** Whether some opinion was not adopted: said so, or fewer adopted than came in. */
function leavesSome(text: string): boolean {
  if (REFUSED.test(text)) return true;
  const received = /(?:收到|征集到|收集到|提出)[^。；;\d\n]{0,30}(\d{1,5})\s?(?:条|件|份|个|项)/.exec(text)?.[1];
  const adopted = /(?:采纳|采用|吸收|吸纳)[^。；;\d\n]{0,12}(\d{1,5})\s?(?:条|件|份|个|项)/.exec(text)?.[1];
  return received !== undefined && adopted !== undefined && Number(adopted) < Number(received);
}

/** The part that speaks of opinions: 根据《条例》 in the opening line is no reason for a refusal. */
function afterAsking(text: string): string {
  const start = text.search(/采纳|采用|吸收|吸纳/);
  return text.slice(Math.max(0, start));
}
