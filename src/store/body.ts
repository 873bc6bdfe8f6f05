import { brotliDecompressSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';

import { UserError } from '../lib/error.ts';
import { sha256 } from '../lib/hash.ts';

/** A body as it is archived: the bytes that came, in the coding they came in. */
export interface StoredBody {
  /** `sha256:` and the hash of the decoded body. */
  readonly hash: string;
  /** `identity`, a content coding as received, or `own-gzip` where we compressed what came plain. */
  readonly coding: string;
  /** Length of the decoded body. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes),
  'own-gzip': (bytes) => gunzipSync(bytes),
  br: (bytes) => brotliDecompressSync(bytes),
  deflate: (bytes) => {
    try {
      return inflateSync(bytes);
    } catch {
      return inflateRawSync(bytes); // some servers mean the bare stream
    }
  },
};

/** Small bodies do not get smaller. */
const worthPacking = 512;

/** Keeps a body as it was received where its coding can be undone later; plain bytes are compressed for the archive. */
export function archiveBody(
  hash: string,
  body: Uint8Array,
  received: { readonly bytes: Uint8Array; readonly coding: string },
): StoredBody {
  const coding = received.coding
    .trim()
    .toLowerCase()
    .replace(/^x-gzip$/, 'gzip');
  const size = body.byteLength;
  if (coding !== '' && coding !== 'identity' && coding !== 'own-gzip' && Object.hasOwn(decoders, coding)) {
    return { hash, coding, size, bytes: received.bytes };
  }
  if (size < worthPacking) return { hash, coding: 'identity', size, bytes: body };
  return { hash, coding: 'own-gzip', size, bytes: gzipSync(body, { level: 1 }) };
}

/**
 * The decoded body, held against its hash: evidence that was changed is never handed out.
 *
 * @throws UserError (exit 6) where the stored bytes are not those that came.
 */
export function decodeBody(stored: StoredBody): Uint8Array {
  const body = undo(stored);
  if (!body || sha256(body) !== stored.hash) {
    throw new UserError(`${stored.hash}: 存档与其摘要不符 / the stored body does not match its hash`, {
      exitCode: 6,
      hint: '从备份恢复该文件，或重新抓取 / restore the file from a backup, or crawl again',
    });
  }
  return body;
}

/** Nothing for bytes that are damaged: they are not what came. */
function undo({ coding, bytes }: StoredBody): Uint8Array | undefined {
  try {
    return Object.hasOwn(decoders, coding) ? decoders[coding]?.(bytes) : undefined;
  } catch {
    return undefined;
  }
}
