import type { MetaTag } from '../../src/contract/page.ts';
import type { LabelFault } from './label-faults.ts';

/** The labels asked for that are missing or blank. Names are compared without case: HTML does not tell them apart. */
export function labelFaults(metas: readonly MetaTag[], required: readonly string[]): readonly LabelFault[] {
  return required.flatMap((label): readonly LabelFault[] => {
    const tags = metas.filter(({ name }) => name.toLowerCase() === label.toLowerCase());
    if (tags.length === 0) return [{ label, fault: 'missing', says: '' }];
    return tags.some(({ content }) => content.trim() !== '') ? [] : [{ label, fault: 'blank', says: '' }];
  });
}

/** The content of a label; undefined where it is missing or blank. */
export function labelOf(metas: readonly MetaTag[], label: string): string | undefined {
  const tag = metas.find(({ name, content }) => name.toLowerCase() === label.toLowerCase() && content.trim() !== '');
  return tag?.content.trim();
}

/** The names that a rule asks for, under a key of its threshold. */
export function wordsOf(
  value: number | string | readonly string[] | undefined,
  fallback: readonly string[],
): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : fallback;
}
