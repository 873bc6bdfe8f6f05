import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Subject } from '../../src/contract/seen.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import { bears, columnsUnder, fieldRows, grassrootsRoots } from '../support/grassroots.ts';

/** From how many fields on a column is seen to be laid out by fields at all. */
const LAID_OUT = 5;
/** With this share of the fields a site plainly follows the list, and each gap is a gap; with fewer it may follow another. */
const FOLLOWS = 0.6;

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
    return grassrootsRoots(site).flatMap((root): readonly Wanted[] => {
      const shown = shownUnder(site, root);
      const fields = names.map((name): Field => {
        const all = [name, ...(rows.find(({ path }) => path.at(-1) === name)?.aliases ?? [])];
        return { name, isShown: shown.some((one) => bears(one, all)) };
      });
      const present = fields.filter(({ isShown }) => isShown).length;
      if (present < Math.min(LAID_OUT, names.length)) return [];
      const follows = options.fields.length > 0 || present >= FOLLOWS * names.length;
      if (!follows) return [{ key: `${root.key}#fields`, seen: root.seen, root, fields }];
      return fields.map((field) => ({ key: `${root.key}#${field.name}`, seen: root.seen, root, fields: [field] }));
    });
  },
  searched: ({ root }, { site }) => site.searched(root.path),
  *examine({ root, fields }) {
    const missing = fields.filter(({ isShown }) => !isShown).map(({ name }) => name);
    const [field] = missing;
    if (field === undefined) return;
    const column = root.path.join(' > ');
    const said = {
      at: [{ role: 'should-show', ...root.at }],
      remedy: {
        zh: '补设该领域目录；本地不涉及的，在目录中说明',
        en: 'Add the field, or say in the directory why it does not apply here',
      },
    } as const;
    if (fields.length === 1) {
      yield { message: 'missing', data: { column, field }, key: field, ...said };
      return;
    }
    // Nobody has read the list of fields in its source: a site that shows few of them may follow a list of its own.
    yield {
      inapplicable: {
        zh: `只见到${fields.length - missing.length}个试点领域，可能按本地目录编排`,
        en: `only ${fields.length - missing.length} of the fields are shown: it may follow a local list`,
      },
    };
  },
});

interface Field {
  readonly name: string;
  readonly isShown: boolean;
}

/** One field, or all of them together where the site seems to follow another list. */
interface Wanted extends Subject {
  readonly root: Column;
  readonly fields: readonly Field[];
}

/** Everything that may be the name of a field under a column: columns, links and rows of its pages, and where it leads. */
function shownUnder(site: Site, root: Column): readonly string[] {
  return [
    ...columnsUnder(site, root.path).map(({ path }) => path.at(-1) ?? ''),
    ...site.elsewhere.map(({ name }) => name),
    ...root.pages.flatMap(({ links, rows }) => [...links.map(({ text }) => text), ...rows.map(({ title }) => title)]),
    ...root.entries.map(({ title }) => title),
  ].map((name) => name.trim());
}
