import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Place } from '../../src/contract/seen.ts';
import type { Entry, Site } from '../../src/contract/site.ts';
import { addDays, daysBetween, parseDay, type Day } from '../../src/lib/day.ts';
import { capturedOn, rowPlace } from '../support/place.ts';
import { figure } from '../support/rules.ts';
import { government, ownsSite } from '../support/units.ts';

interface Dated {
  readonly day: Day;
  readonly place: Place;
}

export default defineCheck({
  id: 'stale-home',
  title: { zh: '首页两周不更新（单项否决）', en: 'Home page without news for two weeks (veto)' },
  family: 'stale-column',
  appliesTo: government,
  per: 'site',
  claims: 'state',
  basis: 'GW-V3',
  options: z.object({ days: z.int().positive().optional().describe('首页应在几天内有更新；不写按规则（14）') }),
  messages: {
    stale: {
      zh: '首页在监测时间点（{asOf}）前{limit}天内没有信息更新，最近一条为{date}，已{days}天',
      en: 'The home page shows nothing new of the {limit} days before {asOf}; its newest item is of {date}, {days} days ago',
    },
  },
  subjects: (site) => (site.home && ownsSite(site) ? [{ key: 'home', seen: site.home.seen, home: site.home }] : []),
  *examine({ home }, { site, asOf, standards, options }) {
    const rule = standards.rule('GW-V3');
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const limit = options.days ?? figure(rule, 'days') ?? 14;
    const shown = new Set(home.links.map(({ url }) => url));
    const entries = site.columns.flatMap((column) => column.entries);
    const ownRows = home.rows.flatMap(({ title, date }): Dated[] => {
      const day = date && parseDay(date.text);
      return day ? [{ day, place: { ...home.at, quote: title.slice(0, 200) } }] : [];
    });
    // A home page that only leads on is judged by all that stands one step further.
    const linked = datesOf(entries.filter(({ url }) => shown.has(url)));
    const dated = [...ownRows, ...linked, ...articlesOn(site, shown)];
    const all = dated.length > 0 ? dated : datesOf(entries);
    const newest = newestOf(all, asOf);
    if (!newest) {
      yield { unknown: 'dates-unread' };
      return;
    }
    if (asOf <= addDays(newest.day, limit)) return;
    // Something new may stand behind a link of the home page that was not read.
    if (unreadShare(site, shown, home.url) > 0.2) {
      yield { unknown: 'pages-left-out' };
      return;
    }
    if (newestOf(datesOf(entries), asOf, addDays(asOf, -limit))) {
      yield { inapplicable: keptElsewhere };
      return;
    }
    const days = daysBetween(newest.day, asOf);
    const captured = capturedOn(site);
    yield {
      message: 'stale',
      data: { asOf, limit, date: newest.day, days },
      at: [
        { role: 'shows', ...newest.place },
        { role: 'searched', ...home.at },
      ],
      key: 'newest',
      expected: { zh: `${limit}天内有更新`, en: `something new within ${limit} days` },
      observed: { zh: `最近更新${newest.day}，已${days}天`, en: `newest ${newest.day}, ${days} days ago` },
      review: captured <= addDays(newest.day, limit) && {
        zh: `抓取日（${captured}）尚未超期，此后没有再读`,
        en: `it was in time on the day of capture (${captured}), and has not been read since`,
      },
      remedy: { zh: '立即更新首页信息，并建立值守更新制度', en: 'Update the home page at once, and keep it so' },
    };
  },
});

/** A column of the site was updated in time, though the home page could not be seen to show it. */
const keptElsewhere = {
  zh: '站内栏目近期有更新，首页日期不足以判定',
  en: 'columns of the site were updated lately; the home page shows too few dates to judge',
};

function datesOf(entries: readonly Entry[]): readonly Dated[] {
  return entries.flatMap((entry) => (entry.date ? [{ day: entry.date.day, place: rowPlace(entry) }] : []));
}

function articlesOn(site: Site, shown: ReadonlySet<string>): readonly Dated[] {
  return site.pages.flatMap(({ url, published, at }) =>
    published && shown.has(url) ? [{ day: published.day, place: { ...at, quote: published.quote.slice(0, 300) } }] : [],
  );
}

function newestOf(dated: readonly Dated[], asOf: Day, since?: Day): Dated | undefined {
  return dated
    .filter(({ day }) => day <= asOf && (since === undefined || day >= since))
    .reduce<Dated | undefined>((last, one) => (last === undefined || one.day > last.day ? one : last), undefined);
}

/** The part of the links of the home page, within its own host, that led to no page that was read. */
function unreadShare(site: Site, shown: ReadonlySet<string>, home: string): number {
  const host = hostOf(home);
  const own = [...shown].filter((url) => hostOf(url) === host);
  const dead = new Set(site.deadLinks.map(({ url }) => url));
  const unread = own.filter((url) => !dead.has(url) && site.page(url) === undefined);
  return own.length === 0 ? 0 : unread.length / own.length;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
