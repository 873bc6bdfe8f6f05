/// <reference lib="dom" />

/** What is to be seen on a page before its picture is taken. Plain data: it crosses into the browser. */
export interface Mark {
  readonly selector: string | undefined;
  /** The words of the finding, as the page says them; `*` stands for what was masked. */
  readonly quotes: readonly string[];
  /** Words that only lead to the neighbourhood: the name of the column, the title of the document. */
  readonly near: readonly string[];
  /** Rule, time, address, hash: a line each, drawn above the page. */
  readonly caption: readonly string[];
}

/** Where the place is, in CSS pixels, and whether it is the very words or only their neighbourhood. */
export interface Marked {
  readonly exact: boolean;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * Runs in the page: dresses one whose own style sheets are not at hand. A menu without them is a column of words as long as
 * the page: its short links stand in one line again. Nothing is hidden, and nothing that is hidden is shown.
 */
export function dressPlainly(style: string): void {
  const sheet = document.createElement('style');
  sheet.textContent = style;
  document.head.prepend(sheet);
  const isShortLink = (one: Element): boolean =>
    one.matches('li,div,a,span') &&
    (one.matches('a') || one.querySelector('a') !== null) &&
    one.textContent.replace(/\s+/g, '').length < 13;
  for (const list of document.body.querySelectorAll('ul,ol,dl,dd,nav,div')) {
    const items = Array.from(list.children);
    if (items.length < 4 || !items.every(isShortLink)) continue;
    for (const item of items)
      if (item instanceof HTMLElement && item.style.display !== 'none')
        item.style.cssText += ';display:inline-block;margin-right:1.2em';
  }
}

/** Runs in the page: draws the caption and a frame around the place. Answers where that is. Nothing outside is known here. */
export function drawMark({ selector, quotes, near, caption }: Mark): Marked | undefined {
  const squeeze = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '');
  const bySelector = (): Element | undefined => {
    try {
      return selector === undefined ? undefined : (document.querySelector(selector) ?? undefined);
    } catch {
      return undefined; // the browser reads the page otherwise than our reader did
    }
  };
  /** The smallest element that holds the words; of several the first with the least around them. */
  const byWords = (words: string, among = '*'): Element | undefined => {
    const wanted = squeeze(words).slice(0, 40);
    if (wanted === '' || /^\*+$/.test(wanted)) return undefined;
    const parts = wanted.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(parts.join('.{1,40}?'));
    let best: Element | undefined;
    let least = Infinity;
    for (const one of document.body.querySelectorAll(among)) {
      if (one.closest('script,style,noscript,select') || one.getClientRects().length === 0) continue;
      const text = squeeze(one.textContent);
      if ((text.length >= least && best?.contains(one) !== true) || text.length > 20_000 || !pattern.test(text))
        continue;
      best = one;
      least = text.length;
    }
    return best;
  };
  const first = (words: readonly string[], among?: string): Element | undefined => {
    for (const each of words) {
      const found = byWords(each, among);
      if (found) return found;
    }
    return undefined;
  };
  /** The line that says where in the site the page stands, where it says one of the names. */
  const here = (): Element | undefined => {
    const line = byWords('位置:') ?? byWords('当前位置');
    const around = line && squeeze(line.textContent).length < 8 ? line.parentElement : line;
    const text = squeeze(around?.textContent ?? '');
    return around && text.length < 80 && near.some((each) => text.includes(squeeze(each))) ? around : undefined;
  };
  const HEADINGS = 'h1,h2,h3,h4,caption,legend,[class*="title"],[class*="tit"]';
  const certain = bySelector() ?? first(quotes);
  // A name stands in the navigation of every page: its heading is the neighbourhood that is meant.
  const element = certain ?? first(near, HEADINGS) ?? here() ?? first(near);
  const banner = document.createElement('div');
  banner.id = 'duwang-caption';
  banner.style.cssText =
    'all:initial;display:block;position:relative;z-index:2147483647;background:#fff6e5;border-bottom:2px solid #a3171b;padding:8px 14px;font:13px/1.6 "Noto Sans CJK SC",sans-serif;color:#111;overflow-wrap:anywhere';
  for (const line of caption) {
    const row = document.createElement('div');
    row.style.cssText = 'display:block';
    row.textContent = line;
    banner.append(row);
  }
  document.body.prepend(banner);
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  element.dataset['duwangMarked'] = element.getAttribute('style') ?? '';
  element.style.setProperty('outline', certain ? '3px solid #d1242f' : '3px dashed #b26a00', 'important');
  element.style.setProperty('outline-offset', '3px', 'important');
  const { x, y, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return undefined;
  return { exact: certain !== undefined, box: { x: x + scrollX, y: y + scrollY, width, height } };
}

/** Runs in the page: lays the caption over what stands above a place, for a picture of that place alone. Answers its height. */
export function drawCaption({ left, bottom, width }: { left: number; bottom: number; width: number }): number {
  const banner = document.getElementById('duwang-caption');
  if (!banner) return 0;
  const copy = banner.cloneNode(true) as HTMLElement; // a clone of an element is one
  copy.id = 'duwang-caption-near';
  copy.style.position = 'absolute';
  copy.style.boxSizing = 'border-box';
  copy.style.left = `${left}px`;
  copy.style.width = `${width}px`;
  document.documentElement.append(copy);
  const { height } = copy.getBoundingClientRect();
  copy.style.top = `${Math.max(0, bottom - height)}px`;
  return height;
}

/** Runs in the page: takes caption and frame away, for the next finding on the same page. */
export function wipeMark(): void {
  document.getElementById('duwang-caption')?.remove();
  document.getElementById('duwang-caption-near')?.remove();
  for (const one of document.querySelectorAll<HTMLElement>('[data-duwang-marked]')) {
    const before = one.dataset['duwangMarked'] ?? '';
    delete one.dataset['duwangMarked'];
    if (before === '') one.removeAttribute('style');
    else one.setAttribute('style', before);
  }
}
