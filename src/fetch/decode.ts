import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import * as zlib from 'node:zlib';

import type { FailReason } from '../contract/capture.ts';

/** A body without its content coding, or why that could not be had. */
export type Decoded =
  | { readonly ok: true; readonly body: Uint8Array }
  | {
      readonly ok: false;
      readonly reason: Extract<FailReason, 'incomplete' | 'decoding' | 'too-large'>;
      readonly detail: string;
    };

interface Room {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}

type Inflate = (bytes: Uint8Array, room: Room) => Buffer;

const deepest = 5;
const freeBytes = 1024 * 1024;
const ratio = 200;

/** Node has zstd from 22.15; its types here do not know it. */
const zstd = (zlib as unknown as Record<string, unknown>)['zstdDecompressSync'] as Inflate | undefined;

const gunzip: Inflate = (bytes, room) => gunzipSync(bytes, { ...room, chunkSize: gzipChunk(bytes, room.chunkSize) });
const inflaters = new Map<string, Inflate>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['br', brotliDecompressSync],
  // The standard says zlib, some servers send the bare stream: the two header bytes tell.
  ['deflate', (bytes, room) => (isZlib(bytes) ? inflateSync : inflateRawSync)(bytes, room)],
  ...(zstd === undefined ? [] : [['zstd', zstd] satisfies [string, Inflate]]),
]);

const leastChunk = 4 * 1024;
const mostChunk = 256 * 1024;

/** A gzip stream ends with its length: where that is no lie, the page comes out in one piece. */
function gzipChunk(bytes: Uint8Array, otherwise: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(-4);
  const says = a + b * 0x100 + c * 0x1_0000 + d * 0x100_0000;
  return says < leastChunk || says > mostChunk ? otherwise : says + 64;
}

/** What may be asked of a server. */
export const acceptEncoding = ['gzip', 'deflate', 'br', ...(zstd === undefined ? [] : ['zstd'])].join(', ');

function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 15) === 8 && ((first << 8) | second) % 31 === 0;
}

/** Names that say nothing of compression, a charset in the wrong header among them: the body is as it is. */
const asIs = /^(?:identity|none|binary|[78]bit|utf-?8|gbk|gb2312|gb18030|iso-8859-1)?$/;

/**
 * Takes the content coding off a body that came whole. Never more than `limit` bytes come out, nor, beyond 1 MiB, more
 * than 200 for each one received; a stream that ends early is `incomplete`, never silently short.
 */
export function decode(received: Uint8Array, coding: string, limit: number): Decoded {
  if (coding === '' || received.length === 0) return { ok: true, body: received };
  const layers = coding
    .toLowerCase()
    .split(',', 64)
    .map((name) => name.trim())
    .filter((name) => !asIs.test(name));
  if (layers.length > deepest)
    return failed('decoding', `${layers.length} content codings; at most ${deepest} are undone`);
  const room = Math.min(limit, Math.max(freeBytes, received.length * ratio));
  const chunkSize = Math.min(mostChunk, Math.max(leastChunk, received.length * 6));
  let body = received;
  for (const name of layers.reverse()) {
    const inflate = inflaters.get(name);
    if (inflate === undefined) return failed('decoding', unknownCoding(name));
    const step = attempt(name, inflate, body, { maxOutputLength: room, chunkSize });
    if (!step.ok) return step;
    body = step.body;
  }
  return { ok: true, body };
}

function unknownCoding(name: string): string {
  if (name === 'zstd') return 'sent as zstd, which was not asked for: only Node 22.15 and later can undo it';
  return `unknown content coding ${JSON.stringify(name.slice(0, 40))}`;
}

function attempt(name: string, inflate: Inflate, bytes: Uint8Array, room: Room): Decoded {
  try {
    return { ok: true, body: inflate(bytes, room) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return failed('too-large', `${name}: ${bytes.length} bytes became more than ${room.maxOutputLength}`);
    const message = error instanceof Error ? error.message : String(error);
    return failed(code === 'Z_BUF_ERROR' ? 'incomplete' : 'decoding', `${name}: ${message}`);
  }
}

function failed(reason: Extract<Decoded, { ok: false }>['reason'], detail: string): Decoded {
  return { ok: false, reason, detail };
}
