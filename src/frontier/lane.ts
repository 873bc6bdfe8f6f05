import { places, type Item } from './item.ts';

/** Items of one unit on one origin, first found first within each rank. */
export interface Lane {
  readonly unit: string;
  readonly origin: string;
  readonly push: (item: Item) => void;
  /** To be tried again, not before an instant. */
  readonly pushLater: (item: Item, notBefore: number) => void;
  /** The rank of what would be taken now; undefined where nothing may be taken yet. */
  readonly head: (now: number) => number | undefined;
  readonly take: (now: number) => Item | undefined;
  /** When the first of those to be tried again may be; Infinity where there are none. */
  readonly laterAt: () => number;
  readonly size: () => number;
  /** When it was last served, as a count of takes: the longest unserved goes first. */
  readonly served: { at: number };
}

/** An empty lane. */
export function createLane(unit: string, origin: string): Lane {
  const queues = places.map(() => createQueue());
  const later: { readonly item: Item; readonly at: number }[] = [];
  const due = (now: number): number => later.findIndex(({ at }) => at <= now);
  const first = (): number => queues.findIndex((queue) => queue.size() > 0);
  return {
    unit,
    origin,
    served: { at: 0 },
    push: (item) => queues[item.rank]?.push(item),
    pushLater: (item, at) => later.push({ item, at }),
    head: (now) => {
      const rank = first();
      const again = later[due(now)]?.item.rank;
      return rank < 0 ? again : Math.min(rank, again ?? rank);
    },
    take: (now) => {
      const rank = first();
      const at = due(now);
      const again = later[at];
      if (again && (rank < 0 || again.item.rank <= rank)) {
        later.splice(at, 1);
        return again.item;
      }
      return queues[rank]?.shift();
    },
    laterAt: () => Math.min(...later.map(({ at }) => at), Infinity),
    size: () => queues.reduce((sum, queue) => sum + queue.size(), later.length),
  };
}

interface Queue {
  readonly push: (item: Item) => void;
  readonly shift: () => Item | undefined;
  readonly size: () => number;
}

/** First in, first out, in constant time. */
function createQueue(): Queue {
  const state = { items: [] as Item[], head: 0 };
  return {
    push: (item) => state.items.push(item),
    shift: () => {
      const item = state.items[state.head];
      if (item === undefined) return undefined;
      state.head += 1;
      if (state.head > 1024 && state.head * 2 > state.items.length) {
        state.items = state.items.slice(state.head);
        state.head = 0;
      }
      return item;
    },
    size: () => state.items.length - state.head,
  };
}
