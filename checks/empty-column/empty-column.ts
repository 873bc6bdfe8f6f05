import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { DirectoryItem, Rule, Standards } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import { blankness, mayHold, zeroSaid } from '../support/blank-column.ts';
import { distinctColumns, pathText } from '../support/place.ts';
import { plain, rowOf } from '../support/rows.ts';
import { ruleInForce } from '../support/rules.ts';
import { everyone } from '../support/units.ts';

export default defineCheck({
  id: 'empty-column',
  title: { zh: '空白栏目', en: 'Blank column' },
  family: 'empty-column',
  appliesTo: everyone,
  per: 'column',
  claims: 'absence',
  options: z.object({}),
  messages: {
    empty: { zh: '“{column}”栏目没有内容，为空白栏目', en: 'The column “{column}” has no content' },
    placeholder: {
      zh: '“{column}”栏目只显示“{quote}”，没有内容',
      en: 'The column “{column}” shows only “{quote}” and no content',
    },
    statement: {
      zh: '“{column}”栏目以情况说明代替内容（“{quote}”）',
      en: 'The column “{column}” has a statement in place of content (“{quote}”)',
    },
  },
  // A column with entries is not blank, whatever else of it was left unread.
  subjects: (site) =>
    distinctColumns(site)
      .filter((column) => mayHold(column, site))
      .map((column) => (column.content === 'filled' ? { ...column, seen: { whole: true } as const } : column)),
  searched: ({ path }, { site }) => site.searched(path),
  *examine(column, { site, asOf, standards }) {
    if (column.content === 'unknown') {
      yield { unknown: 'unparsed' };
      return;
    }
    if (column.content === 'elsewhere') {
      yield { unknown: 'elsewhere' };
      return;
    }
    const blank = blankness(column, asOf);
    if (blank.state === 'filled') return;
    if (blank.state === 'contradictory') {
      yield { unknown: 'unparsed' };
      return;
    }
    if (blank.state === 'inapplicable') {
      yield { inapplicable: blank.why };
      return;
    }
    const rule = basisOf(column, site, standards);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const name = pathText(column);
    const zero = zeroSaid(column);
    const quote = (column.quote ?? '').slice(0, 80);
    const shown = quote === '' ? zero : quote;
    const said = {
      at: { ...column.at, ...(shown !== undefined && { quote: shown }) },
      key: 'content',
      basis: rule.id,
      // The veto counts five blank columns together; one alone has to be mended, no more.
      severity: blank.state === 'statement' ? 'minor' : 'major',
      expected: { zh: '栏目有应公开的内容', en: 'content that is due' },
      remedy: remedies[blank.state],
      review: blank.doubt ?? doubtOfRule(rule, column, site, standards),
    } as const;
    if (blank.state === 'empty') yield { message: 'empty', data: { column: name }, observed: nothing(zero), ...said };
    else
      yield {
        message: blank.state,
        data: { column: name, quote },
        observed: { zh: `“${quote}”`, en: `“${quote}”` },
        ...said,
      };
  },
});

/** Why the rule itself leaves it open whether this column has to hold anything. */
function doubtOfRule(rule: Rule, column: Column, site: Site, standards: Standards): Text | false {
  if (isOptional(rule, standards.directory(site.unit.type))) return optional;
  return isListed(column, site, standards) ? false : unlisted;
}

/** Whether the blank column stands for a row that its directory does not require. */
function isOptional({ id }: Rule, rows: readonly DirectoryItem[]): boolean {
  return rows.some((row) => row.id === id && !row.required);
}

const optional = { zh: '目录中不是必备事项，请核对是否应保留栏目', en: 'the directory does not require this row' };

function nothing(zero: string | undefined): Text {
  if (zero === undefined) return { zh: '没有条目', en: 'no entries' };
  return { zh: `没有条目，页面显示“${zero}”`, en: `no entries; the page says “${zero}”` };
}

const remedies = {
  empty: { zh: '补充应公开的内容；确无此项的，合并或下线栏目', en: 'Publish what is due, or merge the column' },
  placeholder: { zh: '补充应公开的内容；确无此项的，合并或下线栏目', en: 'Publish what is due, or merge the column' },
  statement: {
    zh: '有应公开内容的及时公开；确无此项的，说明整合成一条并按年更新',
    en: 'Publish what is due; where there is nothing, keep one statement and renew it each year',
  },
} as const;

const unlisted = {
  zh: '目录没有列出此栏目，请核对是否属应公开的内容',
  en: 'no row of the directory names this column: please look whether its content is due',
};

/** What is no disclosure of the school or hospital itself: teaching material, and the bodies within it. */
const APART = /资源|课件|题库|素材|少先队|共青团|团委|团支部|工会|学生会|家委|社团|党建|党支部/;

/**
 * Whether a rule asks for what this column would hold. On a government site no column may be blank; of a school, a
 * hospital or a company the directory asks for its rows alone, and 语文 among its teaching material is none. A column
 * below a row (平安校园＞模拟演练) counts where the whole section shows nothing.
 */
function isListed(column: Column, site: Site, standards: Standards): boolean {
  if (column.content === 'statement' || ruleInForce(standards, ['GW-V4c']) !== undefined) return true;
  const above = column.path.slice(0, -1);
  if (above.some((name) => APART.test(name))) return false;
  if (column.type !== 'other' && column.knownBy !== 'behaviour') return true;
  const rows = standards.directory(site.unit.type);
  if (rowOf(column, rows) !== undefined || bearsNameOf(column, rows)) return true;
  const sections = new Set(rows.flatMap(({ path }) => path.map(plain)));
  const isRow = (name: string): boolean =>
    sections.has(plain(name)) || rowOf({ ...column, path: [name] }, rows) !== undefined;
  return above.some((name, at) => isRow(name) && !showsSomething(column.path.slice(0, at + 1), site));
}

/** 体育美育劳动教育 is 体育美育劳动: the whole name of a row within that of a column. */
function bearsNameOf({ path }: Column, rows: readonly DirectoryItem[]): boolean {
  const name = plain(path.at(-1) ?? '');
  return rows.some(
    (row) =>
      row.required &&
      [row.path.at(-1) ?? '', ...row.aliases].some((one) => one.length >= 4 && name.includes(plain(one))),
  );
}

/** Whether any column below a path has content. */
function showsSomething(path: readonly string[], { columns }: Site): boolean {
  return columns.some(
    (other) =>
      other.content === 'filled' &&
      other.form !== 'branch' &&
      other.path.length > path.length &&
      path.every((name, level) => other.path[level] === name),
  );
}

/** What forbids a blank column: the indicators for government sites, the row of the directory or the rule of the trade for others. */
function basisOf(column: Column, { unit }: Site, standards: Standards): Rule | undefined {
  if (column.content === 'statement') {
    const rule = standards.rule('PO-19');
    if (rule) return rule;
  }
  return (
    ruleInForce(standards, ['GW-V4c']) ??
    (column.path.slice(0, -1).some((name) => APART.test(name))
      ? undefined
      : rowOf(column, standards.directory(unit.type))) ??
    ruleInForce(standards, ['PE-12', 'PE-13', 'PE-02'])
  );
}
