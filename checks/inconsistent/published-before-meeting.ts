import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import type { Site } from '../../src/contract/site.ts';
import { daysBetween, parseDay, type Day } from '../../src/lib/day.ts';
import { government } from '../support/units.ts';

/** What tells of a meeting that took place; calls, previews and plans tell of one to come. */
const HELD =
  /(?:(20\d{2})年)?(\d{1,2})月(\d{1,2})日(?:上午|下午|晚)?[，,]?[^。；\n]{0,40}?(?:召开|主持召开|举行)了?[^。；\n]{0,40}?(?:会议|大会|座谈会|推进会|常务会|党组会)/;
const TO_COME = /将|拟|定于|预计|计划|预告|通知如下|请于|报名|拟于/;
const TITLE = /召开|举行|会议|座谈会|推进会|常务会/;
const CALL = /关于(?:召开|举行|举办|参加)|通知|预告|公告|听证|方案|征集|报名|邀请/;
/** A day further ahead is another year's, or a slip that nobody can read. */
const MOST_DAYS = 20;

interface Report extends Page {
  readonly publishedOn: Day;
}

export default defineCheck({
  id: 'published-before-meeting',
  title: { zh: '发布日期早于会议召开日期', en: 'Report of a meeting dated before the meeting' },
  family: 'inconsistent',
  appliesTo: government,
  per: 'page',
  claims: 'state',
  basis: 'TY-03',
  remedy: {
    zh: '核对会议日期和发布日期，改正写错的一处',
    en: 'Compare the day of the meeting with that of publication, and correct the wrong one',
  },
  options: z.object({}),
  messages: {
    early: {
      zh: '《{title}》发布日期{published}早于正文所写的会议召开日期{held}，信息公开错误',
      en: '“{title}” bears {published} as the day of publication; by its text the meeting was held on {held}',
    },
  },
  subjects: reportsOf,
  *examine({ title = '', mainText, publishedOn, at }) {
    const text = mainText.slice(0, 3000);
    const match = HELD.exec(text);
    if (!match || TO_COME.test(text.slice(Math.max(0, match.index - 12), match.index + match[0].length))) return;
    const [quote, year, month, date] = match;
    const held = parseDay(
      `${year ?? publishedOn.slice(0, 4)}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`,
    );
    const ahead = held === undefined ? 0 : daysBetween(publishedOn, held);
    if (held === undefined || ahead < 1 || ahead > MOST_DAYS) return;
    yield {
      message: 'early',
      data: { title, published: publishedOn, held },
      at: { ...at, quote: quote.slice(0, 200) },
      key: 'meeting',
      review: {
        zh: '正文日期可能另指一次会议，请打开页面核对',
        en: 'the text may speak of another meeting: open the page and look',
      },
      expected: { zh: `不早于${held}`, en: `${held} or later` },
      observed: { zh: publishedOn, en: publishedOn },
    };
  },
});

/** Articles of the days under audit that tell of a meeting, with the day that they show themselves. */
function reportsOf(site: Site, { since, asOf }: { readonly since: Day; readonly asOf: Day }): readonly Report[] {
  return site.pages.flatMap((page) => {
    const { kind, title = '', published } = page;
    const shows = published?.from === 'shown' || published?.from === 'field';
    if (kind !== 'article' || !shows || !TITLE.test(title) || CALL.test(title)) return [];
    return published.day >= since && published.day <= asOf ? [{ ...page, publishedOn: published.day }] : [];
  });
}
