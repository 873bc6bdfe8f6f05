import { parseDay, type Day } from '../lib/day.ts';

/** 年, 月 and the middle dot as they stand in a view: of characters, or of the bytes of an encoding as Latin-1. */
const signs: Readonly<Record<string, readonly [year: string, month: string, dot: string]>> = {
  text: ['年', '月', '·'],
  'utf-8': ['\u00e5\u00b9\u00b4', '\u00e6\u009c\u0088', '\u00c2\u00b7'],
  gb18030: ['\u00c4\u00ea', '\u00d4\u00c2', '\u00a1\u00a4'],
};

const patterns = new Map(
  Object.entries(signs).map(([name, [year, month, dot]]) => {
    const [afterYear, afterMonth] = [year, month].map((sign) => `\\s?(?:[-/.,]|${sign}|${dot})\\s?`);
    return [name, `((?:19|20)\\d{2})${afterYear ?? ''}(\\d{1,2})${afterMonth ?? ''}(\\d{1,2})(?!\\d)`] as const;
  }),
);

/** Finds the full days in numbers that stand in stretches of a view; `found` hears each. */
export function dayFinder(
  encoding: string,
  found: (day: Day) => void,
): (view: string, from: number, to: number) => void {
  const pattern = new RegExp(patterns.get(encoding) ?? '(?!)', 'y');
  return (view, from, to) => {
    let before = 0;
    for (let at = from; at < to - 7; at += 1) {
      const code = view.charCodeAt(at);
      if ((code === 49 || code === 50) && !isDigit(before) && isDigit(view.charCodeAt(at + 3))) {
        pattern.lastIndex = at;
        const day = dayOf(pattern.exec(view));
        if (day !== undefined) found(day);
      }
      before = code;
    }
  };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function dayOf(match: RegExpExecArray | null): Day | undefined {
  const [, year = '', month = '', date = ''] = match ?? [];
  if (year < '1980') return undefined; // before the web: not of a page
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}
