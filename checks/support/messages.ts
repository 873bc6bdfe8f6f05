import type { Page, Table } from '../../src/contract/page.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Column, Entry, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';
import { findDays } from '../../src/lib/days-in-text.ts';
import type { Text } from '../../src/lib/template.ts';

/** Said in so many words: nobody has answered. */
const UNANSWERED =
  /^(?:尚?未(?:回复|答复|办理|处理|回应|解答|受理)|待(?:回复|答复|办理|处理|回应|受理)|暂无(?:回复|答复))$/;
/** On its way: whether that is an answer, a person has to say. */
const PENDING = /^(?:(?:正在)?(?:办理|处理|受理|审核|转办|交办)中?|已?(?:受理|转办|交办|接收))$/;
const STATE = /状态|办理情况|处理情况|是否(?:回复|答复)|办理结果/;
const ASKED = /(?:留言|提交|来信|写信|咨询|提问|发布|投诉|受理|信件)(?:时间|日期)|^(?:时间|日期)$/;
const ANSWERED = /(?:回复|答复|办结|回应|反馈)(?:时间|日期)/;
const ANSWER = /^(?:回复|答复|办理|官方|回应)(?:内容|意见|结果|情况)?$/;
const TITLE = /标题|主题|内容|信件名称|留言/;
const LABELLED_STATE = /(?:办理|处理|回复|答复|信件)?状态\s{0,2}[：:]\s{0,2}(\S{2,8})/;
const LABELLED_ANSWER =
  /^[ \t【[]{0,3}(?:官方)?(?:回复|答复|办理)(?:内容|意见|结果|情况|单位回复)?[ \t】\]]{0,3}[：:]?[ \t]{0,3}(?=\n|$|\S)/m;
/** What is no valid message. */
const INVALID = /无效|重复|测试|不予(?:受理|处理)|撤回|隐藏/;

/** What the place for an answer shows where nobody answered. */
const NO_ANSWER: Text = { zh: '答复为空', en: 'no answer shown' };

/** A message of the public, and what became of it as far as the site shows it. */
export interface Message {
  readonly title: string;
  readonly asked: Day;
  readonly state: 'unanswered' | 'pending' | 'answered';
  readonly says: Text;
  /** The day of the answer, where that of the message is labelled too: of a row alone nobody knows which of the two it is. */
  readonly answeredOn: Day | undefined;
  readonly at: Place;
}

const OTHER_CHANNEL = /信访|纪检|监察|举报|调查|征集|访谈/;

/** Boards of messages; channels for petitions, discipline and surveys are others (GW-V5b leaves them out). */
export function messageBoards({ columns }: Site): readonly Column[] {
  return columns.filter(({ type, path }) => type === 'message-board' && !OTHER_CHANNEL.test(path.at(-1) ?? ''));
}

/** Messages in the tables of the column's pages, beside the titles of its rows, and in the articles behind these. */
export function messagesOf(column: Column): readonly Message[] {
  const listed = column.pages.flatMap((page) => page.tables.flatMap((table) => inTable(table, page)));
  const known = new Set(listed.map(({ title }) => title));
  const others = column.entries.filter(({ title }) => !known.has(title));
  return [...listed, ...others.flatMap((entry) => onPage(entry) ?? besideTitle(entry, column) ?? [])];
}

/** The state that a list shows between the title of a row and the next title. */
function besideTitle({ title, date, at }: Entry, { pages, entries }: Column): Message | undefined {
  const text = pages.find(({ url }) => url === at.url)?.mainText ?? '';
  const start = text.indexOf(title);
  if (start < 0 || !date || INVALID.test(title)) return undefined;
  const next = entries.map((entry) => text.indexOf(entry.title, start + title.length)).filter((index) => index > start);
  const after = text.slice(start + title.length, Math.min(start + title.length + 120, ...next));
  const word = after.split(/[\s|｜,，;；【】[\]（）()]+/).find((one) => isState(one));
  const judged = word === undefined ? undefined : stateOf(word, undefined);
  return judged && { title, asked: date.day, ...judged, answeredOn: undefined, at };
}

function isState(word: string): boolean {
  return UNANSWERED.test(word) || PENDING.test(word) || /^已(?:回复|答复|办结|处理|回应|解决|办理)$|^办结$/.test(word);
}

function inTable({ rows }: Table, page: Page): readonly Message[] {
  const at = rows.findIndex(
    (row) => row.some((cell) => STATE.test(cell) || ANSWERED.test(cell)) && row.some((cell) => TITLE.test(cell)),
  );
  const head = rows[at] ?? [];
  const column = (name: RegExp): number => head.findIndex((cell) => cell.length <= 12 && name.test(cell));
  const [state, asked, answered, title] = [column(STATE), column(ASKED), column(ANSWERED), column(TITLE)];
  if (at < 0 || title < 0 || (state < 0 && answered < 0)) return [];
  return rows.slice(at + 1).flatMap((row): readonly Message[] => {
    const day = findDays(asked < 0 ? row.filter((_, index) => index !== answered).join(' ') : (row[asked] ?? ''))[0]
      ?.day;
    const says = (row[state] ?? '').trim();
    if (!day || INVALID.test(row.join(' '))) return [];
    const blank = answered >= 0 && !/\d/.test(row[answered] ?? '');
    const judged = stateOf(says, state < 0 ? blank : undefined);
    const answer = asked < 0 ? undefined : findDays(row[answered] ?? '')[0]?.day;
    return judged ? [{ title: (row[title] ?? '').trim(), asked: day, ...judged, answeredOn: answer, at: page.at }] : [];
  });
}

function onPage(entry: Entry): Message | undefined {
  const { page, title } = entry;
  if (!page) return undefined;
  const asked = askedOn(entry, page);
  const says = fieldOf(page, STATE) ?? LABELLED_STATE.exec(page.mainText)?.[1] ?? '';
  if (!asked || INVALID.test(`${title} ${says}`)) return undefined;
  const cells = pairsOf(page);
  const answer = fieldOf(page, ANSWER) ?? cellOf(cells, ANSWER) ?? answerIn(page.mainText);
  const said = { title, asked, answeredOn: answeredOn(page), at: page.at };
  // A form with its place for the day of the answer left blank, and the answer too, has none.
  if (answer === '' && cellOf(cells, ANSWERED) === '') return { ...said, state: 'unanswered', says: NO_ANSWER };
  const judged = stateOf(says, answer === undefined ? undefined : answer === '' || UNANSWERED.test(answer));
  return judged && { ...said, ...judged };
}

/** The day of the answer, where the page labels the day of the message as well. */
function answeredOn(page: Page): Day | undefined {
  const cells = pairsOf(page);
  if ((fieldOf(page, ASKED) ?? cellOf(cells, ASKED)) === undefined) return undefined;
  return findDays(fieldOf(page, ANSWERED) ?? cellOf(cells, ANSWERED) ?? '')[0]?.day;
}

/** The day that the page gives for the message, else the day of its row. */
function askedOn({ date }: Entry, page: Page): Day | undefined {
  const said = fieldOf(page, ASKED) ?? cellOf(pairsOf(page), ASKED) ?? '';
  return findDays(said)[0]?.day ?? date?.day ?? page.published?.day;
}

/** Label and value in neighbouring cells, as letter boxes show a letter and its answer. */
function pairsOf({ tables }: Page): readonly (readonly [string, string])[] {
  return tables.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.length % 2 === 0
        ? row.flatMap((cell, index) =>
            index % 2 === 0 ? [[cell.replace(/[\s：:]/g, ''), (row[index + 1] ?? '').trim()] as const] : [],
          )
        : [],
    ),
  );
}

function cellOf(pairs: readonly (readonly [string, string])[], label: RegExp): string | undefined {
  return pairs.find(([name]) => name.length <= 12 && label.test(name))?.[1];
}

function fieldOf({ fields }: Page, label: RegExp): string | undefined {
  return fields.find((field) => label.test(field.label))?.value.trim();
}

/** The answer as running text gives it: what follows its label, up to the next; '' for a label with nothing behind it. */
function answerIn(text: string): string | undefined {
  const label = LABELLED_ANSWER.exec(text);
  if (!label) return undefined;
  const said = text.slice(label.index + label[0].length).trim();
  return /^(?:上一[篇条]|下一[篇条]|打印|关闭|分享|【)/.test(said) ? '' : said.slice(0, 60);
}

function quoted(word: string): Text {
  return { zh: word, en: `“${word}”` };
}

/** What state a message is in; undefined where neither its state nor a place for the answer is shown. */
function stateOf(says: string, blank: boolean | undefined): Pick<Message, 'state' | 'says'> | undefined {
  const word = says.replace(/[\s【】[\]（）()]/g, '');
  if (UNANSWERED.test(word)) return { state: 'unanswered', says: quoted(word) };
  if (PENDING.test(word)) return { state: 'pending', says: quoted(word) };
  if (word !== '') return { state: 'answered', says: quoted(word) };
  if (blank === undefined) return undefined;
  return blank ? { state: 'pending', says: NO_ANSWER } : { state: 'answered', says: quoted('') };
}

/** Whether a board only leads on to those below it. */
export function leadsOn({ path, entries, form, key }: Column, site: Site): boolean {
  const isAbove = site.columns.some(
    (below) =>
      below.key !== key && below.path.length > path.length && path.every((name, level) => below.path[level] === name),
  );
  return isAbove && (form === 'branch' || entries.every(({ date }) => date === undefined));
}
