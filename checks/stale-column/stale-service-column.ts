import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Document } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';
import type { Text } from '../../src/lib/template.ts';
import { freshnessOf, periodText, seenForAge } from '../support/freshness.ts';
import { capturedOn, distinctColumns, pathText, rowPlace } from '../support/place.ts';
import { figure } from '../support/rules.ts';
import { government } from '../support/units.ts';

interface Kind {
  readonly basis: string;
  readonly is: (column: Column) => boolean;
  /** Why a person has to look, whatever the rule; absent where such a column always has something to show. */
  readonly doubt?: Text;
}

const SERVICE_FIGURES = /(?:办事|办件|政务服务).{0,6}(?:统计|数据|公示)|办件(?:量|情况)/;
/** Channels of petitions and discipline are no message board, and a hotline or a form is no list of answers. */
const OTHER_CHANNEL = /信访|纪检|举报|监察|巡视|巡察/;

const kinds: readonly Kind[] = [
  {
    basis: 'GW-D2',
    is: ({ path, type }) =>
      SERVICE_FIGURES.test(path.at(-1) ?? '') || (type === 'statistics' && SERVICE_FIGURES.test(path.join())),
  },
  {
    basis: 'GW-D3',
    is: ({ type, path }) => type === 'message-board' && !path.some((name) => OTHER_CHANNEL.test(name)),
    doubt: {
      zh: '可能没有新的留言，请核对后台留言和答复情况',
      en: 'perhaps nobody wrote: look at what came in and was answered',
    },
  },
  {
    basis: 'GW-D7',
    is: ({ type }) => type === 'interpretation',
    doubt: {
      zh: '此间没有应解读的文件的，不算问题',
      en: 'no fault where no document that needs one came out meanwhile',
    },
  },
];

export default defineCheck({
  id: 'stale-service-column',
  title: {
    zh: '办事统计、留言公开、政策解读栏目更新超期',
    en: 'Service figures, answers or interpretations not updated',
  },
  family: 'stale-column',
  appliesTo: government,
  per: 'column',
  claims: 'state',
  options: z.object({}),
  messages: {
    stale: {
      zh: '“{column}”栏目在监测时间点（{asOf}）前{period}内未更新，最近一条为{date}，已{days}天',
      en: 'The column “{column}” was not updated within {period} before {asOf}; its newest entry is of {date}, {days} days ago',
    },
  },
  subjects: (site, { standards }) =>
    distinctColumns(site).flatMap((column) => {
      const kind = column.form === 'list' ? kinds.find(({ is }) => is(column)) : undefined;
      return kind && standards.rule(kind.basis) ? [{ ...seenForAge(column), kind }] : [];
    }),
  *examine({ kind, ...column }, { site, asOf, standards }) {
    const rule = standards.rule(kind.basis);
    const months = rule && figure(rule, 'months');
    if (!rule || months === undefined) {
      yield { inapplicable: 'rule-not-in-force' };
      return;
    }
    const period = { value: months, unit: 'month' } as const;
    const span = periodText(period);
    const { zh, en } = span;
    yield { period: { zh: `每${zh}`, en: `every ${en}` } };
    const freshness = freshnessOf(column, period, asOf, capturedOn(site));
    if (freshness.state === 'unknown') {
      yield { unknown: freshness.why };
      return;
    }
    if (freshness.state === 'inapplicable') {
      yield { inapplicable: freshness.why };
      return;
    }
    if (freshness.state === 'fresh') return;
    const { newest, entry, days, due, doubt } = freshness;
    if (kind.basis === 'GW-D7' && !cameOutSince(column, site.documents, newest)) {
      yield { inapplicable: { zh: '此间未见新发布的规范性文件', en: 'no document that needs one came out meanwhile' } };
      return;
    }
    yield {
      message: 'stale',
      data: { column: pathText(column), asOf, period: span, date: newest, days },
      at: [
        { role: 'shows', ...rowPlace(entry) },
        { role: 'shows', ...column.at },
      ],
      key: 'newest',
      basis: rule.id,
      expected: { zh: `每${zh}至少更新一次，应在${due}前更新`, en: `an entry every ${en}, due by ${due}` },
      observed: { zh: `最近更新${newest}，已${days}天`, en: `newest ${newest}, ${days} days ago` },
      review: doubt ?? kind.doubt ?? false,
      remedy: remedies[rule.id] ?? { zh: '补充发布应公开的信息', en: 'Publish what is due' },
    };
  },
});

const remedies: Readonly<Record<string, Text>> = {
  'GW-D2': { zh: '按季更新办事统计数据', en: 'Publish the figures of each quarter' },
  'GW-D3': { zh: '及时答复留言并公开答复', en: 'Answer what came in and show the answers' },
  'GW-D7': { zh: '补充发布应配的政策解读', en: 'Publish the interpretations that are due' },
};

/** Whether a document that has to be interpreted was published since the newest interpretation. */
function cameOutSince({ key }: Column, documents: readonly Document[], newest: Day): boolean {
  return documents.some(
    ({ kind, publishedOn, columns }) =>
      (kind === 'normative' || kind === 'regulation') &&
      publishedOn !== undefined &&
      publishedOn > newest &&
      !columns.includes(key),
  );
}
