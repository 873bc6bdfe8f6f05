import type { Page } from '../../contract/page.ts';
import type { Column, Entry } from '../../contract/site.ts';
import { movedNotice } from './moved.ts';

/** What stands in a column, and the words that make it a placeholder or a statement. */
export type Content = Pick<Column, 'content' | 'quote'>;

/** Sentences that stand in place of content. */
const placeholder =
  /(?:暂无(?:相关)?(?:内容|信息|数据|记录|资料|文章|栏目内容|更新|公开)|没有(?:相关|找到|任何)(?:内容|信息|数据|记录)|(?:栏目|页面|网站|内容)?(?:正在|尚在)(?:建设|整理|更新|完善|维护)|(?:建设|更新|整理|完善)中|敬请期待|敬请关注)/;
/** Sentences by which a body says that there is nothing to publish. */
const nothing =
  /(?:暂无|尚无|未(?:发生|产生|涉及|开展|收到|制定|出台|发布)|没有(?:发生|产生|制定|出台|收到)?|无(?:此类|该类|此项|该项|相关|应公开|需公开)|不涉及|不存在|不产生|不承担)/;
const statementTitle = /(?:情况|有关|相关)?说明[)）]?$/;

/** What stands in a list: nothing may be called empty that a script would fill or that was not read whole. */
export function contentOfList(
  lists: readonly Page[],
  entries: readonly Entry[],
  isWhole: boolean,
  idle: ReadonlySet<string>,
): Content {
  if (entries.length > 0) return statementOf(entries) ?? { content: 'filled' };
  const states = new Set(lists.map(({ list }) => list.state));
  if (states.has('script')) return { content: 'script' };
  if (!isWhole || states.has('filled')) return { content: 'unknown' };
  const told = lists.find(({ list }) => list.state === 'placeholder');
  if (told !== undefined)
    return { content: 'placeholder', ...(told.list.quote !== undefined && { quote: told.list.quote }) };
  // A list that tells where its rows went is not empty: they are elsewhere.
  const isMoved = lists.some((list) => movedNotice(list) !== undefined);
  if (!states.has('empty') || isMoved) return { content: 'unknown' };
  return { content: lists.some((page) => mayBeFilled(page, idle)) ? 'script' : 'empty' };
}

/** The scripts that lists load which came with their rows: they fill none. */
export function idleScripts(pages: Iterable<Page>): ReadonlySet<string> {
  const idle = new Set<string>();
  for (const { list, mode } of pages)
    if (list.state === 'filled' && mode !== 'browser') for (const script of list.scripts ?? []) idle.add(script);
  return idle;
}

/** Whether a script that no list with rows has could yet fill one without, which no browser was asked to show. */
function mayBeFilled({ list, mode }: Page, idle: ReadonlySet<string>): boolean {
  return list.state === 'empty' && mode !== 'browser' && (list.scripts ?? []).some((script) => !idle.has(script));
}

/** A list of nothing but statements that there is nothing. Only these few articles are opened. */
function statementOf(entries: readonly Entry[]): Content | undefined {
  if (entries.length > 3) return undefined;
  const quotes = entries.map((entry) => quoteOfStatement(entry));
  const [quote] = quotes;
  return quote !== undefined && quotes.every((one) => one !== undefined) ? { content: 'statement', quote } : undefined;
}

function quoteOfStatement({ title, page }: Entry): string | undefined {
  if (/(?:预算|决算|编制|起草|修订|采纳|解读)/.test(title)) return undefined;
  if (nothing.test(title) && (statementTitle.test(title) || title.length <= 30)) return title;
  if (!statementTitle.test(title) || page === undefined) return undefined;
  const text = page.mainText.slice(0, 2000);
  if (text.replace(/\s/g, '').length > 400) return undefined;
  return lineWith(text, nothing);
}

/** What stands on a single page. A page without words may still show a picture or a frame: only words are judged. */
export function contentOfPage(page: Page): Content {
  if (page.list.state === 'script') return { content: 'script' };
  const text = page.mainText.slice(0, 4000).trim();
  if (page.attachments.length > 0 || page.media.videos > 0 || page.fields.length > 2) return { content: 'filled' };
  const bare = text.replace(/\s/g, '').replace(page.title ?? '', '');
  if (bare.length <= 120) {
    const quote = lineWith(text, placeholder);
    if (quote !== undefined && page.media.images === 0) return { content: 'placeholder', quote };
    if (statementTitle.test(page.title ?? '')) {
      const words = lineWith(text, nothing);
      if (words !== undefined) return { content: 'statement', quote: words };
    }
  }
  return { content: bare === '' ? 'unknown' : 'filled' };
}

function lineWith(text: string, words: RegExp): string | undefined {
  const line = text.split('\n').find((one) => words.test(one));
  return line?.trim().slice(0, 300);
}
