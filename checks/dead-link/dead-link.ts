import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { EvidenceList } from '../../src/contract/finding.ts';
import type { DeadLink, Site } from '../../src/contract/site.ts';
import { bare, contentPages } from '../support/passages.ts';
import { government } from '../support/units.ts';

/** The server says that there is nothing; anything else may be its bad day, a guard, or our own line. */
const GONE = new Set([404, 410]);

export default defineCheck({
  id: 'dead-link',
  title: { zh: '链接打不开', en: 'Dead link' },
  family: 'dead-link',
  appliesTo: government,
  per: 'page',
  claims: 'presence',
  basis: 'GW-D9',
  options: z.object({
    pages: z.int().min(1).default(3).describe('证据里最多列出几个带有该链接的页面'),
  }),
  messages: {
    gone: {
      zh: '“{text}”链接无法打开（{status}）',
      en: 'The link “{text}” cannot be opened ({status})',
    },
    failing: {
      zh: '“{text}”链接多次打不开（{status}）',
      en: 'The link “{text}” failed to open more than once ({status})',
    },
  },
  subjects: (site) => [...contentPages(site), ...site.deadLinks.filter(({ reason }) => reason !== 'soft-404')],
  *examine(subject, { site, options }) {
    if (!isDeadLink(subject)) return;
    const link = subject.linkedFrom.find(({ area }) => area === 'nav') ?? subject.linkedFrom[0];
    if (!link) {
      // Known from a sitemap or guessed by the crawler: no reader can follow it.
      yield { inapplicable: { zh: '没有页面链接到该网址', en: 'no page links to it' } };
      return;
    }
    const gone = subject.status !== undefined && GONE.has(subject.status);
    const again = !gone && failedBefore(site, subject);
    if (!gone && !again) {
      yield {
        unknown:
          subject.reason === 'waf' || subject.reason === 'captcha' || subject.reason === 'login'
            ? 'blocked'
            : 'not-fetched',
      };
      return;
    }
    const [first, ...others] = subject.linkedFrom.slice(0, options.pages).map((from) => bare(from));
    const at: EvidenceList = [
      { role: 'shows', ...(first ?? site.at), quote: link.text },
      ...others.map((place) => ({ role: 'shows', ...place }) as const),
    ];
    yield {
      message: gone ? 'gone' : 'failing',
      data: { text: link.text.trim() || subject.url, status: subject.status ?? subject.reason },
      at,
      key: 'link',
      confirm: 'next-day',
      review: again,
      observed: { zh: subject.url, en: subject.url },
      remedy: {
        zh: '修复或撤下该链接，并检查同一栏目的其他链接',
        en: 'Mend or remove the link, and look at its neighbours',
      },
    };
  },
});

function isDeadLink(subject: object): subject is DeadLink {
  return 'linkedFrom' in subject;
}

/** Whether the same URL failed with an answer of the server in the reading before, on another day. */
function failedBefore(site: Site, { url, status }: DeadLink): boolean {
  const before = (site.history ?? []).find(({ clock }) => clock.ours < site.clock.ours);
  const earlier = before?.deadLinks.find((link) => link.url === url);
  return status !== undefined && status >= 500 && earlier?.status !== undefined && earlier.status >= 500;
}
