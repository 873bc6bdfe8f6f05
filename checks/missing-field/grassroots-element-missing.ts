import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Element, Standards } from '../../src/contract/standards.ts';
import { saysMore, shownOn } from '../support/elements.ts';
import { bears, fieldRows, fieldsWithRows, rowsWithin } from '../support/grassroots.ts';

/** Rows that are guides: their elements are named on the page. What other rows list (lists of persons, laws) has no labels. */
const GUIDE = /办事指南|学校介绍|招生计划/;
/** Less than this is a link or a notice, not a guide yet. */
const LEAST = 40;

interface Guide {
  readonly key: string;
  readonly seen: Page['seen'];
  readonly page: Page;
  readonly row: DirectoryItem;
}

export default defineCheck({
  id: 'grassroots-element-missing',
  title: { zh: '领域信息公开要素不全', en: 'Information of a field without all its elements' },
  family: 'missing-field',
  appliesTo: ['county', 'zone', 'town'],
  per: 'page',
  claims: 'state',
  options: z.object({}),
  messages: {
    missing: {
      zh: '“{row}”未写明{elements}，公开要素不齐全',
      en: '“{row}” does not give {elements}',
    },
  },
  subjects: (site, { standards }) => [
    ...new Map(guidesOf(site, standards).map((guide) => [guide.key, guide])).values(),
  ],
  *examine({ page, row }, { standards }) {
    if (page.mainText.trim().length < LEAST || saysMore(page)) {
      yield { unknown: 'unparsed' };
      return;
    }
    const sheet = { page, elements: new Map(page.fields.map((field) => [field.label, field])) };
    const missing = row.elements.filter((name) => shownOn(sheet, named(name, standards)) !== 'shown');
    if (missing.length === 0) return;
    yield {
      message: 'missing',
      data: { row: row.path.slice(1).join(' > '), elements: missing.join('、') },
      at: page.at,
      key: row.id,
      basis: row.id,
      // A page with hardly any of them may be a text of another kind in this column.
      review: missing.length * 2 > row.elements.length,
      remedy: { zh: '按领域标准目录的公开内容（要素）补齐', en: 'Complete it by the elements of the field directory' },
    };
  },
});

/** An element with the names that it bears in service guides. */
function named(name: string, standards: Standards): Element {
  const known = standards.elements('service-guide')?.elements ?? [];
  const like = known.find((element) => element.name === name || element.aliases.includes(name));
  return { name, aliases: [...(like ? [like.name, ...like.aliases] : []), ...(synonyms[name] ?? [])], required: true };
}

/** Names that only the field directories use. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  办理事项: ['事项名称', '救助事项', '申请事项'],
  救助标准: ['保障标准', '补助标准', '标准'],
  救助供养标准: ['供养标准', '救助标准', '标准'],
  地点: ['办理地点', '受理地点', '地址', '窗口'],
  时间: ['办理时间', '办公时间', '受理时间', '时限'],
  材料: ['申请材料', '申报材料'],
  流程: ['办理流程', '申请流程', '程序'],
  标准: ['救助标准', '补助标准'],
};

/** The pages that stand for a guide row: the column's own page, or each entry of it that was read. */
function guidesOf(site: Site, standards: Standards): readonly Guide[] {
  return fieldsWithRows(standards, site.unit.type).flatMap((field) => {
    const aliases = fieldRows(standards, 'county').find(({ path }) => path.at(-1) === field)?.aliases ?? [];
    const rows = rowsWithin(standards, site.unit.type, field).filter(({ path }) => GUIDE.test(path.at(-1) ?? ''));
    const columns = site.columns.filter(({ path }) => path.some((name) => bears(name, [field, ...aliases])));
    return columns.flatMap((column) => {
      const row = rows.find((one) => standsFor(column, one));
      return row ? pagesOf(column).map((page) => ({ key: page.key, seen: page.seen, page, row })) : [];
    });
  });
}

/** Whether a column is a row: by its own name, below the group of the row. */
function standsFor({ path }: Column, { path: names, aliases, threshold }: DirectoryItem): boolean {
  const groupAliases = threshold['groupAliases'];
  const group = [String(threshold['group']), ...(typeof groupAliases === 'object' ? groupAliases : [])];
  return bears(path.at(-1) ?? '', [names.at(-1) ?? '', ...aliases]) && path.some((name) => bears(name, group));
}

function pagesOf({ form, pages, entries }: Column): readonly Page[] {
  return form === 'single-page'
    ? pages.slice(0, 1)
    : entries.flatMap(({ page }) => (page?.kind === 'article' ? [page] : []));
}
