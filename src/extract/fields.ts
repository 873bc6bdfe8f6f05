import type { Field } from '../contract/page.ts';
import type { Areas } from './areas.ts';
import { areaOf } from './areas.ts';
import { fieldWords, labelStarts, type FieldWord } from './field-words.ts';
import { kinOf, type Kin } from './field-kin.ts';
import type { Piece } from './lay-out.ts';
import { selectorOf } from './selector.ts';
import { elementsIn, namesOf, type Element } from './tree.ts';
import type { View } from './view.ts';

interface Pair extends Field {
  readonly word: FieldWord | undefined;
  readonly element: Element;
}

/** Which pages show what: an organisation's page shows phones and addresses as its elements, others mention them. */
export interface FieldGrounds {
  readonly areas: Areas;
  /** The page is of an organisation, a leader or a contact. */
  readonly office: boolean;
  /** Where the line with date and source begins: it is no part of a block. */
  readonly infoFrom: number | undefined;
}

const LABEL_LENGTH = 14;
const VALUE_LENGTH = 600;
const MOST = 80;

/** The labels and values of a metadata block, or of an organisation's elements; blocks shown twice are merged. */
export function readFields(view: View, { areas, office, infoFrom }: FieldGrounds): readonly Field[] {
  const pairs = [...tablePairs(view, areas), ...linePairs(view, areas, infoFrom), ...listPairs(view, areas)].slice(
    0,
    300,
  );
  const core = new Set(pairs.filter(({ word }) => word === 'core').map(({ label }) => label));
  const isBlock =
    core.size >= 2 || (core.size === 1 && pairs.length >= 3 && [...core].some((label) => STRONG.test(label)));
  const kept = pairs.filter(({ word, label, element }) => {
    if (word === 'office') return office || (isBlock && inTable(element));
    if (word === undefined) return isBlock && inTable(element);
    return isBlock && (word === 'core' || !LOOSE.has(label) || inTable(element) || nearCore(pairs, element));
  });
  const offices = new Set(kept.filter(({ word }) => word === 'office').map(({ label }) => label)).size;
  if (!isBlock) return offices >= 2 ? merge(kept) : [];
  return merge(withKin(kept, kinOf(view, areas, isKnown)));
}

function isKnown(name: string): boolean {
  const word = fieldWords.get(name);
  return word === 'core' || word === 'more';
}

/** A value that ran on over the label of a kin ends before it. */
function withKin(pairs: readonly Pair[], kin: readonly Kin[]): readonly Pair[] {
  if (kin.length === 0) return pairs;
  const cut = pairs.map((pair) => {
    const ends = kin.map(({ label }) => pair.value.search(new RegExp(`\\s${label}\\s?[:：]`))).filter((at) => at >= 0);
    return ends.length === 0 ? pair : { ...pair, value: pair.value.slice(0, Math.min(...ends)).trim() };
  });
  return [...cut, ...kin.map((one) => ({ ...one, word: undefined }))];
}

const STRONG = /索引|索取|文号|字号/;
const LOOSE = new Set([
  '来源',
  '信息来源',
  '作者',
  '稿源',
  '发布时间',
  '发布日期',
  '标题',
  '名称',
  '状态',
  '主题',
  '分类',
  '备注',
]);

function inTable(element: Element): boolean {
  return element.tag === 'td' || element.tag === 'th';
}

/** Whether a label stands in the same list or box as one that only metadata blocks have. */
function nearCore(pairs: readonly Pair[], element: Element): boolean {
  const box = element.parent?.parent ?? element.parent;
  if (box === undefined) return false;
  return pairs.some(
    ({ word, element: other }) => word === 'core' && box.order <= other.order && other.order <= box.end,
  );
}

function merge(pairs: readonly Pair[]): readonly Field[] {
  const byLabel = new Map<string, Field>();
  for (const { label, value, element } of pairs) {
    const known = byLabel.get(label);
    if (known === undefined || (known.value === '' && value !== ''))
      byLabel.set(label, { label, value, selector: selectorOf(element) });
  }
  return [...byLabel.values()].slice(0, MOST);
}

/** A text as a label: blanks and the colon gone. */
function labelIn(text: string): string {
  return text.replace(/[\s\u3000【】[\]*]/g, '').replace(/[:：]$/, '');
}

function wordOf(text: string): FieldWord | undefined {
  return text.length > LABEL_LENGTH * 2 ? undefined : fieldWords.get(labelIn(text));
}

function hasColon(text: string): boolean {
  return /[:：]\s?[\]】]?$/.test(text);
}

/** Tables whose cells are label and value by turns, label and value in one cell, or a row of labels over a row of values. */
function tablePairs(view: View, areas: Areas): readonly Pair[] {
  const pairs: Pair[] = [];
  let heads: readonly string[] | undefined;
  let table: Element | undefined;
  let listed: Element | undefined;
  for (const row of view.elements) {
    if (!isRead(row, areas)) continue;
    if (tableOf(row) !== table) heads = undefined;
    table = tableOf(row);
    const cells = elementsIn(row).filter(({ tag }) => tag === 'td' || tag === 'th');
    if (cells.length === 0 || row.to - row.from > 3000) continue;
    const texts = cells.map((cell) => view.text.slice(cell.from, cell.to).replaceAll('\n', ' ').trim());
    if (heads?.length === texts.length && !texts.some((text) => wordOf(text) !== undefined)) {
      heads.forEach((head, index) => pairs.push(pairOf(head, texts[index] ?? '', cells[index] ?? row)));
      heads = undefined;
      continue;
    }
    if (isListHead(texts)) {
      listed = table;
      heads = undefined;
    }
    if (table !== undefined && table === listed) continue;
    heads = isHeadRow(texts) ? texts : undefined;
    if (heads === undefined) addRow(pairs, texts, cells);
  }
  return pairs;
}

function isRead(row: Element, areas: Areas): boolean {
  return row.tag === 'tr' && !row.hidden && row.from < areas.footerFrom;
}

function tableOf(row: Element): Element | undefined {
  const body = row.parent;
  return body?.tag === 'table' ? body : body?.parent;
}

/** Whether a row heads a numbered list of papers (序号, 名称, 文号): what follows tells of others, not of this page. */
function isListHead(texts: readonly string[]): boolean {
  return texts.length >= 3 && /^(?:序号|编号)$/.test(labelIn(texts[0] ?? ''));
}

function isHeadRow(texts: readonly string[]): boolean {
  if (texts.length < 3) return false;
  const known = texts.filter((text) => wordOf(text) !== undefined && !hasColon(text)).length;
  return known >= 2 && known >= texts.length * 0.6 && texts.every((text) => text !== '' && text.length <= LABEL_LENGTH);
}

function addRow(pairs: Pair[], texts: readonly string[], cells: readonly Element[]): void {
  let index = 0;
  while (index < texts.length) {
    const text = texts[index] ?? '';
    const cell = cells[index];
    if (cell === undefined) return;
    const next = texts[index + 1];
    if (isLabel(text) && next !== undefined && !isLabelCell(next, cells[index + 1])) {
      pairs.push(pairOf(text, next, cell));
      index += 2;
    } else if (isLabel(text)) {
      pairs.push(pairOf(text, '', cell));
      index += 1;
    } else {
      pairs.push(...inLine(text, cell));
      index += 1;
    }
  }
}

function isLabel(text: string): boolean {
  return (
    wordOf(text) !== undefined ||
    (hasColon(text) && labelIn(text).length <= 8 && /^[\u3400-\u9fff]+$/.test(labelIn(text)))
  );
}

/** A cell of labels follows one without a value. */
function isLabelCell(text: string, cell: Element | undefined): boolean {
  return text !== '' && isLabel(text) && (hasColon(text) || cell?.tag === 'th');
}

function pairOf(label: string, value: string, element: Element): Pair {
  return { label: labelIn(label), value: clean(value), word: wordOf(label), element };
}

function clean(value: string): string {
  return value
    .replace(/^[:：\s]+/, '')
    .trim()
    .slice(0, VALUE_LENGTH);
}

const SPLIT = new RegExp(
  `(?:^|[\\s（(【;；,，|])(${[...fieldWords.keys()]
    .sort((one, other) => other.length - one.length)
    .map((word) => Array.from(word).join('\\s?'))
    .join('|')})\\s?[】]?\\s?[:：]\\s?`,
  'g',
);

const COLON = /[:：]/;
/** How far in the colon of a first label can stand at the most: its characters with a blank each, and what goes around it. */
const FIRST_COLON = 10 + 2 * Math.max(...[...fieldWords.keys()].map(({ length }) => length));

/** `label：value label：value` on one line. */
function inLine(text: string, element: Element): readonly Pair[] {
  if (text.length > VALUE_LENGTH * 2 || !COLON.test(text.slice(0, FIRST_COLON))) return [];
  const matches = [...text.matchAll(SPLIT)];
  if ((matches[0]?.index ?? 99) > 3) return [];
  return matches.map((match, index) => {
    const from = match.index + match[0].length;
    return pairOf(
      match[1] ?? '',
      text.slice(from, matches[index + 1]?.index ?? text.length).replace(/[】|｜;；]\s?$/, ''),
      element,
    );
  });
}

/** Lists, spans and paragraphs: a line of `label：value`, or a label with its value on the next line. */
function linePairs(view: View, areas: Areas, infoFrom: number | undefined): readonly Pair[] {
  const pairs: Pair[] = [];
  const end = Math.min(areas.footerFrom, view.text.length);
  let from = 0;
  let piece = 0;
  while (from < end) {
    const next = view.text.indexOf('\n', from);
    const until = next < 0 ? view.text.length : next;
    while ((view.pieces[piece]?.from ?? Infinity) < from) piece += 1;
    const element = view.pieces[piece]?.parent;
    const isInfo = from === infoFrom && !STRONG.test(view.text.slice(from, until));
    if (element !== undefined && !isInfo && startsLabel(view.text, from, until) && !inCell(element)) {
      addLine(pairs, view, { from, until, element });
    }
    from = until + 1;
  }
  return pairs;
}

function startsLabel(text: string, from: number, until: number): boolean {
  const start = text[from] ?? '';
  if (!labelStarts.has(start) && start !== '【' && start !== '[') return false;
  return until - from <= VALUE_LENGTH && !SERVICE.test(text.slice(from, Math.min(until, from + 200)));
}

/** Words of the line under a headline, which is no part of a block. */
const SERVICE = /(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s?[:：]|(?<![文件])字\s?[号体]\s?[:：]|打印|分享到/;

/** `[主题分类] 城乡建设`: a label in brackets, its value behind. */
const BRACKETED = /^[[【]\s?([^[\]【】:：]{2,14})\s?[\]】]\s?[:：]?\s?([^[\]【】]*)$/;

function addLine(
  pairs: Pair[],
  view: View,
  { from, until, element }: { from: number; until: number; element: Element },
): void {
  const line = apart(view, from, until);
  const [, label = '', rest = ''] = BRACKETED.exec(line) ?? [];
  if (wordOf(label) !== undefined) {
    pairs.push(pairOf(label, rest, element));
    return;
  }
  const found = inLine(line, element);
  if (found.length === 1 && found[0]?.value === '') {
    const next = view.text.slice(until + 1, until + 1 + VALUE_LENGTH).split('\n')[0] ?? '';
    const value = isLabel(next) || inLine(next, element).length > 0 || !closeBy(view, element, until + 1) ? '' : next;
    pairs.push(pairOf(found[0].label, value, element));
    return;
  }
  pairs.push(...found);
}

const LABEL_FIRST = /^([^:：]{2,14})[:：]/;

/** A line with a blank before each of its pieces that begins with a label: boxes side by side have none between them. */
function apart(view: View, from: number, until: number): string {
  const line = view.text.slice(from, until);
  let cut = line;
  for (let index = piecesBefore(view, until) - 1; index >= 0; index -= 1) {
    const piece = view.pieces[index];
    if (piece === undefined || piece.from <= from) break;
    const [, label = ''] = LABEL_FIRST.exec(piece.text) ?? [];
    if (isKnown(labelIn(label))) cut = `${cut.slice(0, piece.from - from)} ${cut.slice(piece.from - from)}`;
  }
  return cut;
}

/** How many pieces begin before an offset. */
function piecesBefore({ pieces }: View, offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.from ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the text at an offset stands in the box of an element: a label's value does not stand elsewhere. */
function closeBy(view: View, element: Element, offset: number): boolean {
  const row = element.parent;
  // The box of a label alone is its cell, and the value stands in the next one.
  const box = row !== undefined && row.to - row.from <= element.to - element.from + 1 ? row.parent : row;
  return (
    box !== undefined && box.from <= offset && offset < box.to && box.to - box.from < 4000 && offset < view.text.length
  );
}

function inCell(element: Element): boolean {
  for (let at: Element | undefined = element, up = 0; at !== undefined && up < 6; at = at.parent, up += 1) {
    if (at.tag === 'td' || at.tag === 'th') return at.to - at.from < 3000;
  }
  return false;
}

/** Labels and values as neighbours without a colon: `<dt>索引号</dt><dd>…</dd>`, `<span>文号</span><span>…</span>`. */
function listPairs(view: View, areas: Areas): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [index, piece] of view.pieces.entries()) {
    if (piece.from >= areas.footerFrom) break;
    const { parent } = piece;
    if (!isBareLabel(piece.text) || inCell(parent) || parent.to - parent.from > LABEL_LENGTH * 2) continue;
    if (areaOf(parent, areas) !== 'main') continue;
    const value = valueBeside(view, index, piece);
    if (value !== undefined) pairs.push(pairOf(piece.text, value, parent));
  }
  return pairs.length >= 3 ? pairs : [];
}

/** What stands behind a label without a colon: the text in its box (`<p><b>索引号</b>001</p>`), or the box next to it. */
function valueBeside(view: View, index: number, { parent }: Piece): string | undefined {
  const behind = view.pieces[index + 1];
  if (behind !== undefined && behind.parent === parent.parent && behind.text.length <= VALUE_LENGTH) return behind.text;
  const value = nextSibling(view, parent);
  if (value === undefined || value.linkTo - value.linkFrom > 1 || value.to - value.from > VALUE_LENGTH)
    return undefined;
  const text = view.text.slice(value.from, value.to).replaceAll('\n', ' ').trim();
  return isKnown(labelIn(text)) && namesOf(value) === namesOf(parent) ? undefined : text;
}

function isBareLabel(text: string): boolean {
  if (text.length > LABEL_LENGTH || hasColon(text) || !labelStarts.has(text.slice(0, 1))) return false;
  const word = wordOf(text);
  return word === 'core' || word === 'more';
}

function nextSibling(view: View, element: Element): Element | undefined {
  const next = view.elements[element.end + 1];
  return next?.parent === element.parent ? next : undefined;
}
