import { z } from 'zod';
import type { Capture, Fetched, Snapshot } from '../contract/capture.ts';
import type { FindingsDocument } from '../contract/findings-document.ts';
import type { Files } from './archive.ts';

/** What a pack of ours holds, once its bytes are vouched for. */
export interface PackContent {
  readonly document: FindingsDocument;
  readonly snapshots: readonly Snapshot[];
  readonly captures: readonly Capture[];
  /** Decoded bodies by `sha256:…`. */
  readonly bodies: ReadonlyMap<string, Uint8Array>;
}

/** What the pack cannot say of itself, and whoever calls has to know: how a stored body reads as text. */
export interface VerifyTools {
  /** The visible text and the source of a stored page. */
  readonly wordsOf: (capture: Fetched, body: Uint8Array) => readonly string[] | Promise<readonly string[]>;
  /** The store that a pack came from, for whoever holds it: the key and the bodies behind what is masked. */
  readonly store?: {
    readonly key: Uint8Array;
    readonly body: (hash: string) => Uint8Array | undefined;
  };
  /** Whose signature it has to bear, by `signerOf`; none: whoever's. */
  readonly signer?: string;
  /** PEM of authorities whose time-stamps are believed; none: the token must hold, whoever signed it. */
  readonly authorities?: readonly string[];
}

/** Tells what is wrong: in which file, with which record. */
export type Told = (file: string, what: string, record?: string) => void;

/** A file of the pack as what it should be; undefined, and told, where it is not. */
export function parseJson<T>(files: Files, path: string, schema: z.ZodType<T>, told: Told): T | undefined {
  const bytes = files.get(path);
  if (!bytes) {
    told(path, 'is missing');
    return undefined;
  }
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (parsed.success) return parsed.data;
    told(path, z.prettifyError(parsed.error).split('\n')[0] ?? 'is not as it should be');
  } catch {
    told(path, 'is no JSON');
  }
  return undefined;
}
