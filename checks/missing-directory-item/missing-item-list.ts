import { z } from 'zod';
import { definePortfolioCheck, type Sites } from '../../src/contract/check.ts';
import type { Seen } from '../../src/contract/seen.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import { searchedAll } from '../support/interpretations.ts';
import { bookOf, ruleInForce } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default definePortfolioCheck({
  id: 'missing-item-list',
  title: { zh: '部门没有主动公开事项目录清单', en: 'Department without a list of what it publishes' },
  family: 'missing-directory-item',
  appliesTo: government,
  per: 'site',
  claims: 'absence',
  basis: 'PE-14',
  options: z.object({}),
  messages: {
    missing: {
      zh: '{above}的主动公开事项目录清单专题中没有{unit}的清单，{unit}自己的网站也没有',
      en: 'Neither the topic page of “{above}” nor the own site of “{unit}” shows a list of what “{unit}” publishes',
    },
  },
  subjects: (sites, context) =>
    [...sites.values()].flatMap((site) => {
      const above = topicAbove(site, sites);
      if (!above || !ruleInForce(bookOf(context, site.unit.id), ['PE-14'])) return [];
      const parts = [site.seen, above.seen, ...listsOf(above).map(({ seen }) => seen)];
      return [{ key: site.unit.id, seen: seenTogether(parts), site, above }];
    }),
  blames: ({ site }) => site.unit.id,
  searched: ({ site, above }) =>
    searchedAll([...listsOf(above).map(({ path }) => above.searched(path)), site.searched([])]),
  *examine({ site, above }) {
    const topics = listsOf(above);
    if (topics.some(({ content }) => content === 'script' || content === 'elsewhere')) yield { unknown: 'unrendered' };
    if (isNamedIn(topics, above, site.unit.name, above.unit.name) || hasOwn(site)) return;
    const [topic] = topics;
    if (!topic) return;
    yield {
      message: 'missing',
      data: { above: above.unit.name, unit: site.unit.name },
      at: [
        { role: 'should-show', ...topic.at },
        { role: 'should-show', ...site.at },
      ],
      key: 'item-list',
      expected: { zh: '每个部门都有清单', en: 'a list of every department' },
      remedy: {
        zh: '梳理本部门法定公开事项，列明事项名称、公开内容、公开方式、咨询电话等要素并公开',
        en: 'Draw up the list with its elements and publish it',
      },
    };
  },
});

function listsOf(site: Site): readonly Column[] {
  return site.columns.filter(({ type }) => type === 'item-list');
}

/** The site of the government above, where it keeps the lists of its departments together. */
function topicAbove(site: Site, sites: Sites): Site | undefined {
  const { parent, type } = site.unit;
  const above = type === 'department' && parent !== undefined ? sites.get(parent) : undefined;
  return above && listsOf(above).length > 0 ? above : undefined;
}

/** Its full name, or the name without the place, in a title, on a page of the lists, or on a sheet of theirs. */
function isNamedIn(topics: readonly Column[], above: Site, name: string, government: string): boolean {
  const place = government.replace(/人民政府$/, '');
  const bare = name.startsWith(place) ? name.slice(place.length) : name;
  const says = (text: string): boolean => text.includes(name) || (bare.length >= 3 && text.includes(bare));
  return (
    topics.some(
      ({ entries, pages }) => entries.some(({ title }) => says(title)) || pages.some(({ mainText }) => says(mainText)),
    ) || above.sheets.some(({ of, title }) => of === 'item-list' && says(title))
  );
}

function hasOwn(site: Site): boolean {
  return (
    site.sheets.some(({ of }) => of === 'item-list') ||
    listsOf(site).some(({ content, entries }) => content === 'filled' || entries.length > 0)
  );
}

function seenTogether(parts: readonly Seen[]): Seen {
  return parts.find((seen) => !seen.whole) ?? { whole: true };
}
