import type { Page } from '../../contract/page.ts';
import type { Document, Interpretation } from '../../contract/site.ts';
import { numbersIn } from './document-number.ts';
import type { ListedIn } from './documents.ts';
import type { Pages } from './pages.ts';
import { plainUrl } from './plain-url.ts';
import { sameMatter, titlesIn } from './titles.ts';

/** What interpretations are found from. */
export interface Sources {
  readonly pages: Pages;
  readonly listed: ListedIn;
  readonly documents: readonly Document[];
}

/** Documents and interpretations that know of one another. */
export interface Linked {
  readonly documents: readonly Document[];
  readonly interpretations: readonly Interpretation[];
}

const explaining = /解读|图解|一图(?:读|看)懂|政策问答|答记者问/;
/** A link that is called by what it is, not by what it explains. */
const generic =
  /^[【[]?(?:政策|图文|文字|视频|相关|文件|部门|专家|媒体|关联|本文|查看|动漫){0,2}(?:解读|图解|一图读懂)(?:材料|链接|文章|稿|文件)?[】\]]?$/;
/** Papers about interpreting, which interpret nothing. */
const aboutExplaining = /(?:通知|办法|方案|制度|机制|计划|总结|会议|培训|评选结果|通报)(?:[(（].{0,20}[)）])?$/;

/** 【文字解读】某办法, 一图读懂某办法: the title says first what the page is, then what it explains. */
const leading =
  /^(?:[【[（(][^】\]）)]{0,8}(?:解读|图解|读懂|看懂)[^】\]）)]{0,4}[】\]）)]|(?:一图(?:读|看)懂|图解|(?:政策|图文|文字|视频|专家)?解读)[：:|丨\s《]?)/;

/** The 解读 of a site, linked both ways with the documents that they explain. */
export function linkInterpretations({ pages, listed, documents }: Sources): Linked {
  const known = new Map(documents.map((document) => [document.page, document] as const));
  const interpretations = pages.all.flatMap((page) =>
    isInterpretation(page, listed) ? [interpretationOf(page, pages, known)] : [],
  );
  const byPage = new Map(interpretations.map((interpretation) => [interpretation.page, interpretation] as const));
  const named = new Map<Page, Set<string>>();
  for (const { documents: their, url } of interpretations) {
    for (const documentUrl of their.urls) note(named, pages.find(documentUrl), url);
  }
  for (const document of documents) {
    for (const { url } of interpretationsLinked(document, byPage, pages)) note(named, document.page, url);
  }
  const linked = documents
    .filter(({ page }) => !byPage.has(page))
    .map((document) => ({ ...document, interpretations: [...(named.get(document.page) ?? [])] }));
  return { documents: linked, interpretations };
}

function isInterpretation(page: Page, listed: ListedIn): boolean {
  if (page.kind !== 'article' || page.disguise !== undefined) return false;
  const title = page.title ?? '';
  if (explaining.test(title)) return leading.test(title) || !aboutExplaining.test(title);
  return (listed.get(page) ?? []).some(({ type }) => type === 'interpretation');
}

function interpretationOf(page: Page, pages: Pages, known: ReadonlyMap<Page, Document>): Interpretation {
  const text = `${page.title ?? ''}\n${page.mainText.slice(0, 50_000)}`;
  const urls = new Set<string>();
  for (const { url, area, text: words } of page.links) {
    if (area !== 'main' && area !== 'side') continue;
    const destination = pages.lead(url);
    const document = destination.kind === 'page' ? known.get(destination.page) : undefined;
    if (document === undefined || document.page === page || explaining.test(document.title)) continue;
    if (names(text, document) || (area === 'main' && isCited(words, document, page))) urls.add(document.url);
  }
  return {
    key: plainUrl(page.url),
    seen: page.seen,
    at: page.at,
    url: page.url,
    title: page.title ?? '',
    page,
    publishedOn: page.published?.day,
    forms: formsOf(page),
    documents: { urls: [...urls], numbers: numbersIn(text), titles: titlesOf(page.title ?? '', text) },
  };
}

/** Whether a link in the text bears the title of the document, and does not lead to the article before or after. */
function isCited(words: string, { title }: Document, { mainText }: Page): boolean {
  if (words.length < 8 || !sameMatter(words, title)) return false;
  const at = mainText.indexOf(words);
  return at >= 0 && !/[上下前后]一[篇条则]/.test(mainText.slice(Math.max(0, at - 12), at));
}

/** Whether an interpretation speaks of the document that it links to, which may be no more than the next article. */
function names(text: string, { title, number }: Document): boolean {
  if (number !== undefined && numbersIn(text.slice(0, 20_000)).includes(number)) return true;
  const first = text.split('\n', 1)[0] ?? '';
  return sameMatter(first, title) || titlesIn(text).some((named) => sameMatter(named, title));
}

function titlesOf(title: string, text: string): readonly string[] {
  const named = titlesIn(text);
  if (title.includes('《')) return named;
  const own = title
    .replace(/^[【[]?.{0,8}(?:一图读懂|一图看懂|图解)[】\]:：|]{0,2}|(?:的)?(?:政策|图文|文字|视频)?解读.{0,10}$/g, '')
    .trim();
  return own.length >= 6 && own !== title ? [...new Set([own, ...named])] : named;
}

function formsOf(page: Page): Interpretation['forms'] {
  const title = page.title ?? '';
  const length = page.mainText.replace(/\s/g, '').length;
  const forms: Interpretation['forms'][number][] = [];
  if (/图解|一图|图说|长图/.test(title) || (page.media.images > 0 && length < 400)) forms.push('picture');
  if (page.media.videos > 0 || /视频|动漫|微课/.test(title)) forms.push('video');
  if (/问答|答记者问/.test(title) || (page.mainText.match(/^\s{0,20}(?:问|Q)\s?\d{0,3}[:：]/gm)?.length ?? 0) >= 2)
    forms.push('questions');
  if (length >= 400 || forms.length === 0) forms.unshift('text');
  return forms;
}

/** The interpretations that a document links to beside its text: by a label that says so, or by what they explain. */
function* interpretationsLinked(
  document: Document,
  byPage: ReadonlyMap<Page, Interpretation>,
  pages: Pages,
): Iterable<Interpretation> {
  for (const { url, area, text } of document.page.links) {
    if (area !== 'main' && area !== 'side') continue;
    const destination = pages.lead(url);
    const interpretation = destination.kind === 'page' ? byPage.get(destination.page) : undefined;
    if (interpretation === undefined) continue;
    const isLabelled = area === 'main' && generic.test(text.trim());
    if (isLabelled || explains(interpretation, document)) yield interpretation;
  }
}

function explains(interpretation: Interpretation, { title, number }: Document): boolean {
  if (number !== undefined && interpretation.documents.numbers.includes(number)) return true;
  return (
    sameMatter(interpretation.title, title) || interpretation.documents.titles.some((named) => sameMatter(named, title))
  );
}

function note(named: Map<Page, Set<string>>, page: Page | undefined, url: string): void {
  if (page === undefined) return;
  const urls = named.get(page) ?? new Set<string>();
  named.set(page, urls.add(url));
}
