/** Blanks say nothing: a cell, a line, a no-break space. */
const squeeze = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '');

/**
 * Whether a quote is really said. `words` are ways to read the same page: its text, its source. What was masked (`*`)
 * must stand between the parts that were not; a quote of several pieces (a title and its date) needs each of them.
 */
export function readQuote(quote: string, words: readonly string[]): boolean {
  const haystacks = words.map(squeeze);
  const says = (part: string): boolean => haystacks.some((text) => holds(text, part));
  const whole = squeeze(quote).replace(/…$/, '');
  if (whole === '' || says(whole)) return true;
  const pieces = quote
    .split(/[\s…]+/)
    .map(squeeze)
    .filter((piece) => piece !== '');
  return pieces.length > 1 && pieces.every(says);
}

/** As many bytes as were masked, up to some more: an asterisk for each, or one for all. */
const MASKED_AT_MOST = 120;

function holds(text: string, part: string): boolean {
  if (!part.includes('*')) return text.includes(part);
  const [first = '', ...rest] = part.split(/\*+/);
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (follow(text, at + first.length, rest)) return true;
    if (first === '') return follow(text, 0, rest);
  }
  return false;
}

function follow(text: string, from: number, parts: readonly string[]): boolean {
  let end = from;
  for (const part of parts) {
    const at = text.indexOf(part, end);
    if (at < 0 || at - end > MASKED_AT_MOST) return false;
    end = at + part.length;
  }
  return true;
}
