import { randomBytes } from 'node:crypto';
import type { Store } from '../../store/open-store.ts';

/** The key by which personal data is named in packs: it never leaves the store. */
export function personalKey(store: Pick<Store, 'secret'>): Uint8Array {
  return store.secret('veil', () => randomBytes(32));
}
