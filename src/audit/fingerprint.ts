import { sha256Hex } from '../lib/hash.ts';

/** What makes a finding the same finding in another run. */
export interface Identity {
  readonly check: string;
  readonly unit: string;
  readonly subject: string;
  readonly key: string;
}

/** `fp:v1:` and 32 hex digits of the SHA-256 over check, unit, subject key and element key. */
export function fingerprint({ check, unit, subject, key }: Identity): string {
  return `fp:v1:${sha256Hex(JSON.stringify([check, unit, subject, key])).slice(0, 32)}`;
}
