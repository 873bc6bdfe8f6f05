import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import { addDays } from '../../src/lib/day.ts';
import { leadsOn, messageBoards, messagesOf } from '../support/messages.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

export default defineCheck({
  id: 'slow-answer',
  title: { zh: '常见咨询答复超过规定工作日', en: 'Plain question answered after more than the days allowed' },
  family: 'platform',
  appliesTo: government,
  per: 'column',
  claims: 'presence',
  basis: 'GW-D13',
  remedy: {
    zh: '简单常见的咨询在规定的工作日内答复；需要调查核实的，先告知办理情况',
    en: 'Answer plain questions within the days allowed; where something has to be looked into, say so first',
  },
  options: z.object({
    workdays: z.int().positive().optional().describe('简单常见咨询几个工作日内答复；不写按规则（5）'),
  }),
  messages: {
    slow: {
      zh: '“{column}”有{count}件咨询的答复超过{limit}个工作日，最长的“{title}”{asked}提出，{answered}答复，历时{days}个工作日',
      en: '“{column}” shows {count} questions answered after more than {limit} working days; the slowest, “{title}”, was asked on {asked} and answered on {answered}, {days} working days later',
    },
  },
  subjects: messageBoards,
  *examine(column, { site, asOf, calendar, standards, options }) {
    const rule = standards.rule('GW-D13');
    const limit = options.workdays ?? (rule && figure(rule, 'workdays')) ?? 5;
    const from = addDays(asOf, -365);
    const answered = messagesOf(column).flatMap(({ title, asked, answeredOn, at }) =>
      answeredOn !== undefined && asked >= from && answeredOn >= asked && answeredOn <= asOf
        ? [{ title, asked, answeredOn, at, days: calendar.workdaysBetween(asked, answeredOn) }]
        : [],
    );
    if (answered.length === 0) {
      yield leadsOn(column, site)
        ? { inapplicable: { zh: '只通向下级互动栏目', en: 'leads on to the boards below it' } }
        : { unknown: { zh: '没有读到留言和答复的时间', en: 'no message with both its days could be read' } };
      return;
    }
    const slow = answered.filter(({ days }) => days > limit).toSorted((a, b) => b.days - a.days);
    const [first] = slow;
    if (!first) return;
    yield {
      message: 'slow',
      data: {
        column: column.path.join(' > '),
        count: slow.length,
        limit,
        title: first.title.slice(0, 40),
        asked: first.asked,
        answered: first.answeredOn,
        days: first.days,
      },
      at: { ...first.at, quote: first.title.slice(0, 200) },
      key: 'slow',
      review: {
        zh: '规则只约束简单常见的咨询，是否属于此类请人工判断',
        en: 'the rule speaks of plain and common questions: whether this is one, a person has to say',
      },
    };
  },
});
