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

/** A line of a chain that is not what it was, or not where it was. */
export interface ChainFault {
  /** From 1; 0 is what stands before the first line. */
  readonly record: number;
  readonly what: string;
}

/** Reads a chain back, with every place where it is broken. Without faults it is the chain that ends in `head`. */
export function readChain(
  text: string,
  head: string,
): { readonly captures: readonly Capture[]; readonly faults: readonly ChainFault[] } {
  const lines = text.split('\n');
  const tail = lines.pop();
  const records = lines.map(parse);
  const hashes = [START, ...lines.map((line) => sha256(line))];
  const follows = [...records.map((record, index) => record?.prev === hashes[index]), head === hashes.at(-1)];
  const faults: ChainFault[] = [];
  if (tail !== '') faults.push({ record: lines.length + 1, what: 'the line is not ended' });
  for (const [index, line] of lines.entries()) {
    const record = records[index];
    if (!record || canonicalJson(record) !== line)
      faults.push({ record: index + 1, what: 'is no record as they are written' });
    // Where a line holds with neither of its neighbours, it is the line; where one link alone is broken, it is what stands before it.
    else if (follows[index] === false && follows[index + 1] === false)
      faults.push({ record: index + 1, what: 'belongs between none of its neighbours' });
  }
  const told = new Set(faults.map(({ record }) => record));
  for (const [index, holds] of follows.entries())
    if (!holds && !told.has(index) && !told.has(index + 1))
      faults.push({ record: index, what: 'was changed, or what followed it is gone' });
  return {
    captures: records.flatMap((record) => record?.capture ?? []),
    faults: faults.sort((a, b) => a.record - b.record),
  };
}

/** Its shape is ours: the line before it has vouched for every byte. */
function parse(line: string): { readonly prev: string; readonly capture: Capture } | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null && 'capture' in record && 'prev' in record
      ? (record as { prev: string; capture: Capture })
      : undefined;
  } catch {
    return undefined;
  }
}
