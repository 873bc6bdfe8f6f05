import { isAscii, isUtf8 } from 'node:buffer';
import sniff from 'html-encoding-sniffer';
import { MIMEType } from 'whatwg-mimetype';
import type { Encoding } from '../contract/page.ts';

/** Bytes as text, with how that was found out. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const LATE_META = 16_384; // comments and directives push the declaration beyond the 1,024 bytes that browsers look at
const NEAR_META = 900;
const NO_CHARACTER = '\ufffd';

/**
 * Bytes to text: BOM, header and meta are heard in this order, and believed only as far as the bytes bear them out.
 * The GB family is one (gb18030). Where nothing is declared the bytes decide, UTF-8 first.
 */
export function decode(bytes: Uint8Array, contentType: string): Decoded {
  const bom = bomOf(bytes);
  if (bom !== undefined) return settle(decodeAs(bytes, bom), { name: bom, how: 'bom' });
  const wide = wideOf(bytes);
  if (wide !== undefined) return settle(decodeAs(bytes, wide), { name: wide, how: 'validity' });
  const declared = declaredBy(bytes, contentType);
  return declared?.name === 'utf-8' || declared === undefined
    ? utf8First(bytes, declared)
    : othersFirst(bytes, declared);
}

type Named = Pick<Encoding, 'name' | 'how'>;

/** The encoding that `decode` finds, where the bytes tell it undecoded: UTF-8 that is, and GB that calls itself so. */
export function plainEncoding(bytes: Uint8Array, contentType: string): Named | undefined {
  if (bomOf(bytes) !== undefined || wideOf(bytes) !== undefined) return undefined;
  const declared = declaredBy(bytes, contentType);
  const valid = isUtf8(bytes);
  if (declared !== undefined && declared.name !== 'utf-8') {
    return declared.name === 'gb18030' && !valid ? declared : undefined;
  }
  return valid ? (declared ?? { name: 'utf-8', how: isAscii(bytes) ? 'default' : 'validity' }) : undefined;
}

function utf8First(bytes: Uint8Array, declared: Named | undefined): Decoded {
  const text = decodeAs(bytes, 'utf-8');
  if (declaredCut(text))
    return settle(text, declared ?? { name: 'utf-8', how: isAscii(bytes) ? 'default' : 'validity' });
  const chinese = decodeAs(bytes, 'gb18030');
  const better = faults(chinese) * 4 < faults(text);
  if (better) return settle(chinese, { name: 'gb18030', how: 'validity' });
  return settle(text, declared ?? { name: 'utf-8', how: 'validity' });
}

function othersFirst(bytes: Uint8Array, declared: Named): Decoded {
  // GB text of more than a few characters is no valid UTF-8; the reverse is common.
  const utf8 = isUtf8(bytes) ? decodeAs(bytes, 'utf-8') : NO_CHARACTER;
  if (!utf8.includes(NO_CHARACTER) && countWide(utf8, 4) >= 4) return settle(utf8, { name: 'utf-8', how: 'validity' });
  const text = decodeAs(bytes, declared.name);
  if (declared.name === 'gb18030' || isAscii(bytes)) return settle(text, declared);
  // A page in Chinese that calls itself Latin is a server's default.
  if (!/^(windows-125|iso-8859)/.test(declared.name)) return settle(text, declared);
  const chinese = decodeAs(bytes, 'gb18030');
  return faults(chinese) === 0 && countWide(chinese, 8) >= 8
    ? settle(chinese, { name: 'gb18030', how: 'validity' })
    : settle(text, declared);
}

function settle(text: string, named: Named): Decoded {
  return {
    text: text.startsWith('\ufeff') ? text.slice(1) : text,
    encoding: { ...named, sure: !UNSURE.has(named.name) && isSure(text) },
  };
}

/** Encodings that the decoder of Node does not know to the last character. */
const UNSURE = new Set(['big5']);

/** Whether nothing is wrong with a text, but perhaps its very end: a body that was cut ends inside a character. */
function declaredCut(text: string): boolean {
  const fault = text.indexOf(NO_CHARACTER);
  return fault < 0 || fault >= text.length - 2;
}

function bomOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a BOM: markup is ASCII, so every other byte of it is zero. */
function wideOf(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 512) & ~1;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const most = length * 0.3;
  if (length < 8 || (even < most && odd < most)) return undefined;
  if (even > 0 && odd > 0) return undefined;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

function declaredBy(bytes: Uint8Array, contentType: string): Named | undefined {
  const label = contentType === '' ? undefined : MIMEType.parse(contentType)?.parameters.get('charset');
  const header = label === undefined ? undefined : known(label);
  if (header !== undefined) return { name: header, how: 'header' };
  const meta = metaOf(bytes);
  return meta === undefined ? undefined : { name: meta, how: 'meta' };
}

const NONE = 'x-user-defined'; // a name that no prescan gives back, so that "nothing declared" can be told

function metaOf(bytes: Uint8Array): string | undefined {
  const near = sniff(bytes, { defaultEncoding: NONE });
  if (near !== NONE) return known(near);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LATE_META)).toString('latin1');
  for (const { index } of head.matchAll(/<meta\s/gi)) {
    if (index < NEAR_META) continue; // it was looked at, and may stand in an attribute or a comment
    const late = sniff(bytes.subarray(index, index + 1024), { defaultEncoding: NONE });
    if (late !== NONE) return known(late);
  }
  return undefined;
}

function known(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  if (/^(gb|x-gbk|cp936|hz-gb)/.test(name)) return 'gb18030';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined; // no such encoding: as if nothing were declared
  }
}

function decodeAs(bytes: Uint8Array, name: string): string {
  return new TextDecoder(name, { ignoreBOM: true }).decode(bytes);
}

function faults(text: string): number {
  let count = 0;
  for (let at = text.indexOf(NO_CHARACTER); at >= 0; at = text.indexOf(NO_CHARACTER, at + 1)) count += 1;
  return count;
}

/** How many CJK characters a text has, counted up to `enough`. */
function countWide(text: string, enough: number): number {
  let count = 0;
  for (let index = 0; index < text.length && count < enough; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x3400 && code <= 0x9fff) count += 1;
  }
  return count;
}

/** What UTF-8 looks like when it was read as Latin or as GBK and stored so. */
const GARBLED =
  /(?:[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]{1,2}){4}|锟斤拷|烫烫烫|(?:鏂|鐨|鍏|鎴|绗|涓|浜){3}/;

function isSure(text: string): boolean {
  const fault = text.indexOf(NO_CHARACTER);
  if (fault >= 0 && fault < text.length - 2 && faults(text) > 2) return false;
  return !GARBLED.test(text);
}
