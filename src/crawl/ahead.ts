import type { Item } from '../frontier/item.ts';
import { askingKey, type Asking, type LastAnswer, type LastAnswers } from '../store/last-answers.ts';
import { modeOf } from './rendered-url.ts';

/** The answers of earlier nights to what will soon be asked: loaded by the hundred, a search each would cost more than the request. */
export interface Ahead {
  /** This will be asked for. */
  readonly note: (item: Item) => void;
  /** What came of it last time. */
  readonly of: (item: Item) => LastAnswer | undefined;
}

/** So many of one rank are loaded together, and are held until they are asked for. */
const batch = 256;

/** Over the answers of one group file. */
export function lookAhead(last: Pick<LastAnswers, 'any' | 'find'>): Ahead {
  const isNew = !last.any();
  /** Noted and not yet loaded, by rank; loaded and not yet asked for. */
  const noted = new Map<number, Map<number, Asking>>();
  const loaded = new Map<number, LastAnswer>();
  const load = (asked: Item, queue: Map<number, Asking>): void => {
    const wanted = new Map([[asked.id, askingOf(asked)]]);
    for (const [id, asking] of queue) {
      if (wanted.size >= batch) break;
      wanted.set(id, asking);
    }
    const found = last.find([...wanted.values()]);
    for (const [id, asking] of wanted) {
      queue.delete(id);
      const answer = found.get(askingKey(asking));
      if (answer) loaded.set(id, answer);
    }
  };
  return {
    note: (item) => {
      if (isNew || item.kind === 'probe' || item.kind === 'sitemap' || item.kind === 'render') return;
      const queue = noted.get(item.rank) ?? new Map<number, Asking>();
      noted.set(item.rank, queue.set(item.id, askingOf(item)));
    },
    of: (item) => {
      if (isNew) return undefined;
      const queue = noted.get(item.rank);
      // Neither noted nor loaded: it was asked for once already, in vain.
      if (queue?.has(item.id) || (item.tries > 0 && !loaded.has(item.id)))
        load(item, queue ?? new Map<number, Asking>());
      const answer = loaded.get(item.id);
      loaded.delete(item.id);
      return answer;
    },
  };
}

function askingOf({ url, kind }: Item): Asking {
  return { url, mode: modeOf(kind) };
}
