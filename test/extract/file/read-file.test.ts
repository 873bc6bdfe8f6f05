import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/contract/page.ts';
import { defaultCaps } from '../../../src/extract/file/caps.ts';
import { withoutRadicals } from '../../../src/extract/file/radicals.ts';
import { isFile, readFile } from '../../../src/extract/file/read-file.ts';
import { makeDoc, makeDocx, makeNamedPdf, makeOfd, makePdf, makeWorkbook } from './make-files.ts';

const read = (bytes: Uint8Array, url = 'https://a.example/P020.bin', caps = defaultCaps): Promise<Reading> =>
  readFile({ bytes, url, contentType: '', mode: 'http' }, caps);

const report = '一、总体情况';

describe('the words of a file', () => {
  it.each([
    ['pdf', 'a.pdf', makePdf('人⺠政府'), '人民政府'],
    ['docx', 'a.docx', makeDocx([report]), report],
    ['doc', 'a.doc', makeDoc(report), report],
    ['wps', 'a.wps', makeDoc(report), report],
    [
      'ofd',
      'a.ofd',
      makeOfd([
        { x: 20, y: 10, text: '情况' },
        { x: 10, y: 10, text: '总体' },
        { x: 10, y: 20, text: '一' },
      ]),
      '总体情况\n一',
    ],
    ['txt', 'a.txt', strToU8('办公地址：甲路1号'), '办公地址：甲路1号'],
    [
      'zip',
      'a.zip',
      zipSync({ 'a/one.docx': makeDocx([report]), 'two.txt': strToU8('二') }),
      `a/one.docx\n${report}\ntwo.txt\n二`,
    ],
  ])('%s', async (format, name, bytes, text) => {
    const reading = await read(bytes, `https://a.example/${name}`);
    expect(reading.file?.gaveUp).toBeUndefined();
    expect(reading.file?.format).toBe(format);
    expect(reading.mainText).toBe(text);
    expect(reading).toEqual(await read(bytes, `https://a.example/${name}`));
  });

  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'biff8'],
    ['et', 'biff8'],
  ] as const)('%s, its sheets as tables with merged cells in each place', async (format, bookType) => {
    const rows = [
      ['事项', '电话'],
      ['甲', 12],
      [null, 13],
    ];
    const bytes = makeWorkbook(rows, bookType, [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }]);
    const reading = await read(bytes, `https://a.example/a.${format}`);
    expect(reading.file).toEqual({ format, pages: 1 });
    expect(reading.tables).toEqual([
      {
        caption: '清单',
        rows: [
          ['事项', '电话'],
          ['甲', '12'],
          ['甲', '13'],
        ],
      },
    ]);
    expect(reading.text).toBe('清单\n事项\t电话\n甲\t12\n甲\t13');
  });

  it('docx, its tables', async () => {
    const reading = await read(
      makeDocx(
        ['表'],
        [
          ['甲', '1'],
          ['乙', '2'],
        ],
      ),
    );
    expect(reading.tables).toEqual([
      {
        rows: [
          ['甲', '1'],
          ['乙', '2'],
        ],
      },
    ]);
  });
});

describe('a PDF whose font names an encoding and no characters', () => {
  const words = '人民政府2024年，镕';
  const gbk = 'c8cbc3f1d5feb8ae32303234c4eaa3ace946';
  const ucs2 = Buffer.from(words, 'utf16le').swap16().toString('hex');

  it.each([
    ['GBK-EUC-H', gbk],
    ['GBK-EUC-V', gbk],
    ['GBKp-EUC-H', gbk],
    ['GBK2K-H', gbk],
    ['GBpc-EUC-H', gbk],
    ['UniGB-UCS2-H', ucs2],
    ['UniGB-UTF16-H', ucs2],
  ])('%s', async (encoding, codes) => {
    const reading = await read(makeNamedPdf(encoding, codes), 'https://a.example/a.pdf');
    expect(reading.file?.gaveUp).toBeUndefined();
    expect(reading.mainText).toBe(words);
  });

  it.each(['Identity-H', 'B5pc-H'])('glyphs of %s are not guessed at', async (encoding) => {
    const reading = await read(makeNamedPdf(encoding, '00110022003300440055'), 'https://a.example/a.pdf');
    expect(reading.file?.gaveUp).toMatch(/letters without names/);
  });
});

describe('a file that cannot be read says why', () => {
  it.each([
    ['blank', new Uint8Array(), 'a.pdf', 'empty file'],
    ['a PDF of pictures', makePdf(''), 'a.pdf', 'no text: pictures, or letters without names'],
    ['a broken PDF', strToU8('%PDF-1.4 nothing'), 'a.pdf', /damaged PDF/],
    ['no PDF at all', strToU8('nothing'), 'a.pdf', 'not a pdf file'],
    ['a cut archive', makeDocx(['a']).slice(0, 200), 'a.docx', /damaged archive/],
    ['an archive of nothing', zipSync({}), 'a.zip', 'empty archive'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'a.png', 'picture without text'],
    ['rar', strToU8('Rar!\x1a\x07'), 'a.rar', 'rar archive'],
    ['rich text', strToU8('{\\rtf1 a}'), 'a.doc', 'rich text format'],
    [
      'an archive with nothing that is read',
      zipSync({ 'b.rar': strToU8('Rar!\x1a\x07') }),
      'a.zip',
      'b.rar: rar archive',
    ],
    [
      'an archive that climbs',
      zipSync({ '../../etc/a.txt': strToU8('甲') }),
      'a.zip',
      'unsafe entry name: ../../etc/a.txt',
    ],
  ])('%s', async (_, bytes, name, why) => {
    const reading = await read(bytes, `https://a.example/${name}`);
    if (typeof why === 'string') expect(reading.file?.gaveUp).toBe(why);
    else expect(reading.file?.gaveUp).toMatch(why);
    expect(reading.text).toBe('');
  });

  it('for one file of an archive alone: the others are read', async () => {
    const { file, text } = await read(
      zipSync({
        'a.txt': strToU8('甲'),
        'b.rar': strToU8('Rar!\x1a\x07'),
        'c.zip': zipSync({ 'd.pdf': strToU8('no'), 'e.txt': strToU8('乙') }),
      }),
      'https://a.example/a.zip',
    );
    expect(file).toEqual({
      format: 'zip',
      unread: [
        { name: 'b.rar', why: 'rar archive' },
        { name: 'c.zip/d.pdf', why: 'not a pdf file' },
      ],
    });
    expect(text).toBe('a.txt\n甲\nc.zip\ne.txt\n乙');
  });

  it('where it would cost more than its caps', async () => {
    const zeros = zipSync({ 'a.txt': new Uint8Array(1_000_000), 'b.txt': new Uint8Array(1_000_000) });
    const caps = { ...defaultCaps, bytes: 1_500_000 };
    expect((await read(zeros, 'https://a.example/a.zip', caps)).file?.gaveUp).toBe('more than 1500000 bytes unpacked');
    expect((await read(zeros, 'https://a.example/a.zip', { ...defaultCaps, entries: 1 })).file?.gaveUp).toBe(
      'more than 1 entries',
    );
    expect((await read(zeros, 'https://a.example/a.zip', { ...defaultCaps, bytes: 100 })).file?.gaveUp).toBe(
      'more than 100 bytes',
    );
    const matryoshka = [1, 2, 3].reduce((inner) => zipSync({ 'a.zip': inner }), zipSync({ 'a.txt': strToU8('甲') }));
    expect((await read(matryoshka)).file?.gaveUp).toMatch(/too deep/);
  });

  it('whatever its bytes are: it never throws', async () => {
    const heads = ['%PDF-1.4\n', 'PK\x03\x04', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', ''];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }), async (head, rest) => {
        const reading = await read(Uint8Array.from([...strToU8(head, true), ...rest]), 'https://a.example/a.doc');
        expect(reading.kind).toBe('article');
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is a file', () => {
  it.each([
    ['a PDF sent as a page', 'https://a.example/show?id=1', 'text/html', makePdf('甲'), true],
    [
      'HTML that is called xlsx',
      'https://a.example/a.xlsx',
      'application/vnd.ms-excel',
      strToU8('<html><table><tr><td>1'),
      false,
    ],
    ['a page', 'https://a.example/a.html', 'text/html', strToU8('<!DOCTYPE html><p>'), false],
    ['a page without a type', 'https://a.example/', '', strToU8('<p>甲'), false],
    ['a download by its name in the query', 'https://a.example/down?file=a.docx', '', makeDocx(['甲']), true],
    ['a broken download', 'https://a.example/a.doc', 'application/msword', strToU8('error 500'), true],
    ['a list in JSON', 'https://a.example/list.json', 'application/json', strToU8('{}'), false],
  ])('%s', (...[, url, contentType, bytes, is]) => {
    expect(isFile(url, contentType, bytes)).toBe(is);
  });
});

describe('radicals', () => {
  it.each([
    ['⺠⽣⼯程', '民生工程'],
    ['⻓江⻔户', '长江门户'],
    ['ｎｏ．１，第⼀条（试行）：', 'no．1，第一条（试行）：'],
  ])('%s is %s', (text, plain) => {
    expect(withoutRadicals(text)).toBe(plain);
  });

  it('are gone from any text, and nothing else is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0x2e00, max: 0x9fff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          const plain = withoutRadicals(text);
          expect(withoutRadicals(plain)).toBe(plain);
          expect(plain.length).toBe(text.length);
        },
      ),
    );
  });
});

const zipSlip = new URL('../../../../shared/conformance/archives-zipslip/', import.meta.url);

describe.skipIf(!existsSync(zipSlip))(
  'archives of others that climb out of their folder (../shared is absent where skipped)',
  () => {
    it.each(['zip-slip.zip', 'zip-slip-win.zip', 'zip-slip.tar', 'zip-slip-win.tar'])('%s', async (name) => {
      const bytes = new Uint8Array(readFileSync(new URL(name, zipSlip)));
      const reading = await read(bytes, `https://a.example/${name}`);
      expect(reading.file?.gaveUp).toMatch(
        name.endsWith('.zip') ? /^unsafe entry name: .*\.\.[\\/].*evil\.txt$/ : /^tar archive$/,
      );
      expect(reading.text).toBe('');
    });
  },
);
