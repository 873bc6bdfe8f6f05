import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page, Table } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import { plain } from '../support/rows.ts';
import { government } from '../support/units.ts';

/** A unit's own list of what it publishes; the lists of the 26 fields are another matter. */
const TITLE = /主动公开(?:基本|事项)?(?:信息)?目录|政府信息公开(?:基本)?目录$|公开基本目录/;
const FIELD_LIST = /标准目录|领域|试点|指引目录/;
/** A head cell whose column names things to publish: 一级目录, 公开事项, 栏目名称. */
const NAMES = /^(?:[一二三四]级)?(?:公开)?(?:目录|事项|栏目|类别|分类)(?:名称)?$/;
/** Fewer rows than this are no directory. */
const LEAST = 5;
/** A directory of which fewer rows bear the name of a column is not ordered by columns at all. */
const ORDERED = 0.6;

interface Catalogue extends Page {
  readonly names: readonly string[];
}

export default defineCheck({
  id: 'catalogue-out-of-step',
  title: { zh: '主动公开基本目录与栏目不对应', en: 'Directory of disclosure out of step with the columns' },
  family: 'missing-directory-item',
  appliesTo: government,
  per: 'page',
  claims: 'absence',
  basis: 'PO-26',
  remedy: {
    zh: '逐项核对：目录有而无栏目的，设栏目或改目录；有栏目而目录没有的，补入目录',
    en: 'Go through it row by row: set up the column or change the row, and list the columns that it leaves out',
  },
  options: z.object({}),
  messages: {
    unbuilt: {
      zh: '《{title}》所列的{count}项没有对应的栏目：{names}',
      en: '{count} rows of “{title}” have no column: “{names}”',
    },
    unlisted: {
      zh: '“{above}”下有{count}个栏目没有列入《{title}》：{names}',
      en: '{count} columns under “{above}” are not in “{title}”: “{names}”',
    },
  },
  subjects: cataloguesOf,
  searched: (_, { site }) => site.searched([]),
  *examine({ names, title = '', at }, { site }) {
    const columns = site.columns.flatMap(({ path }) => path.map(plain));
    const missing = names.filter((name) => !columns.some((column) => isSame(column, plain(name))));
    if (missing.length > names.length * (1 - ORDERED)) {
      yield { inapplicable: { zh: '该目录不是按栏目编排的', en: 'that directory is not ordered by columns' } };
      return;
    }
    if (missing.length > 0)
      yield {
        message: 'unbuilt',
        data: { title, count: missing.length, names: listed(missing) },
        at,
        key: 'unbuilt',
        review,
      };
    const [above] = site.columns.filter(({ type, form }) => type === 'catalogue' && form === 'branch');
    const unlisted = above
      ? childrenOf(above, site).filter((child) => !names.some((name) => isNamed(child, name)))
      : [];
    if (!above || unlisted.length === 0) return;
    yield {
      message: 'unlisted',
      data: {
        title,
        count: unlisted.length,
        above: above.path.at(-1) ?? '',
        names: listed(unlisted.map(({ path }) => path.at(-1) ?? '')),
      },
      at: [
        { role: 'shows', ...above.at },
        { role: 'should-show', ...at },
      ],
      key: 'unlisted',
      review,
    };
  },
});

const review = {
  zh: '按名称对照，名称不同而内容相同的不算，请逐项核对',
  en: 'compared by their names: what is the same under another name is no fault, so go through them',
};

/** Pages that hold the unit's own directory as a table, each with the deepest name of every row. */
function cataloguesOf(site: Site): readonly Catalogue[] {
  return site.pages.flatMap((page) => {
    const title = page.title ?? '';
    if (!TITLE.test(title) || FIELD_LIST.test(title)) return [];
    const names = [...new Set(page.tables.flatMap(namesIn))];
    return names.length < LEAST ? [] : [{ ...page, names }];
  });
}

function namesIn({ rows }: Table): readonly string[] {
  const at = rows.findIndex((row) => row.some((cell) => NAMES.test(plain(cell))));
  const head = rows[at] ?? [];
  const places = head.flatMap((cell, index) => (NAMES.test(plain(cell)) ? [index] : []));
  return (at < 0 ? [] : rows.slice(at + 1)).flatMap((row) => {
    const deepest = places.map((place) => (row[place] ?? '').trim()).findLast((name) => name !== '');
    return deepest === undefined || deepest.length < 2 || deepest.length > 30 ? [] : [deepest];
  });
}

function childrenOf({ path, key }: Column, site: Site): readonly Column[] {
  return site.columns.filter(
    (child) =>
      child.key !== key &&
      child.path.length === path.length + 1 &&
      path.every((name, level) => child.path[level] === name),
  );
}

function isNamed({ path }: Column, name: string): boolean {
  return isSame(plain(path.at(-1) ?? ''), plain(name));
}

/** 规划计划 is 规划计划信息, and 财政预决算 holds 预决算. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  return Math.min(one.length, other.length) >= 3 && (one.includes(other) || other.includes(one));
}

function listed(names: readonly string[]): string {
  return names.slice(0, 12).join('、') + (names.length > 12 ? '……' : '');
}
