import type { Capture } from '../contract/capture.ts';
import { canonicalJson, sha256 } from '../lib/hash.ts';

/** What the first record follows: nothing. */
const START = sha256('');

/** The captures as lines of canonical JSON, each with the hash of the line before it, and the hash of the last. */
export function chainLines(captures: readonly Capture[]): { readonly lines: string; readonly head: string } {
  let prev = START;
  const lines = captures.map((capture) => {
    const line = canonicalJson({ prev, capture });
    prev = sha256(line);
    return `${line}\n`;
  });
  return { lines: lines.join(''), head: prev };
}

/** Reads a chain back. `problem` names the first line, from 1, that does not follow the one before it. */
export function readChain(
  lines: string,
  head: string,
): { readonly captures: readonly Capture[]; readonly problem?: string } {
  const captures: Capture[] = [];
  let prev = START;
  for (const [index, line] of lines.split('\n').slice(0, -1).entries()) {
    const record = parse(line);
    if (record?.prev !== prev || canonicalJson(record) !== line)
      return { captures, problem: `record ${index + 1} does not follow the one before it` };
    captures.push(record.capture);
    prev = sha256(line);
  }
  return prev === head ? { captures } : { captures, problem: `the chain ends in ${prev}, the package says ${head}` };
}

/** Its shape is ours: the line before it has vouched for every byte. */
function parse(line: string): { readonly prev: string; readonly capture: Capture } | undefined {
  try {
    return JSON.parse(line) as { prev: string; capture: Capture };
  } catch {
    return undefined;
  }
}
