import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page, Table } from '../../src/contract/page.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Column } from '../../src/contract/site.ts';
import { addDays, addMonths, type Day } from '../../src/lib/day.ts';
import { findDays } from '../../src/lib/days-in-text.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

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
/** Complaints against discipline, petitions and surveys have channels of their own (GW-V5b leaves them out). */
const OTHER_CHANNEL = /信访|纪检|监察|举报|调查|征集|访谈/;
/** What is no valid message. */
const INVALID = /无效|重复|测试|不予(?:受理|处理)|撤回|隐藏/;

interface Message {
  readonly title: string;
  readonly asked: Day;
  readonly state: 'unanswered' | 'pending' | 'answered';
  readonly says: string;
  readonly at: Place;
}

export default defineCheck({
  id: 'message-unanswered',
  title: { zh: '留言超过三个月未回应', en: 'Message unanswered for three months' },
  family: 'platform',
  appliesTo: government,
  per: 'column',
  claims: 'presence',
  basis: 'GW-V5b',
  options: z.object({}),
  messages: {
    unanswered: {
      zh: '“{column}”有{asked}的留言“{title}”超过{months}个月未回应（{says}）',
      en: 'The message “{title}” of {asked} in “{column}” has had no answer for {months} months ({says})',
    },
  },
  subjects: (site) =>
    site.columns.filter(({ type, path }) => type === 'message-board' && !OTHER_CHANNEL.test(path.at(-1) ?? '')),
  *examine(column, { asOf, standards }) {
    const rule = standards.rule('GW-V5b');
    const months = (rule && figure(rule, 'maxWaitMonths')) ?? 3;
    const first = addDays(asOf, -((rule && figure(rule, 'windowDays')) ?? 365));
    const messages = messagesOf(column);
    if (messages.length === 0) {
      yield { unknown: { zh: '没有读到留言的时间和办理状态', en: 'no message with its day and state could be read' } };
      return;
    }
    const told = new Set<string>();
    for (const { title, asked, state, says, at } of messages) {
      const key = `${asked}|${title}`;
      if (state === 'answered' || asked < first || addMonths(asked, months) >= asOf || told.has(key)) continue;
      told.add(key);
      yield {
        message: 'unanswered',
        data: { column: column.path.join(' > '), asked, title: title.slice(0, 40), months, says },
        at: { ...at, quote: `${title} ${says}`.slice(0, 200) },
        key,
        review: state === 'pending' && {
          zh: '正在办理，是否已回应请人工核对',
          en: 'under way: whether it was answered is for a person to say',
        },
        remedy: {
          zh: '尽快答复并公开；无效留言应注明',
          en: 'Answer it and show the answer; mark messages that are void',
        },
      };
    }
  },
});

/** Messages in the tables of the column's pages, and in the articles behind its rows. */
function messagesOf(column: Column): readonly Message[] {
  const listed = column.pages.flatMap((page) => page.tables.flatMap((table) => inTable(table, page)));
  const single = column.entries.flatMap(({ page, title, date }) => (page ? onPage(page, title, date?.day) : []));
  return [...listed, ...single];
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
    return judged ? [{ title: (row[title] ?? '').trim(), asked: day, ...judged, at: page.at }] : [];
  });
}

function onPage(page: Page, title: string, shown: Day | undefined): readonly Message[] {
  const field = (name: RegExp): string | undefined => page.fields.find(({ label }) => name.test(label))?.value.trim();
  const asked = findDays(field(ASKED) ?? '')[0]?.day ?? shown;
  const says = field(STATE) ?? '';
  const answer = field(ANSWER);
  if (!asked || INVALID.test(`${title} ${says}`)) return [];
  const judged = stateOf(says, answer === undefined ? undefined : answer === '' || UNANSWERED.test(answer));
  return judged ? [{ title, asked, ...judged, at: page.at }] : [];
}

/** What state a message is in; undefined where neither its state nor a place for the answer is shown. */
function stateOf(says: string, blank: boolean | undefined): Pick<Message, 'state' | 'says'> | undefined {
  const word = says.replace(/[\s【】[\]（）()]/g, '');
  if (UNANSWERED.test(word)) return { state: 'unanswered', says: word };
  if (PENDING.test(word)) return { state: 'pending', says: word };
  if (word !== '') return { state: 'answered', says: word };
  if (blank === undefined) return undefined;
  return blank ? { state: 'pending', says: '答复为空' } : { state: 'answered', says: '' };
}
