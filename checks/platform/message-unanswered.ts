import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addDays, addMonths } from '../../src/lib/day.ts';
import { leadsOn, messageBoards, messagesOf } from '../support/messages.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

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
  subjects: messageBoards,
  *examine(column, { site, asOf, standards }) {
    const rule = standards.rule('GW-V5b');
    const months = (rule && figure(rule, 'maxWaitMonths')) ?? 3;
    const first = addDays(asOf, -((rule && figure(rule, 'windowDays')) ?? 365));
    const messages = messagesOf(column);
    // The page above several boards leads to them and shows no message of its own.
    if (messages.length === 0 && leadsOn(column, site)) {
      yield { inapplicable: { zh: '只通向下级互动栏目', en: 'leads on to the boards below it' } };
      return;
    }
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
        at: { ...at, quote: title.slice(0, 200) },
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
