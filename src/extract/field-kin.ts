import type { Areas } from './areas.ts';
import { namesOf, type Element } from './tree.ts';
import type { Piece } from './lay-out.ts';
import type { View } from './view.ts';

/** A label that no dictionary has, with its value: it stands in a block as the labels do that one has. */
export interface Kin {
  readonly label: string;
  readonly value: string;
  readonly element: Element;
}

interface Label {
  readonly piece: Piece;
  readonly name: string;
  readonly known: boolean;
}

const KNOWN = 3;
const LONGEST_VALUE = 300;
const NAME = /^[\u3400-\u9fff]{2,8}$/;

/** The unknown labels of blocks in which at least three, and no fewer than the unknown, are known. */
export function kinOf(view: View, areas: Areas, isKnown: (name: string) => boolean): readonly Kin[] {
  const found: Kin[] = [];
  for (const labels of blocksOf(view, areas, isKnown)) {
    const known = labels.filter((label) => label.known).length;
    if (known < KNOWN || labels.length - known > known) continue;
    labels.forEach(({ piece, name, known: has }, index) => {
      const value = has ? undefined : valueOf(view, piece, labels[index + 1]?.piece);
      if (value !== undefined) found.push({ label: name, value, element: piece.parent });
    });
  }
  return found;
}

/** Texts of one shape in one box that could be labels. */
function blocksOf(view: View, areas: Areas, isKnown: (name: string) => boolean): readonly (readonly Label[])[] {
  const blocks = new Map<Element, Map<string, Label[]>>();
  for (const piece of view.pieces) {
    if (piece.from >= areas.footerFrom) break;
    const outer = piece.parent.parent?.parent;
    if (outer === undefined || !fills(piece)) continue;
    const name = piece.text.replace(/[\s\u3000]/g, '').replace(/[:：]$/, '');
    if (!NAME.test(name)) continue;
    const shapes = blocks.get(outer) ?? new Map<string, Label[]>();
    const shape = shapeOf(piece);
    const labels = shapes.get(shape) ?? [];
    labels.push({ piece, name, known: isKnown(name) });
    blocks.set(outer, shapes.set(shape, labels));
  }
  return [...blocks.values()].flatMap((shapes) => [...shapes.values()]);
}

/** Whether a short text is all that stands in its element, as a label does. Cells are read with their table. */
function fills({ text, from: start, parent: { tag, from, to } }: Piece): boolean {
  const alone = start - from <= 1 && to === start + text.length;
  return text.length <= 20 && alone && tag !== 'td' && tag !== 'th' && tag !== 'a';
}

function shapeOf({ text, parent }: Piece): string {
  return `${parent.tag}${namesOf(parent)}<${parent.parent?.tag ?? ''}${/[:：]$/.test(text) ? ':' : ''}`;
}

/** The words between a label and the next one, or the end of its row. */
function valueOf(view: View, { parent, text, from }: Piece, next: Piece | undefined): string | undefined {
  const row = parent.parent;
  const beside = row !== undefined && row.to > parent.to ? row.to : (view.elements[parent.end + 1]?.to ?? parent.to);
  const value = view.text
    .slice(from + text.length, Math.min(beside, next?.from ?? beside))
    .replaceAll('\n', ' ')
    .replace(/^[:：\s]+/, '')
    .trim();
  return value.length > LONGEST_VALUE ? undefined : value;
}
