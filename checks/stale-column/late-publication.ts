import { z } from 'zod';
import { definePortfolioCheck, type Sites } from '../../src/contract/check.ts';
import type { Document, Site } from '../../src/contract/site.ts';
import type { Unit } from '../../src/contract/unit.ts';
import type { Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { isFromOutside, isPolicyPaper, isSuperior } from '../support/document-facts.ts';
import { bookOf, figure, ruleInForce } from '../support/rules.ts';
import { bareTitle } from '../support/titles.ts';
import { government } from '../support/units.ts';
import { unknownHolidays, workdayDeadline } from '../support/workdays.ts';

/** A gap of so many working days is rather an old paper entered later. */
const LONG = 250;
/** So many late papers of one day were filled in together: a site that moved, a library that was set up. */
const TOGETHER = 4;
const FORWARDED = /转发|翻印|汇编|^(?:废止|失效)/;

export default definePortfolioCheck({
  id: 'late-publication',
  title: { zh: '文件公开超过规定时间', en: 'Document published after its time' },
  family: 'stale-column',
  appliesTo: government,
  per: 'document',
  claims: 'state',
  basis: 'IF-01',
  options: z.object({}),
  messages: {
    late: {
      zh: '《{title}》超过规定时间公开：{written}成文，应于{due}前（{limit}个工作日内）公开，{published}才公开',
      en: '“{title}” was written on {written} and due by {due} ({limit} working days); it was published on {published}',
    },
  },
  subjects: (sites, context) => {
    const first = firstPublished(sites);
    return [...sites.values()].flatMap((site) => {
      if (!ruleInForce(bookOf(context, site.unit.id), ['IF-01'])) return [];
      const own = site.documents.filter((document) => isOwn(document, site, context.since));
      return own.map((document) => {
        const published = first.get(keyOf(document, site.unit)) ?? document.publishedOn;
        return { ...document, key: `${site.unit.id}:${document.key}`, site, document, published, peers: own };
      });
    });
  },
  blames: ({ site }) => site.unit.id,
  *examine({ document, site, published, peers }, { sites, standards, calendar }) {
    const { title, writtenOn, at } = document;
    if (writtenOn === undefined || published === undefined) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const rule = standards.ruleOn('IF-01', published);
    if (!rule) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const limit = figure(rule, 'workdays') ?? 20;
    const { due, sure } = workdayDeadline(writtenOn, limit, calendar);
    if (published <= due) return;
    const days = calendar.workdaysBetween(writtenOn, published);
    yield {
      message: 'late',
      data: { title, written: writtenOn, due, limit, published },
      at: { ...at, quote: `${writtenOn} / ${published}` },
      key: 'late',
      actOn: published,
      expected: { zh: `不晚于${due}`, en: `by ${due}` },
      observed: { zh: `${published}，历时${days}个工作日`, en: `${published}, ${days} working days` },
      remedy: {
        zh: '信息形成或者变更之日起20个工作日内公开；逾期原因应说明，并改进审签发布流程',
        en: 'Publish within 20 working days of the making, and say why this one was late',
      },
      review: published <= sure ? unknownHolidays : doubtOf({ site, document, published, days, peers }, sites),
    };
  },
});

interface Late {
  readonly site: Site;
  readonly document: Document;
  readonly published: Day;
  readonly days: number;
  readonly peers: readonly Document[];
}

/** Why the day may be another than that on which the public could read it first. */
function doubtOf({ site, document, published, days, peers }: Late, sites: Sites): Text | false {
  const { unit, columns } = site;
  if (days > LONG)
    return { zh: '间隔很长，可能是补录的历史文件', en: 'so long a gap may be an old paper entered later' };
  if (columns.some(({ oneDay, key }) => oneDay && document.columns.includes(key)))
    return { zh: '栏目条目日期相同，可能是迁移日期', en: 'all rows bear one day: perhaps a migration' };
  if (peers.filter((peer) => peer.publishedOn === published).length >= TOGETHER)
    return { zh: '同一天集中发布多份文件，可能是补录或迁移', en: 'many papers of one day: perhaps a migration' };
  const above = unit.parent === undefined ? undefined : sites.get(unit.parent);
  const mayBeAbove = unit.type !== 'city' && unit.type !== 'county' && above?.seen.whole !== true;
  return (
    mayBeAbove && {
      zh: '可能已在上级门户或统一平台按期公开，请核对首次公开的日期',
      en: 'it may have been published in time on the portal above: look for the first day',
    }
  );
}

/** Own papers of policy that were published in the time that is judged; of others nobody knows when they were got. */
function isOwn(document: Document, { unit }: Site, since: Day): boolean {
  const { publishedOn, writtenOn, title } = document;
  if (writtenOn === undefined || publishedOn === undefined || publishedOn < since) return false;
  return isPolicyPaper(document) && !isSuperior(document) && !isFromOutside(document, unit) && !FORWARDED.test(title);
}

/** The first day on which any of the sites shows a paper: a copy that was made later is not late. */
function firstPublished(sites: Sites): ReadonlyMap<string, Day> {
  const first = new Map<string, Day>();
  for (const { documents, unit } of sites.values()) {
    for (const document of documents) {
      const key = keyOf(document, unit);
      const before = first.get(key);
      const { publishedOn } = document;
      if (publishedOn !== undefined && (before === undefined || publishedOn < before)) first.set(key, publishedOn);
    }
  }
  return first;
}

/** A 文号 tells a paper wherever it stands; a title only within its own unit's site. */
function keyOf({ number, title }: Document, { id }: Unit): string {
  return number ?? `${id} ${bareTitle(title)}`;
}
