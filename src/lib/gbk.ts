let table: ReadonlyMap<string, string> | undefined;

/** Each character of the two-byte plane with its bytes as escapes. Made once, when first asked for: 24,000 entries. */
function pairs(): ReadonlyMap<string, string> {
  if (table !== undefined) return table;
  const made = new Map<string, string>();
  const decoder = new TextDecoder('gb18030');
  const trails = Array.from({ length: 0xfe - 0x40 + 1 }, (_, at) => 0x40 + at).filter((trail) => trail !== 0x7f);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    // A whole row at a time: two bytes are always one character here.
    const row = Array.from(decoder.decode(Uint8Array.from(trails.flatMap((trail) => [lead, trail]))));
    for (const [at, char] of row.entries()) {
      const trail = trails[at];
      if (trail !== undefined && char !== '\uFFFD' && !made.has(char)) made.set(char, `%${hex(lead)}%${hex(trail)}`);
    }
  }
  table = made;
  return made;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/**
 * Characters beyond ASCII as the escapes of their GBK bytes, ASCII as it is. What GBK does not have becomes a numeric
 * reference, escaped: so does the encoder that browsers use for the query of a link on a GBK page.
 */
export function escapeAsGbk(text: string): string {
  const known = pairs();
  return text.replace(/[^\0-\x7f]/gu, (char) => {
    if (char === '€') return '%80';
    return known.get(char) ?? `%26%23${char.codePointAt(0) ?? 0}%3B`;
  });
}
