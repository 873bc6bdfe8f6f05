import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Site } from '../../src/contract/site.ts';
import { searchedAmong } from '../support/search-places.ts';
import { contentPages } from '../support/passages.ts';
import { government, ownsSite } from '../support/units.ts';

const CHANNEL =
  /信箱|留言|咨询|建言|献策|互动|投诉|问政|热线|12345|在线(?:提问|答疑)|网上(?:提问|咨询)|我要(?:写信|问|咨询|建议)|政民|民意|民声|市民|百姓|意见建议|意见箱|意见反馈/;

export default defineCheck({
  id: 'no-consulting-channel',
  title: { zh: '没有网上咨询建言渠道', en: 'No channel for questions and advice' },
  family: 'platform',
  appliesTo: government,
  per: 'site',
  claims: 'absence',
  basis: 'GW-V5a',
  options: z.object({}),
  messages: {
    none: {
      zh: '全站未找到网上有效咨询建言渠道（信箱、留言、咨询等栏目或链接）',
      en: 'No online channel for questions and advice was found on the whole site',
    },
  },
  subjects: (site) => (ownsSite(site) ? [{ key: 'channel', seen: site.seen }] : []),
  searched: (_, { site }) =>
    searchedAmong(
      site,
      ({ form, path }) => form === 'branch' || /服务|交流|平台|专栏|更多|在线/.test(path.at(-1) ?? '服务'),
    ),
  *examine(_, { site }) {
    if (hasChannel(site)) return;
    yield {
      message: 'none',
      data: {},
      at: [{ role: 'should-show', ...site.at }],
      key: 'channel',
      // A channel may be drawn by script, and a department's or a town's be its superior's: a person looks before a veto is spoken.
      review: !(isPortal(site) && site.home?.rendered) && {
        zh: '渠道可能由脚本加载或设在上级平台，请人工核对',
        en: 'it may be drawn by script or be on the platform above',
      },
      remedy: {
        zh: '开设咨询建言渠道，或链接到统一的互动平台',
        en: 'Open such a channel, or link to the common platform',
      },
    };
  },
});

function isPortal({ unit }: Site): boolean {
  return unit.type === 'city' || unit.type === 'county';
}

function hasChannel(site: Site): boolean {
  return (
    site.columns.some(
      ({ type, path }) => type === 'message-board' || type === 'consulting' || CHANNEL.test(path.at(-1) ?? ''),
    ) ||
    site.elsewhere.some(({ name }) => CHANNEL.test(name)) ||
    contentPages(site).some(({ kind, links }) =>
      // A site map names its columns where others have their content.
      links.some(({ text, area }) => (area !== 'main' || kind === 'directory') && CHANNEL.test(text)),
    )
  );
}
