import { z } from 'zod';
import { definePortfolioCheck, type Sites } from '../../src/contract/check.ts';
import type { Seen } from '../../src/contract/seen.ts';
import type { Column, Document, Site } from '../../src/contract/site.ts';
import { addDays, type Day } from '../../src/lib/day.ts';
import { isPolicyPaper, isSuperior } from '../support/document-facts.ts';
import { searchedAll } from '../support/interpretations.ts';
import { bookOf, ruleInForce } from '../support/rules.ts';
import { sameTitle } from '../support/titles.ts';
import { government } from '../support/units.ts';

export default definePortfolioCheck({
  id: 'unlisted-in-library',
  title: { zh: '部门、镇街文件未纳入政策文件库', en: 'Document missing from the policy library' },
  family: 'policy-library',
  appliesTo: government,
  per: 'document',
  claims: 'absence',
  basis: 'PO-15',
  remedy: {
    zh: '由政务公开办把文件收入文件库，并标注主题分类和全生命周期分类',
    en: 'The openness office takes the document into the library, with its topic and life stage',
  },
  options: z.object({
    days: z.int().nonnegative().default(30).describe('文件公开后多少天内入库即可（自定）'),
  }),
  messages: {
    unlisted: {
      zh: '{unit}的《{title}》（{number}）未纳入{library}的政策文件库',
      en: '“{title}” (“{number}”) of “{unit}” is not in the policy library of “{library}”',
    },
  },
  subjects: (sites, context) =>
    [...sites.values()].flatMap((site) => {
      const above = libraryAbove(site, sites);
      if (!above || !ruleInForce(bookOf(context, above.unit.id), ['PO-15'])) return [];
      return site.documents
        .filter((document) => isDue(document, context))
        .map((document) => ({
          key: `${site.unit.id}:${document.key}`,
          seen: seenTogether([document.seen, above.seen, ...librariesOf(above).map(({ seen }) => seen)]),
          document,
          site,
          above,
        }));
    }),
  blames: ({ above }) => above.unit.id,
  searched: ({ above }) => searchedAll(librariesOf(above).map(({ path }) => above.searched(path))),
  *examine({ document, site, above }, { asOf, options }) {
    const libraries = librariesOf(above);
    if (libraries.some(({ content }) => content === 'script' || content === 'elsewhere'))
      yield { unknown: 'unrendered' };
    if (isListed(document, above, libraries)) return;
    const { title, number, publishedOn } = document;
    const [library] = libraries;
    if (!library || publishedOn === undefined || addDays(publishedOn, options.days) > asOf) return;
    yield {
      message: 'unlisted',
      data: { unit: site.unit.name, title, number: number ?? '无文号', library: above.unit.name },
      at: [
        { role: 'shows', ...document.at },
        { role: 'should-show', ...library.at },
      ],
      key: 'unlisted',
    };
  },
});

function librariesOf(site: Site): readonly Column[] {
  return site.columns.filter(({ type }) => type === 'library');
}

/** The nearest site above that keeps a library, and is not the unit's own. */
function libraryAbove(site: Site, sites: Sites): Site | undefined {
  const { parent, type } = site.unit;
  if (parent === undefined || (type !== 'department' && type !== 'town' && type !== 'zone')) return undefined;
  const above = sites.get(parent);
  return above && librariesOf(above).length > 0 ? above : undefined;
}

/** Own policy papers, published in the time that is judged: 规范性文件, and others that bear a 文号. */
function isDue(document: Document, { since, asOf }: { readonly since: Day; readonly asOf: Day }): boolean {
  const { publishedOn } = document;
  if (!isPolicyPaper(document) || isSuperior(document)) return false;
  return publishedOn !== undefined && publishedOn >= since && publishedOn <= asOf;
}

function seenTogether(parts: readonly Seen[]): Seen {
  return parts.find((seen) => !seen.whole) ?? { whole: true };
}

/** By 文号 or title, among what was read of the library and among the rows of its lists. */
function isListed(document: Document, above: Site, libraries: readonly Column[]): boolean {
  const keys = new Set(libraries.map(({ key }) => key));
  const held = above.documents.filter(({ columns }) => columns.some((key) => keys.has(key)));
  if (document.number !== undefined && held.some(({ number }) => number === document.number)) return true;
  if (held.some(({ title }) => sameTitle(title, document.title))) return true;
  return libraries.some(({ entries }) => entries.some(({ title }) => sameTitle(title, document.title)));
}
