import type { Page } from '../../src/contract/page.ts';
import type { ElementSheet } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';

/** How an element stands on a page: `shown`, `blank` (its label with nothing behind it), `missing`. */
export type Shown = 'shown' | 'blank' | 'missing';

/** Values that say nothing. */
const NOTHING = /^(?:无|暂无|略|空|待(?:定|补充|完善|更新|公布)|不详|未填写?|[-—/×xX.…*\s]{1,10})?$/;

/**
 * How an element stands on a sheet: by its own label, by another that it bears in the wild, or in the running text. An
 * element that the text only mentions counts as shown: the reader of fields may have missed it.
 */
export function shownOn(sheet: Pick<ElementSheet, 'elements' | 'page'>, { name, aliases }: Element): Shown {
  const names = [name, ...aliases].map(normal);
  let blank = false;
  for (const [label, { value }] of sheet.elements) {
    if (!names.includes(normal(label))) continue;
    if (!NOTHING.test(value.trim())) return 'shown';
    blank = true;
  }
  if (blank) return 'blank';
  const whole = squeezed(sheet.page);
  // 互联网联系方式 is an element of its own and no 联系方式.
  const text = names.includes('互联网联系方式') ? whole : whole.replace(/(?:互联网|网络)联系方式/g, '');
  return names.some((word) => word.length >= 2 && text.includes(word)) ? 'shown' : 'missing';
}

function normal(label: string): string {
  return label
    .normalize('NFKC')
    .replace(/[\s:：]/g, '')
    .toLowerCase();
}

/** The text of the page and of its attachments without blanks: labels are often set wide (电 话). */
function squeezed({ mainText, files }: Page): string {
  const texts = [mainText, ...(files ?? []).map(({ text }) => text ?? '')];
  return texts.map((text) => text.slice(0, 200_000).normalize('NFKC').replace(/\s+/g, '').toLowerCase()).join('\n');
}

/** Whether part of what the page says could not be read: an attachment without text, or pictures in place of words. */
export function saysMore(page: Page): boolean {
  const unread = (page.files ?? []).some(({ text }) => text === undefined);
  const unfetched = page.files === undefined && page.attachments.length > 0;
  return unread || unfetched || (page.mainText.trim().length < 80 && page.media.images + page.media.videos > 0);
}
