/**
 * What a PDF asks for whose fonts name an encoding of their own country and no Unicode: a map from codes to glyphs, and one
 * from glyphs to characters. The numbers of the glyphs are of no use without the font, so own ones do: the codes of GBK in
 * their order, beyond all real ones of the collection. What is mapped by real ones has no character here.
 */
export interface PdfMaps {
  readonly fetch: (wanted: { readonly kind: string; readonly filename: string }) => Promise<Uint8Array>;
}

/** The character for a glyph that no map names. */
export const UNNAMED = '\ufffd';

const GBK = /^GB(?:pc|K|Kp|K2K)?(?:-EUC)?-[HV]$/;
const UNICODE = /^UniGB-(?:UCS2|UTF16)-[HV]$/;
const CHARACTERS = 'Adobe-GB1-UCS2';

/** More than the glyphs of the collection. */
const FIRST = 30_600;
const REAL = 30_572;
const LEADS = 126;
const TRAILS = 190;
const ASCII_FIRST = FIRST + LEADS * TRAILS;

/** The maps for one document: the one to characters is only given to codes that were mapped here. */
export function pdfMaps(): PdfMaps {
  let mapped = false;
  return {
    fetch({ kind, filename }) {
      const isGbk = GBK.test(filename);
      const known = kind === 'cMapUrl' && (isGbk || UNICODE.test(filename) || (mapped && filename === CHARACTERS));
      if (!known) return Promise.reject(new Error(`no ${kind} ${filename}`));
      mapped = true;
      const map = isGbk ? gbkMap() : filename === CHARACTERS ? characterMap() : unicodeMap();
      return Promise.resolve(new TextEncoder().encode(map));
    },
  };
}

/** Codes of GBK to glyphs, a range for each half of a lead byte. */
function gbkMap(): string {
  const ranges = [`<20> <7e> ${ASCII_FIRST}`];
  for (let lead = 0; lead < LEADS; lead += 1) {
    const first = FIRST + lead * TRAILS;
    const high = hex(lead + 0x81, 2);
    ranges.push(`<${high}40> <${high}7e> ${first}`, `<${high}80> <${high}fe> ${first + 63}`);
  }
  return mapOf('<00> <80> <8140> <fefe>', block('cidrange', ranges));
}

/** Unicode in two bytes to glyphs. */
function unicodeMap(): string {
  const lines = glyphs().map(([glyph, code]) => `<${hex(code, 4)}> ${glyph}`);
  return mapOf('<0000> <ffff>', block('cidchar', lines));
}

/** Glyphs to characters. */
function characterMap(): string {
  const known = glyphs().map(([glyph, code]) => `<${hex(glyph, 4)}> <${hex(code, 4)}>`);
  const unnamed = Array.from({ length: REAL }, () => '<fffd>').join(' ');
  const real = block('bfrange', [`<0001> <${hex(REAL, 4)}> [${unnamed}]`]);
  return mapOf('<0000> <ffff>', `${real}\n${block('bfchar', known)}`);
}

/** Every glyph with the character that it shows. */
function glyphs(): readonly (readonly [glyph: number, code: number])[] {
  const decoder = new TextDecoder('gb18030');
  const found: (readonly [number, number])[] = [];
  for (let lead = 0; lead < LEADS; lead += 1) {
    for (let trail = 0; trail < TRAILS; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead + 0x81, trail < 63 ? trail + 0x40 : trail + 0x41));
      const code = text.length === 1 ? text.charCodeAt(0) : 0xfffd;
      if (code !== 0xfffd) found.push([FIRST + lead * TRAILS + trail, code]);
    }
  }
  for (let code = 0x20; code <= 0x7e; code += 1) found.push([ASCII_FIRST + code - 0x20, code]);
  return found;
}

function mapOf(codes: string, blocks: string): string {
  const count = codes.split(' ').length / 2;
  return `begincmap\n${count} begincodespacerange ${codes} endcodespacerange\n${blocks}\nendcmap`;
}

function block(kind: string, lines: readonly string[]): string {
  return `${lines.length} begin${kind}\n${lines.join('\n')}\nend${kind}`;
}

function hex(number: number, width: number): string {
  return number.toString(16).padStart(width, '0');
}
