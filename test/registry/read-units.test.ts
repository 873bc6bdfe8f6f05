import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/lib/error.ts';
import { readUnits } from '../../src/registry/read-units.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  // With `type: 'array'` it is an ArrayBuffer.
  return new Uint8Array(write({ SheetNames: ['单位'], Sheets: { 单位: sheet } }, { type: 'array' }) as ArrayBuffer);
}

/** 单位编号,名称,类型,网址 and a row, as Excel in China writes a CSV: GBK. */
const gbk = Uint8Array.from([
  ...[
    0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x2c, 0xcd, 0xf8, 0xd6, 0xb7,
    0x0d, 0x0a,
  ],
  ...[0x61, 0x2c, 0xbc, 0xd7, 0xcf, 0xd8, 0x2c, 0xcf, 0xd8, 0x2c],
  ...bytes('http://a.example/'),
]);

const yaml = `units:
  - id: a-county
    name: 甲县人民政府
    type: county
    entry: [https://www.a.example/]
    region: '340221'
  - id: a-town
    name: 乙镇人民政府
    type: town
    entry: http://z.example/yz/
    parent: a-county
    scope: { columns: [http://z.example/yz/] }
    contact: 办公室 0000-0000000
    overrides: { checks: { stale-column: { noticeMonths: 3 } } }
`;

describe('reads', () => {
  it('YAML', () => {
    const [county, town] = readUnits('units.yaml', bytes(yaml));
    expect(county?.unit).toMatchObject({ id: 'a-county', type: 'county', region: '340221', scope: { kind: 'host' } });
    expect(town?.unit).toMatchObject({
      region: '340221',
      parent: 'a-county',
      scope: { kind: 'columns', urls: ['http://z.example/yz/'] },
      grounds: { type: { from: 'register', sure: true } },
    });
    expect(town?.overrides).toEqual({ checks: { 'stale-column': { noticeMonths: 3 } } });
    expect(town?.at(['overrides'])).toEqual({ file: 'units.yaml', line: 14, column: 16 });
  });

  it.each<[string, string, Uint8Array]>([
    [
      'CSV',
      'units.csv',
      bytes(
        'id,name,type,entry,region,scope\r\na,"甲县, 人民政府",county,http://a.example/ http://b.example/,340221,\r\n',
      ),
    ],
    [
      'CSV in Chinese',
      'units.csv',
      bytes(
        '\ufeff编号,单位名称,类型,网址,行政区划\na,"甲县, 人民政府",县,http://a.example/;http://b.example/,340221\n',
      ),
    ],
    [
      'XLSX',
      '单位.xlsx',
      workbook([
        ['编号', '单位名称', '单位类型', '入口网址', '行政区划代码'],
        ['a', '甲县, 人民政府', '县', 'http://a.example/\nhttp://b.example/', 340221],
      ]),
    ],
  ])('%s', (_, file, content) => {
    expect(readUnits(file, content).map(({ unit }) => unit)).toMatchObject([
      {
        id: 'a',
        name: '甲县, 人民政府',
        type: 'county',
        entry: ['http://a.example/', 'http://b.example/'],
        region: '340221',
      },
    ]);
  });

  it('the CSV that Excel writes in China', () => {
    expect(readUnits('units.csv', gbk)[0]?.unit).toMatchObject({ id: 'a', name: '甲县', type: 'county' });
  });

  it('columns and overrides in a cell', () => {
    const csv =
      'id,entry,scope,overrides\na,http://p.example/a/,"http://p.example/a/ http://p.example/a2/","{checks: {stale-column: off}}"\n';
    const [unit] = readUnits('units.csv', bytes(csv));
    expect(unit?.unit.scope).toEqual({ kind: 'columns', urls: ['http://p.example/a/', 'http://p.example/a2/'] });
    expect(unit?.overrides).toEqual({ checks: { 'stale-column': 'off' } });
    expect(unit?.unit.grounds.type).toMatchObject({ from: 'guess', sure: false });
  });
});

const head = 'units:\n';
const a = '  - { id: a, entry: http://www.a.example/ }\n';
describe('refuses', () => {
  it.each<[string, string, string, { line?: number; column?: number }, RegExp]>([
    ['an unknown key', 'u.yaml', `${head}  - { id: a, entry: http://a/, nmae: x }\n`, { line: 2, column: 32 }, /name/],
    [
      'an unknown type',
      'u.yaml',
      `${head}  - { id: a, entry: http://a/, type: conty }\n`,
      { line: 2, column: 38 },
      /county/,
    ],
    ['no entry', 'u.yaml', `${head}  - { id: a }\n`, { line: 2, column: 5 }, /entry/],
    ['no URL', 'u.yaml', `${head}  - { id: a, entry: www.a.example }\n`, { line: 2, column: 21 }, /URL/],
    [
      'a region that is none',
      'u.yaml',
      `${head}  - { id: a, entry: http://a/, region: 34 }\n`,
      { line: 2, column: 40 },
      /six digits/,
    ],
    ['one id twice', 'u.yaml', `${head}${a}  - { id: a, entry: http://b/ }\n`, { line: 3, column: 11 }, /line 2/],
    [
      'one entry twice',
      'u.yaml',
      `${head}${a}  - { id: b, entry: https://a.example/index.html }\n`,
      { line: 3, column: 21 },
      /line 2/,
    ],
    [
      'columns within columns',
      'u.yaml',
      `${head}  - { id: a, entry: http://p/, scope: { columns: [http://p/a] } }\n  - { id: b, entry: http://p/, scope: { columns: [http://p/a/b/] } }\n`,
      { line: 3, column: 39 },
      /line 2/,
    ],
    ['no YAML', 'u.yaml', 'units: [', { line: 1 }, /YAML/],
    ['no units', 'u.yaml', 'units: []\n', { line: 1, column: 8 }, /units/],
    ['an unknown column', 'u.csv', 'id,entry,tpye\na,http://a/,county\n', { line: 1, column: 10 }, /type/],
    ['a bad cell', 'u.csv', 'id,type,entry\na,county,http://a/\nb,学效,http://b/\n', { line: 3, column: 3 }, /学校/],
    ['an empty cell', 'u.csv', 'id,type,entry\na,county,\n', { line: 2, column: 1 }, /required/],
    ['a quote that is not closed', 'u.csv', 'id,entry\n"a,http://a/\n', { line: 2, column: 1 }, /quote/],
    ['an empty table', 'u.csv', 'id,entry\n', { line: 1 }, /no units/],
    ['another kind of file', 'u.docx', '', {}, /register/],
    ['no workbook', 'u.xlsx', '', {}, /workbook|no units/],
  ])('%s', (...[, file, text, where, words]) => {
    const fault = faultOf(() => readUnits(file, bytes(text)));
    expect(fault.where).toMatchObject({ file, ...where });
    expect(`${fault.message} ${fault.hint ?? ''}`).toMatch(words);
    expect(fault.exitCode).toBe(2);
  });

  it('a bad cell of a workbook, by row and column', () => {
    const book = workbook([
      ['id', 'type', 'entry'],
      ['a', 'county', 'http://a/'],
      ['b', 'contry', 'http://b/'],
    ]);
    expect(faultOf(() => readUnits('u.xlsx', book))).toMatchObject({ where: { line: 3, column: 2 } });
  });
});

it('lets units that are columns of one platform share its front page', () => {
  const unit = (id: string): string => `  - { id: ${id}, entry: http://p/, scope: { columns: [http://p/${id}/] } }\n`;
  expect(readUnits('u.yaml', bytes(`${head}${unit('a')}${unit('b')}`))).toHaveLength(2);
});

function faultOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

it('says everything that is wrong at once, in the order of the file', () => {
  const faultsOf = (file: string, text: string): readonly (number | undefined)[] => {
    try {
      readUnits(file, bytes(text));
    } catch (error) {
      if (error instanceof UserError) return [error, ...error.also].map(({ where }) => where?.line);
    }
    return [];
  };
  expect(faultsOf('u.csv', 'id,类型,网址\na,县,http://a.example/\nb,县县县,x\n,镇,http://c.example/')).toEqual([
    3, 3, 4,
  ]);
  const broken = `units:
  - { id: a, entry: x }
  - { id: b, entry: http://b.example/, typ: town }
  - { id: c, entry: http://c.example/, type: planet }
`;
  expect(faultsOf('u.yaml', broken)).toEqual([2, 3, 4]);
});
