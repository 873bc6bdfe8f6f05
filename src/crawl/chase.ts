import type { SkipReason } from '../contract/capture.ts';
import type { Gate } from '../frontier/gate.ts';
import type { Item } from '../frontier/item.ts';

/** A chase of redirects under way. */
export interface Chase {
  readonly item: Item;
  readonly controller: AbortController;
  /**
   * The gate that holds a slot for it: that of its item, then of wherever it was sent; none while it waits for the next.
   * Who held one slot and waited for another would in the end wait for somebody who waits for him.
   */
  held: Gate | undefined;
  /** Told when it leaves the gate of its item. */
  readonly left: () => void;
  /** Why it was ended, by us. */
  refusal: SkipReason | undefined;
  /** Where it was ended because that place was read already: the row of its capture. */
  reuse: { readonly url: string; readonly row: number } | undefined;
}

/** A chase that has not left its start. */
export function createChase(item: Item, held: Gate, left: () => void): Chase {
  return { item, controller: new AbortController(), held, left, refusal: undefined, reuse: undefined };
}
