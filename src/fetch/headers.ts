/** Header lines in order, names in lower case, values as Latin-1: one char is one byte. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** What a server sets for itself and what lets somebody in: never stored. */
const secret = /^(?:set-cookie2?|authorization|proxy-authorization|proxy-authenticate|authentication-info)$/;

/** Header lines of the raw names and values of undici. */
export function headerLines(raw: readonly Buffer[]): HeaderLines {
  const lines: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at];
    const value = raw[at + 1];
    if (name !== undefined && value !== undefined)
      lines.push([name.toString('latin1').toLowerCase(), value.toString('latin1')]);
  }
  return lines;
}

/** The first value of a header; undefined where the server did not send it. */
export function headerOf(lines: HeaderLines, name: string): string | undefined {
  for (const line of lines) if (line[0] === name) return line[1];
  return undefined;
}

/** All values of a header, joined as RFC 9110 joins them. */
export function headersOf(lines: HeaderLines, name: string): string {
  let joined = '';
  for (const line of lines) if (line[0] === name) joined = joined === '' ? line[1] : `${joined}, ${line[1]}`;
  return joined;
}

/** The lines that may be kept. */
export function withoutSecrets(lines: HeaderLines): HeaderLines {
  return lines.some(([name]) => secret.test(name)) ? lines.filter(([name]) => !secret.test(name)) : lines;
}
