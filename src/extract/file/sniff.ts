import { Buffer } from 'node:buffer';
import type { FileReading } from '../../contract/page.ts';

/** A format that is read, or a reason why this kind of file is not. */
export type Sniffed =
  { readonly format: FileReading['format'] } | { readonly format: FileReading['format']; readonly refused: string };

const extensions: Readonly<Record<string, FileReading['format']>> = {
  ...({ pdf: 'pdf', docx: 'docx', docm: 'docx', dotx: 'docx', doc: 'doc', dot: 'doc', rtf: 'doc' } as const),
  ...({ xlsx: 'xlsx', xlsm: 'xlsx', xls: 'xls', csv: 'xlsx', et: 'et', ett: 'et', wps: 'wps', wpt: 'wps' } as const),
  ...({ ofd: 'ofd', zip: 'zip', txt: 'txt', ceb: 'unknown', caj: 'unknown', rar: 'unknown', '7z': 'unknown' } as const),
  ...({ ppt: 'unknown', pptx: 'unknown', dps: 'unknown', tar: 'unknown', gz: 'unknown', swf: 'unknown' } as const),
  ...({
    jpg: 'image',
    jpeg: 'image',
    png: 'image',
    gif: 'image',
    bmp: 'image',
    tif: 'image',
    tiff: 'image',
    webp: 'image',
  } as const),
  ...({ mp4: 'unknown', mp3: 'unknown', avi: 'unknown', wmv: 'unknown', flv: 'unknown', mov: 'unknown' } as const),
};

const types: readonly (readonly [RegExp, FileReading['format']])[] = [
  [/^application\/pdf/, 'pdf'],
  [/wordprocessingml/, 'docx'],
  [/^application\/msword|^application\/(?:vnd\.)?ms-works|kswps/, 'doc'],
  [/spreadsheetml/, 'xlsx'],
  [/^application\/vnd\.ms-excel/, 'xls'],
  [/^application\/(?:x-)?zip/, 'zip'],
  [/^application\/ofd/, 'ofd'],
  [/^image\/(?!svg)/, 'image'],
  [/^(?:audio|video)\//, 'unknown'],
  [/^application\/(?:octet-stream|x-download|force-download|x-msdownload)/, 'unknown'],
];

/** The extension of a URL's last segment, or of a file name in its query (`download?file=a.pdf`), in lower case; '' where it has none. */
export function extensionOf(url: string): string {
  const [path = '', query = ''] = url.split('#', 1).join('').split('?', 2);
  const own = /\.([a-z0-9]{1,5})$/i.exec(path.slice(path.lastIndexOf('/') + 1))?.[1]?.toLowerCase() ?? '';
  if (own in extensions || query === '') return own;
  const named = /\.([a-z0-9]{1,5})(?:&|$)/i.exec(query)?.[1]?.toLowerCase() ?? '';
  return named in extensions ? named : own;
}

/** What the address and the header promise; undefined where they promise a page. */
export function promisedFormat(url: string, contentType: string): FileReading['format'] | undefined {
  const type = contentType.trim().toLowerCase();
  const byExtension = extensions[extensionOf(url)];
  if (/^(?:text\/html|application\/xhtml)/.test(type) && byExtension === undefined) return undefined;
  return byExtension ?? types.find(([shape]) => shape.test(type))?.[1];
}

/** Whether bytes are markup or plain words for a browser, whatever their file is called. */
export function looksLikePage(bytes: Uint8Array): boolean {
  const head = latin(bytes, 1024)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  if (/^<\?xml/i.test(head)) return !/<\?mso-application|<Workbook|<w:wordDocument/i.test(head);
  return (
    /^<(?:!doctype|!--|html|head|body|meta|script|style|table|div|title|center|font|p|br)\b/i.test(head) ||
    head.startsWith('<!')
  );
}

/** The format that the bytes themselves show; undefined where they show none. */
export function formatOfBytes(bytes: Uint8Array): Sniffed | undefined {
  const head = latin(bytes, 16);
  if (latin(bytes, 1024).includes('%PDF-')) return { format: 'pdf' };
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return { format: formatOfZip(bytes) };
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return formatOfCompound(bytes);
  if (head.startsWith('{\\rtf')) return { format: 'doc', refused: 'rich text format' };
  if (head.startsWith('Rar!')) return { format: 'unknown', refused: 'rar archive' };
  if (head.startsWith('7z\xbc\xaf')) return { format: 'unknown', refused: '7z archive' };
  if (head.startsWith('\x1f\x8b')) return { format: 'unknown', refused: 'gzip archive' };
  if (latin(bytes, 300).slice(257, 262) === 'ustar') return { format: 'unknown', refused: 'tar archive' };
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP)/s.test(head)) {
    return { format: 'image', refused: 'picture without text' };
  }
  if (/^(?:.{4}ftyp|FLV.|ID3|\x30\x26\xb2\x75|RIFF.{4}AVI )/s.test(head))
    return { format: 'unknown', refused: 'film or sound' };
  return undefined;
}

/** Office files and OFD are archives: the names of their first entries tell. */
function formatOfZip(bytes: Uint8Array): FileReading['format'] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (name: string): boolean => buffer.includes(name, 0, 'latin1');
  if (holds('word/document')) return 'docx';
  if (holds('xl/workbook')) return 'xlsx';
  if (holds('OFD.xml')) return 'ofd';
  return 'zip';
}

/** The streams of a compound file have names in UTF-16: Word and WPS have WordDocument, Excel and ET Workbook or Book. */
function formatOfCompound(bytes: Uint8Array): Sniffed {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // As bytes: looking for a UTF-16 text from an odd offset of memory, Node 20 never comes back.
  const holds = (name: string): boolean => buffer.includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (holds('EncryptedPackage')) return { format: 'unknown', refused: 'protected by a password' };
  if (holds('WordDocument')) return { format: 'doc' };
  if (holds('Workbook') || holds('Book')) return { format: 'xls' };
  if (holds('PowerPoint Document')) return { format: 'unknown', refused: 'slides' };
  return { format: 'unknown', refused: 'unknown compound file' };
}

function latin(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString('latin1');
}
