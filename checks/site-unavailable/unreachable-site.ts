import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { EntryState, Site } from '../../src/contract/site.ts';
import type { Reason } from '../../src/contract/verdict.ts';
import { failTexts } from '../../src/contract/reasons.ts';
import { daysBetween } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { government } from '../support/units.ts';

/** What an entry that was not read may be, without being out of order: none of it accuses. */
const innocent: Partial<Record<EntryState['state'], Reason>> = {
  'other-host': {
    zh: '入口跳转到其他网站，可能已迁移或并入平台',
    en: 'the entry leads to another host: moved, or merged into a platform',
  },
  login: { zh: '入口要求登录', en: 'the entry asks for a login' },
  parked: {
    zh: '入口是域名停放页，登记的网址可能已失效',
    en: 'the entry is a parked domain: the registered address may be out of date',
  },
  blocked: 'blocked',
  skipped: 'not-fetched',
};

/** What an entry came to through us, not through the site: it answered and was not understood, or was not asked for. */
const ours: Readonly<Partial<Record<string, Reason>>> = { unparsed: 'unparsed', 'not-fetched': 'not-fetched' };

export default defineCheck({
  id: 'unreachable-site',
  title: { zh: '站点无法访问', en: 'Site cannot be reached' },
  family: 'site-unavailable',
  appliesTo: government,
  per: 'site',
  claims: 'presence',
  basis: 'GW-V2',
  options: z.object({
    nights: z.int().min(2).default(3).describe('连续多少次读网都打不开才直接认定，其余交人工复核'),
    withinDays: z.int().positive().default(7).describe('这些读网须在多少天之内'),
  }),
  messages: {
    unreachable: {
      zh: '网站入口打不开：{detail}（最近{nights}次读网均如此）',
      en: 'The entry of the site could not be opened: {detail} (so in the last {nights} readings)',
    },
  },
  // The entry itself is always known: whether the rest of the site was read is what is asked.
  subjects: (site) => [{ key: 'entry', seen: { whole: true } as const, entry: site.entry }],
  *examine({ entry }, { site, asOf, options }) {
    if (entry.state === 'read') return;
    const excuse = innocent[entry.state] ?? ours[entry.detail];
    if (excuse !== undefined) {
      yield { unknown: excuse };
      return;
    }
    const nights = failuresInARow(site, (day) => daysBetween(day, asOf) <= options.withinDays);
    yield {
      message: 'unreachable',
      data: { detail: inWords(entry.detail), nights },
      at: { ...site.at, url: entry.url },
      key: 'entry',
      confirm: 'next-day',
      review: nights < options.nights && {
        zh: '单次打不开可能是网络或本机原因，需按规则多次监测（一周内每天20次以上，打不开的占5%以上）',
        en: 'once may be the network or this machine: the rule asks for many samples in a week',
      },
      remedy: {
        zh: '恢复访问，查明原因；临时下线或迁移须公告',
        en: 'Restore the site and find the cause; announce closures and moves',
      },
    };
  },
});

/** The reason of a failed fetch in words, with what the fetcher says beside it. */
function inWords(detail: string): Text {
  const [reason = '', ...rest] = detail.split(' ');
  const known = new Map(Object.entries(failTexts)).get(reason)?.text;
  const beside = rest.join(' ').slice(0, 80);
  if (!known) return { zh: detail, en: /[\u3400-\u9fff]/.test(detail) ? `“${detail}”` : detail };
  return beside === '' ? known : { zh: `${known.zh}（${beside}）`, en: `${known.en} (${beside})` };
}

/** This reading and those before it, newest first, as long as each failed, on days of their own that count. */
function failuresInARow(site: Site, counts: (day: Site['clock']['ours']) => boolean): number {
  const days = new Set<string>([site.clock.ours]);
  for (const earlier of site.history ?? []) {
    if (earlier.entry.state !== 'failed' || !counts(earlier.clock.ours)) break;
    days.add(earlier.clock.ours);
  }
  return days.size;
}
