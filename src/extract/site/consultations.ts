import type { Page } from '../../contract/page.ts';
import type { Column, Consultation, ConsultationFeedback } from '../../contract/site.ts';
import { periodOf } from './consultation-period.ts';
import type { ListedIn } from './documents.ts';
import type { Pages } from './pages.ts';
import { plainUrl } from './plain-url.ts';
import { matterOf, sameMatter } from './titles.ts';

const asks =
  /征求.{0,60}意见|征集.{0,60}(?:意见|建议)|意见.{0,6}征集|征询.{0,40}意见|听取.{0,40}意见|征求意见|听证会?(?:的)?公告/;
/** Papers about consulting, and answers to them. */
const answers =
  /采纳|反馈|征集结果|征求意见结果|结果(?:的)?(?:公示|公告|公布|公开|说明)?$|意见.{0,6}情况(?:的)?(?:说明|公告|公示|报告|通报)?$/;
const about = /座谈会|召开|会议|深入|开展|走访|调研|赴|培训/;
const answerHeading =
  /^(?:[一二三四五六七八九十]{1,3}、|\(.{1,3}\))?(?:意见|公众意见|征集意见)?(?:采纳|反馈|征集结果|结果反馈|征集反馈)(?:情况|意见|结果|公示|说明|内容)?(?:[:：].{0,200})?$/;

/** The consultations of a site with what came of them. */
export function buildConsultations(pages: Pages, listed: ListedIn): readonly Consultation[] {
  const articles = pages.all.filter((page) => page.kind === 'article' && page.disguise === undefined);
  const feedback = articles.filter((page) => isFeedback(page, listed.get(page) ?? []));
  const isAnswer = new Set(feedback);
  const asked = articles.filter((page) => !isAnswer.has(page) && isConsultation(page, listed.get(page) ?? []));
  return asked.map((page) => consultationOf(page, feedback, pages));
}

function isFeedback(page: Page, columns: readonly Column[]): boolean {
  const title = page.title ?? '';
  if (columns.some(({ type }) => type === 'feedback')) return answers.test(title) || !asks.test(title);
  const isNear = asks.test(title) || columns.some(({ type }) => type === 'consultation');
  return isNear && answers.test(title);
}

function isConsultation(page: Page, columns: readonly Column[]): boolean {
  const title = page.title ?? '';
  if (!asks.test(title) || matterOf(title).length < 4) return false; // 意见征集 alone is the column
  return (
    columns.some(({ type }) => type === 'consultation') ||
    (!about.test(title) && !columns.some(({ type }) => type === 'news'))
  );
}

function consultationOf(page: Page, feedback: readonly Page[], pages: Pages): Consultation {
  const publishedOn = page.published?.day;
  return {
    key: plainUrl(page.url),
    seen: page.seen,
    at: page.at,
    url: page.url,
    title: page.title ?? '',
    page,
    publishedOn,
    ...periodOf(page, publishedOn),
    channels: channelsOf(page),
    feedback: feedbackOf(page, feedback, pages),
  };
}

const channels: readonly (readonly [Consultation['channels'][number], RegExp])[] = [
  [
    'online',
    /网上(?:提交|反馈|征集|留言|征求)|在线(?:提交|反馈|留言|征集|填写)|征集系统|登[录陆].{0,40}(?:网站|网页|平台|系统)|问卷|点击.{0,20}(?:提交|参与|反馈)/,
  ],
  ['mail', /信函|来信|邮寄|邮政编码|邮编|(?:通信|通讯|邮寄|联系|来信)地址|书面(?:形式|意见|材料|方式)/],
  ['email', /[\w.-]{1,40}@[\w-]{1,40}\.\w|电子(?:邮件|邮箱|信箱)|邮箱/],
  ['phone', /电话|传真/],
  ['hearing', /听证/],
  ['meeting', /座谈/],
];

function channelsOf(page: Page): Consultation['channels'] {
  const text = page.mainText.slice(0, 60_000);
  const hasForm = page.forms.some(({ inputs }) =>
    inputs.some((name) => /content|opinion|yijian|suggest|advice|message/i.test(name)),
  );
  return channels.flatMap(([channel, words]) =>
    words.test(text) || (channel === 'online' && hasForm) ? [channel] : [],
  );
}

function feedbackOf(page: Page, feedback: readonly Page[], pages: Pages): ConsultationFeedback | undefined {
  const linked = feedback.find((one) => linksTo(page, one, pages) || linksTo(one, page, pages));
  if (linked !== undefined && isAbout(linked, page)) return feedbackAt(linked, 'link');
  const title = page.title ?? '';
  const titled = feedback
    .filter((one) => sameMatter(one.title ?? '', title))
    .sort((a, b) => gap(a, page) - gap(b, page))[0];
  if (titled !== undefined) return feedbackAt(titled, 'title');
  return linked === undefined ? samePage(page) : feedbackAt(linked, 'link');
}

/** A page of feedback that links to several consultations belongs to the one that it names. */
function isAbout(feedback: Page, page: Page): boolean {
  return sameMatter(feedback.title ?? '', page.title ?? '');
}

/** Feedback comes after its consultation, and soon: of several of one title the nearest later one. */
function gap(feedback: Page, page: Page): number {
  const [then, now] = [feedback.published?.day ?? '', page.published?.day ?? ''];
  if (then === '' || now === '') return 5_000;
  const days =
    (Number(then.slice(0, 4)) - Number(now.slice(0, 4))) * 372 +
    (Number(then.slice(5, 7)) - Number(now.slice(5, 7))) * 31;
  return days < 0 ? 10_000 - days : days;
}

function linksTo(from: Page, to: Page, pages: Pages): boolean {
  return from.links.some(({ url, area }) => area === 'main' && pages.find(url) === to);
}

function feedbackAt(page: Page, matchedBy: 'link' | 'title'): ConsultationFeedback {
  return { at: page.at, url: page.url, title: page.title ?? '', publishedOn: page.published?.day, page, matchedBy };
}

/** A part of the same page under its own heading. Its day is not the day of the page: it stays open. */
function samePage(page: Page): ConsultationFeedback | undefined {
  const lines = page.mainText
    .slice(0, 60_000)
    .split('\n')
    .map((line) => line.normalize('NFKC').replace(/\s/g, ''));
  const at = lines.findIndex((line) => line.length <= 220 && answerHeading.test(line));
  if (at < 0) return undefined;
  const heading = lines[at] ?? '';
  const rest = lines.slice(at + 1, at + 8).join('');
  const said = `${heading.replace(/^[^:：]{0,30}[:：]?/, '')}${rest}`;
  if (!/收到|采纳|意见|建议|未/.test(said)) return undefined;
  const quote = `${heading} ${rest}`.trim().slice(0, 300);
  return {
    at: { ...page.at, quote },
    url: page.url,
    title: page.title ?? '',
    publishedOn: undefined,
    page,
    matchedBy: 'same-page',
  };
}
