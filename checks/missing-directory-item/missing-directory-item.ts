import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Standards } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import { isClaimed, nearestColumns, placeItems, saidToBeNone, type Near, type Placed } from '../support/find-item.ts';
import { pathText } from '../support/place.ts';
import { searchedAmong } from '../support/search-places.ts';
import { plain } from '../support/rows.ts';
import { words } from '../support/rules.ts';
import { everyone } from '../support/units.ts';

/** A row of our own book is always seen whole; what may be half read is the place where it should stand. */
interface Wanted {
  readonly key: string;
  readonly seen: { readonly whole: true };
  readonly item: DirectoryItem;
  readonly placed: Placed;
}

export default defineCheck({
  id: 'missing-directory-item',
  title: { zh: '标准目录事项缺失', en: 'Item of the standard directory missing' },
  family: 'missing-directory-item',
  appliesTo: everyone,
  per: 'directory-item',
  claims: 'absence',
  options: z.object({
    recognised: z
      .number()
      .min(0)
      .max(1)
      .default(0.4)
      .describe('站点栏目与目录对得上的比例低于此值时，说明另有编排，缺项只列需复核'),
  }),
  messages: {
    missing: {
      zh: '未设置或未公开“{item}”（目录：{path}），在已读的{columns}个栏目中没有找到同名、别名或位置相当的栏目',
      en: '“{item}” (directory: “{path}”) was not found: none of the {columns} columns read bears its name, an alias or its place',
    },
    mentioned: {
      zh: '未设置“{item}”栏目（目录：{path}），只在“{column}”中提到“{word}”',
      en: 'There is no column “{item}” (directory: “{path}”); “{word}” is only mentioned in “{column}”',
    },
  },
  subjects: (site, { standards }) => {
    const items = standards.directory(site.unit.type).filter((item) => item.required && binds(item, site));
    const placed = placeItems(items, site);
    return items.map((item): Wanted => ({ key: item.id, seen: { whole: true }, item, placed }));
  },
  searched: ({ item, placed }, { site }) => searchedAmong(site, (column) => mayBe(column, item, placed, site)),
  *examine({ item, placed }, { site, standards, options }) {
    const found = placed.found.get(item.id);
    const none = saidToBeNone(item, found, site);
    if (none !== undefined) {
      yield { inapplicable: { zh: `已说明无此事项：“${none}”`, en: `said to be none: “${none}”` } };
      return;
    }
    if (found?.by === 'elsewhere' || (!found && leadsAway(site))) {
      yield { unknown: 'elsewhere' };
      return;
    }
    if (found && found.by !== 'mention') return;
    // A row that nobody has read in its source is a guess at names: where one of its elements is told, it is not missing.
    if (item.confidence === 'unverified' && isTold(item, site)) return;
    const nearest = nearestColumns(item, site);
    const review = doubt(item, found, { placed, nearest, site, standards, enough: options.recognised });
    // Such a guess and a doubtful sight together say nothing.
    if (item.confidence === 'unverified' && review) {
      yield { unknown: 'unparsed' };
      return;
    }
    const said = {
      at: [{ role: 'should-show', ...placeFor(item, site) }],
      key: item.id,
      basis: item.id,
      expected: wanted(item),
      observed: nearestText(nearest),
      remedy: {
        zh: '按目录设置栏目并公开要素；确无此事项的，发布说明',
        en: 'Set up the column with its elements; where there is no such thing, say so',
      },
    } as const;
    const data = { item: item.title, path: item.path.join(' > ') };
    if (found) {
      const column = pathText(found.column);
      yield { message: 'mentioned', data: { ...data, column, word: found.word }, ...said, review };
    } else {
      const columns = site.columns.length;
      yield { message: 'missing', data: { ...data, columns }, ...said, review };
    }
  },
});

/** A directory of several types of units may have rows for one of them alone: a kindergarten keeps no 学籍. */
function binds(item: DirectoryItem, { unit }: Site): boolean {
  const only = words(item, 'only');
  return only.length === 0 || only.includes(unit.type);
}

function isTold({ path, elements }: DirectoryItem, { columns }: Site): boolean {
  const names = elements.filter((name) => name.length >= 4 && !/电话|方式|地址|时间|热线/.test(name));
  const own = plain(path.at(-1) ?? '');
  // A name of four letters is two words: 就医环境与楼层导引 tells of 环境导引.
  const halves = own.length === 4 ? [own.slice(0, 2), own.slice(2)] : [own];
  const tells = (text: string): boolean =>
    names.some((name) => text.includes(name)) || (text.length < 60 && halves.every((half) => text.includes(half)));
  return columns.some(
    ({ path, entries, form, pages }) =>
      tells(path.at(-1) ?? '') ||
      entries.some(({ title }) => tells(title)) ||
      (form === 'single-page' && pages.some(({ mainText }) => tells(mainText.slice(0, 50_000)))),
  );
}

/** Names of columns that gather others, or anything. */
const GATHERING = /公开|目录|专栏|专题|专区|领域|两化|其[他它]|更多|综合|概况|平台|^(?:通知|公告|公示|信息)+[栏板]?$/;

/** Whether an unread column may be the row's, or have it below: what plainly is another row's, or of other matters, may not. */
function mayBe(column: Column, item: DirectoryItem, placed: Placed, site: Site): boolean {
  const name = column.path.at(-1) ?? '';
  if (column.form === 'branch' || name === '') return true;
  if (isClaimed(column, placed) || column.type === 'news' || column.type === 'message-board') return false;
  return GATHERING.test(name) || item.path.some((step) => name.includes(step)) || isNear(column, item, site);
}

function isNear({ key }: Column, item: DirectoryItem, site: Site): boolean {
  return nearestColumns(item, site).some(({ column }) => column.key === key);
}

function nearestText(nearest: readonly Near[]): Text {
  const near = nearest
    .slice(0, 3)
    .map(({ column }) => pathText(column))
    .join('、');
  if (near === '') return { zh: '没有相近的栏目', en: 'no column is near' };
  return { zh: `最接近的栏目：${near}`, en: `nearest columns: “${near}”` };
}

const mentionedOnly: Text = {
  zh: '正文或标题中提到，可能公开在别处',
  en: 'the words stand in a text or a title: it may be published elsewhere',
};

function wanted({ path, elements }: DirectoryItem): Text {
  const what = elements.join('、');
  return {
    zh: `目录“${path.join('／')}”${what === '' ? '' : `：${what}`}`,
    en: `directory row “${path.join(' / ')}”${what === '' ? '' : ` with “${what}”`}`,
  };
}

/** The column under which the item would stand, else the entry page. */
function placeFor({ path }: DirectoryItem, site: Site): Site['at'] {
  const parent = path.length > 1 ? site.columns.find((column) => column.path.at(-1) === path[0]) : undefined;
  return parent?.at ?? site.at;
}

/** Whether the disclosure section as a whole lies on another site: then nothing can be called missing here. */
function leadsAway({ elsewhere }: Site): boolean {
  return elsewhere.some(({ name }) =>
    /^(?:政府)?信息公开|^政务公开|^信息公开(?:目录|平台|专栏)/.test(name.replace(/\s/g, '')),
  );
}

/** Columns that may be the row by their name, but for those that bear the very name of a row of another body's directory. */
function likely(nearest: readonly Near[], { id }: DirectoryItem, standards: Standards): readonly Near[] {
  const others = new Set(
    (['county', 'department', 'town'] as const)
      .flatMap((type) => standards.directory(type))
      .flatMap((row) => (row.id === id ? [] : [row.path.at(-1) ?? '']))
      .map(plain),
  );
  return nearest.filter(({ column }) => !others.has(plain(column.path.at(-1) ?? '')));
}

interface Sight {
  readonly placed: Placed;
  readonly nearest: readonly Near[];
  readonly site: Site;
  readonly standards: Standards;
  readonly enough: number;
}

function doubt(item: DirectoryItem, found: unknown, sight: Sight): Text | false {
  if (found !== undefined) return mentionedOnly;
  const { placed, nearest, site, standards, enough } = sight;
  return doubtOf(item, placed, likely(nearest, item, standards), enough) ?? kin(item, placed, site, standards) ?? false;
}

/** Words that stand in the names of many rows and columns and tell of none. */
const COMMON =
  /政务|政府|信息|公开|管理|服务|工作|建设|情况|政策|公示|公共|社会|行政|事业|单位|部门|机构|制度|文件|内容|事项|标准|目录|规划|计划|项目|农村|土地|资金|安全|监督|检查|民生|领域|专项/;

/** A column of no other row that has a word of this row which no other row has, in its name or its titles: 救助供养 for 社会救助. */
function kin(item: DirectoryItem, placed: Placed, site: Site, standards: Standards): Text | undefined {
  const others = standards
    .directory(site.unit.type)
    .filter(({ id, path }) => id !== item.id && !path.includes(item.path.at(-1) ?? ''))
    .map(({ path }) => path.at(-1) ?? '');
  const own = [item.path.at(-1) ?? '', ...item.aliases]
    .map(plain)
    .flatMap((name) => (name.length === 4 ? [name.slice(0, 2), name.slice(2)] : name.length === 2 ? [name] : []))
    .filter((word) => !COMMON.test(word) && !others.some((name) => name.includes(word)));
  if (own.length === 0) return undefined;
  const column = site.columns.find((one) => {
    const name = plain(one.path.slice(-2).join(''));
    if (name.length < 4 || isClaimed(one, placed) || NO_KIN.has(one.type)) return false;
    return own.some((word) => name.includes(word) || one.entries.some(({ title }) => title.includes(word)));
  });
  return (
    column && {
      zh: `“${pathText(column)}”可能就是此项，请人工核对`,
      en: `“${pathText(column)}” may be this one: please look`,
    }
  );
}

/** What these tell of a matter is no column of it. */
const NO_KIN: ReadonlySet<Column['type']> = new Set<Column['type']>(['news', 'notice', 'message-board']);

/** Why an absence is for a person to say: a site that is ordered otherwise, or a row that is a meaning and no name. */
function doubtOf(
  { threshold }: DirectoryItem,
  placed: Placed,
  nearest: readonly Near[],
  enough: number,
): Text | undefined {
  const { recognised } = placed;
  const isMeaning = threshold['match'] === 'meaning';
  // A column that stands for no other row and is called nearly the same may be this one.
  // Short names are alike by chance (政务公开, 村务公开), and a branch is a way to columns, not one.
  const alike = nearest.find(
    ({ column, near }) =>
      near >= (isMeaning ? 0.3 : 0.6) &&
      column.form !== 'branch' &&
      (column.path.at(-1) ?? '').length >= (isMeaning ? 4 : 5) &&
      !isClaimed(column, placed),
  );
  if (alike)
    return {
      zh: `“${pathText(alike.column)}”名称相近，请核对是否就是此项`,
      en: `“${pathText(alike.column)}” has nearly this name: is it the one?`,
    };
  if (recognised < enough)
    return {
      zh: '站点栏目与标准目录对得上的不多，可能另有编排',
      en: 'few columns of this site bear the names of the directory: it may be ordered otherwise',
    };
  // A row of the law names a meaning, not a column; only where most such rows are recognised does a gap mean one.
  if (isMeaning && recognised < Math.max(enough, 0.6))
    return {
      zh: '目录行是事项类别，不是栏目名，请人工核对',
      en: 'the row names a kind of thing, not a column: please look',
    };
  return undefined;
}
