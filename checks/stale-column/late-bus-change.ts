import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Entry, Site } from '../../src/contract/site.ts';
import { daysBetween, type Day } from '../../src/lib/day.ts';
import { effectiveDay, mentionsNow } from '../support/effective-day.ts';
import { figure } from '../support/rules.ts';

const CHANGE =
  /(?:线路|路公交|公交|班线|站点|站台|首末?班|发车|票价|\d{1,3}路).{0,20}(?:调整|变更|停运|改道|绕行|撤销|取消|延伸|优化|缩短|停靠|迁移|暂停)|(?:调整|变更|停运|改道|绕行|撤销|取消|延伸|优化|缩短).{0,20}(?:线路|公交|班线|站点|站台|\d{1,3}路)/;
/** Changes that nobody could announce before, and those of a few hours, are published in time if at once. */
const TEMPORARY = /临时|突发|应急|紧急|恶劣天气|大雾|冰雪|暴雨|积水|台风|交通事故|交通管制|抢修|赛事|马拉松|活动期间/;
/** Good news takes nobody by surprise at the stop. */
const RESUMED = /恢复(?:运营|通行|原线路|正常)|新开|开通|增开/;

export default defineCheck({
  id: 'late-bus-change',
  title: { zh: '公交线路变更未提前公开', en: 'Bus change announced too late' },
  family: 'stale-column',
  appliesTo: ['bus'],
  per: 'document',
  claims: 'state',
  basis: 'PE-03',
  options: z.object({}),
  messages: {
    late: {
      zh: '“{title}”自{from}起实施，{published}才公开，应提前{days}日',
      en: '“{title}” took effect on {from} and was published on {published}; {days} days before were due',
    },
  },
  subjects: (site) => changesOf(site),
  *examine({ entry, published }, { since, standards }) {
    if (!published) {
      yield { unknown: 'dates-unread' };
      return;
    }
    if (published < since) {
      yield { inapplicable: { zh: '不在本次检查的时间范围内', en: 'before the days under audit' } };
      return;
    }
    const rule = standards.ruleOn('PE-03', published);
    const text = entry.page?.mainText ?? '';
    const from = effectiveDay(text, published) ?? (mentionsNow(text) ? published : undefined);
    if (!rule || from === undefined) {
      if (rule) yield { unknown: 'dates-unread' };
      else yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const days = figure(rule, 'advanceDays') ?? 3;
    if (daysBetween(published, from) >= days) return;
    yield {
      message: 'late',
      data: { title: entry.title, from, published, days },
      at: entry.page?.at ?? entry.at,
      key: 'advance',
      // Published long after it began it may be a report of the past, or a date that was moved.
      review: daysBetween(from, published) > 30 && {
        zh: '实施日与发布日相距较远，请人工核对',
        en: 'the two days are far apart: please look',
      },
      remedy: {
        zh: `线路、站点变更应在实施之日${days}日前公开；临时变更及时公开`,
        en: `Announce changes ${days} days before; sudden ones at once`,
      },
    };
  },
});

/** Announcements of changes with their text, but for sudden ones and good news. */
function changesOf(
  site: Site,
): readonly { key: string; seen: Site['seen']; entry: Entry; published: Day | undefined }[] {
  const entries = new Map<string, Entry>();
  for (const column of site.columns) {
    for (const entry of column.entries) if (entry.page && !entries.has(entry.url)) entries.set(entry.url, entry);
  }
  return [...entries.values()].flatMap((entry) => {
    const { title, page } = entry;
    if (
      !page ||
      !CHANGE.test(title) ||
      TEMPORARY.test(`${title} ${page.mainText.slice(0, 600)}`) ||
      RESUMED.test(title)
    )
      return [];
    return [{ key: entry.url, seen: page.seen, entry, published: page.published?.day ?? entry.date?.day }];
  });
}
