import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Site } from '../../src/contract/site.ts';
import type { Term } from '../../src/contract/standards.ts';
import { contentPages, lineAt } from '../support/passages.ts';
import { everyone } from '../support/units.ts';

/** How far around a hit its guards are looked for, in characters. */
const AROUND = 24;
/** A page that names the mistake in order to have it mended does not make it. */
const CORRECTING =
  /错别字|错误表述|误写|误作|写成|写作|写为|应为|应改为|更正为|改为|勘误|纠错|规范表述|易错|正确(?:写法|表述)|错敏|不规范/;

export default defineCheck({
  id: 'wrong-term',
  title: { zh: '严重表述错误', en: 'Gravely wrong wording' },
  family: 'wording',
  appliesTo: everyone,
  per: 'page',
  claims: 'presence',
  basis: 'TY-01',
  remedy: {
    zh: '立即改正，并用检索排查全站同样的写法；属严重表述错误的按规定报告',
    en: 'Correct it at once and search the whole site for the same; report grave errors by the rules',
  },
  options: z.object({
    allow: z.array(z.string()).default([]).describe('本地确认不算错误的写法，如当地地名、人名、单位名'),
  }),
  messages: {
    wrong: {
      zh: '将“{right}”写成“{wrong}”：“{context}”',
      en: '“{wrong}” is written for “{right}”: “{context}”',
    },
  },
  subjects: contentPages,
  *examine(page, { site, standards, options }) {
    // Text that was decoded by a wrong guess has mistakes that nobody wrote.
    if (!page.encoding.sure) yield { unknown: 'unparsed' };
    const text = textOf(page);
    const allowed = new Set(options.allow);
    const terms = page.encoding.sure && anyOf(standards.terms).test(text) ? standards.terms : [];
    for (const term of terms) {
      const start = allowed.has(term.wrong) ? -1 : firstHit(text, term);
      if (start < 0 || isEcho(page, term.wrong, site)) continue;
      const context = text.slice(Math.max(0, start - 12), start + term.wrong.length + 12).replace(/\s+/g, ' ');
      yield {
        message: 'wrong',
        data: { right: term.right, wrong: term.wrong, context },
        at: { ...page.at, quote: context },
        key: term.wrong,
        basis: term.basis,
        review: term.review,
        expected: { zh: `“${term.right}”`, en: `“${term.right}”` },
        observed: { zh: `“${term.wrong}”`, en: `“${term.wrong}”` },
      };
    }
  },
});

const finders = new WeakMap<readonly Term[], RegExp>();

/** One pattern for all terms: most pages have none, and are told so in one pass instead of hundreds. */
function anyOf(terms: readonly Term[]): RegExp {
  const known = finders.get(terms);
  if (known) return known;
  const words = terms.map(({ wrong }) => wrong.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const finder = terms.length === 0 ? /^\b$/ : new RegExp(words.join('|'));
  finders.set(terms, finder);
  return finder;
}

/** The template of a site is judged once, on its home page; of every other page only its own title and content. */
function textOf(page: Page): string {
  const body = page.kind === 'home' ? page.text : page.mainText;
  return page.title === undefined || body.includes(page.title) ? body : `${page.title}\n${body}`;
}

/**
 * Whether a list only repeats titles and first words of articles that have the mistake themselves: it is told of those,
 * and mended with them.
 */
function isEcho({ kind, links }: Page, wrong: string, site: Site): boolean {
  if (kind === 'article') return false;
  return links.some(({ url, area }) => {
    const page = area === 'main' ? site.page(url) : undefined;
    return page?.kind === 'article' && textOf(page).includes(wrong);
  });
}

/** Where the term first stands without a guard around it; -1 for nowhere. */
function firstHit(text: string, { wrong, unless }: Term): number {
  for (let start = text.indexOf(wrong); start >= 0; start = text.indexOf(wrong, start + wrong.length)) {
    const around = text.slice(Math.max(0, start - AROUND), start + wrong.length + AROUND);
    const line = lineAt(text, start).slice(0, 400);
    const corrected = CORRECTING.test(line) || quoted(text, start, wrong) || isCounterfeit(text, start, wrong);
    if (!corrected && !unless.some((guard) => around.includes(guard))) return start;
  }
  return -1;
}

/** Whether the words stand in quotation marks as what somebody forged or wrote: a seal “某区人民攻府”, found to be false. */
function isCounterfeit(text: string, start: number, wrong: string): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(start + wrong.length, start + wrong.length + AROUND);
  const opens = Math.max(before.lastIndexOf('“'), before.lastIndexOf('「'));
  const isInside =
    opens > Math.max(before.lastIndexOf('”'), before.lastIndexOf('」')) && /^[^“「\n]{0,16}[”」]/.test(after);
  return isInside && /假|伪造|冒充|仿冒|私刻|山寨|错(?:写|印|字)|误(?:写|印)|写成|写作/.test(before + after);
}

/** Whether exactly these words stand in quotation marks: they are then spoken of, not used. */
function quoted(text: string, start: number, wrong: string): boolean {
  return /[“"‘「]/.test(text.charAt(start - 1)) && /[”"’」]/.test(text.charAt(start + wrong.length));
}
