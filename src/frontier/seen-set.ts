/** A set of numbers ≥ 0 that takes 16 bytes each and nothing else: what a million known URLs are remembered by. */
export interface SeenSet {
  /** False where it was there before. */
  readonly add: (value: number) => boolean;
  readonly has: (value: number) => boolean;
  readonly size: () => number;
}

/** An empty set. Open addressing: the table doubles when it is half full. */
export function createSeenSet(): SeenSet {
  const state = { table: new Float64Array(1024).fill(-1), size: 0 };
  return {
    add: (value) => {
      const at = slotOf(state.table, value);
      if (state.table[at] === value) return false;
      state.table[at] = value;
      state.size += 1;
      if (state.size * 2 > state.table.length) state.table = grown(state.table);
      return true;
    },
    has: (value) => state.table[slotOf(state.table, value)] === value,
    size: () => state.size,
  };
}

function slotOf(table: Float64Array, value: number): number {
  const mask = table.length - 1;
  let at = ((value % 4294967296) ^ (value / 4294967296)) & mask;
  while (table[at] !== -1 && table[at] !== value) at = (at + 1) & mask;
  return at;
}

function grown(table: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(table.length * 2).fill(-1);
  for (const value of table) if (value !== -1) larger[slotOf(larger, value)] = value;
  return larger;
}
