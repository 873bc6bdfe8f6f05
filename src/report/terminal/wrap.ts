import stringWidth from 'string-width';

/** A word, or one character of a script without spaces; no line begins with a mark that ends something. */
const piece = /(?:[!-~]+|[^!-~])[，。；：、！？）》”’】]*/gu;

/**
 * Text in lines of at most so many columns: a Chinese sentence has no blanks to break at and takes two columns a
 * character; a word of Latin is kept whole.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [next] of text.matchAll(piece)) {
    if (stringWidth(line + next) > width && line !== '') {
      lines.push(line.trimEnd());
      line = next.trimStart();
    } else line += next;
  }
  return [...lines, line];
}

/** Text cut to so many columns; the last of them says that it was cut. */
export function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const char of text) {
    if (stringWidth(kept + char) > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}
