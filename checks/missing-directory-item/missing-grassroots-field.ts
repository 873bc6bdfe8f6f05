import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import { bears, columnsUnder, fieldRows, grassrootsRoots } from '../support/grassroots.ts';

/** From how many fields on a column is seen to be laid out by fields at all. */
const LAID_OUT = 5;

export default defineCheck({
  id: 'missing-grassroots-field',
  title: { zh: '基层政务公开领域缺失', en: 'Field of grassroots disclosure missing' },
  family: 'missing-directory-item',
  appliesTo: ['county', 'zone', 'town'],
  per: 'directory-item',
  claims: 'absence',
  basis: 'JC-04',
  options: z.object({
    fields: z.array(z.string()).default([]).describe('本地要求的领域；不填则县级按26个试点领域，乡镇不查'),
  }),
  messages: {
    missing: {
      zh: '“{column}”下没有“{field}”领域，公开目录不完整',
      en: 'The field “{field}” is not among those under “{column}”',
    },
  },
  subjects: (site, { standards, options }) => {
    const rows = fieldRows(standards, site.unit.type);
    const names = options.fields.length > 0 ? options.fields : rows.map(({ path }) => path.at(-1) ?? '');
    return grassrootsRoots(site).flatMap((root) => {
      const shown = shownUnder(site, root);
      const named = names.map((name) => ({
        name,
        names: [name, ...(rows.find(({ path }) => path.at(-1) === name)?.aliases ?? [])],
      }));
      const present = named.filter(({ names: all }) => shown.some((one) => bears(one, all)));
      if (present.length < Math.min(LAID_OUT, names.length)) return [];
      return named.map(({ name, names: all }) => ({
        key: `${root.key}#${name}`,
        seen: root.seen,
        root,
        field: name,
        names: all,
        shown,
      }));
    });
  },
  searched: ({ root }, { site }) => site.searched(root.path),
  *examine({ root, field, names, shown }) {
    if (shown.some((one) => bears(one, names))) return;
    yield {
      message: 'missing',
      data: { column: root.path.join(' > '), field },
      at: [{ role: 'should-show', ...root.at }],
      key: field,
      remedy: {
        zh: '补设该领域目录；本地不涉及的，在目录中说明',
        en: 'Add the field, or say in the directory why it does not apply here',
      },
    };
  },
});

/** Everything that may be the name of a field under a column: columns, links and rows of its pages, and where it leads. */
function shownUnder(site: Site, root: Column): readonly string[] {
  return [
    ...columnsUnder(site, root.path).map(({ path }) => path.at(-1) ?? ''),
    ...site.elsewhere.map(({ name }) => name),
    ...root.pages.flatMap(({ links, rows }) => [...links.map(({ text }) => text), ...rows.map(({ title }) => title)]),
    ...root.entries.map(({ title }) => title),
  ].map((name) => name.trim());
}
