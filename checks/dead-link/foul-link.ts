import { z } from 'zod';
import { defineCheck } from '../../src/contract/check.ts';
import type { Page } from '../../src/contract/page.ts';
import { contentPages } from '../support/passages.ts';
import { government, isPrivateHost } from '../support/units.ts';

/** What links that were planted (暗链) advertise. Words that a government's own text uses against them are not enough. */
const FOUL =
  /博彩|赌场|赌博网|时时彩|六合彩|百家乐|老虎机|棋牌(?:游戏|平台|娱乐)|真人娱乐|线上娱乐|娱乐城|足球投注|外围(?:女|足球)|网上赌|成人(?:视频|电影|网站)|色情(?:网|视频|电影)|情色|裸聊|约炮|av(?:在线|女优)|私服发布|代孕(?:公司|网|价格)|办证刻章|迷药|发票代开|代开发票/i;
/** So many hosts linked to from boxes that nobody sees are no slip; but a list of friends that a script opens looks the same. */
const HIDDEN = 5;
/** One such link may be a slip or a mistaken word; from three hosts on one page they were planted. */
const PLANTED = 3;
const PUBLIC_HOST = /(?:\.gov\.cn|\.edu\.cn|\.gov|\.org\.cn|\.12377\.cn|12377\.cn)$/;

export default defineCheck({
  id: 'foul-link',
  title: { zh: '疑似暗链或不良外链', en: 'Link to a foul site' },
  family: 'dead-link',
  appliesTo: government,
  per: 'page',
  claims: 'presence',
  basis: 'GW-V1',
  options: z.object({}),
  messages: {
    foul: {
      zh: '页面链接到疑似不良网站：“{text}”（{host}）',
      en: 'The page links to what seems a foul site: “{text}” ({host})',
    },
    hidden: {
      zh: '页面代码中有{count}个不显示的外部链接，疑似暗链：{links}',
      en: 'The page holds {count} links to other sites that nobody sees: “{links}”',
    },
  },
  subjects: contentPages,
  *examine(page, { site }) {
    const foul = foulLinks(page);
    for (const [host, text] of foul) {
      yield {
        message: 'foul',
        data: { text: text.trim().slice(0, 40), host },
        at: { ...page.at, quote: text.trim().slice(0, 80) },
        key: host,
        severity: site.home?.url === page.url ? 'veto' : 'critical',
        review: foul.size < PLANTED && { zh: '请人工确认外链内容', en: 'please look at where it leads' },
        remedy,
      };
    }
    const hidden = hiddenLinks(page);
    if (hidden.length < HIDDEN) return;
    const links = hidden.map(({ url, text }) => `${text.slice(0, 20)}（${hostOf(url)}）`).slice(0, 5);
    yield {
      message: 'hidden',
      data: { count: hidden.length, links: `${links.join('、')}${hidden.length > links.length ? '等' : ''}` },
      at: { ...page.at, quote: hidden.map(({ text }) => text).join(' ') },
      key: 'hidden',
      severity: 'critical',
      review: {
        zh: '请查看页面代码：是暗链，还是由脚本展开的友情链接',
        en: 'please look at the source: planted, or a list of friends that a script opens',
      },
      remedy,
    };
  },
});

const remedy = {
  zh: '立即清除链接，排查网站是否被篡改',
  en: 'Remove the link at once and look whether the site was tampered with',
};

function hiddenLinks({ hiddenLinks: links = [] }: Page): NonNullable<Page['hiddenLinks']> {
  return links.filter(({ url }) => !PUBLIC_HOST.test(hostOf(url)) && !isPrivateHost(hostOf(url)));
}

/** The texts of foul links, by the host that they lead to. */
function foulLinks({ url: own, links, hiddenLinks: unseen = [] }: Page): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { url, text } of [...links, ...unseen]) {
    // Reading an address is dear, and there are hundreds on a page: the words come first.
    const host = FOUL.test(text) ? hostOf(url) : '';
    if (host === '' || host === hostOf(own) || isPrivateHost(host) || PUBLIC_HOST.test(host)) continue;
    if (!found.has(host)) found.set(host, text);
  }
  return found;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
