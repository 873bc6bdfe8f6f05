import type { Page } from '../../src/contract/page.ts';
import type { ElementSheet } from '../../src/contract/site.ts';
import type { Element } from '../../src/contract/standards.ts';
import type { Text } from '../../src/lib/template.ts';
import { plain } from './rows.ts';

/**
 * How an element stands on a sheet: `shown`; `blank`, its label with nothing behind it or with a placeholder; `mentioned`,
 * a word of it somewhere in the text, so that only a person can tell; `missing`.
 */
export interface Standing {
  readonly state: 'shown' | 'blank' | 'mentioned' | 'missing';
  /** The label or words that tell so, and for a blank one what stands in place of a value. */
  readonly label?: string;
  readonly value?: string;
}

/** Facts that need no label to be seen. */
export const facts: Readonly<Record<string, RegExp>> = {
  联系电话:
    /(?<!\d)(?:0\d{2,3}[-—－) ]{0,3})?[2-8]\d{6,7}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)400[- ]?\d{3,4}[- ]?\d{3,4}/,
  办公联系方式: /(?<!\d)(?:0\d{2,3}[-—－) ]{0,3})?[2-8]\d{6,7}(?!\d)|[\w.-]{2,40}@[\w-]{2,40}\./,
  咨询电话:
    /(?<!\d)(?:0\d{2,3}[-—－) ]{0,3})?[2-8]\d{6,7}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)12345(?!\d)|(?<!\d)400[- ]?\d{3,4}/,
  办公时间:
    /(?:上午|下午|工作日|周一|星期一|夏令时|冬令时).{0,20}\d{1,2}[:：点时]|\d{1,2}[:：]\d{2}\s?[-—–~至]{1,2}\s?\d{1,2}[:：]\d{2}/,
  办公地址:
    /(?:县|区|市|镇|乡|街道)[\u3400-\u9fff\d]{0,20}(?:路|街|道|巷|大楼|大厦|中心)[\u3400-\u9fff\d]{0,8}(?:号|楼|层|室)/,
  负责人姓名:
    /(?:局长|主任|县长|区长|镇长|乡长|书记|院长|校长|所长|站长|行长|队长|主要负责人|负责人)[:：\s]{1,4}[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])/,
};

/** Values that say nothing. Not every body has a fax or an e-mail address: there 无 is an answer. */
const NOTHING =
  /^(?:无|暂无(?:内容|信息|数据)?|略|空|待(?:定|补充|完善|更新|公布|填)|未填写?|不详|null|undefined|n\/a|请输入.{0,8}|更新中|[-—–_/\\×xX.…·*#\s]{1,12})?$/i;
const MAY_BE_NONE = new Set(['传真号码', '传真', '互联网联系方式', '邮编', '内设机构', '下属单位']);

/** How an element stands on a sheet. */
export function standingOf(
  { elements, page, title }: Pick<ElementSheet, 'elements' | 'page' | 'title'>,
  element: Element,
): Standing {
  const names = [element.name, ...element.aliases].map(normal);
  let blank: Standing | undefined;
  for (const [label, { value }] of elements) {
    if (!isLabelOf(normal(label), names)) continue;
    if (!saysNothing(value, element.name)) return { state: 'shown', label };
    blank ??= { state: 'blank', label, value: value.trim() };
  }
  if (blank) return blank;
  const text = page.mainText.slice(0, 200_000);
  if (facts[element.name]?.test(text)) return { state: 'shown' };
  if (element.name === '姓名' && isName(title, text)) return { state: 'shown', label: title };
  if (isPicture(element, page) || headsText(text, names)) return { state: 'shown' };
  const word = names.find((name) => name.length >= 3 && normal(`${title}\n${text}`).includes(name));
  return word === undefined ? { state: 'missing' } : { state: 'mentioned', label: word };
}

/** A page that is called by a person's name, and says it in its text or its headline, gives the name without a label. */
function isName(title: string, text: string): boolean {
  const name = plain(title);
  return /^[\u3400-\u9fff·]{2,8}$/.test(name) && plain(text).includes(name);
}

function saysNothing(value: string, name: string): boolean {
  const text = value.trim();
  return NOTHING.test(text) && !(MAY_BE_NONE.has(name) && /^(?:暂)?无$/.test(text));
}

/** 办公室联系电话 is a 联系电话, 主要负责人 a 负责人; two letters alone are too few to tell by their end. */
function isLabelOf(label: string, names: readonly string[]): boolean {
  return names.some(
    (name) => label === name || (name.length >= 3 && label.length <= name.length + 6 && label.endsWith(name)),
  );
}

function normal(label: string): string {
  return plain(label).replace(/[:：]/g, '').toLowerCase();
}

function isPicture({ name }: Element, { media }: Page): boolean {
  return name === '照片' && media.images > 0;
}

const NUMBER =
  /^[（(【[]?(?:[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]{1,3}[条章部])?\s{0,4}[【[]?/;

/** Whether a line of the text begins with a name of the element as its heading or label, with something behind it. */
function headsText(text: string, names: readonly string[]): boolean {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.some((line, index) => {
    if (asksFor(line, names)) return true;
    const start = normal(line.slice(0, 40).replace(NUMBER, ''));
    const name = names.find((one) => start.startsWith(one));
    if (name === undefined) return false;
    const rest = start.slice(name.length).replace(/^[】\])）]/, '');
    return rest !== '' ? /[:：]/.test(line.slice(0, 40)) && !NOTHING.test(rest) : index + 1 < lines.length;
  });
}

/** 某局的主要职责是：… tells the 职责 though the line does not begin with the word. */
function asksFor(line: string, names: readonly string[]): boolean {
  const text = plain(line.slice(0, 80)).toLowerCase();
  return names.some((name) => {
    const at = text.indexOf(name);
    const isWord = at === 0 || name.length >= 3 || /[的，、；。,;]/.test(text.charAt(at - 1));
    return at >= 0 && isWord && /^(?:是|为|如下|包括)?[:：]/.test(text.slice(at + name.length, at + name.length + 4));
  });
}

/** How a blank element looks: nothing behind its label, or a word that says nothing. */
export function blankText({ value = '' }: Standing): Text {
  return value === '' ? { zh: '为空', en: 'blank' } : { zh: `只填“${value}”`, en: `with no more than “${value}”` };
}

/** Whether part of what the page says could not be read: an attachment without text, or pictures in place of words. */
export function hidesText(page: Page): boolean {
  const unread =
    page.files === undefined ? page.attachments.length > 0 : page.files.some(({ text }) => text === undefined);
  return unread || (page.mainText.trim().length < 80 && page.media.images + page.media.videos > 0);
}
