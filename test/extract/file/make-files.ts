import { Buffer } from 'node:buffer';
import * as XLSX from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';

/** A DOCX of these paragraphs and, where given, a table. */
export function makeDocx(paragraphs: readonly string[], table: readonly (readonly string[])[] = []): Uint8Array {
  const p = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
  const rows = table.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join('')}</w:tr>`).join('');
  const body = paragraphs.map(p).join('') + (rows === '' ? '' : `<w:tbl>${rows}</w:tbl>`);
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ),
  });
}

/** A workbook of one sheet, as XLSX or as the old XLS that ET writes too. */
export function makeWorkbook(
  rows: readonly (readonly unknown[])[],
  bookType: 'xlsx' | 'biff8',
  merges: readonly XLSX.Range[] = [],
): Uint8Array {
  const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = [...merges];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '清单');
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer);
}

/** The writer of compound files, which the library leaves without types. */
const cfb = XLSX.CFB as {
  readonly utils: {
    readonly cfb_new: () => object;
    readonly cfb_add: (file: object, name: string, content: readonly number[]) => void;
  };
  readonly write: (file: object, options: { readonly type: 'buffer' }) => Buffer;
};

/** A Word 97 document: the header, and a table of one piece of text. */
export function makeDoc(text: string): Uint8Array {
  const words = Buffer.from(`${text}\r`, 'utf16le');
  const header = Buffer.alloc(1024);
  header.writeUInt16LE(0xa5ec, 0);
  header.writeUInt16LE(0x0200, 0x0a); // the table stream is 1Table
  header.writeUInt32LE(1024, 0x18);
  header.writeUInt32LE(words.length / 2, 0x4c);
  const pieces = Buffer.alloc(5 + 16 + 4096);
  pieces.writeUInt8(2, 0);
  pieces.writeUInt32LE(16, 1);
  pieces.writeUInt32LE(0, 5);
  pieces.writeUInt32LE(words.length / 2, 9);
  pieces.writeUInt32LE(1024, 15);
  header.writeUInt32LE(0, 0x1a2);
  header.writeUInt32LE(21, 0x1a6);
  const file = cfb.utils.cfb_new();
  const body = Buffer.concat([header, words, Buffer.alloc(4096)]);
  cfb.utils.cfb_add(file, '/WordDocument', [...body]);
  cfb.utils.cfb_add(file, '/1Table', [...pieces]);
  return new Uint8Array(cfb.write(file, { type: 'buffer' }));
}

/** An OFD page with a piece of text in each place. */
export function makeOfd(
  pieces: readonly { readonly x: number; readonly y: number; readonly text: string }[],
): Uint8Array {
  const ns = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const objects = pieces
    .map(
      ({ x, y, text }, id) =>
        `<ofd:TextObject ID="${id}" Boundary="${x} ${y} 100 5" Size="4"><ofd:TextCode X="0" Y="3">${text}</ofd:TextCode></ofd:TextObject>`,
    )
    .join('');
  return zipSync({
    'OFD.xml': strToU8(
      `<ofd:OFD ${ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    ),
    'Doc_0/Document.xml': strToU8(
      `<ofd:Document ${ns}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
    ),
    'Doc_0/Pages/Page_0/Content.xml': strToU8(
      `<ofd:Page ${ns}><ofd:Content><ofd:Layer>${objects}</ofd:Layer></ofd:Content></ofd:Page>`,
    ),
  });
}

/** A PDF of one page whose font says its encoding by name and has no map to Unicode, as older offices of the country wrote. */
export function makeNamedPdf(encoding: string, codes: string): Uint8Array {
  const content = `BT /F1 12 Tf 10 100 Td <${codes}> Tj ET`;
  return assemblePdf([
    ...pageOf(content),
    `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${encoding} /DescendantFonts [6 0 R] >>`,
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent 0 /CapHeight 700 /StemV 80 >>',
  ]);
}

/** A PDF of one page whose font names its glyphs by these characters, one code each, as fonts made by printing do. */
export function makePdf(text: string): Uint8Array {
  const codes = Array.from(text, (_, index) => (index + 1).toString(16).padStart(4, '0'));
  const map = Array.from(
    text,
    (char, index) => `<${codes[index] ?? ''}> <${Buffer.from(char, 'utf16le').swap16().toString('hex')}>`,
  );
  const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <ffff> endcodespacerange ${map.length} beginbfchar ${map.join(' ')} endbfchar endcmap end end`;
  const content = text === '' ? '0 0 m 10 10 l S' : `BT /F1 12 Tf 10 100 Td <${codes.join('')}> Tj ET`;
  return assemblePdf([
    ...pageOf(content),
    '<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>',
    stream(toUnicode),
    '<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent 0 /CapHeight 700 /StemV 80 >>',
  ]);
}

function pageOf(content: string): readonly string[] {
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    stream(content),
  ];
}

function stream(body: string): string {
  return `<< /Length ${body.length} >>\nstream\n${body}\nendstream`;
}

function assemblePdf(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF`;
  return strToU8(file, true);
}
