import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Column, Entry } from '../../src/contract/site.ts';
import { addMonths } from '../../src/lib/day.ts';
import { searchedAmong } from '../support/search-places.ts';
import { figure } from '../support/rules.ts';
import { government, ownsSite } from '../support/units.ts';

const SURVEY = /(?:网上|民意|问卷|在线|网络)(?:调查|征集)|调查问卷|问卷调查|征集调查/;
const CALL = /征求.{0,30}意见|征集|听证|调查|问卷/;
const ANSWER = /采纳|反馈|结果|情况(?:说明|汇总|公示)?$/;

export default defineCheck({
  id: 'few-consultations',
  title: { zh: '征集调查次数不足', en: 'Too few consultations and surveys in a year' },
  family: 'consultation-feedback',
  appliesTo: government,
  per: 'site',
  claims: 'absence',
  basis: 'GW-D14',
  remedy: {
    zh: '围绕重要决策和公众关心的事项开展征集调查，并公开结果',
    en: 'Hold consultations and surveys on decisions that matter, and show what came of them',
  },
  options: z.object({
    perYear: z.int().positive().optional().describe('一年至少开展几次；不写则在规则核实（confirmed）后按规则（6）'),
  }),
  messages: {
    few: {
      zh: '近一年公开征集调查{count}次，应不少于{least}次',
      en: '{count} consultations and surveys in the last year; at least {least} are asked for',
    },
  },
  subjects: (site) => (ownsSite(site) ? [site] : []),
  searched: (site) => searchedAmong(site, holdsCalls),
  *examine(site, { asOf, standards, options }) {
    const rule = standards.rule('GW-D14');
    const known = rule?.confidence === 'unverified' ? undefined : rule && figure(rule, 'perYear');
    const least = options.perYear ?? known;
    if (least === undefined) {
      yield { inapplicable: { zh: '次数的原文未核，没有规定次数', en: 'the figure is not verified, and none is set' } };
      return;
    }
    const from = addMonths(asOf, -12);
    const rows = site.columns.filter(holdsCalls).flatMap(({ entries }) => entries.filter(isCall));
    if (rows.some(({ date }) => date === undefined)) {
      yield { unknown: 'dates-unread' };
      return;
    }
    const calls = new Set([
      ...rows.flatMap(({ url, date }) => (date && date.day > from && date.day <= asOf ? [url] : [])),
      ...site.consultations.flatMap(({ url, publishedOn }) =>
        publishedOn && publishedOn > from && publishedOn <= asOf ? [url] : [],
      ),
    ]);
    if (calls.size >= least) return;
    const column = site.columns.find(holdsCalls);
    yield {
      message: 'few',
      data: { count: calls.size, least },
      at: [{ role: 'should-show', ...(column ?? site).at }],
      key: 'year',
      review: { zh: '可能在统一的征集平台开展，请核对', en: 'they may be held on a common platform: please look' },
    };
  },
});

function holdsCalls({ type, path }: Column): boolean {
  return type === 'consultation' || SURVEY.test(path.at(-1) ?? '');
}

function isCall({ title }: Entry): boolean {
  return CALL.test(title) && !ANSWER.test(title);
}
