import { bareName } from './site/names.ts';

/** A name without the marks that a title puts around it. */
export function stripMarks(text: string): string {
  return text.replace(/^[\s\-_—–|·:：>»~/]+|[\s\-_—–|·:：>»~/]+$/g, '').trim();
}

/** A document title without one of these names at either end (with the separator between); undefined where none stands there. */
export function withoutName(title: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    if (name.length < 2) continue;
    const rest = cutStart(title, name) ?? cutEnd(title, name);
    if (rest !== undefined) return rest;
  }
  return undefined;
}

function cutStart(title: string, name: string): string | undefined {
  const wanted = bareName(name);
  const end = offsetOfBare(title, wanted.length);
  if (end === undefined || bareName(title.slice(0, end)) !== wanted) return undefined;
  const rest = title.slice(end);
  return rest === '' || SEPARATOR_START.test(rest) ? stripMarks(rest.replace(/^[\]】)）]/, '')) : undefined;
}

function cutEnd(title: string, name: string): string | undefined {
  const wanted = bareName(name);
  for (let at = title.length - name.length - 2; at <= title.length - wanted.length; at += 1) {
    // The blank before a name is its separator.
    if (at <= 0 || /\s/.test(title[at] ?? '') || bareName(title.slice(at)) !== wanted) continue;
    const rest = title.slice(0, at);
    return SEPARATOR_END.test(rest) ? stripMarks(rest) : undefined;
  }
  return undefined;
}

const SEPARATOR_START = /^[\]】)）]?\s?[-_—–|·:：>»~/\s]/;
const SEPARATOR_END = /[-_—–|·:：>»~/\s]$/;

/** The offset behind so many characters that are no blanks. */
function offsetOfBare(text: string, length: number): number | undefined {
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (seen === length) return index;
    if (!/\s/.test(text[index] ?? '')) seen += 1;
  }
  return seen === length ? text.length : undefined;
}

/** The parts of a document title, in order. */
export function titleParts(title: string): readonly string[] {
  const plain = title.replace(/^\s?[[【]([^\]】]{1,40})[\]】]/, '$1_');
  const parts = plain.split(/\s?(?:[_|>»/]\s|[_|>»]|--+|——|\s[-–—·]\s|–|—)\s?/).flatMap((part) => splitDash(part));
  return parts.map(stripMarks).filter((part) => part !== '');
}

/** A hyphen between Chinese words parts them; one inside `2018-2019` or `A-B` does not. */
function splitDash(part: string): readonly string[] {
  return part.split(/(?<=[^\d\sA-Za-z])-(?=[^\d\s])|(?<=[^\d\s])-(?=[\u3400-\u9fff])/);
}
