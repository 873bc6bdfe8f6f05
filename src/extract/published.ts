import type { DatedFact, Field } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import { parseDay } from '../lib/day.ts';
import { fullDateIn, splitDateOf } from './page-dates.ts';
import { titleParts } from './title-parts.ts';
import type { Element } from './tree.ts';
import { labelOf, type View } from './view.ts';

/** The line of an article that says when it appeared and where it comes from. */
export interface InfoLine {
  readonly from: number;
  /** It also says source, author, clicks or font size: no part of a metadata block. */
  readonly mixed: boolean;
  readonly fact: DatedFact | undefined;
}

const LABELLED =
  /(?:^|[\s【[(（|])(?:信息)?(?:发布|发表|公开|公布|上传|发稿|录入|添加|更新|信息|编辑|创建|签发)?(?:时间|日期|日间)(?:发布)?\s?[:：∶]/;
const PUBLISHED =
  /\b(?:updated?|published|posted|release\sdate|pub\s?date)(?:\son)?\s?[:：]|(?:发布|发表|公开|公布|发稿|上传|添加|录入)(?:时间|日期)|(?:时间|日期)发布|(?:发布|发表)于/i;
const COMPANY =
  /来源|作者|浏览|点击|阅读|字号|字体|访问|编辑|责编|发布人|发布机构|供稿|次数|打印|撰稿|信息提供|审核|人气|分享|分类/;
const CLOCKS =
  /今天|今日|现在|当前|农历|截至|截止|报名|办公(?!室)|服务|工作时间|上班|有效期|开始|结束|培训|考试|会议|活动|举办|开标|投标|递交|通过|修订|修正|施行|批准/;
/** 停电时间, 开标日期: a time with a label of its own is that of the thing told of. */
const OTHER_TIME = /^\s?[\u3400-\u9fff]{2,6}(?:时间|日期)\s?[:：∶]/;
const LONGEST = 260;

/** Finds the line with date and source. Lines of lists are none: `lists` are the stretches of text that dated rows take. */
export function readInfoLine(
  view: View,
  areas: Areas,
  lists: readonly { readonly from: number; readonly to: number }[],
): InfoLine | undefined {
  let best: InfoLine | undefined;
  let bestScore = 0;
  const headlines = headlinesIn(view, areas);
  for (const { line, from } of linesOf(view, areas.footerFrom)) {
    if (lists.some((list) => list.from <= from && from < list.to)) continue;
    const score = scoreOf(line, from, areas, headlines);
    if (score <= bestScore || isLink(view, from)) continue;
    const fact = shownDate(line);
    if (fact === undefined && score < 2) continue;
    best = { from, mixed: COMPANY.test(line), fact };
    bestScore = score;
  }
  return best;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the words of ArticleTitle or of the document's title stand on the page, then where headings do. */
function headlinesIn(view: View, { trailTo, footerFrom }: Areas): readonly Span[] {
  const spans: Span[] = [];
  const [part = ''] = titleParts(view.documentTitle);
  for (const title of [labelOf(view, 'articletitle'), view.documentTitle, part]) {
    const start = title.slice(0, 16);
    const at = start.length < 6 ? -1 : view.text.indexOf(start, trailTo);
    if (at >= 0) spans.push({ from: at, to: at + wordsShared(view.text, at, title) });
    if (spans.length > 0) break;
  }
  for (const { tag, from, to, hidden } of view.elements) {
    if (spans.length >= MOST_HEADINGS) break;
    if (HEADING.test(tag) && !hidden && from >= trailTo && to <= footerFrom && to - from > 3 && to - from < 120)
      spans.push({ from, to: from + (view.text.slice(from, to).trimStart().indexOf('\n') + 1 || to - from) });
  }
  return spans;
}

const HEADING = /^h[1-5]$/;
const MOST_HEADINGS = 40;

function wordsShared(text: string, at: number, title: string): number {
  let length = 0;
  while (length < title.length && text[at + length] === title[length]) length += 1;
  return length;
}

/** Words of a link are a title, whatever date stands in them. */
function isLink(view: View, offset: number): boolean {
  let low = 0;
  let high = view.anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((view.anchors[middle]?.from ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  const anchor = view.anchors[low - 1];
  return anchor !== undefined && offset < anchor.to && anchor.to - anchor.from > 8;
}

function* linesOf(view: View, to: number): Generator<{ readonly line: string; readonly from: number }> {
  let from = 0;
  let held = '';
  let heldFrom = 0;
  const end = Math.min(to, view.text.length);
  while (from < end) {
    const next = view.text.indexOf('\n', from);
    const until = next < 0 ? view.text.length : next;
    if (until - from <= LONGEST) {
      const line = view.text.slice(from, until);
      // A label on one line with its date on the next is one line.
      const whole = held !== '' ? `${held} ${line}` : line;
      yield { line: whole, from: held !== '' ? heldFrom : from };
      held = /(?:时间|日期)\s?[:：]\s?$/.test(line) ? line : '';
      heldFrom = from;
    }
    from = until + 1;
  }
}

function scoreOf(line: string, from: number, areas: Areas, headlines: readonly Span[]): number {
  const date = fullDateIn(afterLabel(line));
  if (date === undefined) return 0;
  let score = PUBLISHED.test(line) ? 4 : LABELLED.test(line) ? 3 : 0;
  if (COMPANY.test(line)) score += 1.5;
  if (score === 0 && OTHER_TIME.test(line)) return 0;
  const [said] = headlines;
  const close = isClose(line, from, headlines);
  score += close ? 2 : isFar(from, said?.to) ? -1.5 : 0;
  if (score <= 0 || (score <= 2 && !isMostlyDate(line, date.quote, close))) return 0;
  if (isClock(line, close)) score -= 3;
  if (from < areas.trailTo) score -= 2;
  return score;
}

/** Whether a line stands right behind a headline, or right before the one that the title says. */
function isClose(line: string, from: number, headlines: readonly Span[]): boolean {
  const [said] = headlines;
  const gap = (said?.from ?? Infinity) - from - line.length;
  if (gap >= 0 && gap < 4 && (COMPANY.test(line) || LABELLED.test(line))) return true;
  return headlines.some((span) => from >= span.to - 4 && from < span.to + (span === said ? 160 : 30));
}

/** A line that tells the time of something else. A weekday is part of the clock at the top of a page, unless the headline stands right before it. */
function isClock(line: string, close: boolean): boolean {
  return (CLOCKS.test(line) || (!close && line.includes('星期'))) && !PUBLISHED.test(line);
}

function isFar(from: number, headline: number | undefined): boolean {
  return headline !== undefined && (from < headline - 4 || from > headline + 600);
}

function isMostlyDate(line: string, quote: string, close: boolean): boolean {
  if (COMPANY.test(line)) return true;
  return line.length - quote.length <= (close ? 26 : 12) && !PROSE.test(line);
}

/** 定于5月22日停电。 is the first sentence of a text, not the line under its headline. */
const PROSE = /[。，；！]|^\s?(?:自|于|定于|将于|拟于|现定于|从|因|至|在|截至)/;

function afterLabel(line: string): string {
  const match = PUBLISHED.exec(line) ?? LABELLED.exec(line);
  return match === null ? line : line.slice(match.index);
}

function shownDate(line: string): DatedFact | undefined {
  const found = fullDateIn(afterLabel(line)) ?? fullDateIn(line);
  return found === undefined ? undefined : { day: found.day, from: 'shown', quote: found.quote };
}

const IN_SCRIPT =
  /(?:pub_?(?:date|data|time)|publish_?(?:date|time|data)|fbsj|fbrq|release_?(?:date|time)|doc_?rel_?time|createdate)\w{0,8}["']?\s{0,3}[:=]\s{0,3}["']([^"'\n]{6,40})["']/i;

/** When an article appeared: as shown, else by its metadata block, else by its label, else by a variable of its script. */
export function readPublished(
  view: View,
  info: InfoLine | undefined,
  fields: readonly Field[],
  headline: Element | undefined,
): DatedFact | undefined {
  if (info?.fact !== undefined) return info.fact;
  const beside = headline === undefined ? undefined : splitDayBeside(view, headline);
  if (beside !== undefined) return beside;
  for (const name of [/^(?:信息)?(?:发布|公开|公布)(?:日期|时间)$/, /^发文(?:日期|时间)$/, /^(?:生成|信息)日期$/]) {
    const field = fields.find(({ label, value }) => name.test(label) && value !== '');
    const day = field === undefined ? undefined : fullDateIn(field.value);
    if (day !== undefined) return { day: day.day, from: 'field', quote: day.quote };
  }
  const label = labelOf(
    view,
    'pubdate',
    'publishdate',
    'publish_date',
    'publishtime',
    'article:published_time',
    'firstpublishedtime',
    'pubtime',
  );
  const labelled = fullDateIn(label);
  if (labelled !== undefined) return { day: labelled.day, from: 'label', quote: label };
  return readWrittenDay(view);
}

const BESIDE = 24;

/** A day shown apart beside the headline: `01` over `2024-07`. */
function splitDayBeside(view: View, { from, to }: Element): DatedFact | undefined {
  for (const [index, { text, from: at }] of view.pieces.entries()) {
    const before = view.pieces[index - 1];
    if (before === undefined || at < from - BESIDE || text.length > 9 || before.text.length > 9) continue;
    if (at > to + BESIDE) break;
    const found = splitDateOf(before.text, text);
    const day = found?.full === true ? parseDay(found.text) : undefined;
    if (found !== undefined && day !== undefined) return { day, from: 'shown', quote: found.quote };
  }
  return undefined;
}

/** The day that a variable of a script holds as the one of publication. */
export function readWrittenDay(view: View): DatedFact | undefined {
  for (const script of view.scripts) {
    const written = fullDateIn(IN_SCRIPT.exec(script)?.[1] ?? '');
    if (written !== undefined) return { day: written.day, from: 'script', quote: written.quote };
  }
  return undefined;
}
