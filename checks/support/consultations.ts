import type { Page } from '../../src/contract/page.ts';
import type { Searched } from '../../src/contract/seen.ts';
import type { Consultation, Site } from '../../src/contract/site.ts';
import type { Day } from '../../src/lib/day.ts';
import { searchedAll } from './interpretations.ts';
import { bareTitle } from './titles.ts';

const ASKING = /征求|征询|意见.{0,4}征集|征集.{0,30}意见|公开.{0,6}听取.{0,10}意见/;
/** What looks like one and asks for something else, is a letter between offices or a hearing, or answers one. */
const OTHER = /听证|反馈|采纳|结果|线索|作品|志愿|问卷调查|标识|吉祥物|项目库|供应商|服务机构/;
/** A letter asks one office, unless it says that it asks everybody. */
const LETTER = '的函';
const TO_ALL = /向社会|社会各界|社会公众|广大(?:群众|市民|公众)/;

/** Consultations on drafts that fell into the time that is judged. */
export function judgedConsultations(site: Site, since: Day): readonly Consultation[] {
  return site.consultations.filter(
    ({ title, publishedOn, until, page }) =>
      ASKING.test(title) &&
      !OTHER.test(title) &&
      !(title.endsWith(LETTER) && !TO_ALL.test(page.mainText)) &&
      (until ?? publishedOn ?? since) >= since,
  );
}

/** What a consultation is about: its title without the words of asking. Bare. */
export function matterOf(title: string): string {
  return bareTitle(title).replace(
    /关于|公开|向社会|社会公众|公众|征求意见稿|草案|送审稿|修订稿|征求|征集|征询|听取|意见|建议|公告|通知|启事|函|反馈|采纳|情况|结果|说明|公示|的|对/g,
    '',
  );
}

/** A row anywhere that reads as the answer to a consultation: lenient, for whoever is about to call it missing. */
export function mayBeAnswered(consultation: Consultation, site: Site): boolean {
  const matter = matterOf(consultation.title);
  if (matter.length < 4) return false;
  const titles = [
    ...site.columns.flatMap(({ entries }) => entries.map(({ title }) => title)),
    ...site.pages.map(({ title }) => title ?? ''),
  ];
  return titles.some((title) => /反馈|采纳|征集结果|征求.{0,6}结果/.test(title) && overlaps(matterOf(title), matter));
}

function overlaps(a: string, b: string): boolean {
  return a.length >= 4 && (a.includes(b) || b.includes(a));
}

/** Where answers stand: the columns of feedback and of consultations, else the whole site. */
export function searchedForFeedback(site: Site): Searched {
  const columns = site.columns.filter(({ type }) => type === 'feedback' || type === 'consultation');
  return columns.length === 0 ? site.searched([]) : searchedAll(columns.map(({ path }) => site.searched(path)));
}

/** The words of a page, of its tables and of those attachments that were read. */
export function wordsOf(page: Page): string {
  return [page.title ?? '', contentOf(page)].join('\n');
}

/** The same without the headline, which promises what the text may not hold. */
export function contentOf(page: Page): string {
  const files = (page.files ?? []).flatMap(({ title, text }) => [title, text ?? '']);
  // The headline stands within the content on many pages.
  const body = page.title === undefined ? page.mainText : page.mainText.replace(page.title, '');
  return [body, ...page.attachments.map(({ title }) => title), ...files].join('\n');
}

/** Whether something on the page could not be read that may hold what is looked for: a file, a picture. */
export function hidesWords(page: Page): boolean {
  const unread =
    page.attachments.length > 0 && (page.files === undefined || page.files.some(({ text }) => text === undefined));
  return unread || page.media.images > 0;
}
