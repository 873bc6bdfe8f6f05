import type { Page } from '../../src/contract/page.ts';
import type { Column, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { government } from './units.ts';

/** How a column is blank: nothing there, words that there is nothing, a statement in place of content. */
export type Blank =
  | { readonly state: 'empty' | 'placeholder' | 'statement'; readonly doubt: Text | undefined }
  | { readonly state: 'filled' }
  /** Read as blank, though its page shows a row, or says how many it has. */
  | { readonly state: 'contradictory' }
  | { readonly state: 'inapplicable'; readonly why: Text };

/** Columns for what is going on just now: none may be going on. */
const CURRENT = /正在|进行中|当前|最新征集|在办|今日|本周/;
/** Vacancies: that there are none is what such a page has to tell, and no lack of content. */
const NO_VACANCY =
  /(?:没有|暂无|并无|尚无|无)(?:正在|在|可|公开|对外){0,2}(?:招聘?|招募)?(?:的|中的)?(?:岗位|职位|空缺)/;
/** Columns for what nobody wishes to happen, or that comes but once in a while. */
const OCCASIONAL = new Set<Column['type']>(['outage', 'bus-change', 'emergency']);

/** What is drawn up beforehand is there whatever happens. */
const STANDING = /预案|流程|处置|知识|常识|方法|指南|须知/;

/** What a column shows, held against what such a column may do without. */
export function blankness(column: Column, asOf: Day): Blank {
  const { content, path } = column;
  if (content !== 'empty' && content !== 'placeholder' && content !== 'statement') return { state: 'filled' };
  const name = path.at(-1) ?? '';
  if (content !== 'statement' && CURRENT.test(name))
    return {
      state: 'inapplicable',
      why: { zh: '只列正在进行的事项，可以为空', en: 'lists only what is going on, which may be nothing' },
    };
  if (NO_VACANCY.test(column.quote ?? ''))
    return {
      state: 'inapplicable',
      why: { zh: '已说明目前没有在招岗位', en: 'says that there is no vacancy just now' },
    };
  if (content !== 'statement' && column.pages.some(showsRows)) return { state: 'contradictory' };
  return { state: content, doubt: doubtOf(column, name, asOf) };
}

const COUNT = /共\s{0,4}[1-9]\d{0,5}\s{0,4}(?:条|篇|项|个记录)/;
const DATED = /(?<!\d)(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)/;

const ZERO = /共\s{0,4}(?:有\s{0,4})?0\s{0,4}(?:条|篇|项|个)[记录信息数据]{0,4}/;

/** The words by which a list itself says that it has no rows: `共 0 条`. */
export function zeroSaid({ pages }: Column): string | undefined {
  const said = pages.map(({ text }) => ZERO.exec(text.slice(0, 100_000))?.[0]).find((words) => words !== undefined);
  return said?.replace(/\s+/g, ' ');
}

/** A page that counts its rows, or shows a date, is not blank, whatever became of the reading of its list. */
function showsRows({ text, mainText }: Page): boolean {
  if (COUNT.test(text.slice(0, 100_000))) return true;
  const lines = mainText.slice(0, 100_000).split('\n');
  return lines.some((line) => DATED.test(line.slice(0, 300)) && !/今天|现在|当前|今日/.test(line));
}

function doubtOf(column: Column, name: string, asOf: Day): Text | undefined {
  const { content } = column;
  if (column.content === 'statement')
    return {
      zh: '以情况说明代替内容，请核对说明是否属实、是否过时',
      en: 'a statement in place of content: is it true, is it of today?',
    };
  if (OCCASIONAL.has(column.type) && !STANDING.test(name))
    return {
      zh: '此类信息不常发生，请核对是否确无',
      en: 'such things are rare: please look whether there really was none',
    };
  // The folder of a year that has hardly begun, or is not over, may have nothing to hold yet.
  if (name.includes(asOf.slice(0, 4)) && asOf.slice(5) < '04-01')
    return { zh: '本年度新设的栏目', en: 'the folder of a year that has just begun' };
  // Words that there is nothing are more than a bare head.
  if (
    content !== 'placeholder' &&
    column.pages.some(({ tables }) => tables.some(({ rows }) => rows.length === 1 && (rows[0]?.length ?? 0) > 1))
  )
    return { zh: '页面只有表头，内容可能由脚本填充', en: 'only the head of a table: a script may fill it' };
  if (column.closed) return { zh: '栏目像是已经停用', en: 'the column seems to be out of use' };
  return undefined;
}

/** Where letters come in, if any do: 投诉与监督 of a company tells whom to turn to, and is never without. */
const LETTERS = /信箱|留言|来信|信件|互动|建言|建议|写信|意见|网上|在线/;

function isGovernment({ unit }: Site): boolean {
  return government.some((type) => type === unit.type);
}

/** What became of letters and complaints is told, whoever wrote none. */
const TOLD = /(?:处理|办理|受理)(?:情况|结果|统计)/;

/** Branches hold columns, not content. A form to be filled in is no list, and never blank for having no rows. */
export function mayHold({ path, form, content, children, pages, type }: Column, site: Site): boolean {
  const name = path.at(-1) ?? '';
  const isLetters = type === 'message-board' && !TOLD.test(name) && (isGovernment(site) || LETTERS.test(name));
  if (form === 'branch' || isLetters || type === 'application' || type === 'consulting') return false;
  if (content !== 'filled' && children.length > 0 && site.columns.some(({ key }) => children.includes(key)))
    return false;
  return !pages.some(({ forms }) => forms.some(({ inputs }) => inputs.length >= 4));
}
