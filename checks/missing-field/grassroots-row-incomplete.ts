import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page, Table } from '../../src/contract/page.ts';
import { contentPages } from '../support/passages.ts';
import { plain } from '../support/rows.ts';
import { figure } from '../support/rules.ts';

/** The columns that every row has to fill, by the words of their heads. Both heads in use are read: of the State and of Anhui. */
const COLUMNS: readonly (readonly [name: string, head: RegExp])[] = [
  ['公开事项', /公开事项|一级事项|二级事项|一级目录|二级目录|事项名称/],
  ['公开内容', /公开内容/],
  ['公开依据', /公开依据/],
  ['公开时限', /公开时限|时限/],
  ['公开主体', /公开主体|责任主体|责任单位/],
  ['公开渠道和载体', /公开渠道|载体/],
];
/** What Anhui's own head does not have. */
const NATIONAL_ONLY = new Set(['公开依据', '公开渠道和载体']);
const ANHUI = /一级目录|三级目录/;
const BLANK = /^[\s\-—/×xX]*$/;
const TITLE = /标准目录|公开目录|公开事项清单/;
const WORKDAYS = /(\d{1,3})\s{0,2}个?工作日/;
/** How many faults of one table are told; one missing column is one fault. */
const MOST = 20;

export default defineCheck({
  id: 'grassroots-row-incomplete',
  title: { zh: '标准目录要素不全', en: 'Standard directory without all its elements' },
  family: 'missing-field',
  appliesTo: ['county', 'zone', 'town'],
  per: 'page',
  claims: 'state',
  basis: 'JC-01',
  options: z.object({}),
  messages: {
    noColumn: { zh: '标准目录缺少“{column}”一列', en: 'The standard directory has no column “{column}”' },
    blank: {
      zh: '标准目录“{row}”的“{column}”为空',
      en: 'The row “{row}” of the standard directory leaves “{column}” blank',
    },
    unticked: {
      zh: '标准目录“{row}”未勾选任何公开渠道',
      en: 'The row “{row}” of the standard directory ticks no channel',
    },
    deadline: {
      zh: '标准目录“{row}”公开时限写为“{says}”，社会救助领域应为{days}个工作日',
      en: 'The row “{row}” gives “{says}”; in social assistance {days} working days are due',
    },
  },
  subjects: (site) =>
    contentPages(site).flatMap((page) => {
      const tables = page.tables.flatMap((table) => directoryTable(table));
      return tables.length > 0 ? [{ key: page.key, seen: page.seen, page, tables }] : [];
    }),
  *examine({ page, tables }, { standards }) {
    const told = new Set<string>();
    for (const table of tables) {
      for (const fault of faultsOf(table)) {
        const key =
          'row' in fault.data
            ? `${fault.message}|${fault.data.row}|${'column' in fault.data ? fault.data.column : ''}`
            : `${fault.message}|${fault.data.column}`;
        if (told.has(key) || told.size >= MOST) continue;
        told.add(key);
        yield { ...fault, at: page.at, key, remedy };
      }
      const rule = standards.rule('JC-03');
      const days = rule && figure(rule, 'socialAssistanceWorkdays');
      for (const { row, says } of days === undefined ? [] : lateDeadlines(table, page, days)) {
        const key = `deadline|${row}`;
        if (told.has(key) || told.size >= MOST) continue;
        told.add(key);
        yield { message: 'deadline', data: { row, says, days: days ?? 0 }, at: page.at, key, basis: 'JC-03', remedy };
      }
    }
  },
});

const remedy = { zh: '按标准目录表头逐行补齐要素', en: 'Complete every row by the head of the standard directory' };

interface Directory {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly anhui: boolean;
}

/** A table with the head of a standard directory: at least four of its columns. */
function directoryTable({ rows, caption = '' }: Table): readonly Directory[] {
  const at = rows
    .slice(0, 6)
    .findIndex((row) => COLUMNS.filter(([, head]) => row.some((cell) => head.test(plain(cell)))).length >= 3);
  if (at < 0) return [];
  const first = (rows[at] ?? []).map(plain);
  const second = (rows[at + 1] ?? []).map(plain);
  // A head of two rows repeats its first row where a cell spans both, and breaks it down where one does not.
  const deep =
    second.length === first.length &&
    second.some((cell, index) => cell === first[index] && cell !== '') &&
    second.every((cell) => cell.length <= 20);
  const heads = deep
    ? first.map((cell, index) => (cell === second[index] ? cell : `${cell} ${second[index] ?? ''}`))
    : first;
  const anhui = heads.some((cell) => ANHUI.test(cell));
  const few = COLUMNS.filter(([, head]) => heads.some((cell) => head.test(cell))).length < (anhui ? 3 : 4);
  if (few && !TITLE.test(caption)) return [];
  return [
    {
      heads,
      rows: rows.slice(at + (deep ? 2 : 1)).filter((row) => row.filter((cell) => cell.trim() !== '').length >= 3),
      anhui,
    },
  ];
}

type Fault =
  | { readonly message: 'noColumn'; readonly data: { readonly column: string } }
  | { readonly message: 'blank'; readonly data: { readonly row: string; readonly column: string } }
  | { readonly message: 'unticked'; readonly data: { readonly row: string } };

function* faultsOf({ heads, rows, anhui }: Directory): Generator<Fault> {
  for (const [column, head] of COLUMNS) {
    const places = heads.flatMap((cell, index) => (head.test(cell) ? [index] : []));
    if (places.length === 0) {
      if (!(anhui && NATIONAL_ONLY.has(column))) yield { message: 'noColumn', data: { column } };
      continue;
    }
    for (const row of rows) {
      if (places.every((index) => BLANK.test(row[index] ?? '')))
        yield { message: 'blank', data: { row: nameOf(row), column } };
      else if (column === '公开渠道和载体' && isUnticked(places.map((index) => row[index] ?? '').join(' '))) {
        yield { message: 'unticked', data: { row: nameOf(row) } };
      }
    }
  }
}

/** Boxes are there and not one is filled. */
function isUnticked(cell: string): boolean {
  return /[□☐]/.test(cell) && !/[■☑√✓✔☒●]/.test(cell);
}

/** Rows of social assistance that allow themselves more working days than the field has. */
function lateDeadlines({ heads, rows }: Directory, page: Page, most: number): readonly { row: string; says: string }[] {
  const at = heads.findIndex((cell) => cell.includes('时限'));
  const about = `${page.title ?? ''} ${page.breadcrumb.map(({ name }) => name).join(' ')}`;
  return rows.flatMap((row) => {
    const social =
      about.includes('社会救助') ||
      row.some((cell) => /最低生活保障|特困人员|临时救助|社会救助/.test(cell.slice(0, 30)));
    const says = (row[at] ?? '').trim();
    const days = Number(WORKDAYS.exec(says)?.[1] ?? 0);
    return social && days > most ? [{ row: nameOf(row), says: says.slice(0, 40) }] : [];
  });
}

/** What a row is called: its number and the first cells that name it. */
function nameOf(row: readonly string[]): string {
  return [...new Set(row.map((cell) => cell.trim()).filter((cell) => cell !== '' && cell.length <= 40))]
    .slice(0, 3)
    .join(' ');
}
