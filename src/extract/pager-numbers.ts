import { attributeOf, rawTextOf, type Element } from './tree.ts';
import { lineOf, type View } from './view.ts';

/** What stands in a pager: numbers, arrows, words. */
export const STEP =
  /^(?:上一?页|下一?页|首页|第一页|尾页|末页|最后一页|前一?页|后一?页|\d{1,4}|\.{2,6}|…|[<>«»‹›|]{1,2}|首|末|上页|下页|next|prev(?:ious)?|last|first)$/i;

/** Whether an element is one of a pager's own: its links are no rows. */
export function isPagerStep(text: string): boolean {
  return STEP.test(text.replace(/[[\]\s]/g, ''));
}

interface PageNumber {
  readonly number: number;
  readonly parent: Element;
}

/** The page numbers of a pager: the longest run that counts up. Other numbers count rows, as do those with 条 behind them. */
function numbersIn(view: View, element: Element): readonly PageNumber[] {
  let run: PageNumber[] = [];
  let longest = run;
  for (let index = element.pieceFrom; index < element.pieceTo; index += 1) {
    const piece = view.pieces[index];
    const text = piece?.text.replace(/[[\]\s]/g, '') ?? '';
    if (piece === undefined || !/^\d{1,5}$/.test(text)) continue;
    if (/^(?:条|个|项|篇|行|记录|信息)/.test(view.pieces[index + 1]?.text ?? '')) continue;
    const number = Number(text);
    if (number <= (run.at(-1)?.number ?? 0)) run = [];
    run.push({ number, parent: piece.parent });
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

/** The page that is marked as the one shown: a number that is no link, or one with a class that says so. */
export function currentIn(view: View, element: Element | undefined): number | undefined {
  if (element === undefined) return undefined;
  const marked = view.elements.slice(element.order, element.end + 1).find((one) => {
    const names = ` ${attributeOf(one, 'class') ?? ''} `;
    return (
      /[\s_-](?:current|cur|active|on|this|page-this|thispage|selected|no_d|now)[\s_-]/.test(names) &&
      /^\d{1,5}$/.test(lineOf(view, one))
    );
  });
  if (marked !== undefined) return Number(lineOf(view, marked));
  return numbersIn(view, element).find(({ parent }) => !inAnchor(parent))?.number;
}

function inAnchor(element: Element): boolean {
  for (let at: Element | undefined = element, up = 0; at !== undefined && up < 4; at = at.parent, up += 1) {
    if (at.tag === 'a') return attributeOf(at, 'href') !== undefined;
  }
  return false;
}

/** How many pages a pager shows: by its list to choose from, by the link to its last page, by its highest number. */
export function pagesIn(view: View, element: Element | undefined, current: number | undefined): number | undefined {
  if (element === undefined) return undefined;
  return chosenFrom(view, element) ?? lastLinked(view, element, current) ?? lastNumber(view, element);
}

const MOST_CHOICES = 3000;

/** `<select>` with an option for each page, 1 to the last. */
function chosenFrom(view: View, element: Element): number | undefined {
  for (let order = element.order; order <= element.end; order += 1) {
    const select = view.elements[order];
    if (select?.tag !== 'select' || select.kids.length > 2 * MOST_CHOICES) continue;
    const options = select.kids.filter((kid): kid is Element => kid.tag === 'option');
    const numbers = options.map((option) => /^\s*第?\s?(\d{1,5})\s?页?\s*$/.exec(rawTextOf(option).slice(0, 20))?.[1]);
    if (numbers.length > 1 && numbers.every((number, at) => Number(number) === at + 1)) return numbers.length;
  }
  return undefined;
}

const LAST = /^(?:尾页|末页|最后一?页|最末页|last|末|尾)[>»›]{0,2}$/i;
const FOLLOWING = /^(?:下一?页|后一?页|next)[>»›]{0,2}$/i;

/** The number in the address of the last page, where the address of another page tells what that number means. */
function lastLinked(view: View, element: Element, current: number | undefined): number | undefined {
  let last: readonly string[] | undefined;
  let known: { readonly number: number; readonly parts: readonly string[] } | undefined;
  for (const anchor of view.anchors.slice(element.linkFrom, element.linkTo)) {
    const text = lineOf(view, anchor).replace(/[[\]【】\s]/g, '');
    const url = view.resolve(attributeOf(anchor, 'href') ?? '');
    if (url === undefined) continue;
    const number = /^\d{1,5}$/.test(text)
      ? Number(text)
      : FOLLOWING.test(text) && current !== undefined
        ? current + 1
        : 0;
    if (number > 1) known = { number, parts: url.split(/(\d+)/) };
    if (LAST.test(text)) last = url.split(/(\d+)/);
  }
  return last === undefined || known === undefined ? undefined : measured(known.number, known.parts, last);
}

/** Page 2 is `index_2` or `index_1`: what `index_33` is then. Pages counted backwards tell nothing. */
function measured(number: number, one: readonly string[], last: readonly string[]): number | undefined {
  const differing = one.flatMap((part, at) => (part === last[at] ? [] : [at]));
  const [at] = differing;
  if (one.length !== last.length || differing.length > 1) return undefined;
  if (at === undefined) return number;
  const shift = number - Number(one[at]);
  const pages = Number(last[at]) + shift;
  return (shift === 0 || shift === 1) && Number.isInteger(pages) && pages > number && pages < 100_000
    ? pages
    : undefined;
}

/** The highest page number in a pager that shows all of them. */
function lastNumber(view: View, element: Element): number | undefined {
  let steps = 0;
  let open = false;
  for (let index = element.pieceFrom; index < element.pieceTo; index += 1) {
    const text = view.pieces[index]?.text.replace(/[[\]\s]/g, '') ?? '';
    if (!STEP.test(text)) continue;
    steps += 1;
    // Dots before a number only leave out the middle; dots behind the last one leave out the end.
    if (/^\.{2,}|…/.test(text)) open = true;
    if (/^\d{1,5}$/.test(text)) open = false;
  }
  const last = numbersIn(view, element).at(-1)?.number;
  return steps > 2 && !open ? last : undefined;
}
