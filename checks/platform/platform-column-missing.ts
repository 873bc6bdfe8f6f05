import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { ColumnType, Site } from '../../src/contract/site.ts';
import { government } from '../support/units.ts';
import { words } from '../support/rules.ts';
import { searchedAmong } from '../support/search-places.ts';

interface Wanted {
  readonly type: ColumnType;
  readonly name: RegExp;
}

/** How the columns of the platform are known: by type, or by the names that they bear in the wild. */
const columns: Readonly<Record<string, Wanted>> = {
  政府信息公开指南: { type: 'guide', name: /公开(?:工作)?指南$|^指南$/ },
  政府信息公开制度: { type: 'system', name: /公开(?:工作)?(?:制度|规定)|^制度$|^公开制度/ },
  法定主动公开内容: { type: 'catalogue', name: /法定主动公开|主动公开(?:内容|目录|基本目录)|公开目录/ },
  政府信息公开年报: { type: 'annual-report', name: /公开(?:工作)?年(?:报|度报告)|^年报$|^年度报告$/ },
  依申请公开: { type: 'application', name: /依?申请公开|我要申请/ },
};

/** Columns that may hold the four, or the entry for applications. */
const GATHERING = /公开|指南|制度|年报|申请|目录|专栏|专题|更多|其[他它]|平台/;

export default defineCheck({
  id: 'platform-column-missing',
  title: { zh: '信息公开平台栏目不全', en: 'Disclosure platform without one of its columns' },
  family: 'platform',
  appliesTo: government,
  per: 'directory-item',
  claims: 'absence',
  basis: 'PT-02',
  options: z.object({}),
  messages: {
    missing: {
      zh: '政府信息公开平台未设“{column}”栏目（入口）',
      en: 'The disclosure platform has no column (entry) “{column}”',
    },
  },
  // What the unit's own standard directory has a row for is the matter of the check of directories, not said twice.
  subjects: (site, { standards }) => {
    const rows = standards.directory(site.unit.type).flatMap(({ path, aliases }) => [...path, ...aliases]);
    const rule = standards.rule('PT-02');
    const wanted = rule ? [...words(rule, 'columns'), '依申请公开'] : [];
    return wanted
      .filter((name) => !rows.includes(name))
      .map((name) => ({ key: name, seen: { whole: true } as const, name }));
  },
  searched: (_, { site }) =>
    searchedAmong(site, ({ form, path }) => form === 'branch' || GATHERING.test(path.at(-1) ?? '公开')),
  *examine({ name }, { site }) {
    const wanted = columns[name] ?? { type: 'other', name: new RegExp(`^${name}$`) };
    if (holds(site, wanted)) return;
    // A unit that is a part of a platform may lean on the platform's own guide and system.
    const part = site.unit.scope.kind === 'columns' || site.unit.scope.kind === 'prefix';
    yield {
      message: 'missing',
      data: { column: name },
      at: [{ role: 'should-show', ...site.at }],
      key: name,
      review: part && { zh: '可能由平台统一设置，请人工核对', en: 'the platform may have one for all: please look' },
      remedy: {
        zh: '按平台规范设置四个一级栏目和依申请公开入口',
        en: 'Set up the four columns and the entry for applications',
      },
    };
  },
});

function holds(site: Site, { type, name }: Wanted): boolean {
  return (
    site.columns.some(
      (column) => (type !== 'other' && column.type === type) || column.path.some((step) => name.test(step)),
    ) ||
    site.elsewhere.some((column) => name.test(column.name)) ||
    site.pages.some(
      ({ links, title = '' }) =>
        name.test(title) || links.some(({ text, area }) => area !== 'main' && name.test(text.trim())),
    )
  );
}
