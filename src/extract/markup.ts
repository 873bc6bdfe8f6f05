/**
 * How markup is written (HTML standard, 13.2.5): where tags, comments and raw texts end, and what stands in a tag. One
 * reader for both who want it: the tokens of the tree, and the scan. Carriage returns count as blanks here.
 */

/** An attribute as the markup says it; the value with its references as written. */
export interface Attribute {
  name: string;
  value: string;
}

/** What is read of the rest of a tag. */
export interface TagRest {
  readonly attributes: Attribute[];
  selfClosing: boolean;
}

export const LESS = 60;
const GREATER = 62;
const EQUALS = 61;
export const SLASH = 47;
const QUOTE = 34;
const APOSTROPHE = 39;

/** A blank of the markup: tab, line feed, form feed, carriage return, space. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
}

/** An ASCII letter: what a tag begins with. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Whether a tag's name is over at this code (NaN: the end of the text). What is common comes first: letters lie above. */
function endsName(code: number): boolean {
  return !(code > GREATER) && (code === GREATER || isBlank(code) || code === SLASH || Number.isNaN(code));
}

/** Where the name of a tag ends that begins at `from`. */
export function nameEnd(text: string, from: number): number {
  let at = from;
  while (!endsName(text.charCodeAt(at))) at += 1;
  return at;
}

/** ASCII letters in lower case, and no others: `toLowerCase` knows more of them than the standard. */
export function lowerAscii(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
  }
  return text;
}

/** Reads a tag from behind its name; gives back the offset behind its `>`, or -1 where the text ends within it. */
export function readTagRest(text: string, from: number, rest: TagRest): number {
  let at = from;
  for (;;) {
    let code = text.charCodeAt(at);
    while (isBlank(code) || code === SLASH) {
      at += 1;
      const next = text.charCodeAt(at);
      if (code === SLASH && next === GREATER) rest.selfClosing = true;
      code = next;
    }
    if (code === GREATER) return at + 1;
    if (Number.isNaN(code)) return -1;
    at = readAttribute(text, at, rest.attributes);
    if (at < 0) return -1;
  }
}

/** Reads one attribute; gives back the offset behind it, or -1 where the text ends within it. */
function readAttribute(text: string, from: number, into: Attribute[]): number {
  let at = from + 1; // even `=` begins a name
  let code = text.charCodeAt(at);
  while (code !== EQUALS && !endsName(code)) code = text.charCodeAt((at += 1));
  const name = text.slice(from, at);
  while (isBlank(code)) code = text.charCodeAt((at += 1));
  if (code === EQUALS) return readValue(text, at + 1, name, into);
  into.push({ name, value: '' });
  return at;
}

function readValue(text: string, from: number, name: string, into: Attribute[]): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (isBlank(code)) code = text.charCodeAt((at += 1));
  if (code === QUOTE || code === APOSTROPHE) {
    const end = text.indexOf(code === QUOTE ? '"' : "'", at + 1);
    if (end >= 0) into.push({ name, value: text.slice(at + 1, end) });
    return end < 0 ? -1 : end + 1;
  }
  const start = at;
  while (code !== GREATER && !isBlank(code) && !Number.isNaN(code)) code = text.charCodeAt((at += 1));
  into.push({ name, value: text.slice(start, at) });
  return at;
}

/** The offset behind a tag of which the name ends at `from`, its attributes passed over; -1 where the text ends within it. */
export function passTagRest(text: string, from: number): number {
  let named = false; // `=` begins a value only behind a name
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > GREATER) named = true;
    else if (code === GREATER) return at + 1;
    else if (code === EQUALS && named) {
      at = passValue(text, at + 1) - 1;
      if (at < 0) return -1;
      named = false;
    } else if (code === SLASH) named = false;
    else if (!isBlank(code)) named = true;
  }
  return -1;
}

function passValue(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (isBlank(code)) code = text.charCodeAt((at += 1));
  if (code === QUOTE || code === APOSTROPHE) return text.indexOf(code === QUOTE ? '"' : "'", at + 1) + 1;
  while (code !== GREATER && !isBlank(code) && !Number.isNaN(code)) code = text.charCodeAt((at += 1));
  return at;
}

/** The offset behind a comment of which `<!--` ends at `from`; the end of the text where nothing closes it. */
export function commentEnd(text: string, from: number): number {
  if (text.charCodeAt(from) === GREATER) return from + 1;
  if (text.startsWith('->', from)) return from + 2;
  for (let at = text.indexOf('--', from); at >= 0; at = text.indexOf('--', at + 1)) {
    const next = text.charCodeAt(at + 2);
    if (next === GREATER) return at + 3;
    if (next === 33 && text.charCodeAt(at + 3) === GREATER) return at + 4;
  }
  return text.length;
}

/** The offset behind the next `>`: where a doctype and a bogus comment end. */
export function behindGreater(text: string, from: number): number {
  const at = text.indexOf('>', from);
  return at < 0 ? text.length : at + 1;
}

/** Whether a tag of this name (lower case) stands at an offset, behind its `<` or `</`. */
function isNamed(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  const code = text.charCodeAt(end);
  if (code !== GREATER && code !== SLASH && !isBlank(code)) return false;
  for (let index = 0; index < name.length; index += 1) {
    if ((text.charCodeAt(at + index) | 32) !== name.charCodeAt(index)) return false;
  }
  return true;
}

/** Where the end tag of an element begins that holds raw text; the end of the text where it has none. */
export function rawEnd(text: string, from: number, name: string): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    if (isNamed(text, at + 2, name)) return at;
  }
  return text.length;
}

/** Where the end tag of a script begins: within `<!-- <script>` the next one only ends the inner script. */
export function scriptEnd(text: string, from: number): number {
  const end = rawEnd(text, from, 'script');
  return text.slice(from, end).includes('<!--') ? escapedScriptEnd(text, from) : end;
}

function escapedScriptEnd(text: string, from: number): number {
  let escaped = false;
  let doubly = false;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (escaped && code === 45 && text.startsWith('-->', at)) escaped = doubly = false;
    if (code !== LESS) continue;
    if (!escaped && text.startsWith('!--', at + 1)) {
      escaped = true;
      at += 1; // the dashes may be those of `-->`
    } else if (text.charCodeAt(at + 1) === SLASH && isNamed(text, at + 2, 'script')) {
      if (!doubly) return at;
      doubly = false;
    } else if (escaped && !doubly && isNamed(text, at + 1, 'script')) {
      doubly = true;
    }
  }
  return text.length;
}
