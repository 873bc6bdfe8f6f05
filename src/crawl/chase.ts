import type { SkipReason } from '../contract/capture.ts';
import type { Item } from '../frontier/item.ts';

/** A chase of redirects under way. */
export interface Chase {
  readonly item: Item;
  readonly controller: AbortController;
  /** Gates of other hosts that hold a slot for it. */
  readonly slots: string[];
  /** Why it was ended, by us. */
  refusal: SkipReason | undefined;
  /** Where it was ended because that place was read already: the row of its capture. */
  reuse: { readonly url: string; readonly row: number } | undefined;
}

/** A chase that has not left its start. */
export function createChase(item: Item): Chase {
  return { item, controller: new AbortController(), slots: [], refusal: undefined, reuse: undefined };
}
